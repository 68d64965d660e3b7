"""Composing, comparing and what stands before approval: without a database."""

from datetime import UTC, date, datetime

import pytest

from apps.congress.minutes.rules import facts, record, summary, votes
from apps.congress.minutes.rules.catalogue import Paper, catalogue, worth_of_kind
from apps.congress.minutes.rules.comparing import Mark, differences, marks
from apps.congress.minutes.rules.sections import Section, names_in
from apps.congress.minutes.rules.states import move
from apps.congress.minutes.rules.submitting import SubmitFacts, issue_without_reason, issues_before_submitting
from apps.congress.minutes.rules.wording import by_reporter, days
from apps.foundation.core.errors import WrongState

NINE = datetime(2026, 3, 20, 1, tzinfo=UTC)
NOON = datetime(2026, 3, 20, 4, 5, tzinfo=UTC)
ITEM = facts.Item(1, 1, "听取和审议镇人民政府工作报告", "镇长刘强")
PRESENT = facts.Attendance(9, 7, ("安然", "白雪"), ("江河",), ("林木",), (facts.Guest("刘强", "镇长"),))


def sitting(**values) -> facts.Sitting:
    fixed = {
        "key": 5, "name": "主席团第一次会议", "kind": "presidium", "state": "closed", "place": "二楼会议室",
        "starts_at": NINE, "opened_at": NINE, "closed_at": NOON, "presided_by": "安然", "attendance": PRESENT,
    }  # fmt: skip
    return facts.Sitting(**{**fixed, **values})


def meeting(*sittings, **values) -> facts.Meeting:
    fixed = {
        "title": "青禾镇人大主席团第一次会议", "body": "青禾镇人民代表大会", "place": "镇政府", "recorder": "王敏",
        "starts_on": date(2026, 3, 20), "ends_on": date(2026, 3, 20), "agenda": (ITEM,), "sittings": sittings,
    }  # fmt: skip
    return facts.Meeting(**{**fixed, **values})


def poll(**values) -> facts.Poll:
    line = facts.VoteLine("决议(草案)", (("赞成", 6), ("反对", 1), ("弃权", 1)), "通过")
    fixed = {
        "title": "关于工作报告的决议", "word": "表决", "method": "记名电子表决", "state": "announced", "lines": (line,),
        "turnout": (("应到", 9), ("实到", 8), ("发出", 8), ("收回", 8), ("有效票", 8), ("废票", 0)),
    }  # fmt: skip
    return facts.Poll(**{**fixed, **values})


def text_of(sections: list[Section]) -> str:
    return "\n".join(f"{one.heading}\n{one.text}" for one in sections)


def test_a_record_holds_every_part_that_is_required():
    written = text_of(record.record(meeting(sitting(
        steps=(facts.Step("hear", item=1),), polls=(poll(item=1),),
        speeches=(facts.Speech("安然", "赞成报告", "第一小组", 1),),
        resolutions=(facts.Resolution("决议", "关于工作报告的决议", "adopted", 4, (("赞成", 6),), 1),),
    ))))  # fmt: skip
    for part in (
        "会议名称：青禾镇人大主席团第一次会议", "时间：2026年3月20日9时至12时05分", "地点：二楼会议室", "主持人：安然",
        "记录人：王敏", "应到9人，开会时实到7人，先后出席2人，请假1人，缺席1人", "出席：安然、白雪", "请假：江河",
        "缺席：林木", "列席：刘强（镇长）", "1.听取和审议镇人民政府工作报告（报告人：镇长刘强）。",
        "听取：镇人民政府工作报告（报告人：镇长刘强）。", "安然（第一小组）发言：赞成报告。",
        "应到9人，实到8人，发出8张，收回8张，有效票8张，废票0张", "赞成6票，反对1票，弃权1票，通过",
        "会议通过《关于工作报告的决议》（本届第4号决议）：赞成6票。", "会议于2026年3月20日12时05分散会。",
    ):  # fmt: skip
        assert part in written, part


def test_what_belongs_to_no_item_is_not_left_out():
    sections = record.record(meeting(sitting(polls=(poll(),), speeches=(facts.Speech("白雪", "提一点意见"),))))
    other = next(one for one in sections if one.key == "sitting-5-other")
    assert "白雪发言：提一点意见。" in other.text
    assert "关于工作报告的决议" in other.text


def test_a_sitting_that_was_called_off_says_why():
    off = sitting(state="called_off", opened_at=None, closed_at=NINE, call_off_reason="不足法定人数")
    written = text_of(record.record(meeting(off)))
    assert "原定2026年3月20日9时在二楼会议室举行，没有举行。原因：不足法定人数。" in written


def test_who_presided_is_taken_from_the_paper_where_the_sitting_does_not_say():
    written = text_of(record.record(meeting(sitting(presided_by=""), presided_by="白雪")))
    assert written.count("主持人：白雪") == 2


def test_items_follow_the_programme_and_then_the_agenda():
    agenda = tuple(facts.Item(key, key, f"议题{key}") for key in (1, 2, 3))
    one = sitting(
        steps=(facts.Step("hear", item=3), facts.Step("hear", item=1)), speeches=(facts.Speech("安然", "好", "", 2),)
    )
    keys = [section.key for section in record.record(meeting(one, agenda=agenda)) if "-item-" in section.key]
    assert keys == ["sitting-5-item-3", "sitting-5-item-1", "sitting-5-item-2"]


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"state": "voided", "void_reason": "票数有误"}, "作废。原因：票数有误。"),
        ({"state": "open", "lines": ()}, "正在进行，还没有截止。"),
        ({"state": "counted"}, "（已计票，还没有宣布）"),
        ({"reasons": ("收回的票数多于发出的票数，本次表决无效",), "lines": poll().lines}, "本次表决无效。"),
        ({"run_off": ("甲", "乙")}, "票数相等，须再次投票：甲、乙。"),
    ],
)
def test_a_vote_says_where_it_stands(given, sentence):
    assert sentence in "\n".join(votes.poll_lines(poll(**given)))


def test_hands_are_people_and_no_ballots_are_handed_out():
    lines = "\n".join(votes.poll_lines(poll(by_hands=True)))
    assert "应到9人，实到8人。" in lines
    assert "赞成6人" in lines
    assert "发出" not in lines


def test_counts_that_are_not_published_stay_out_of_minutes_but_not_of_the_record():
    quiet = poll(publishes_counts=False, item=1)
    assert "赞成6票" not in text_of(summary.presidium(meeting(sitting(polls=(quiet,)))))
    assert "赞成6票" in text_of(record.record(meeting(sitting(polls=(quiet,)))))


def test_minutes_of_a_presidium_hear_study_decide_and_require():
    question = facts.Question(1, "白雪", "何时完工", "镇政府", "", "六月", "六月底完工", date(2026, 6, 30))
    sections = summary.presidium(meeting(sitting(
        steps=(facts.Step("hear", item=1), facts.Step("deliberate", item=1)), polls=(poll(),), questions=(question,),
        opinions=(facts.Opinion("加快进度", "第一小组", unit="镇政府"),),
    )))  # fmt: skip
    assert [one.key for one in sections] == [
        "opening", "heard", "studied", "inquiry", "decided", "required", "attendance",
    ]  # fmt: skip
    written = text_of(sections)
    assert (
        "2026年3月20日9时，青禾镇人大主席团第一次会议在二楼会议室召开。会议由安然主持。应到成员9人，实到7人。"
        in written
    )
    assert "会议听取了镇长刘强作的镇人民政府工作报告。" in written
    assert "会议要求，镇政府于2026年6月30日前兑现承诺：六月底完工。" in written
    assert "会议要求，镇政府认真研究办理有关意见1条，并按期反馈办理结果。" in written


def whole(name: str, number: int, **values) -> facts.Sitting:
    return sitting(name=name, key=number, kind="plenary", presided_by="白雪", **values)


def test_minutes_of_a_session_count_its_plenary_sittings_and_name_the_others():
    group = sitting(name="第一代表团分组会议", key=8, kind="group", presided_by="高山")
    held = (whole("第一次全体会议", 1), sitting(), group, sitting(key=9, kind="group"), whole("第二次全体会议", 2))
    written = text_of(summary.session(meeting(*held, title="青禾镇第三次会议")))
    assert (
        "2026年3月20日，青禾镇第三次会议在镇政府召开。会议由白雪主持。第一次全体会议应到代表9人，实到7人；"
        "第二次全体会议应到代表9人，实到7人。会议期间举行主席团会议1次、分组会议2次。现纪要如下：" in written
    )


def test_one_plenary_sitting_with_groups_beside_it_needs_no_name():
    groups = [sitting(key=number, kind="group") for number in (2, 3)]
    written = text_of(summary.street(meeting(whole("第一次全体会议", 1), *groups, is_street=True)))
    assert "应到议事代表9人，实到7人。会议期间举行分组讨论2次。" in written


def test_a_street_neither_deliberates_nor_decides():
    item = facts.Item(1, 1, "街道工作情况报告", "街道办事处主任")
    one = sitting(
        kind="plenary", steps=(facts.Step("hear", item=1), facts.Step("deliberate", item=1)),
        polls=(poll(word="票选", title="民生实事项目"),), opinions=(facts.Opinion("多装路灯", unit="街道办事处"),),
        resolutions=(facts.Resolution("决议", "票选办法", "adopted", 1),),
    )  # fmt: skip
    street = meeting(one, is_street=True, agenda=(item,), body="滨江街道议事代表会议", title="第一次会议")
    for sections in (summary.street(street), record.record(street)):
        written = text_of(sections)
        for verb in ("审议", "决定", "决议（", "票决"):
            assert verb not in written.replace("决议(草案)", ""), verb
    assert "会议听取和讨论了街道办事处主任作的街道工作情况报告。" in text_of(summary.street(street))
    assert "会议共记录讨论意见1条" in text_of(summary.street(street))


def test_minutes_count_what_came_and_what_was_handed_over_by_then():
    brought = (
        facts.Brought("代表建议、批评和意见", 5, 3), facts.Brought("审议意见", 2, 0, is_put_together=True),
    )  # fmt: skip
    written = text_of(summary.session(meeting(sitting(kind="plenary"), brought=brought)))
    assert "收到代表建议、批评和意见5件，已交有关单位办理3件。" in written
    assert "审议意见整理为2件，尚未交办。" in written


def test_a_street_says_what_became_of_a_text_in_its_own_words_and_its_members_ask():
    text = facts.Resolution("讨论意见", "道路改造的意见", "adopted", 2, word="形成建议")
    asked = facts.Question(1, "周燕", "路灯何时修好?", "街道办事处")
    one = sitting(kind="plenary", resolutions=(text,), questions=(asked,))
    street = meeting(one, is_street=True, body="滨江街道议事代表会议", title="第一次会议")
    for written in (text_of(summary.street(street)), text_of(record.record(street))):
        assert "会议形成建议《道路改造的意见》（本届第2号）" in written
        assert "提问" in written
        assert "询问" not in written


def test_a_dispatch_meeting_names_progress_problem_unit_and_date():
    task = facts.Task("路灯安装", "已装120盏", "缺电缆", "月底前补齐", "镇规划办", date(2026, 4, 30))
    work = facts.WorkMeeting(
        "改革任务调度会",
        date(2026, 4, 2),
        "镇政府",
        "赵伟",
        "调度改革任务进展",
        (task,),
        ("各单位抓紧推进",),
        ("赵伟",),
    )
    written = text_of(summary.work_meeting(work))
    assert "1.路灯安装。已装120盏。缺电缆。\n月底前补齐。责任单位：镇规划办，完成时限：2026年4月30日。" in written
    assert "会议由赵伟主持。现纪要如下：" in written
    assert "出席：赵伟" in written


def test_a_report_is_that_of_its_unit_where_nobody_is_named():
    assert by_reporter(facts.Item(1, 1, "听取决算报告", "", "镇财政办")) == "镇财政办作的决算报告"


@pytest.mark.parametrize(
    ("last", "written"),
    [
        (date(2026, 3, 20), "2026年3月20日"),
        (date(2026, 3, 21), "2026年3月20日至21日"),
        (date(2026, 4, 1), "2026年3月20日至2026年4月1日"),
    ],
)
def test_days(last, written):
    assert days(date(2026, 3, 20), last) == written


def test_marks_by_words():
    assert marks("赞成57票，通过。", "赞成55票，通过。") == [
        Mark("same", "赞成"), Mark("removed", "57"), Mark("added", "55"), Mark("same", "票，通过。"),
    ]  # fmt: skip


def test_marks_give_both_texts_back():
    before, after = "甲\n乙发言：赞成报告。\n丙", "甲\n乙发言：完全赞成。\n丁\n丙"
    found = marks(before, after)
    assert "".join(mark.text for mark in found if mark.kind != "added") == before
    assert "".join(mark.text for mark in found if mark.kind != "removed") == after


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("应到60人，实到58人", []),
        ("应到60人，实到55人", ["“表决”中的数字55人与登记不符(登记的是58人)。"]),
        ("应到60人，实到五十八人", []),
        ("应到60人，实到五十五人", ["“表决”中的数字55人与登记不符(登记的是58人)。"]),
        ("应到60人，实到多数", ["“表决”中少了登记的数字58人。"]),
        ("应到60人，实到58人，另有3人", ["“表决”中的数字3人与登记不符(登记的事实中没有)。"]),
        ("应到60人，实到58票", ["“表决”中的数字58票与登记不符(登记的是58人)。"]),
    ],
)
def test_every_number_that_differs_is_named(text, sentences):
    assert [one.sentence for one in differences("表决", "应到60人，实到58人", text)] == sentences


def test_lists_of_names_that_differ_are_named():
    found = differences("出席情况", "出席：安然、白雪\n请假：江河", "出席：安然、江河\n请假：江河")
    assert [one.sentence for one in found] == ["“出席情况”的出席名单与登记不符:多出江河;缺少白雪。"]


def test_a_sentence_that_was_written_anew_without_numbers_is_no_difference():
    assert differences("发言", "安然发言：赞成。", "安然发言：完全赞成报告。") == []


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("出席：安然、白雪", ("出席", ("安然", "白雪"))),
        ("请假:江河,林木。", ("请假", ("江河", "林木"))),
        ("出席情况：应到60人", None),
        ("会议听取了报告", None),
    ],
)
def test_names_in_a_line(line, found):
    assert names_in(line) == found


def test_everything_in_the_way_is_listed_at_once():
    found = issues_before_submitting(SubmitFacts(
        recorder="", empty=("议程",), editing=(("张三", "议程"),), is_over=False, open_polls=("票决",),
        changed=("表决",), missing=("其他",),
    ))  # fmt: skip
    assert [issue.code for issue in found] == [
        "not_over", "open_poll", "recorder", "empty", "editing", "missing", "changed",
    ]  # fmt: skip
    assert "张三正在编辑“议程”,请其保存或者退出以后再送审。" in [issue.sentence for issue in found]


def test_numbers_that_differ_need_a_reason():
    differing = SubmitFacts(recorder="王敏", differences=tuple(differences("表决", "58人", "57人")))
    assert [issue.code for issue in issue_without_reason(differing, " ")] == ["difference", "reason"]
    assert issue_without_reason(differing, "一人会后补签") == []
    assert issue_without_reason(SubmitFacts(recorder="王敏"), "") == []


@pytest.mark.parametrize(
    ("state", "act", "after"),
    [
        ("draft", "submit", "in_approval"),
        ("in_approval", "return", "draft"),
        ("in_approval", "issue", "issued"),
        ("issued", "reopen", "draft"),
    ],
)
def test_moves(state, act, after):
    assert move(state, act) == after


@pytest.mark.parametrize(
    ("state", "act"),
    [("in_approval", "edit"), ("issued", "edit"), ("draft", "publish"), ("issued", "submit"), ("draft", "issue")],
)
def test_what_the_table_does_not_have_is_refused(state, act):
    with pytest.raises(WrongState):
        move(state, act)


def test_a_catalogue_numbers_papers_by_folder_and_names_every_file_once():
    kept = {"decisions": "permanent", "proceedings": "30", "notices": "10"}
    lines = catalogue(
        [
            Paper("03签到表", "签到表", (("pdf", b"1"), ("xlsx", b"2")), "proceedings", on=date(2026, 3, 20), pages=2),
            Paper("01会议通知", "关于召开会议的通知/甲", (("pdf", b"3"),), "notices", "青人发〔2026〕1号"),
        ],
        kept,
    )
    assert [line.cells() for line in lines] == [
        (
            "1",
            "01会议通知/001关于召开会议的通知甲.pdf",
            "关于召开会议的通知/甲",
            "青人发〔2026〕1号",
            "—",
            "—",
            "10年",
            "",
        ),
        ("2", "03签到表/002签到表.pdf；03签到表/002签到表.xlsx", "签到表", "—", "2026-03-20", "2", "30年", ""),
    ]


@pytest.mark.parametrize(
    ("kind", "worth"),
    [
        ("meeting_minutes", "decisions"),
        ("meeting_record", "decisions"),
        ("election_announcement", "decisions"),
        ("ballot_result_sheet", "proceedings"),
        ("meetings_notice", "notices"),
    ],
)
def test_how_long_a_document_matters_follows_from_its_kind(kind, worth):
    assert worth_of_kind(kind) == worth


def test_a_character_shared_by_chance_is_part_of_the_change():
    found = marks("方圆发言：（发言要点未登记）", "方圆发言：建议要注重实效。")
    assert [mark.kind for mark in found] == ["same", "removed", "added"]
    assert "".join(mark.text for mark in found if mark.kind != "added") == "方圆发言：（发言要点未登记）"


@pytest.mark.parametrize("text", ["何时解决?", "何时解决？", "已办结。", "已办结"])
def test_a_sentence_ends_once(text):
    line = record.speech_line(facts.Speech("安然", text))
    assert line.endswith(text if text != "已办结" else "已办结。")
