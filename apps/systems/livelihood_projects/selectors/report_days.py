"""年中报告 and 完成情况报告: by which day each is due, as long as it is not issued (domain rules §3.1 steps 11, 13)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef
from django.urls import reverse

from apps.foundation.core.registry import EVERYBODY, Deadline, Watch
from apps.foundation.core.streams import CHUNK
from apps.foundation.people.selectors import asked, staff_of
from apps.office.documents.models import Document, DocumentState
from apps.systems.livelihood_projects.models import Breakdown, Season
from apps.systems.livelihood_projects.models.breaking_down import BreakdownQuerySet
from apps.systems.livelihood_projects.policies import COMPLETION as COMPLETION_MONTH
from apps.systems.livelihood_projects.policies import MID_YEAR as MID_YEAR_MONTH
from apps.systems.livelihood_projects.rules.delivering import COMPLETION, MID_YEAR, report_due_on
from apps.systems.livelihood_projects.selectors.closing import days_of

WORDS = {MID_YEAR: "年中报告", COMPLETION: "完成情况报告"}
MONTHS = {MID_YEAR: (0, MID_YEAR_MONTH), COMPLETION: (1, COMPLETION_MONTH)}
"""How many years after that of the season, and the rule that says in which month."""
AHEAD = timedelta(days=30)
"""So long before its day a report stands on the desk of the office."""


@dataclass(frozen=True, slots=True)
class AwaitedReport:
    """A report that is not issued; `kind` is a key of WORDS."""

    season: Season
    kind: str
    due_on: date

    @property
    def title(self) -> str:
        return f"提出{self.season}{WORDS[self.kind]}"

    @property
    def url(self) -> str:
        return reverse("livelihood_delivery", args=[self.season.public_id])


def report_due(season: Season, kind: str, on: date) -> date:
    """By the rule kept with the season, else by that of the day."""
    later, rule = MONTHS[kind]
    return report_due_on(season.year, later, days_of(season, rule, on))


def awaited(rows: BreakdownQuerySet, on: date) -> Iterator[AwaitedReport]:
    """Of seasons that were handed over and are not archived."""
    issued = Document.objects.filter(
        subject_label=Season._meta.label_lower, subject_id=OuterRef("season"), state=DocumentState.ISSUED
    )
    known = {f"has_{kind}": Exists(issued.filter(kind=kind)) for kind in WORDS}
    for row in rows.filter(season__archive__isnull=True).with_season().annotate(**known).iterator(CHUNK):
        for kind in WORDS:
            if not getattr(row, f"has_{kind}"):
                yield AwaitedReport(row.season, kind, report_due(row.season, kind, on))


def report_deadlines(on: date, watch: Watch = EVERYBODY) -> Iterator[Deadline]:
    """For the staff of the season's area, who draft it with the government."""
    for one in awaited(Breakdown.objects.filter(asked(watch, area="season__term__body__area")), on):
        people = tuple(staff_of(one.season.body.area, on))
        yield Deadline(one.title, one.due_on, one.url, people, f"{one.kind}:{one.season.public_id}")
