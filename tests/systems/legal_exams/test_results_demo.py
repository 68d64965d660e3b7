"""The demo district: an exam marked, a resit passed, a question withdrawn, both reported, one appointed."""

from datetime import datetime
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import time_machine

from apps.foundation.organisations.models import Area
from apps.foundation.people import demo as people
from apps.office.documents import demo as documents
from apps.office.documents.models import Document
from apps.office.documents.rendering.pdf import pdf_of
from apps.systems.legal_exams.demo import load
from apps.systems.legal_exams.demo.results import _ticks
from apps.systems.legal_exams.measures import MEASURES
from apps.systems.legal_exams.models import Appointment, Exam, Mark, Nomination
from apps.systems.legal_exams.papers import appointing, results
from apps.systems.legal_exams.rules import states
from apps.systems.legal_exams.selectors.progress import in_running_terms, of_group
from apps.systems.legal_exams.selectors.results import results_of

AT = datetime(2026, 10, 9, 10, tzinfo=ZoneInfo("Asia/Shanghai"))


def test_an_exam_was_marked_resat_reported_and_one_appointed(db, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    settings.MEDIA_ROOT = tmp_path / "files"
    with time_machine.travel(AT, tick=False):
        people.load(AT)
        documents.load(AT)
        load(AT)
        first, again = Exam.objects.exclude(marked_at=None).order_by("starts_at")
        assert {first.state, again.state} == {states.REPORTED}
        assert [one.passed for one in results_of(first)].count(True) == 5
        assert [one.passed for one in results_of(again)] == [True]
        assert Mark.objects.filter(paper__admission__exam=first, number=2).exists()
        assert Appointment.objects.get().certificate_number == "示任〔2026〕1号"
        assert Nomination.objects.filter(state=states.VOTED).count() == 1
        assert Document.objects.filter(kind=results.REPORT, state="issued").count() == 2
        district = Area.objects.get(depth=1)
        for measure in MEASURES:
            group = measure.slug.removeprefix("legal_exams_")
            listed = of_group(in_running_terms(district.path), group).count()
            assert sum(measure.count(district.path, AT.date()).values()) == listed > 0
        for trees in (results.reports, results.score_sheets, appointing.certificates, appointing.oath_sheets):
            for tree in trees():
                assert pdf_of(tree).pages >= 1


def test_whatever_was_drawn_there_is_a_wrong_answer_to_it():
    paper = SimpleNamespace(items=[{"order": [2, 0, 1], "key": [0, 1, 2]}, {"order": [1, 0], "key": [0]}] * 2)
    assert _ticks(paper, 1) == [(), (1,), (), (0,)]
