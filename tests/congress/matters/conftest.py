"""Submissions of the cast's town."""

from datetime import UTC, datetime

import pytest

from apps.congress.matters.models import Submission
from apps.congress.matters.services import Proposer, submission_receive
from apps.foundation.core.actors import Actor
from apps.foundation.organisations.models import Area

AT = datetime(2026, 3, 20, 1, tzinfo=UTC)
LAMP = "新民村三组村口到小学的路没有路灯,孩子晚上走路很不安全,希望装上路灯。"
ANONYMOUS = Proposer("anonymous")
RESIDENT = Proposer("resident", None, "赵大姐", "19900001101")


@pytest.fixture(autouse=True)
def _files_apart(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def receive(area: Area, text: str = LAMP, **values) -> tuple[Submission, str]:
    """What somebody brought, with its code."""
    given = {"channel": "online", "proposer": ANONYMOUS, "by": Actor.guest(), "at": AT, **values}
    return submission_receive(area=area, text=text, **given)


def make_submission(area: Area, text: str = LAMP, **values) -> Submission:
    return receive(area, text, **values)[0]
