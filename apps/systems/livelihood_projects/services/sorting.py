"""梳理汇总: clues get names and categories, the same are merged, what does not fit is answered (step 2)."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from apps.congress.matters.services import submission_merge
from apps.foundation.core.actors import Actor
from apps.foundation.core.errors import DomainError, require_ready
from apps.systems.livelihood_projects import rules
from apps.systems.livelihood_projects.models import Category, Clue, ClueState, Project, Season
from apps.systems.livelihood_projects.services.records import clue_locked, clues_locked, record, season_locked
from apps.systems.livelihood_projects.services.telling_proposers import (
    tell_diverted,
    tell_not_preliminary,
    tell_off_the_list,
    tell_rejected,
)


@transaction.atomic
def clue_sort(*, clue: Clue, title: str, category: str, by: Actor, at: datetime) -> Clue:
    """Give a clue its short name and its category."""
    clue = clue_locked(clue)
    if not title.strip():
        raise DomainError("请填写线索名称。")
    clue.title, clue.category = title.strip()[:80], category
    clue.save(update_fields=["title", "category"])
    record("livelihood_projects.clue.sorted", clue.season, by, on=clue, category=clue.get_category_display())
    return clue


@transaction.atomic
def clues_sort(*, season: Season, categories: Mapping[int, str], by: Actor, at: datetime) -> int:
    """Put many clues (by key) under categories; what somebody sorted meanwhile stays. Returns how many were sorted."""
    season = season_locked(season.pk)
    rows = list(Clue.objects.select_for_update().filter(season=season, category="", pk__in=categories))
    for clue in rows:
        clue.category = Category(categories[clue.pk])
    Clue.objects.bulk_update(rows, ["category"])
    if rows:
        record("livelihood_projects.clues.sorted", season, by, count=len(rows))
    return len(rows)


@transaction.atomic
def clue_merge(*, clue: Clue, into: Clue, reason: str, by: Actor, at: datetime) -> Clue:
    """Let `into` go on for `clue` and for all that was merged into it before; both proposers are told.

    Raises NotReady for itself, a circle, another season, or a clue that is no longer open.
    """
    rows = clues_locked([clue, into])
    clue, into = rows[clue.pk], rows[into.pk]
    require_ready(rules.issues_before_merging(_merging(clue, into, reason)))
    clue.state = rules.clue_move(clue.state, "merge", title=clue.title)
    clue.merged_into, clue.reason = into, reason.strip()
    clue.save(update_fields=["state", "merged_into", "reason"])
    Clue.objects.filter(merged_into=clue).update(merged_into=into)
    if clue.submission.stands:
        submission_merge(submission=clue.submission, into=into.submission, reason=clue.reason, by=by, at=at)
    record("livelihood_projects.clue.merged", clue.season, by, on=clue, reason=clue.reason, into=into.title)
    return clue


@transaction.atomic
def clue_reject(*, clue: Clue, reason: str, where: str, by: Actor, at: datetime) -> Clue:
    """Answer the proposer that this does not become a project, why, and what they can do instead."""
    clue = _ended(clue, "reject", reason)
    record("livelihood_projects.clue.rejected", clue.season, by, on=clue, reason=clue.reason)
    tell_rejected(clue, where=where.strip().removesuffix("。"), by=by, at=at)
    return clue


@transaction.atomic
def clue_divert(*, clue: Clue, reason: str, where: str, by: Actor, at: datetime) -> Clue:
    """Hand a clue to who deals with such things, and tell the proposer where it went."""
    if not where.strip():
        raise DomainError("请写明转到哪里办理。")
    clue = _ended(clue, "divert", reason)
    where = where.strip().removesuffix("。")
    record("livelihood_projects.clue.diverted", clue.season, by, on=clue, reason=clue.reason, where=where)
    tell_diverted(clue, where=where, by=by, at=at)
    return clue


@transaction.atomic
def clue_drop(*, clue: Clue, reason: str, by: Actor, at: datetime) -> Clue:
    """Take a clue off the preliminary list, or do not put it on it."""
    clue = _ended(clue, "drop", reason)
    record("livelihood_projects.clue.dropped", clue.season, by, on=clue, reason=clue.reason)
    tell_not_preliminary(clue, by=by, at=at)
    return clue


def clues_let_go(*, project: Project, reason: str, by: Actor, at: datetime) -> None:
    """Clues of a candidate that was taken off the list stand on the preliminary list again, and are told."""
    for clue in clues_locked(list(project.clues.all())).values():
        clue.state, clue.project = rules.clue_move(clue.state, "withdraw", title=clue.title), None
        clue.save(update_fields=["state", "project"])
        tell_off_the_list(clue, project, reason=reason, by=by, at=at)


def _ended(clue: Clue, act: str, reason: str) -> Clue:
    clue = clue_locked(clue)
    clue.state = rules.clue_move(clue.state, act, title=clue.title)
    if not reason.strip():
        raise DomainError("请写明理由,将告知反映人。")
    clue.reason = reason.strip()
    clue.save(update_fields=["state", "reason"])
    return clue


def _merging(clue: Clue, into: Clue, reason: str) -> rules.ClueMerging:
    return rules.ClueMerging(
        title=clue.title,
        into=into.title,
        is_same=clue.pk == into.pk,
        into_ends_here=into.state == ClueState.MERGED and into.merged_into_id == clue.pk,
        into_goes_on=into.goes_on,
        shares_season=clue.season_id == into.season_id,
        reason=reason,
    )
