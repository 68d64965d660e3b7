"""The demo district shows a submission in every state."""

from datetime import UTC, datetime

import pytest

from apps.congress.matters import demo, demo_matters
from apps.congress.matters.models import Matter, Submission
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


@pytest.mark.django_db
def test_it_shows_matters_in_every_state_before_the_reply(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    at = datetime(2026, 11, 25, 1, tzinfo=UTC)
    people.load(at)
    demo_matters.load(at)
    found = set(Matter.objects.values_list("state", flat=True))
    assert found == {
        "draft", "submitted", "returned", "refused", "withdrawn", "accepted", "handed_over", "passed_on", "closed",
        "merged",
    }  # fmt: skip
    assert set(Matter.objects.values_list("kind", flat=True)) == {"suggestion", "opinion", "request"}
    assert not Matter.objects.filter(state="handed_over", due_on__lt=at.date()).exists()
