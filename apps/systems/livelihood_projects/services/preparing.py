"""From an empty list to candidates in every deputy's hand (domain rules §3.1 steps 3-5)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import local_day
from apps.foundation.core.errors import Conflict, DomainError, WrongState, require_ready
from apps.foundation.people.models import Term
from apps.foundation.people.selectors import serving_members
from apps.foundation.policies.selectors import frozen, resolve_many
from apps.systems.livelihood_projects import rules, selectors
from apps.systems.livelihood_projects.models import Project, ProjectState, ScopeCheck, Season
from apps.systems.livelihood_projects.services.records import drafting_season, record, season_locked
from apps.systems.livelihood_projects.services.sorting import clues_let_go
from apps.systems.livelihood_projects.services.telling import tell_candidates

Scope = Mapping[str, tuple[bool, str]]
"""Answers of the scope checklist: question -> (met, reason)."""

COPIED = (
    "name", "category", "content", "place", "budget", "fund_source", "responsible_unit", "responsible_leader",
    "starts_on", "finishes_on", "beneficiaries", "expected_result", "yearly_goal", "origin", "feasibility",
)  # fmt: skip


@transaction.atomic
def season_create(
    *, term: Term, year: int, to_choose: int, equal_slate_reason: str = "", by: Actor, at: datetime
) -> Season:
    """Begin a body's season for `year`. Raises Conflict where it has begun already."""
    term = Term.objects.select_for_update(of=("self",)).select_related("body__area").get(pk=term.pk)
    if Season.objects.filter(term=term, year=year).exists():
        raise Conflict(f"{term.body}{year}年度的民生实事项目已经建立,请直接打开办理。")
    season = Season.objects.create(term=term, year=year, to_choose=to_choose, equal_slate_reason=equal_slate_reason)
    record("livelihood_projects.season.created", season, by, to_choose=to_choose)
    return season


@transaction.atomic
def season_change(*, season: Season, to_choose: int, equal_slate_reason: str, by: Actor, at: datetime) -> Season:
    """Change the number to choose or the reason for an equal slate while the list is being drafted."""
    season = drafting_season(season.pk)
    season.to_choose, season.equal_slate_reason = to_choose, equal_slate_reason
    season.save(update_fields=["to_choose", "equal_slate_reason"])
    record("livelihood_projects.season.changed", season, by, to_choose=to_choose)
    return season


@transaction.atomic
def project_add(
    *, season: Season, values: Mapping[str, Any], scope: Scope, taken_from: Project | None = None,
    by: Actor, at: datetime,
) -> Project:  # fmt: skip
    """Put a candidate at the end of the list. Raises Conflict for a name that stands there already."""
    season = drafting_season(season.pk)
    _refuse_doubled_name(season, values["name"])
    number = season.projects.standing().count() + 1
    project = Project.objects.create(season=season, number=number, taken_from=taken_from, **values)
    _scope_write(project, scope)
    record("livelihood_projects.project.added", season, by, on=project)
    return project


@transaction.atomic
def project_change(*, project: Project, values: Mapping[str, Any], scope: Scope, by: Actor, at: datetime) -> Project:
    """Change a candidate and its scope answers while the list is being drafted."""
    season = drafting_season(project.season_id)
    project = _standing(season, project)
    _refuse_doubled_name(season, values.get("name", project.name), but=project)
    for name, value in values.items():
        setattr(project, name, value)
    project.save()
    _scope_write(project, scope)
    record("livelihood_projects.project.changed", season, by, on=project)
    return project


@transaction.atomic
def project_withdraw(*, project: Project, reason: str, by: Actor, at: datetime) -> Project:
    """Take a candidate off the list, with a reason; it stays on record."""
    season = drafting_season(project.season_id)
    project = _standing(season, project)
    if not reason.strip():
        raise DomainError("请写明撤下项目的理由。")
    project.state = ProjectState.WITHDRAWN
    project.save(update_fields=["state"])
    _number(list(season.projects.standing()))
    clues_let_go(project=project, reason=reason.strip(), by=by, at=at)
    record("livelihood_projects.project.withdrawn", season, by, on=project, reason=reason.strip())
    return project


@transaction.atomic
def project_move(*, project: Project, up: bool, by: Actor, at: datetime) -> Project:
    """Change places with the candidate before or after; at the end of the list nothing changes."""
    season = drafting_season(project.season_id)
    project = _standing(season, project)
    ordered = list(season.projects.standing())
    place = ordered.index(project)
    target = place - 1 if up else place + 1
    if 0 <= target < len(ordered):
        ordered[place], ordered[target] = ordered[target], ordered[place]
        _number(ordered)
        record("livelihood_projects.project.moved", season, by, on=project, place=target + 1)
    return project


@transaction.atomic
def project_take_up(*, reserve: Project, season: Season, by: Actor, at: datetime) -> Project:
    """Make a project of the reserve pool (储备库) a candidate of a later season of the same body, once."""
    reserve = Project.objects.select_for_update(of=("self",)).select_related("season__term").get(pk=reserve.pk)
    if not Project.objects.in_reserve().filter(pk=reserve.pk).exists():
        raise Conflict(f"储备项目“{reserve}”已被列为候选,不能重复列入。")
    if reserve.season.term.body_id != season.term.body_id:
        raise Conflict("只能从本机关的储备库中选入项目。")
    values = {name: getattr(reserve, name) for name in COPIED}
    scope = {check.question: (check.met, check.reason) for check in reserve.scope_checks.all()}
    return project_add(season=season, values=values, scope=scope, taken_from=reserve, by=by, at=at)


@transaction.atomic
def season_send(*, season: Season, by: Actor, at: datetime) -> Season:
    """Send the candidates to every serving member. Raises NotReady with all that is missing."""
    season, today = season_locked(season.pk), local_day(at)
    state = rules.move(season.state, "send")
    resolved = resolve_many(selectors.RULES, area=season.body.area, on=today, body_kind=season.body.kind)
    values = {key: item.value for key, item in resolved.items()}
    require_ready(selectors.issues_before_sending(season, values))
    season.state, season.sent_at, season.frozen_rules = state, at, frozen(resolved)
    season.save(update_fields=["state", "sent_at", "frozen_rules"])
    people = [mandate.person_id for mandate in serving_members(season.term, today)]
    tell_candidates(season, people, key=f"sent:{at:%Y%m%d%H%M%S}", reminder=False, by=by, at=at)
    record(
        "livelihood_projects.season.sent",
        season,
        by,
        members=len(people),
        candidates=season.projects.standing().count(),
    )
    return season


@transaction.atomic
def season_take_back(*, season: Season, reason: str, by: Actor, at: datetime) -> Season:
    """Take a sent list back to change it; what was read before counts no longer."""
    season = season_locked(season.pk)
    season.state = rules.move(season.state, "take_back")
    if not reason.strip():
        raise DomainError("请写明收回候选项目的理由。")
    season.sent_at, season.frozen_rules = None, {}
    season.save(update_fields=["state", "sent_at", "frozen_rules"])
    season.receipts.all().delete()
    record("livelihood_projects.season.taken_back", season, by, reason=reason.strip())
    return season


def _scope_write(project: Project, scope: Scope) -> None:
    project.scope_checks.exclude(question__in=scope).delete()
    ScopeCheck.objects.bulk_create(
        [ScopeCheck(project=project, question=asked, met=met, reason=why) for asked, (met, why) in scope.items()],
        update_conflicts=True,
        unique_fields=["project", "question"],
        update_fields=["met", "reason"],
    )


def _standing(season: Season, project: Project) -> Project:
    project = season.projects.select_related("season__term__body__area").get(pk=project.pk)
    if project.state != ProjectState.CANDIDATE:
        raise WrongState(f"“{project}”已经撤下,请刷新页面。")
    return project


def _number(ordered: list[Project]) -> None:
    for number, project in enumerate(ordered, start=1):
        project.number = number
    Project.objects.bulk_update(ordered, ["number"])


def _refuse_doubled_name(season: Season, name: str, but: Project | None = None) -> None:
    namesakes = season.projects.standing().filter(name=name)
    if (namesakes.exclude(pk=but.pk) if but else namesakes).exists():
        raise Conflict(f"本年度已有名为“{name}”的项目,请换一个名称。")
