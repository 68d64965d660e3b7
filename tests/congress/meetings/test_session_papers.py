"""Papers of a session: what each says, that counts come from the record, and who may have them."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from apps.congress.meetings import attendance_sheet
from apps.congress.meetings.models import Resolution
from apps.congress.meetings.papers import agenda, convening, lists, script, seats
from apps.congress.meetings.papers.catalogue import MEETING_PAPERS, SITTING_PAPERS, paper_of, papers_of
from apps.congress.meetings.rules.observers import ObserverLine
from apps.congress.meetings.services import (
    AgendaLine,
    SittingLine,
    StepLine,
    check_in_by_list,
    check_in_start,
    meeting_create,
    meeting_notice,
    observers_add,
    programme_save,
    seating_save,
    sitting_close,
    sitting_open,
)
from apps.congress.meetings.services.papers import paper_draft
from apps.foundation.core.errors import Conflict, WrongState
from apps.foundation.core.registry import document_kinds
from apps.foundation.people.models import Group
from apps.office.documents.models import Document
from apps.office.documents.rules.tree import Paragraph, Table
from tests.cast import TODAY
from tests.congress.meetings.groups import delegations, full_day, presidium, sitting_named
from tests.congress.meetings.hall import BEGINS, IN_TIME, MORNING, plan

AGENDA = [
    AgendaLine("听取和审议政府工作报告", "镇长", None, "gov_work_report"),
    AgendaLine("选举副镇长", "", None, "election"),
]


@pytest.fixture
def session(cast):
    delegations(cast)
    presidium(cast)
    staff = cast.actor("staff")
    values = plan(agenda=AGENDA, sittings=full_day())
    meeting = meeting_create(term=cast.term, plan=values, by=staff, at=IN_TIME)
    return meeting_notice(meeting=meeting, by=staff, at=IN_TIME)


def lines(tree) -> list[str]:
    """Everything a paper says, block by block and row by row."""
    said = []
    for block in tree.blocks:
        if isinstance(block, Table):
            said += ["|".join(row) for row in block.rows]
        else:
            assert isinstance(block, Paragraph)
            said.append(block.text)
    return said


def opened(cast, sitting, count):
    sitting, staff = check_in_start(sitting=sitting, by=cast.actor("staff"), at=MORNING), cast.actor("staff")
    for row in sitting.attendance.order_by("pk")[:count]:
        check_in_by_list(sitting=sitting, person=row.person, by=staff, at=MORNING)
    return sitting_open(sitting=sitting, by=staff, at=MORNING)


def test_the_agenda_is_proposed_until_the_preparatory_sitting_passed_it(cast, session):
    proposed = agenda.agenda(session, TODAY)
    assert proposed.title.endswith("建议议程")
    assert lines(proposed) == ["一、听取和审议政府工作报告（报告人：镇长）；", "二、选举副镇长。"]
    sitting = opened(cast, sitting_named(session, "预备会议"), 8)
    sitting_close(sitting=sitting, by=cast.actor("staff"), at=MORNING)
    passed = agenda.agenda(session, TODAY)
    assert passed.title.endswith("会议议程")
    assert passed.subtitle == "（2026年3月20日预备会议通过）"


def test_the_schedule_has_a_row_a_step_with_its_time_and_groups_side_by_side(session):
    rows = lines(agenda.schedule(session, TODAY))
    assert rows[0] == "3月20日 星期五|预备会议|09:00|通过主席团和秘书长名单||镇政府三楼会议室"
    assert "|分组会议（第一代表团、第二代表团）|11:00|审议政府工作报告||镇政府三楼会议室" in rows
    assert "|第二次全体会议|13:00|表决关于政府工作报告的决议草案||镇政府三楼会议室" in rows


def test_the_script_marks_what_is_not_known_yet(session):
    said = lines(script.script(sitting_named(session, "第一次全体会议"), TODAY))
    assert said[0] == "各位代表："
    assert said[1] == "本次会议应到代表＿＿人，实到＿＿人，（核对人数）符合法定人数（三分之二以上出席）。现在开会。"
    assert "下面，请镇长作政府工作报告。（报告毕）" in said
    assert said[-2] == "下一次会议：第二次全体会议，2026年3月20日 13:00在镇政府三楼会议室举行，请准时出席。"


def test_the_script_takes_its_counts_from_the_sitting(cast, session):
    sitting = opened(cast, sitting_named(session, "第一次全体会议"), 7)
    assert lines(script.script(sitting, TODAY))[1] == "本次会议应到代表10人，实到7人，符合法定人数。现在开会。"


def test_late_arrivals_do_not_change_what_was_read_out(cast, session):
    sitting = opened(cast, sitting_named(session, "第一次全体会议"), 7)
    late = sitting.attendance.filter(state="expected").first()
    check_in_by_list(sitting=sitting, person=late.person, by=cast.actor("staff"), at=MORNING)
    assert "实到7人" in lines(script.script(sitting, TODAY))[1]


def test_the_preparatory_script_reads_presidium_secretary_and_agenda(session):
    said = lines(script.script(sitting_named(session, "预备会议"), TODAY))
    (read,) = [line for line in said if line.startswith("主席团名单（草案）共5人，按姓氏笔画为序：丁宁、")]
    assert read.endswith("秘书长：安然。")
    assert "二、选举副镇长。" in said


def test_the_presidium_is_addressed_and_counted_by_itself(cast, session):
    sitting = opened(cast, sitting_named(session, "主席团第一次会议"), 3)
    said = lines(script.script(sitting, TODAY))
    assert said[:2] == ["各位主席团成员：", "本次会议应到主席团成员5人，实到3人，符合法定人数。现在开会。"]


def test_a_show_of_hands_on_record_is_filled_in(cast, session):
    sitting = opened(cast, sitting_named(session, "第二次全体会议"), 8)
    Resolution.objects.create(
        meeting=session, sitting=sitting, agenda_item=session.agenda.first(), title="关于政府工作报告的决议",
        text="决定批准。",
        state="adopted", number=1, due=10, present=8, approve=7, oppose=0, abstain=1, decided_at=MORNING,
        created_at=MORNING,
    )  # fmt: skip
    said = lines(script.script(sitting, TODAY))
    assert "《关于政府工作报告的决议》赞成7人，反对0人，弃权1人。通过。" in said
    assert "发出＿＿张，收回＿＿张，收回的票不多于发出的票，本次表决有效。请计票。" in said


def test_the_last_plenary_closes_the_session(session):
    said = lines(script.script(sitting_named(session, "第二次全体会议"), TODAY))
    assert f"现在我宣布：{session.title}闭幕！" in said
    assert said[-1] == "散会。"


def test_a_street_hears_discusses_and_never_deliberates_or_decides(cast):
    by = cast.actor("street_staff")
    Group.objects.create(term=cast.street_term, kind="deputy_group", name="第一小组")
    values = plan(
        agenda=[AgendaLine("听取和讨论街道工作报告", "主任", None, "gov_work_report"), AgendaLine("票选民生实事项目")],
        sittings=[SittingLine("plenary", BEGINS), SittingLine("group", BEGINS), SittingLine("plenary", BEGINS)],
    )
    meeting = meeting_create(term=cast.street_term, plan=values, by=by, at=IN_TIME)
    said = [line for sitting in meeting.sittings.all() for line in lines(script.script(sitting, TODAY))]
    said += lines(agenda.schedule(meeting, TODAY)) + lines(agenda.agenda(meeting, TODAY))
    assert any("讨论街道工作报告" in line for line in said)
    assert f"现在我宣布：{meeting.title}开始！" in said
    assert [
        line for line in said if "开幕" in line or "审议" in line or "决定" in line or "决议" in line or "国歌" in line
    ] == []
    assert {paper.slug for paper in papers_of(meeting)} == {"notice", "agenda", "schedule", "observers", "seating"}


def test_the_list_of_the_presidium_is_by_strokes_with_its_secretary(session):
    tree = lists.presidium(session, TODAY)
    assert tree.subtitle == "（草案；共5名，按姓氏笔画为序）"
    assert lines(tree)[0].startswith("1|丁宁|")
    assert any("|安然|秘书长|" in line for line in lines(tree))


def test_the_list_of_observers_and_the_seats(cast, session):
    staff = cast.actor("staff")
    observers_add(meeting=session, lines=[ObserverLine("王明", "主任", "must")], kind="invited", by=staff, at=IN_TIME)
    assert lines(lists.observers(session, TODAY)) == ["1|王明|主任|应当列席"]
    with pytest.raises(WrongState, match="还没有安排座次"):
        seats.seating(session, TODAY)
    seating_save(meeting=session, rows=2, seats=4, has_stage=True, by=staff, at=IN_TIME)
    assert lines(seats.seating(session, TODAY))[0].startswith("主席台|丁宁|")


def test_a_hall_wider_than_the_paper_is_printed_in_parts(cast, session):
    seating_save(meeting=session, rows=1, seats=20, has_stage=False, by=cast.actor("staff"), at=IN_TIME)
    captions = [block.caption for block in seats.seating(session, TODAY).blocks]
    assert captions == [
        "会场（面向主席台，自左至右），1至12座", "会场（面向主席台，自左至右），13至20座",
        "代表座位索引（按姓氏笔画为序）",
    ]  # fmt: skip


def test_the_sheet_of_a_group_can_be_printed_before_it_sits(session):
    tree = attendance_sheet.tree(sitting_named(session, "第一代表团分组会议"))
    assert [row[1] for block in tree.blocks if isinstance(block, Table) for row in block.rows] == [
        "安然", "白雪", "陈晨", "丁宁",
    ]  # fmt: skip


def test_the_decision_says_when_where_and_what(session):
    session.convened_on = date(2026, 3, 2)
    said = lines(convening.decision(session, TODAY))
    assert said[0].endswith(f"2026年3月2日研究决定：{session.title}于2026年3月20日在镇政府三楼会议室召开。")
    assert lines(convening.announcement(session, TODAY))[-1] == "现予公告。"


def test_it_drafts_what_is_issued_once(cast, session):
    staff, paper = cast.actor("staff"), paper_of(session, "decision")
    document = paper_draft(meeting=session, paper=paper, by=staff, at=IN_TIME)
    assert (document.kind, document.state) == ("meetings_convening", "draft")
    with pytest.raises(Conflict, match="已经拟出"):
        paper_draft(meeting=session, paper=paper, by=staff, at=IN_TIME)
    with pytest.raises(WrongState, match="议程不单独行文"):
        paper_draft(meeting=session, paper=paper_of(session, "agenda"), by=staff, at=IN_TIME)
    assert Document.objects.count() == 1


@pytest.fixture
def browser(cast, session):
    with time_machine.travel(MORNING, tick=False):
        yield lambda part, name, *args: cast.client(part).get(reverse(name, args=args))


def test_every_paper_opens_as_pdf_and_word_for_office_and_leader(cast, session, browser):
    staff = cast.actor("staff")
    observers_add(meeting=session, lines=[ObserverLine("王明")], kind="invited", by=staff, at=IN_TIME)
    seating_save(meeting=session, rows=2, seats=4, has_stage=True, by=staff, at=IN_TIME)
    for paper in MEETING_PAPERS:
        for name in ("meetings_paper", "meetings_paper_docx"):
            assert browser("staff", name, session.public_id, paper.slug).status_code == 200, paper.slug
    sitting = session.sittings.first()
    for paper in SITTING_PAPERS:
        for name in ("meetings_sitting_paper", "meetings_sitting_paper_docx"):
            assert browser("leader", name, sitting.public_id, paper.slug).status_code == 200, paper.slug


def test_papers_are_not_for_members_nor_for_other_towns(session, browser):
    for part, status in (("deputy", 403), ("other_staff", 404)):
        assert browser(part, "meetings_papers", session.public_id).status_code == status
        assert browser(part, "meetings_paper", session.public_id, "agenda").status_code == status
        sitting = session.sittings.first()
        assert browser(part, "meetings_sitting_paper", sitting.public_id, "script").status_code == status


def test_a_paper_that_lacks_something_says_what(session, browser):
    response = browser("staff", "meetings_paper", session.public_id, "observers")
    assert response.status_code == 409
    assert "还没有列席人员,不能生成列席人员名单" in response.content.decode()
    assert browser("staff", "meetings_paper", session.public_id, "nothing").status_code == 404
    assert browser("staff", "meetings_sitting_paper", session.sittings.first().public_id, "no").status_code == 404


def test_the_page_lists_all_of_them_and_drafts(cast, session, browser):
    page = browser("staff", "meetings_papers", session.public_id).content.decode()
    for title in ("关于召开会议的决定", "日程", "主席团和秘书长名单", "主席团第一次会议", "还没有列席人员"):
        assert title in page
    url = reverse("meetings_paper_draft", args=[session.public_id, "announcement"])
    assert cast.client("leader").post(url).status_code == 403
    assert cast.client("staff").post(url).status_code == 302


def test_scripts_take_few_queries(session, django_assert_max_num_queries):
    sitting = sitting_named(session, "第二次全体会议")
    with django_assert_max_num_queries(30):
        script.script(sitting, TODAY)


def test_a_programme_that_was_saved_is_what_is_read(cast, session):
    sitting = sitting_named(session, "第二次全体会议")
    steps = [StepLine("other", text="观看警示教育片")]
    programme_save(sitting=sitting, lines=steps, revision=0, by=cast.actor("staff"), at=IN_TIME)
    assert "下面，观看警示教育片。" in lines(script.script(sitting, TODAY))


def test_every_announcement_of_a_term_is_numbered_in_one_series():
    assert {kind.suffix for kind in document_kinds().values() if kind.per_term} == {"公告"}
