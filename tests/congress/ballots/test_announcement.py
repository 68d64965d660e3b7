"""宣布词: what is read out agrees with the count, in the words of the body and its publish rule."""

import pytest
import time_machine

from apps.congress.ballots import announcement, result_sheet
from apps.congress.ballots.announcement import announcement as said
from apps.congress.ballots.models import Poll, Presence
from apps.congress.ballots.services.closing import poll_void
from apps.congress.ballots.services.counting import poll_count
from apps.congress.ballots.services.paper import hands_record
from apps.foundation.core.errors import WrongState
from apps.office.documents.rules.tree import Paragraph
from tests.congress.ballots.hall import AT
from tests.congress.ballots.test_pages import counted, url
from tests.congress.ballots.test_paper import BOX, enter, mixed, on_paper, paper_box
from tests.congress.ballots.test_scrutiny_pages import phone
from tests.office.documents.paper import pages_of


@pytest.fixture(autouse=True)
def _the_day():
    with time_machine.travel(AT, tick=False):
        yield


def count(hall, poll: Poll) -> Poll:
    poll_count(poll=poll, by=hall.staff, at=AT)
    return Poll.objects.get(pk=poll.pk)


def test_it_reads_turnout_items_and_verdict(hall):
    words = said(counted(hall))
    assert words.report == (
        "各位代表:",
        "现在报告“民生实事项目票决”的计票结果。",
        "应到代表10人,实到10人,符合法定人数。发出表决票10张,收回8张;其中有效票8张,废票0张。",
        "收回的票数少于发出的票数,本次票决有效。",
        "各项得票如下:",
        "道路硬化,得8票;",
        "路灯安装,得8票;",
        "饮水改造,得0票;",
        "报告完毕。",
        "总监票人:安然",
    )
    assert words.declaration == (
        "依据《本镇票决办法》,以全体代表的过半数为通过。",
        "现在宣布:下列2项获得通过:道路硬化、路灯安装。",
    )


def test_counts_that_are_not_published_are_not_read(hall):
    poll = counted(hall)
    poll.publish_counts = False
    assert not any("得8票" in sentence for sentence in said(poll).report)


def test_a_street_speaks_of_its_own(hall):
    poll = counted(hall)
    poll.body = hall.cast.meeting_of_street
    words = said(poll)
    assert words.report[0] == "各位议事代表:"
    assert "发出票选票10张" in words.report[2]


def test_an_invalid_vote_declares_nothing_adopted(hall):
    poll = on_paper(hall)
    for part in ("staff", "leader"):
        enter(hall, poll, paper_box(3, 4), part)
    words = said(count(hall, poll))
    assert any("收回的票多于发出的票,表决无效" in sentence for sentence in words.report)
    assert words.declaration == ("现在宣布:本次票决无效,请按《本镇票决办法》重新进行。",)


def test_two_boxes_are_told_apart(hall):
    poll = mixed(hall)
    for part in ("staff", "leader"):
        enter(hall, poll, paper_box(4, 4), part)
    assert "其中:电子票发出6张、收回6张;纸质票发出4张、收回4张。" in said(count(hall, poll)).report


def test_void_and_blank_ballots_are_said(hall):
    poll = on_paper(hall)
    for part in ("staff", "leader"):
        enter(hall, poll, BOX, part)
    assert "其中有效票9张,废票1张,弃权票1张。" in said(count(hall, poll)).report[2]


def test_a_show_of_hands_has_no_ballots(hall):
    poll = hall.open(method="show_of_hands", model="per_item", seats=None, options=("会议议程",))
    items = [{"name": "会议议程", "approve": 8, "oppose": 1}]
    hands_record(poll=poll, items=items, by=hall.staff, at=AT)
    words = said(Poll.objects.get(pk=poll.pk))
    assert words.report[2] == "应到代表10人,实到10人,符合法定人数。"
    assert "会议议程,赞成8票、反对1票、弃权1票;" in words.report


def test_an_assessment_declares_grades_and_its_rule(hall):
    poll = hall.open(model="assessment", seats=None, options=("报告",))
    for number in range(10):
        hall.vote(poll, number, grades={"报告": "满意" if number < 6 else "基本满意"})
    poll = count(hall, hall.close(poll))
    words = said(poll)
    assert "报告,满意6票、基本满意4票、不满意0票,弃权0票;" in words.report
    assert words.declaration[-1] == "报告:满意;"
    assert "满意>1/2;满意+基本满意>1/2" in words.declaration[0]
    formula = result_sheet.satisfaction(poll, poll.count.outcome)
    assert formula == "总体满意率100.00%(各项满意、基本满意票数之和10 ÷ 收回票数与项目数之积10)"
    assert "总体满意率100.00%" in str(result_sheet.tree(poll, hall.staff))


def test_elected_people_are_declared_elected(hall):
    poll = hall.open(model="election", seats=1, options=("张三", "李四"))
    for number in range(10):
        hall.vote(poll, number, "张三", oppose=("李四",))
    assert said(count(hall, hall.close(poll))).declaration[-1] == "现在宣布:张三当选。"


def test_nothing_is_read_before_the_count_or_of_a_voided_poll(hall):
    with pytest.raises(WrongState, match="截止并计票以前"):
        said(hall.open())
    poll = counted(hall)
    poll_void(poll=poll, reason="有误", by=hall.staff, at=AT)
    with pytest.raises(WrongState, match="已作废"):
        said(Poll.objects.get(pk=poll.pk))


def test_witnesses_and_notes_stand_on_the_sheet_and_in_the_report(hall):
    poll = counted(hall)
    Poll.objects.filter(pk=poll.pk).update(state="draft")
    Poll.objects.filter(pk=poll.pk).update(method="secret")
    Poll.objects.filter(pk=poll.pk).update(state="counted")
    poll.refresh_from_db()
    people = hall.cast.deputies()
    for person, stage, note in ((people[0], "open", ""), (people[1], "open", ""), (people[0], "close", "1张未收回")):
        Presence.objects.create(poll=poll, person=person, stage=stage, note=note, at=AT)
    sheet = [block.text for block in result_sheet.tree(poll, hall.staff).blocks if isinstance(block, Paragraph)]
    assert "开启投票时到场的监票人:安然、白雪。" in [text.replace("：", ":") for text in sheet]
    assert any("安然记载" in text and "1张未收回" in text for text in sheet)
    assert "开启投票时,安然、白雪到场监票。" in said(poll).report
    assert "1张未收回" in hall.cast.client("staff").get(url(poll, "result")).content.decode()


def test_the_page_and_its_papers_are_for_those_who_count_and_run(hall):
    poll = counted(hall)
    page = url(poll, "poll") + "announcement"
    assert "道路硬化,得8票;" in hall.cast.client("staff").get(f"{page}/").content.decode()
    parts = ("staff", "deputy", "other_staff")
    assert [hall.cast.client(part).get(f"{page}/").status_code for part in parts] == [200, 200, 404]
    assert phone(hall, 7).get(f"{page}/").status_code == 403
    (paper,) = pages_of(hall.cast.client("staff").get(f"{page}.pdf").getvalue())
    assert "总监票人" in "".join(line.text for line in paper)
    assert hall.cast.client("staff").get(f"{page}.docx").getvalue().startswith(b"PK")
    assert next(iter(announcement.trees())).subtitle == "民生实事项目票决"
