"""An assignment of the town, supervised by the district, to be done by the town's government."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from apps.congress.supervision.policies import GENERAL
from apps.congress.supervision.services import AssignmentDraft, NodeDraft, UnitDraft, assignment_draft
from apps.foundation.organisations.models import Unit


def at(day: date, hour: int = 9) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=ZoneInfo("Asia/Shanghai"))


def draft(**changes) -> AssignmentDraft:
    values = {
        "title": "建成代表之家", "content": "按标准建成代表之家并投入使用。", "starts_on": date(2026, 3, 20),
        "due_on": date(2026, 6, 30), "units": [UnitDraft(Unit.objects.get(name="青禾镇人民政府"))],
        "nodes": [NodeDraft("选址", date(2026, 4, 30), 40), NodeDraft("揭牌", date(2026, 6, 30), 100)],
    }  # fmt: skip
    return AssignmentDraft(**{**values, **changes})


@pytest.fixture
def assignment(cast):
    by = cast.actor("district_staff")
    return assignment_draft(
        profile=GENERAL, office=cast.district, area=cast.town, draft=draft(), by=by, at=at(date(2026, 3, 20))
    )


@pytest.fixture(autouse=True)
def _files_apart(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
