"""How many clues became candidates and were chosen, and how many of them the public brought."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Q

from apps.congress.matters.models import Channel
from apps.systems.livelihood_projects import rules
from apps.systems.livelihood_projects.models import Category, Clue, ProjectState, Season

STAGES = ("线索", "论证可行", "列为候选", "入选")


@dataclass(slots=True)
class Stage:
    """Clues at one stage, and those among them that the public brought."""

    clues: int = 0
    public: int = 0

    @property
    def share(self) -> str:
        """`62.5%` of the stage came from the public; a dash where there is nothing."""
        return f"{100 * self.public / self.clues:.1f}%" if self.clues else "—"


@dataclass(slots=True)
class Line:
    """One channel, category or place through the four stages."""

    title: str
    stages: tuple[Stage, ...] = field(default_factory=lambda: tuple(Stage() for _ in STAGES))

    @property
    def rate(self) -> str:
        """How many of the clues were chosen."""
        first, last = self.stages[0].clues, self.stages[-1].clues
        return f"{100 * last / first:.1f}%" if first else "—"


@dataclass(frozen=True, slots=True)
class Funnel:
    """Clues count with those merged into them: what goes on for several goes on for all of them."""

    total: Line
    tables: tuple[tuple[str, tuple[Line, ...]], ...]
    merged: int
    projects: int
    chosen: int


def funnel_of(season: Season) -> Funnel:
    """Two queries whatever the number of clues; what was taken back by its proposer does not count."""
    groups = _groups(season)
    projects = season.projects.standing().aggregate(all=Count("pk"), chosen=Count("pk", filter=Q(state="voted_in")))
    total = Line("全部")
    for group in groups:
        _add(total, group)
    return Funnel(
        total=total,
        tables=(
            ("按渠道", _by(groups, lambda group: Channel(group["submission__channel"]).label)),
            ("按类别", _by(groups, lambda group: Category(group["category"]).label if group["category"] else "未分类")),
            ("按区域", _by(groups, lambda group: group["submission__area__name"])),
        ),
        merged=sum(group["merged"] for group in groups),
        projects=projects["all"],
        chosen=projects["chosen"],
    )


def _groups(season: Season) -> list[dict[str, Any]]:
    """Clues counted by channel, who brought them, category and place: never more rows than kinds of clues."""
    listed = [ProjectState.CANDIDATE, ProjectState.VOTED_IN, ProjectState.VOTED_OUT]
    sound = [rules.FEASIBLE, rules.ADJUSTED]
    counts = {
        "n0": Count("pk"),
        "n1": Count("pk", filter=_own_or_heir("feasibility__conclusion__in", sound)),
        "n2": Count("pk", filter=_own_or_heir("project__state__in", listed)),
        "n3": Count("pk", filter=_own_or_heir("project__state", ProjectState.VOTED_IN)),
        "merged": Count("pk", filter=Q(state="merged")),
    }
    kinds = ("submission__channel", "submission__proposer_kind", "category", "submission__area__name")
    rows = Clue.objects.standing().filter(season=season).order_by()
    return list(rows.values(*kinds).annotate(**counts))


def _own_or_heir(lookup: str, value: Any) -> Q:
    return Q(**{lookup: value}) | Q(**{f"merged_into__{lookup}": value})


def _by(groups: list[dict[str, Any]], title_of: Callable[[dict[str, Any]], str]) -> tuple[Line, ...]:
    lines: dict[str, Line] = {}
    for group in groups:
        title = title_of(group)
        _add(lines.setdefault(title, Line(title)), group)
    return tuple(sorted(lines.values(), key=lambda line: (-line.stages[0].clues, line.title)))


def _add(line: Line, group: dict[str, Any]) -> None:
    origin = rules.origin_of(channel=group["submission__channel"], proposer_kind=group["submission__proposer_kind"])
    for number, stage in enumerate(line.stages):
        stage.clues += group[f"n{number}"]
        stage.public += group[f"n{number}"] if origin == rules.PUBLIC else 0
