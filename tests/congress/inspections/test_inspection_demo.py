"""The demo district shows an inspection in each of its stages."""

from datetime import UTC, datetime

import pytest
import time_machine

from apps.congress.inspections import demo
from apps.congress.inspections.models import Inspection, Opinion
from apps.foundation.people import demo as people
from apps.office.documents import demo as documents

AT = datetime(2026, 11, 25, 1, tzinfo=UTC)


@pytest.mark.django_db
def test_one_is_closed_one_waits_for_a_late_answer_one_is_to_come(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    with time_machine.travel(AT, tick=False):
        people.load(AT)
        documents.load(AT)
        demo.load(AT)
    states = dict(Inspection.objects.values_list("theme", "state"))
    assert states == {
        "农村饮水安全": "closed", "农村公路建设和管护": "handed_over", "老年人权益保障法实施情况": "noticed",
        "老旧小区改造": "reported",
    }  # fmt: skip
    late = Opinion.objects.late(AT.date())
    assert [opinion.inspection.theme for opinion in late] == ["农村公路建设和管护"]
