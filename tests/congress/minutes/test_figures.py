"""A session of two days held by the services: every figure of its papers equals the recorded one."""

import re

import pytest

from apps.congress.meetings.models import AttendanceState, Sitting
from apps.congress.minutes.selectors.page import sections_as_edited
from apps.congress.minutes.services.drafting import minutes_draft
from tests.congress.minutes.conftest import NOW
from tests.congress.minutes.session import held


@pytest.fixture
def session(cast):
    return held(cast, full=True)


def text_of(paper) -> str:
    return "\n".join(f"{one.heading}\n{one.text}" for one in sections_as_edited(paper))


def section(paper, key: str) -> str:
    return next(one.text for one in sections_as_edited(paper) if one.key == key)


def counts_in(line: str) -> dict[str, int]:
    """`赞成6票，反对1票` -> {"赞成": 6, "反对": 1}."""
    return {label: int(number) for label, number in re.findall(r"([^，：。\d]+?)(\d+)[票张人]", line)}


def test_every_count_of_every_poll_stands_in_the_record(session, record):
    written = text_of(record)
    for poll in session.polls.values():
        turnout = poll.count.outcome["turnout"]
        line = next(line for line in written.splitlines() if f"“{poll.title}”（" in line and "应到" in line)
        found = counts_in(line.split("）：", 1)[1])
        assert (found["应到"], found["实到"]) == (turnout["due"], turnout["present"]) == (10, 8)
        if poll.method != "show_of_hands":
            shown = (found["发出"], found["收回"], found["有效票"], found["废票"])
            assert shown == tuple(turnout[key] for key in ("issued", "received", "valid", "void"))
        for item in poll.count.outcome["items"]:
            line = next(one for one in written.splitlines() if f"{item['name']}：" in one)
            counted = counts_in(line.split("：", 1)[1])
            words = {"得" if "oppose" not in item else "赞成": "approve", "反对": "oppose", "弃权": "abstain"}
            recorded = item.get("counts", {}) | {label: item[key] for label, key in words.items() if key in item}
            assert counted == recorded, item["name"]


def test_who_was_due_came_and_stayed_away_stands_in_the_record_by_sitting(session, record):
    for sitting in session.sittings:
        lines = dict(line.split("：", 1) for line in section(record, f"sitting-{sitting.pk}").splitlines())
        for label, state in (("出席", "present"), ("请假", "leave"), ("缺席", "expected")):
            names = set(sitting.attendance.filter(state=state).values_list("name", flat=True))
            assert set(lines[label].split("、")) == names
        counts = counts_in(lines["出席情况"])
        assert counts["应到"] == sitting.due == 10
        assert counts["开会时实到"] == sitting.present
        came = sitting.attendance.filter(state=AttendanceState.PRESENT).count()
        assert counts.get("先后出席", counts["开会时实到"]) == came == 8


def test_who_came_late_is_in_the_list_and_not_in_the_count_of_the_opening(session, record):
    assert "应到10人，开会时实到7人，先后出席8人" in section(record, f"sitting-{session.sittings[1].pk}")


def test_minutes_say_what_was_heard_asked_chosen_elected_and_resolved(session, minutes):
    written = text_of(minutes)
    for sentence in (
        "会议听取和审议了镇长刘强作的镇人民政府工作报告。",
        "高山就“自来水水压不足何时解决”提出询问。副镇长唐敏答复：正在更换3公里老旧管道。",
        "道路硬化：得7票，通过；饮水改造：得6票，通过；路灯安装：得1票，未通过。",
        "民生服务办公室：满意6票，基本满意1票，不满意1票，弃权0票，等次为“满意”；",
        "规划建设办公室：满意4票，基本满意2票，不满意1票，弃权1票，等次为“基本满意”。",
        "会议选举丁晓岚（7票）、王志远（6票）为副镇长。",
        "会议通过《关于政府工作报告的决议》（本届第4号决议）：应到10人，实到8人，赞成6票，反对1票，弃权1票。",
        "会议要求，青禾镇人民政府于2026年6月30日前兑现承诺：完成3公里老旧管道更换。",
    ):
        assert sentence in written


def test_lists_of_minutes_have_everybody_once(session, minutes):
    assert section(minutes, "attendance").splitlines() == [
        "出席：丁宁、方圆、白雪、安然、何田、陈晨、高山、康宁",
        "请假：江河",
        "缺席：林木",
        "列席：刘强（镇长）、唐敏（副镇长）",
    ]


def test_the_first_draft_is_the_facts_word_for_word(record):
    assert all(
        revision.text == revision.facts_text for row in record.sections.all() for revision in row.revisions.all()
    )


@pytest.mark.parametrize("kind", ["record", "minutes"])
def test_a_paper_is_read_in_so_many_queries_whatever_is_recorded(session, kind, django_assert_max_num_queries):
    with django_assert_max_num_queries(30):
        minutes_draft(meeting=session.meeting, kind=kind, by=session.staff, at=NOW)


def test_minutes_of_one_presidium_sitting_are_about_it_alone(session):
    Sitting.objects.filter(pk=session.sittings[1].pk).update(kind="presidium")
    paper = minutes_draft(
        meeting=session.meeting, sitting=session.sittings[1], kind="minutes", by=session.staff, at=NOW
    )
    written = text_of(paper)
    assert paper.title.endswith("纪要")
    assert paper.mark == "青禾镇人大主席团会议纪要"
    assert "2026年3月20日14时" in written
    assert "会议由白雪主持。应到成员10人，实到7人。" in written
    assert "民生实事项目票决" not in written
