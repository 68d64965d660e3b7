"""征集: the call for clues, and each clue that comes in (domain rules §3.1 step 1)."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from apps.congress.matters.services import submission_receive
from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import chinese_date, local_day
from apps.foundation.core.errors import DomainError, WrongState, require_ready
from apps.foundation.organisations.models import Area
from apps.foundation.people.models import Person
from apps.systems.livelihood_projects import rules, selectors
from apps.systems.livelihood_projects.models import Clue, Collection, Season, SeasonState
from apps.systems.livelihood_projects.services.records import record, season_locked
from apps.systems.livelihood_projects.services.telling_proposers import tell_accepted


@transaction.atomic
def collection_set(
    *, season: Season, opens_on: date, closes_on: date, appeal: str, channels: Sequence[str], by: Actor, at: datetime
) -> Collection:
    """Plan the call, or change it while it is not over; an open one can only end later or earlier."""
    season = season_locked(season.pk)
    collection = selectors.call_of(season) or Collection(season=season)
    if collection.pk and selectors.call_stage(collection, local_day(at)) == "over":
        raise WrongState("征集已经结束,不能再改。")
    if collection.opened_at and opens_on != collection.opens_on:
        raise DomainError("征集已经开启,开始日期不能再改,只能调整截止日期和说明。")
    if closes_on < opens_on:
        raise DomainError("截止日期不能早于开始日期。")
    collection.opens_on, collection.closes_on = opens_on, closes_on
    collection.appeal, collection.channels = appeal.strip(), list(channels)
    collection.save()
    record("livelihood_projects.collection.set", season, by, until=chinese_date(closes_on))
    return collection


@transaction.atomic
def collection_open(*, collection: Collection, by: Actor, at: datetime) -> Collection:
    """Let everybody hand in clues from the first day on."""
    collection = _locked(collection)
    require_ready(rules.issues_before_opening(selectors.call_facts(collection), local_day(at)))
    if collection.season.state != SeasonState.DRAFTING:
        raise WrongState("候选项目已送达代表,不能再开启征集。")
    collection.opened_at = at
    collection.save(update_fields=["opened_at"])
    record("livelihood_projects.collection.opened", collection.season, by)
    return collection


@transaction.atomic
def collection_close(*, collection: Collection, by: Actor, at: datetime) -> Collection:
    """End the call now. Raises WrongState where it is not open."""
    collection = _locked(collection)
    if selectors.call_stage(collection, local_day(at)) != "open":
        raise WrongState("征集没有在进行,无须结束。请刷新页面。")
    collection.closed_at, collection.closed_by = at, by.name
    collection.save(update_fields=["closed_at", "closed_by"])
    clues = Clue.objects.filter(season=collection.season_id).count()
    record("livelihood_projects.collection.closed", collection.season, by, clues=clues)
    return collection


@transaction.atomic
def clue_collect(
    *,
    collection: Collection,
    area: Area,
    channel: str,
    values: dict[str, Any],
    title: str = "",
    category: str = "",
    collected_by: Person | None = None,
    is_late: bool = False,
    by: Actor,
    at: datetime,
) -> tuple[Clue, str]:
    """Take a sentence into the season's pool; returns the clue and the proposer's follow-up code.

    `values` are those of `submission_receive`. `is_late` is the office's: a letter that lay elsewhere may be entered
    as long as the list has not been sent. Raises WrongState where the call is not open, saying where to go instead.
    """
    collection = _locked(collection)
    season = collection.season
    is_public = not (by.is_member or by.sees_area)
    refusal = selectors.call_refusal(collection, local_day(at), is_public=is_public)
    may_be_late = is_late and collection.opened_at is not None and season.state == SeasonState.DRAFTING
    if refusal and not may_be_late:
        raise WrongState(refusal)
    if not area.path.startswith(season.body.area.path):
        raise DomainError(f"请选择{season.body.area}范围内的地点。")
    submission, code = submission_receive(
        area=area, channel=channel, purpose=rules.PURPOSE, collected_by=collected_by, by=by, at=at, **values
    )
    if known := Clue.objects.filter(submission=submission).first():  # the form was sent twice
        return known, code
    title = title.strip() or submission.excerpt(30)
    clue = Clue.objects.create(season=season, submission=submission, title=title, category=category)
    record("livelihood_projects.clue.collected", season, by, on=clue, number=submission.number)
    tell_accepted(clue, by=Actor.system() if by.role == "guest" else by, at=at)
    return clue, code


def _locked(collection: Collection) -> Collection:
    """The call's row for this transaction: closing waits for who is handing in, and the other way round."""
    rows = Collection.objects.select_for_update(of=("self",)).with_season()
    return rows.get(pk=collection.pk)
