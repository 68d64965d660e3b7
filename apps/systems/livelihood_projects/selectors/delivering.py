"""How far the chosen projects of a season are: their plans, lights, grades, in the words of their state."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db.models import QuerySet

from apps.congress.ballots.models import Count, Poll, PollState
from apps.congress.supervision.models import Assignment
from apps.foundation.policies.selectors import resolve_many
from apps.systems.livelihood_projects.models import (
    ArchiveOrder,
    Breakdown,
    Project,
    ProjectChange,
    ProjectGrade,
    ProjectPlan,
    ProjectState,
    Rectification,
    Season,
    SeasonAssessment,
    SupervisionGroup,
    Visit,
)
from apps.systems.livelihood_projects.policies import DECIDERS
from apps.systems.livelihood_projects.rules import delivering
from apps.systems.livelihood_projects.rules.delivering import CONGRESS, STANDING, WORDS

STUCK = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Delivery:
    """A chosen project as its page and the season's table say it. `standing` is a key of `delivering.WORDS`."""

    project: Project
    plan: ProjectPlan | None
    assignment: Assignment | None
    standing: str
    light: str
    grades: Sequence[ProjectGrade]
    rectification: Rectification | None
    watch: SupervisionGroup | None
    changes: Sequence[ProjectChange]
    visits: Sequence[Visit]

    @property
    def label(self) -> str:
        return WORDS[self.standing]

    @property
    def grade(self) -> ProjectGrade | None:
        return self.grades[-1] if self.grades else None

    @property
    def is_twice_dissatisfied(self) -> bool:
        return delivering.is_twice_dissatisfied([grade.passed for grade in self.grades])

    @property
    def paid_percent(self) -> int | None:
        """Share of the planned investment, rounded down."""
        whole = self.plan.investment if self.plan else Decimal(0)
        return int(self.assignment.paid * 100 / whole) if self.assignment and whole else None


PREFETCHED = (
    "grades__assessment__poll", "grades__rectification__document", "changes__poll", "visits", "watch__members",
    "watch__teams",
)  # fmt: skip


def chosen_projects(rows: QuerySet[Project]) -> QuerySet[Project]:
    """With everything `delivery_of` asks for; the number of queries does not grow with the rows."""
    joined = rows.filter(state=ProjectState.VOTED_IN).select_related(
        "season__term__body__area", "season__archive", "season__meeting", "responsible_unit", "plan__assignment",
        "watch__leader",
    )  # fmt: skip
    return joined.prefetch_related(*PREFETCHED).order_by("season", "number")


def deliveries_of(season: Season, on: date) -> list[Delivery]:
    """The chosen projects of a season in the order of the list."""
    return [delivery_of(project, on) for project in chosen_projects(season.projects.all())]


def delivery_of(project: Project, on: date) -> Delivery:
    """Derived from supervision and the assessments; nothing of it is stored. Needs `chosen_projects`."""
    plan = getattr(project, "plan", None)
    assignment = plan.assignment if plan else None
    light = assignment.light_on(on) if assignment else ""
    grades = list(project.grades.all())
    known = delivering.Standing(
        assignment=assignment.state if assignment else "", is_red=light == "red",
        passed=grades[-1].passed if grades else None, is_archived=hasattr(project.season, "archive"),
    )  # fmt: skip
    return Delivery(
        project=project, plan=plan, assignment=assignment, standing=delivering.standing_of(known), light=light,
        grades=grades, rectification=getattr(grades[-1], "rectification", None) if grades else None,
        watch=getattr(project, "watch", None), changes=list(project.changes.all()), visits=list(project.visits.all()),
    )  # fmt: skip


def delivered_of(project: Project, on: date) -> Delivery | None:
    """How far one project is; None where it was not chosen or not handed over."""
    found = chosen_projects(Project.objects.filter(pk=project.pk, plan__isnull=False)).first()
    return delivery_of(found, on) if found else None


def breakdown_of(season: Season) -> Breakdown | None:
    return Breakdown.objects.with_season().filter(season=season).first()


def plan_facts(plan: ProjectPlan) -> delivering.PlanFacts:
    """What the checks ask of one plan; needs `with_all`."""
    return delivering.PlanFacts(
        name=plan.project.name, starts_on=plan.starts_on, due_on=plan.due_on, voted_due_on=plan.project.finishes_on,
        leader=plan.leader, quantity=plan.quantity, investment=plan.investment,
        nodes=[(node.title, node.due_on, node.percent, node.quantity, node.investment) for node in plan.nodes.all()],
    )  # fmt: skip


def deciders_of(season: Season, on: date) -> tuple[str, ...]:
    """Which organs may adjust or stop a project here."""
    value = resolve_many([DECIDERS], area=season.body.area, on=on, body_kind=season.body.kind)[DECIDERS].value
    return (CONGRESS, STANDING) if value == STANDING else (CONGRESS,)


def poll_adopted(poll: Poll) -> bool:
    """Whether it was announced, counted as valid and carried."""
    count = Count.objects.filter(poll=poll).first() if poll.state == PollState.ANNOUNCED else None
    return bool(count and count.outcome["valid"] and count.outcome["adopted"])


def deciding_polls(season: Season) -> QuerySet[Poll]:
    """Announced votes of the season's body since its projects were chosen: one of them may be the decision."""
    rows = Poll.objects.filter(body=season.term.body_id, state=PollState.ANNOUNCED, livelihood_link__isnull=True)
    rows = rows.filter(livelihood_assessment__isnull=True, announced_at__gte=season.announced_at)
    return rows.order_by("-announced_at")


def running_assessment(season: Season) -> SeasonAssessment | None:
    """The one whose poll is neither announced nor voided."""
    over = (PollState.ANNOUNCED, PollState.VOIDED)
    rows = SeasonAssessment.objects.filter(season=season).exclude(poll__state__in=over)
    return rows.select_related("poll").first()


def running_archive(season: Season, at: datetime) -> ArchiveOrder | None:
    """The one that is being made; a worker that was killed does not stand in the way of another."""
    return season.archive_orders.filter(finished_at__isnull=True, ordered_at__gt=at - STUCK).first()


def refused_archive(season: Season) -> str:
    """Why the last archive that was ordered was not made, "" where it was or none was ordered."""
    last = season.archive_orders.order_by("-pk").first()
    return last.refusal if last else ""


def to_assess(season: Season, on: date) -> list[Delivery]:
    """Projects that a session may grade now: not graded yet, or rectified and reported since."""
    return [one for one in deliveries_of(season, on) if _may_be_assessed(one)]


def _may_be_assessed(one: Delivery) -> bool:
    if one.assignment is None or one.standing == delivering.ENDED:
        return False
    if one.grade is None:
        return True
    return not one.grade.passed and one.rectification is not None and one.rectification.reported_at is not None


@dataclass(frozen=True, slots=True)
class Totals:
    """Figures of a season as of a day; money in yuan."""

    projects: int
    counts: dict[str, int]
    red: int
    investment: Decimal
    paid: Decimal

    @property
    def paid_percent(self) -> int | None:
        return int(self.paid * 100 / self.investment) if self.investment else None


def totals_of(deliveries: Iterable[Delivery]) -> Totals:
    """Ended ones count among the projects and not in the money."""
    rows = list(deliveries)
    counts = {word: sum(one.standing == key for one in rows) for key, word in WORDS.items()}
    going = [one for one in rows if one.standing != delivering.ENDED]
    return Totals(
        projects=len(rows), counts={word: count for word, count in counts.items() if count},
        red=sum(one.light == "red" for one in rows),
        investment=sum((one.plan.investment for one in going if one.plan), Decimal(0)),
        paid=sum((one.assignment.paid for one in going if one.assignment), Decimal(0)),
    )  # fmt: skip
