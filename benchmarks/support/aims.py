"""What each benchmark is to reach on 2 cores, with the load generator on the same cores, and how it is told."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Figures = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Aim:
    """A figure of a benchmark by its path (`wall/p95`; `*` stands for any name, the worst is told) and its limit."""

    script: str
    path: str
    title: str
    limit: float
    unit: str = ""
    at_least: bool = False

    @property
    def told(self) -> str:
        return f"{'≥' if self.at_least else '≤'} {self.limit:g} {self.unit}".rstrip()

    def measured(self, figures: Figures) -> float | None:
        """The worst figure that the path leads to; None where it was not measured."""
        found = [value for value in reached(figures.get(self.script, {}), self.path.split("/")) if _is_number(value)]
        return (min if self.at_least else max)(found, default=None)

    def is_met(self, value: float) -> bool:
        return value >= self.limit if self.at_least else value <= self.limit


def reached(figures: Any, path: list[str]) -> list[Any]:
    """Everything below `figures` on the path."""
    if not path:
        return [figures]
    if not isinstance(figures, Mapping):
        return []
    names = figures if path[0] == "*" else [name for name in figures if name == path[0]]
    return [value for name in names for value in reached(figures[name], path[1:])]


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


AIMS = [
    Aim("ballots", "accepted_per_s", "Named ballots accepted", 300, "a second", at_least=True),
    Aim("ballots", "ratio_to_bare_view", "to an empty signed-in POST", 0.5, at_least=True),
    Aim("ballots", "lost", "named ballots lost", 0),
    Aim("ballots", "doubled", "named ballots doubled", 0),
    Aim("ballots", "secret_accepted_per_s", "Secret ballots accepted", 300, "a second", at_least=True),
    Aim("ballots", "secret_p95_ms", "p95 of a secret ballot", 150, "ms"),
    Aim("ballots", "secret_lost", "secret ballots lost", 0),
    Aim("ballots", "secret_doubled", "secret ballots doubled", 0),
    Aim("ballots", "secret_result_1000_s", "Result of 1,000 secret ballots", 2, "s"),
    Aim("ballots", "secret_result_10000_s", "Result of 10,000 secret ballots", 10, "s"),
    Aim("documents", "ratio_to_bare_weasyprint", "Ten pages as PDF, to WeasyPrint alone", 1.15),
    Aim("documents", "minutes_10_pages_ms", "Ten pages as PDF", 1000, "ms"),
    Aim("documents", "peak_mb", "200 pages as PDF, memory", 600, "MB"),
    Aim("exam", "save_p95_ms", "500 candidates save, p95", 100, "ms"),
    Aim("exam", "start_last_s", "500 candidates begin together, the last", 3, "s"),
    Aim("exam", "lost", "answers lost", 0),
    Aim("faults", "strikes/*/outage_s", "Servers struck under load, the longest silence", 15, "s"),
    Aim("faults", "strikes/*/bare", "answers without a sentence", 0),
    Aim("faults", "lost", "confirmed and lost", 0),
    Aim("faults", "doubled", "confirmed and doubled", 0),
    Aim("faults", "tasks_left", "queued tasks not done", 0),
    Aim("follow", "lively_core_percent", "300 phones follow a sitting", 20, "% of a core"),
    Aim("likeness", "duplicates_ms", "Likely duplicates among 10,000", 200, "ms"),
    Aim("matters", "*/1000000/p95", "Pages and searches over 1,000,000 matters, the slowest p95", 300, "ms"),
    Aim("minutes", "record_ms", "Record of a two-day session", 500, "ms"),
    Aim("minutes", "minutes_ms", "Minutes of a two-day session", 500, "ms"),
    Aim("reminders", "all_seconds", "100,000 reminders", 60, "s"),
    Aim("roster", "first_check_s", "Roster of 20,000 rows checked", 60, "s"),
    Aim("roster", "first_write_s", "Roster of 20,000 rows written", 60, "s"),
    Aim("scale", "dashboard_p95_ms_100x", "Dashboard of a city, p95", 150, "ms"),
    Aim("scale", "growth", "Dashboard, 250 towns to 7", 1.5),
    Aim("stations", "station_page_ms/p95", "Page of a station, p95", 50, "ms"),
    Aim("rating", "figures_seconds", "Star rating of 1,000 stations, figures", 30, "s"),
]


def table(figures: Figures) -> str:
    """Each aim beside what was measured, as Markdown."""
    return "\n".join(["| What | Aim | Measured |", "|---|---|---|", *(_line(aim, figures) for aim in AIMS)])


def _line(aim: Aim, figures: Figures) -> str:
    value = aim.measured(figures)
    if value is None:
        return f"| {aim.title} | {aim.told} | not measured |"
    shown = f"{value:,g} {aim.unit}".rstrip()
    return f"| {aim.title} | {aim.told} | {shown if aim.is_met(value) else f'**{shown}**'} |"
