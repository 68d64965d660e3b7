"""The bank of the demo district: enough for the short blueprint twice, not for the usual one in every class."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine

from apps.foundation.people import demo as people
from apps.office.documents import demo as documents
from apps.systems.legal_exams.demo import accounts, bank
from apps.systems.legal_exams.models import Bank, Blueprint, Organ, Part, Question
from apps.systems.legal_exams.rules import states
from apps.systems.legal_exams.rules.drawing import draw, issues_before_drawing
from apps.systems.legal_exams.selectors.bank import drawable
from apps.systems.legal_exams.selectors.blueprints import fills_of


@pytest.mark.django_db
def test_the_bank_fills_the_short_paper_twice_for_the_government(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    at = datetime(2026, 10, 9, 10, tzinfo=ZoneInfo("Asia/Shanghai"))
    with time_machine.travel(at, tick=False):
        for load in (people.load, documents.load, accounts.load, bank.load):
            load(at)
    rows = Question.objects.filter(state=states.ACTIVE)
    assert (rows.filter(bank=Bank.SEALED).count(), rows.filter(bank=Bank.PRACTICE).count()) == (109, 40)
    assert rows.filter(bank=Bank.SEALED, part=Part.PUBLIC).count() == 73
    states_there = set(Question.objects.values_list("state", flat=True))
    assert states_there == {states.DRAFT, states.IN_REVIEW, states.ACTIVE, states.RETIRED}
    short, usual = Blueprint.objects.order_by("-created_at")
    office = short.office
    (fill, long_fill) = fills_of(office, [short, usual], at.date())
    government = Organ.GOVERNMENT.label
    assert government not in fill.short + fill.short_for_resit
    assert Organ.COURT.label in long_fill.short
    offered, parts = drawable(office, Organ.GOVERNMENT, Bank.SEALED, at.date()), short.drawn_parts
    first = draw(parts, offered, "甲")
    used = [one.question for one in first]
    assert issues_before_drawing(parts, offered, used) == []
    assert not {one.question for one in draw(parts, offered, "乙", used)} & set(used)
