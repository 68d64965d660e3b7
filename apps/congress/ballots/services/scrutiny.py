"""Scrutineers: their list is passed, they declare, they confirm that they stand by the box."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from apps.congress.ballots.models import (
    SIGNING_DUTIES,
    Method,
    OfficerVote,
    Poll,
    PollModel,
    PollOfficer,
    PollState,
    Presence,
    Stage,
)
from apps.congress.ballots.rules.scrutiny import stage_now
from apps.congress.ballots.selectors import result_of
from apps.congress.ballots.selectors.scrutiny import (
    list_facts,
    list_line,
    must_declare,
    names_on_list,
    presence_issues,
    present_now,
    scrutineers_of,
    standing_vote,
    unsworn_issues,
)
from apps.congress.ballots.services.locks import poll_for_change
from apps.congress.ballots.services.records import record
from apps.congress.ballots.services.setting_up import OptionDraft, PollDraft, options_set, poll_create
from apps.congress.ballots.signals import officer_vote_prepared
from apps.foundation.core.actors import Actor
from apps.foundation.core.errors import Conflict, DomainError, NotAllowed, WrongState, require_ready
from apps.foundation.core.permissions import require

LIST_TITLE = "监票人名单(草案)"
BEFORE_COUNT = (PollState.DRAFT, PollState.OPEN, PollState.CLOSED)


@transaction.atomic
def officer_declare(*, officer: PollOfficer, by: Actor, at: datetime) -> PollOfficer:
    """本人不是候选人,也不是候选人的近亲属. Staff record what was declared in the hall, and it is marked so."""
    poll = poll_for_change(officer.poll)
    found = scrutineers_of(poll).select_for_update(of=("self",)).filter(pk=officer.pk).first()
    if found is None:
        raise WrongState("监票人名单已经更换,请刷新页面。")
    officer = found
    if officer.person_id != by.person_id:
        require(by, "ballots.run_poll", poll)
    if not must_declare(poll) or poll.state not in BEFORE_COUNT:
        raise WrongState("只有选举、辞职、罢免的表决,在计票以前须由监票人声明。请刷新页面,按当前状态办理。")
    if officer.person.name in list_facts(poll).candidates:
        raise NotAllowed(f"{officer.person.name}是候选人,不能担任监票人,请会务人员更换。")
    if officer.declared_at is not None:
        raise Conflict(f"{officer.person.name}已经声明,无须再办。")
    officer.declared_at, officer.declared_in_hall = at, officer.person_id != by.person_id
    officer.save(update_fields=["declared_at", "declared_in_hall"])
    act = "ballots.officer.declared_in_hall" if officer.declared_in_hall else "ballots.officer.declared"
    record(act, on=poll, by=by, name=officer.person.name)
    return officer


@transaction.atomic
def presence_confirm(*, poll: Poll, stage: str, note: str = "", by: Actor, at: datetime) -> Presence:
    """A scrutineer confirms on their own account that they stand by the box.

    The same confirmation again gives the same answer while it counts; a new note is a confirmation of its own.
    """
    poll = poll_for_change(poll)
    officer = scrutineers_of(poll).filter(person=by.person_id).first()
    if officer is None or by.person_id is None:
        raise NotAllowed("只有本次表决的监票人可以确认到场,并须用本人账号。")
    _require_sworn(officer, poll)
    if not poll.is_secret:
        raise WrongState("只有无记名电子表决须由监票人确认到场。")
    if stage_now(poll.state) != stage:
        raise WrongState(f"本次表决目前“{poll.get_state_display()}”,不能作此确认。请刷新页面,按当前状态办理。")
    note = note.strip()
    last = Presence.objects.filter(poll=poll, person=by.person_id, stage=stage).order_by("pk").last()
    if last is not None and by.person_id in present_now(poll, Stage(stage), at) and note in ("", last.note):
        return last
    presence = Presence.objects.create(poll=poll, person_id=by.person_id, stage=stage, note=note, at=at)
    record("ballots.presence.confirmed", on=poll, by=by, stage=presence.get_stage_display(), reason=note)
    return presence


def _require_sworn(officer: PollOfficer, poll: Poll) -> None:
    """Only who was passed and has declared stands by the box: a name put on the list later opens and closes nothing."""
    for issue in unsworn_issues(officer, poll):
        raise WrongState(issue.sentence)


def require_sworn_list(poll: Poll) -> None:
    """Raise NotReady while somebody put on the list after the opening was not passed or has not declared.

    Asked before the count, because afterwards nobody can be replaced or declare, and the result could not be signed.
    """
    require_ready(issue for officer in scrutineers_of(poll) for issue in unsworn_issues(officer, poll))


def require_present(poll: Poll, stage: Stage, at: datetime) -> None:
    """Raise NotReady where too few scrutineers of a secret poll have confirmed lately."""
    require_ready(presence_issues(poll, stage, at))


@transaction.atomic
def officer_vote_prepare(*, polls: Sequence[Poll], by: Actor, at: datetime) -> Poll:
    """A show of hands on the scrutineers of these polls as one list; once announced, whoever it names has passed."""
    polls = [poll_for_change(poll) for poll in sorted(polls, key=lambda poll: poll.pk)]
    _require_votable(polls)
    officers = list(PollOfficer.objects.filter(poll__in=polls, duty__in=SIGNING_DUTIES).select_related("person"))
    draft = PollDraft(
        title=LIST_TITLE, held_under=polls[0].held_under, model=PollModel.WHOLE_LIST, method=Method.SHOW_OF_HANDS
    )
    hands = poll_create(body=polls[0].body, draft=draft, by=by, at=at)
    options_set(poll=hands, options=[OptionDraft(line) for line in names_on_list(officers)], by=by, at=at)
    OfficerVote.objects.bulk_create(OfficerVote(hands=hands, poll=poll) for poll in polls)
    record("ballots.officer_vote.prepared", on=hands, by=by, number=len(polls))
    officer_vote_prepared.send(sender=Poll, hands=hands, polls=polls, by=by, at=at)
    return hands


def _require_votable(polls: Sequence[Poll]) -> None:
    if not polls:
        raise DomainError("请至少选择一项表决。")
    if len({poll.body_id for poll in polls}) > 1:
        raise DomainError("一次举手只能通过同一机关的监票人名单。")
    for poll in polls:
        if poll.state not in BEFORE_COUNT:
            raise WrongState(f"“{poll.title}”已经计票或已作废,不能再通过监票人名单。")
        if not scrutineers_of(poll).exists():
            raise DomainError(f"“{poll.title}”还没有拟定监票人,请先录入。")
        standing = standing_vote(poll)
        if standing is not None and standing.state != PollState.ANNOUNCED:
            raise Conflict(f"“{poll.title}”的监票人名单已准备举手表决,无须再建。")


def officers_pass(hands: Poll, at: datetime) -> None:
    """Mark as passed whoever stood on the announced list; a line changed since then has to be passed again."""
    adopted = set(result_of(hands).outcome["adopted"])
    watched = OfficerVote.objects.filter(hands=hands).values("poll")
    officers = PollOfficer.objects.filter(poll__in=watched, duty__in=SIGNING_DUTIES, signed_at=None)
    passed = [one.pk for one in officers.select_related("person") if list_line(one) in adopted]
    PollOfficer.objects.filter(pk__in=passed).update(passed_at=at)
