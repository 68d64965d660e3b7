"""What the portal may know of the exam: every part adds its own under its heading."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from celery.schedules import crontab

from apps.foundation.core.actors import EXAM_SETTER, EXAM_STAFF, INVIGILATOR
from apps.foundation.core.registry import DocumentKind, Measure, MenuItem, Role, System, Timed, register
from apps.systems.legal_exams import demo
from apps.systems.legal_exams.acts import ACTS
from apps.systems.legal_exams.audiences import AUDIENCES
from apps.systems.legal_exams.notice_texts import NOTICE_TEXTS
from apps.systems.legal_exams.papers import bank as bank_papers
from apps.systems.legal_exams.policies import POLICIES
from apps.systems.legal_exams.selectors import bank_desk

Part = Callable[..., Iterator[Any]]

ROLES: Sequence[Role] = (
    Role(EXAM_STAFF, "任免考试工作人员"),
    Role(EXAM_SETTER, "命题审题人"),
    Role(INVIGILATOR, "监考员"),
)
MENU: Sequence[MenuItem] = (
    # bank
    MenuItem("题库", "legal_exams_questions", "books"),
    MenuItem("审题", "legal_exams_review", "checks"),
    MenuItem("命题方案", "legal_exams_blueprints", "layout-list"),
    MenuItem("题库概况", "legal_exams_bank_counts", "chart-bar"),
    MenuItem("考试法律法规", "legal_exams_laws", "scale"),
    MenuItem("试题分析", "legal_exams_items", "chart-dots"),
    # nominations
    # exams
    # sitting
    # results
)
PUBLIC_PAGES: Sequence[MenuItem] = (
    # sitting
)
TODO: Sequence[Part] = (
    # bank
    bank_desk.todo,
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
    bank_desk.search,
    # nominations
    # exams
)
RELATED: Sequence[Part] = (
    # results
)
MEASURES: Sequence[Measure] = (
    # results
)
SCHEDULE: Sequence[Timed] = (
    # bank
    Timed("legal_exams.bank_sweep", crontab(hour=0, minute=20)),
    # sitting
    # results
)
DOCUMENTS: Sequence[DocumentKind] = (
    # bank
    DocumentKind(bank_papers.UPDATE, "题库更新说明", trees=bank_papers.samples),
    # nominations
    # exams
    # sitting
    # results
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
