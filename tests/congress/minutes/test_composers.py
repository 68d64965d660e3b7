"""A system brings a kind of meeting of its own: nothing of minutes is changed for it."""

from datetime import date

import pytest

from apps.congress.minutes import composers
from apps.congress.minutes.composers import Composer
from apps.congress.minutes.rules.facts import Task, WorkMeeting
from apps.congress.minutes.rules.sections import MINUTES
from apps.congress.minutes.rules.summary import work_meeting
from apps.congress.minutes.selectors.page import paper_view, sections_as_edited, submit_issues
from apps.congress.minutes.services.drafting import minutes_draft_for
from apps.foundation.core.errors import Conflict
from tests.congress.minutes.conftest import NOW


def sections(minutes):
    task = Task("路灯安装", "已装120盏", "缺电缆", "月底前补齐", "镇规划办", date(2026, 4, 30))
    return work_meeting(
        WorkMeeting("调度会", date(2026, 4, 2), "镇政府", minutes.presided_by, "调度进展", (task,), (), ("安然",))
    )


@pytest.fixture
def dispatch():
    yield composers.register(Composer("dispatch", "调度会纪要", MINUTES, sections))
    composers.unregister("dispatch")


def draft(cast, **values):
    fixed = {"subject": cast.town, "composer": "dispatch", "body": cast.congress, "title": "第一次调度会纪要"}
    return minutes_draft_for(**fixed | values, presided_by="赵伟", by=cast.actor("staff"), at=NOW)


def test_a_dispatch_meeting_gets_its_minutes(cast, dispatch):
    paper = draft(cast)
    text = "\n".join(one.text for one in sections_as_edited(paper))
    assert "会议由赵伟主持。现纪要如下：" in text
    assert "责任单位：镇规划办，完成时限：2026年4月30日。" in text
    assert paper.mark == "青禾镇镇人民代表大会会议纪要"
    assert submit_issues(paper, paper_view(paper, NOW), NOW) == []


def test_one_paper_a_subject(cast, dispatch):
    draft(cast)
    with pytest.raises(Conflict, match="已由示例staff起草"):
        draft(cast)


def test_a_slug_is_taken_once(dispatch):
    with pytest.raises(ValueError, match="registered twice"):
        composers.register(Composer("dispatch", "另一种", MINUTES, sections))
