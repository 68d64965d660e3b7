"""What the portal may know of the exam: every part adds its own under its heading."""

from collections.abc import Sequence
from datetime import timedelta

from celery.schedules import crontab

from apps.foundation.core.actors import EXAM_SETTER, EXAM_STAFF, INVIGILATOR
from apps.foundation.core.registry import DocumentKind, Measure, MenuItem, Part, Role, System, Timed, all_of, register
from apps.systems.legal_exams import demo
from apps.systems.legal_exams.acts import ACTS
from apps.systems.legal_exams.audiences import AUDIENCES, RUNNERS
from apps.systems.legal_exams.measures import MEASURES as RESULT_MEASURES
from apps.systems.legal_exams.notice_texts import NOTICE_TEXTS
from apps.systems.legal_exams.papers import appointing, tickets
from apps.systems.legal_exams.papers import bank as bank_papers
from apps.systems.legal_exams.papers import exams as exam_papers
from apps.systems.legal_exams.papers import results as result_papers
from apps.systems.legal_exams.papers import sitting as sitting_papers
from apps.systems.legal_exams.rules.policies import POLICIES
from apps.systems.legal_exams.selectors import bank_desk, desk, results_desk, sitting_desk

KEEPERS = frozenset({EXAM_STAFF})
"""Papers with names of nominees: nobody else reads them, but whoever is asked to sign."""

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
    MenuItem("提请任命", "legal_exams_nominations", "user-plus"),
    MenuItem("审核应考资格", "legal_exams_eligibility", "checklist", folded=True),
    # exams
    MenuItem("任前考试", "legal_exams_exams", "certificate"),
    # sitting
    MenuItem("监考", "legal_exams_watching", "eye-check"),
    # results
    MenuItem("考试成绩", "legal_exams_marked", "report-analytics"),
    MenuItem("任命表决", "legal_exams_votes", "checkbox"),
    MenuItem("任命书和宣誓", "legal_exams_appointments", "writing-sign"),
)
PUBLIC_PAGES: Sequence[MenuItem] = (
    # sitting
    MenuItem("任前法律知识考试", "legal_exams_door", "certificate"),
    MenuItem("任前法律知识练习", "legal_exams_study_door", "school"),
)
TODO: Sequence[Part] = (
    # bank
    bank_desk.todo,
    # nominations
    desk.nominations_todo,
    # exams
    desk.exams_todo,
    # sitting
    sitting_desk.todo,
    # results
    results_desk.results_todo,
)
DEADLINES: Sequence[Part] = (
    # nominations
    desk.nomination_deadlines,
    # exams
    desk.exam_deadlines,
    # results
)
EVENTS: Sequence[Part] = (
    # exams
    desk.events,
)
SEARCH: Sequence[Part] = (
    # bank
    bank_desk.search,
    # nominations
    desk.nominations_search,
    # exams
    desk.exams_search,
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
    Timed("legal_exams.bank_sweep", crontab(hour=0, minute=20)),
    # sitting
    Timed("legal_exams.papers_time_out", timedelta(seconds=10)),
    # results
    Timed("legal_exams.ended_mark", timedelta(minutes=1)),
)
DOCUMENTS: Sequence[DocumentKind] = (
    # bank
    DocumentKind(bank_papers.UPDATE, "题库更新说明", trees=bank_papers.samples),
    # nominations
    DocumentKind(exam_papers.EXEMPTION_FORM, "免考审批表", trees=exam_papers.exemption_forms),
    # exams
    DocumentKind(exam_papers.NOTICE, "任前考试通知", trees=exam_papers.notices, suffix="发", readers=RUNNERS),
    DocumentKind(
        exam_papers.RESIT_NOTICE, "任前考试补考通知", trees=exam_papers.resit_notices, suffix="发", readers=RUNNERS
    ),
    DocumentKind(exam_papers.ROSTER, "任前考试考生名册", trees=exam_papers.rosters),
    DocumentKind(exam_papers.TICKETS, "任前考试准考证", samples=tickets.samples),
    # sitting
    DocumentKind(sitting_papers.RECORD, "监考记录", trees=sitting_papers.record_samples),
    DocumentKind(sitting_papers.PAPER, "任前考试试卷", trees=sitting_papers.paper_samples),
    # results
    DocumentKind(
        result_papers.REPORT, "任前法律知识考试情况报告", trees=result_papers.reports, suffix="发", readers=KEEPERS
    ),
    DocumentKind(appointing.CERTIFICATE, "任命书", trees=appointing.certificates),
    DocumentKind(appointing.OATHS, "宪法宣誓登记表", trees=appointing.oath_sheets),
    DocumentKind(result_papers.SCORES, "任前法律知识考试成绩单", trees=result_papers.score_sheets, readers=KEEPERS),
)


# What a candidate does at a seat or at practice, and when.
UNRECORDED = frozenset(
    f"legal_exams_{page}"
    for page in (
        "door", "seat", "seat_state", "seat_paper", "seat_save", "seat_hand_in", "study_door", "study", "mock_begin",
        "practice", "mock", "mock_step", "result",
    )
)  # fmt: skip

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
        unrecorded=UNRECORDED,
        demo=demo.load,
        order=58,
    )
)
