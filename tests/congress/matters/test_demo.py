"""The demo district shows a submission in every state."""

from datetime import UTC, datetime

import pytest

from apps.congress.matters import demo
from apps.congress.matters.models import Submission
from apps.foundation.people import demo as people


@pytest.mark.django_db
def test_it_shows_every_state(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    at = datetime(2026, 11, 25, 1, tzinfo=UTC)
    people.load(at)
    demo.load(at)
    rows = list(Submission.objects.with_progress().order_by("received_at"))
    assert {row.progress for row in rows} == {"未告知", "已告知", "已办结", "已并件"}
    towns = [row.number for row in rows if row.series.area.name == "青禾镇"]
    assert towns == sorted(towns)
    assert {row.collected_by.user.username for row in rows if row.collected_by} == {"daibiao2", "yishi1"}
