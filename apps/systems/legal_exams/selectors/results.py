"""Reads of results: of one exam, its figures, and which laws proved weak."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from apps.foundation.core.dates import local_day
from apps.foundation.core.errors import Issue
from apps.foundation.policies.selectors import resolve_many
from apps.systems.legal_exams.models import Admission, Exam, Mark, Nomination, Organ, Paper, WithdrawnQuestion
from apps.systems.legal_exams.rules import states
from apps.systems.legal_exams.rules.marking import DROP, GIVE, shown
from apps.systems.legal_exams.rules.policies import EXCELLENT_FROM, GOOD_FROM
from apps.systems.legal_exams.rules.results import Figures, Grading, LawShare, by_law, figures_of


def with_last_mark(admissions: QuerySet[Any]) -> QuerySet[Any]:
    """Each with `last_passed` of the mark that counts, None where there is none."""
    marks = Mark.objects.filter(paper__admission=OuterRef("pk")).order_by("-number")
    return admissions.annotate(last_passed=Subquery(marks.values("passed")[:1]))


def with_figures(exams: QuerySet[Exam]) -> QuerySet[Exam]:
    """Each with `due`, `absent` and `passed`, for lists of exams."""
    admissions = Admission.objects.filter(exam=OuterRef("pk")).order_by().values("exam")
    passed = with_last_mark(admissions).filter(last_passed=True)
    due, absent = admissions, admissions.filter(state=states.ABSENT)
    counts = {"due": due, "absent": absent, "passed": passed}
    return exams.annotate(
        **{name: Coalesce(Subquery(rows.annotate(n=Count("pk")).values("n")), 0) for name, rows in counts.items()}
    )


def withdrawn_in(exam: Exam) -> dict[int, str]:
    """Question -> GIVE or DROP, by the last decision about each."""
    return dict(exam.withdrawn.order_by("pk").values_list("question_id", "how"))


def issues_before_marking(exam: Exam) -> Iterator[Issue]:
    """What keeps an ended exam from being marked."""
    left = exam.admissions.filter(state__in=states.AT_WORK).count()
    if left:
        yield Issue("at_work", f"还有{left}名考生既没有交卷,也没有记缺考或者终止,请先由监考员办理。")


@dataclass(frozen=True, slots=True)
class Result:
    """One candidate's result; `marks` first to last."""

    admission: Admission
    marks: tuple[Mark, ...]
    grading: Grading

    @property
    def nomination(self) -> Nomination:
        return self.admission.nomination

    @property
    def last(self) -> Mark | None:
        return self.marks[-1] if self.marks else None

    @property
    def passed(self) -> bool:
        return self.last is not None and self.last.passed

    @property
    def score(self) -> str:
        return shown(self.last.tenths) if self.last else "—"

    @property
    def first_score(self) -> str:
        """The score before it was computed again, "" where it was not."""
        return shown(self.marks[0].tenths) if len(self.marks) > 1 else ""

    @property
    def grade(self) -> str:
        """及格 and better, 不及格; 缺考 and 违纪 in their own words."""
        if self.admission.state == states.ABSENT:
            return "缺考"
        if self.admission.state == states.STOPPED:
            return "违纪,不及格"
        return self.grading.name(self.last.tenths, self.last.passed) if self.last else ""

    @property
    def facts(self) -> tuple[str, int | None, bool]:
        return self.admission.state, self.last.tenths if self.last else None, self.passed


def grading_of(exam: Exam) -> Grading:
    rules = resolve_many([GOOD_FROM, EXCELLENT_FROM], area=exam.office, on=local_day(exam.starts_at))
    return Grading(exam.full_tenths, rules[GOOD_FROM].value, rules[EXCELLENT_FROM].value)


def results_of(exam: Exam) -> list[Result]:
    """Every candidate with all marks, by ticket."""
    grading = grading_of(exam)
    marks: dict[int, list[Mark]] = {}
    rows = exam.admissions.select_related("nomination", "room").order_by("ticket")
    for mark in Mark.objects.filter(paper__admission__exam=exam).select_related("paper").order_by("number"):
        marks.setdefault(mark.paper.admission_id, []).append(mark)
    return [Result(one, tuple(marks.get(one.pk, ())), grading) for one in rows]


@dataclass(frozen=True, slots=True)
class Summary:
    """The figures of an exam: of all, of each class of officers, and the laws by how well they were known."""

    whole: Figures
    organs: list[tuple[str, Figures]]
    laws: list[LawShare]
    exempt: int
    recomputed: int


def summary_of(exam: Exam, results: list[Result]) -> Summary:
    organs = [
        (organ.label, figures_of([one.facts for one in results if one.nomination.organ == organ])) for organ in Organ
    ]
    return Summary(
        whole=figures_of([one.facts for one in results]),
        organs=[(label, figures) for label, figures in organs if figures.due],
        laws=laws_of(exam),
        exempt=Nomination.objects.filter(office=exam.office, term=exam.term, state=states.EXEMPT).count(),
        recomputed=sum(len(one.marks) > 1 for one in results),
    )


def laws_of(exam: Exam) -> list[LawShare]:
    """The weakest law first. A question that does not count says nothing; one given to everybody neither."""
    out = {question for question, how in withdrawn_in(exam).items() if how in {GIVE, DROP}}
    papers = Paper.objects.filter(admission__exam=exam).prefetch_related("marks")
    return by_law(
        (item["law"], earned, item["tenths"])
        for paper in papers
        for item, earned in zip(paper.items, _earned(paper), strict=False)
        if item["question"] not in out
    )


def _earned(paper: Paper) -> list[int]:
    marks = list(paper.marks.all())
    return marks[0].per_question if marks else []


def decisions_of(exam: Exam) -> QuerySet[WithdrawnQuestion]:
    """Which questions were withdrawn, the last decision first."""
    return exam.withdrawn.select_related("question").order_by("-pk")


def sittings_of(nomination: Nomination) -> list[Result]:
    """The exams a nominee was admitted to that have been marked, the first one first."""
    marked = nomination.admissions.filter(exam__marked_at__isnull=False).select_related("exam__office", "nomination")
    return [
        Result(one, tuple(Mark.objects.filter(paper__admission=one).order_by("number")), grading_of(one.exam))
        for one in marked.order_by("exam__starts_at")
    ]
