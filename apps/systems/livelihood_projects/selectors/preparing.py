"""A season before its vote: the facts that its rules judge, who has read the list, what was said of it."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from apps.congress.meetings.models import MeetingState, Sitting, SittingState
from apps.foundation.core.dates import local_day
from apps.foundation.core.errors import Issue
from apps.foundation.organisations.models import BODY_KINDS, Unit, UnitKind
from apps.foundation.people.models import Group, Term
from apps.foundation.people.selectors import serving_members
from apps.foundation.policies.selectors import paths_to, resolve_many
from apps.systems.livelihood_projects import rules
from apps.systems.livelihood_projects.models import (
    CandidateReceipt,
    Project,
    ScopeQuestion,
    Season,
    SeasonState,
)
from apps.systems.livelihood_projects.selectors.consulting import STUDY_REQUIRED, study_state

RULES = (
    "livelihood.min_differential_percent",
    "livelihood.allow_equal",
    "livelihood.sent_days_before",
    "livelihood.announce_days",
    STUDY_REQUIRED,
)
DOERS = (UnitKind.GOVERNMENT, UnitKind.STREET_OFFICE, UnitKind.DEPARTMENT, UnitKind.STATION, UnitKind.OTHER)


def candidates_of(season: Season) -> QuerySet[Project]:
    """Candidates that were not withdrawn, in order of the list, with scope answers and responsible unit."""
    return season.projects.standing().select_related("responsible_unit").prefetch_related("scope_checks")


def doing_units(season: Season) -> QuerySet[Unit]:
    """Units that may be made responsible: governments and departments here, above and below."""
    path = season.body.area.path
    near = Q(area__path__in=paths_to(path)) | Q(area__path__startswith=path)
    return Unit.objects.filter(near, kind__in=DOERS, until=None).order_by("-area__path", "kind", "name")


def open_terms(area_path: str) -> QuerySet[Term]:
    """The present term of every body in an area."""
    rows = Term.objects.filter(body__area__path__startswith=area_path, ended_on=None, body__kind__in=BODY_KINDS)
    return rows.select_related("body").order_by("body__area__path")


def season_groups(season: Season) -> QuerySet[Group]:
    """The delegations and groups in which the members deliberate."""
    return Group.objects.filter(term=season.term_id)


def group_of(season: Season, person_id: int | None, on: date) -> Group | None:
    """The group in which a member sits in the season's term."""
    held = season_groups(season).filter(memberships__person=person_id, memberships__starts_on__lte=on)
    return held.filter(Q(memberships__until=None) | Q(memberships__until__gt=on)).order_by("kind", "number").first()


def rule_values(season: Season, on: date) -> dict[str, Any]:
    """Values in force for the season: the frozen ones once it was sent, today's before."""
    if season.frozen_rules:
        return {key: item["value"] for key, item in season.frozen_rules.items()}
    resolved = resolve_many(RULES, area=season.body.area, on=on, body_kind=season.body.kind)
    return {key: item.value for key, item in resolved.items()}


def issues_before_sending(season: Season, values: dict[str, Any]) -> list[Issue]:
    """What is missing before the list may go out; `values` are rule values by key."""
    return rules.issues_before_sending(
        rules.SlateFacts(
            candidates=[_candidate_facts(project) for project in candidates_of(season)],
            to_choose=season.to_choose,
            min_differential_percent=values["livelihood.min_differential_percent"],
            allow_equal=values["livelihood.allow_equal"],
            equal_slate_reason=season.equal_slate_reason,
            study=study_state(season) if values[STUDY_REQUIRED] else "approved",
            party=season.words.party,
        )
    )


def _candidate_facts(project: Project) -> rules.CandidateFacts:
    checks = {check.question: check for check in project.scope_checks.all()}
    return rules.CandidateFacts(
        name=project.name,
        unanswered=[question.label for question in ScopeQuestion if question not in checks],
        unmet=[(check.get_question_display(), check.reason) for check in checks.values() if not check.met],
        spans_years=project.starts_on.year != project.finishes_on.year,
        yearly_goal=project.yearly_goal,
    )


def issues_before_voting(season: Season, sitting: Sitting, on: date) -> list[Issue]:
    """What stands against a vote at `sitting`: above all that members had the list too late."""
    return rules.issues_before_voting(
        sent_on=local_day(season.sent_at) if season.sent_at else None,
        meeting_on=local_day(sitting.starts_at),
        days_before=rule_values(season, on)["livelihood.sent_days_before"],
    )


def coming_sittings(season: Season) -> QuerySet[Sitting]:
    """Sittings of the season's term at which a vote can still be held."""
    return _open_sittings().filter(meeting__term=season.term_id)


def _open_sittings() -> QuerySet[Sitting]:
    rows = Sitting.objects.voting().select_related("meeting__term")
    over = [SittingState.CLOSED, SittingState.CALLED_OFF]
    ended = [MeetingState.CLOSED, MeetingState.CANCELLED]
    return rows.exclude(state__in=over).exclude(meeting__state__in=ended).order_by("starts_at")


def assessing_sittings(season: Season) -> QuerySet[Sitting]:
    """Sittings of the season's body at which its projects can be graded, those of the next term included."""
    rows = _open_sittings().filter(meeting__term__body=season.term.body_id)
    return rows.filter(meeting__term__number__gte=season.term.number)


def issues_now(season: Season, on: date) -> list[Issue]:
    """What is missing for the next step, as the season's page lists it and the services enforce it."""
    if season.state == SeasonState.DRAFTING:
        return issues_before_sending(season, rule_values(season, on))
    if season.state == SeasonState.SENT:
        return _issues_with_sittings(season, on)
    return []


def _issues_with_sittings(season: Season, on: date) -> list[Issue]:
    sittings = list(coming_sittings(season))
    if not sittings:
        return [Issue("no_sitting", f"还没有可以{season.words.vote}的会议,请先在“会议”中安排会议和全体会议。")]
    issues = [issues_before_voting(season, sitting, on) for sitting in sittings]
    return [] if [] in issues else issues[-1]


def members_with_reading(season: Season, on: date) -> QuerySet[Any]:
    """Today's serving members, each with `read_at` of their first look at the list (None: not yet)."""
    receipt = CandidateReceipt.objects.filter(season=season, person=OuterRef("person")).values("read_at")
    return serving_members(season.term, on).annotate(read_at=Subquery(receipt))


def unread_people(season: Season, on: date) -> list[int]:
    """Ids of today's serving members who have not opened the list."""
    return [member.person_id for member in members_with_reading(season, on) if member.read_at is None]


@dataclass(frozen=True, slots=True)
class Reading:
    """How many members have the list, and how many of them have opened it."""

    members: int
    read: int

    @property
    def unread(self) -> int:
        return self.members - self.read

    @property
    def summary(self) -> str:
        return f"{self.read}人,未读 {self.unread}人,共 {self.members}人"


def reading_of(season: Season, on: date) -> Reading:
    members = members_with_reading(season, on)
    return Reading(
        **members.order_by().aggregate(members=Count("pk"), read=Count("pk", filter=Q(read_at__isnull=False)))
    )


def announce_by(season: Season, on: date) -> date | None:
    """The day by which the result should be public."""
    if season.decided_at is None:
        return None
    return local_day(season.decided_at) + timedelta(days=rule_values(season, on)["livelihood.announce_days"])


@dataclass(frozen=True, slots=True)
class OpinionTally:
    """How many opinions a group voiced, or a project met; `key` narrows the list to them."""

    key: str
    name: str
    said: int


def opinion_tallies(season: Season) -> dict[str, list[OpinionTally]]:
    """Opinions by group and by project, in their own orders; two queries."""
    return {
        kind: [
            OpinionTally(f"{kind}={public_id}", name, said)
            for public_id, name, said in season.opinions.exclude(**{kind: None})
            .order_by(f"{kind}__number")
            .values_list(f"{kind}__public_id", f"{kind}__name")
            .annotate(said=Count("pk"))
        ]
        for kind in ("group", "project")
    }
