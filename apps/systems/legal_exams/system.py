"""What the portal may know of the exam: every part adds its own under its heading."""

from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from typing import Any

from apps.foundation.core.actors import EXAM_SETTER, EXAM_STAFF, INVIGILATOR
from apps.foundation.core.registry import DocumentKind, Measure, MenuItem, Role, System, Timed, register
from apps.systems.legal_exams import demo
from apps.systems.legal_exams.acts import ACTS
from apps.systems.legal_exams.audiences import AUDIENCES
from apps.systems.legal_exams.measures import MEASURES as RESULT_MEASURES
from apps.systems.legal_exams.notice_texts import NOTICE_TEXTS
from apps.systems.legal_exams.papers import appointing
from apps.systems.legal_exams.papers import results as result_papers
from apps.systems.legal_exams.policies import POLICIES

KEEPERS = frozenset({EXAM_STAFF})
"""Papers with names of nominees: nobody else reads them, but whoever is asked to sign."""
Part = Callable[..., Iterator[Any]]

ROLES: Sequence[Role] = (
    Role(EXAM_STAFF, "任免考试工作人员"),
    Role(EXAM_SETTER, "命题审题人"),
    Role(INVIGILATOR, "监考员"),
)
MENU: Sequence[MenuItem] = (
    # bank
    # nominations
    # exams
    # sitting
    # results
    MenuItem("考试成绩", "legal_exams_marked", "report-analytics"),
    MenuItem("任命表决", "legal_exams_votes", "checkbox"),
    MenuItem("任命书和宣誓", "legal_exams_appointments", "writing-sign"),
)
PUBLIC_PAGES: Sequence[MenuItem] = (
    # sitting
)
TODO: Sequence[Part] = (
    # bank
    # nominations
    # exams
    # sitting
    # results
)
DEADLINES: Sequence[Part] = (
    # nominations
    # exams
    # results
)
EVENTS: Sequence[Part] = (
    # exams
)
SEARCH: Sequence[Part] = (
    # bank
    # nominations
    # exams
)
RELATED: Sequence[Part] = (
    # results
)
MEASURES: Sequence[Measure] = (
    # results
    *RESULT_MEASURES,
)
SCHEDULE: Sequence[Timed] = (
    # bank
    # sitting
    # results
    Timed("legal_exams.ended_mark", timedelta(minutes=1)),
)
DOCUMENTS: Sequence[DocumentKind] = (
    # bank
    # nominations
    # exams
    # sitting
    # results
    DocumentKind(
        result_papers.REPORT, "任前法律知识考试情况报告", trees=result_papers.reports, suffix="发", readers=KEEPERS
    ),
    DocumentKind(appointing.CERTIFICATE, "任命书", trees=appointing.certificates),
    DocumentKind(appointing.OATHS, "宪法宣誓登记表", trees=appointing.oath_sheets),
    DocumentKind(result_papers.SCORES, "任前法律知识考试成绩单", trees=result_papers.score_sheets, readers=KEEPERS),
)


def all_of(parts: Sequence[Part]) -> Part:
    """What every part has to say to the same question, one after the other."""

    def answer(*question: Any) -> Iterator[Any]:
        for part in parts:
            yield from part(*question)

    return answer


register(
    System(
        slug="legal_exams",
        title="任前法律知识考试",
        urls=("", "apps.systems.legal_exams.urls"),
        menu=MENU,
        public_pages=PUBLIC_PAGES,
        todo=all_of(TODO),
        deadlines=all_of(DEADLINES),
        events=all_of(EVENTS),
        search=all_of(SEARCH),
        related=all_of(RELATED),
        measures=MEASURES,
        schedule=SCHEDULE,
        roles=ROLES,
        policies=POLICIES,
        documents=DOCUMENTS,
        notice_texts=NOTICE_TEXTS,
        audiences=AUDIENCES,
        acts=ACTS,
        demo=demo.load,
        order=58,
    )
)
