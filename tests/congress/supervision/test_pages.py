"""Pages: what each role sees and does, and that nothing typed is lost where it is refused."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from time_machine import travel

from apps.congress.supervision.models import Assignment, ProgressReport, SupervisionSheet
from apps.congress.supervision.selectors import desk
from apps.congress.supervision.services import NodeReport, completion_return, milestone_mark
from apps.foundation.core.actors import Actor
from apps.foundation.core.registry import measures
from tests import factories as make
from tests.congress.supervision.conftest import at
from tests.congress.supervision.handed import (
    claimed,
    congress_of,
    drafted_sheet,
    fresh,
    government,
    handed_over,
    issued_sheet,
    proof,
    report,
    running,
    verified,
)

MAY = datetime(2026, 5, 6, 9, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.fixture(autouse=True)
def _in_may():
    with travel(MAY, tick=False):
        yield


def page_of(client, name: str, *args, status: int = 200) -> str:
    answer = client.get(reverse(f"supervision_{name}", args=args))
    assert answer.status_code == status
    return answer.content.decode()


def test_an_office_drafts_a_task_in_two_steps_and_hands_it_over(cast):
    client = cast.client("district_staff")
    answer = client.post(reverse("supervision_new"), {"area": cast.town.public_id})
    url = answer["Location"]
    unit = government()
    values = {
        "title": "建成代表之家", "content": "按标准建成。", "lead": unit.pk, "starts_on": "2026-05-06",
        "due_on": "2026-05-05",
        "nodes-TOTAL_FORMS": 1, "nodes-INITIAL_FORMS": 0, "nodes-0-title": "揭牌", "nodes-0-due_on": "2026-09-30",
        "nodes-0-planned_percent": 100, "key": "7d0f9b2e-6f0a-4f3e-9a55-0f6ac3c1b001",
    }  # fmt: skip
    text = client.post(url, values).content.decode()
    assert "完成期限2026年5月5日已经过去" in text
    assert "按标准建成。" in text
    assert 'value="揭牌"' in text
    values["due_on"] = "2026-09-30"
    answer = client.post(url, values)
    client.post(url, values)
    assignment = Assignment.objects.get()
    assert answer["Location"] == assignment.get_absolute_url()
    client.post(reverse("supervision_hand_over", args=[assignment.public_id]))
    assert fresh(assignment).state == "handed_over"
    assert "签收督办任务:建成代表之家" in cast.client("staff").get("/").content.decode()


def test_a_leader_with_an_account_is_chosen_by_name_and_kept(cast):
    person = make.make_person(cast.town, "周镇长")
    make.make_role(person, "leader", cast.town)
    client, url = cast.client("district_staff"), f"{reverse('supervision_new')}?area={cast.town.public_id}"
    values = {
        "title": "建成代表之家", "content": "按标准建成。", "lead": government().pk, "starts_on": "2026-05-06",
        "due_on": "2026-09-30", "nodes-TOTAL_FORMS": 0, "nodes-INITIAL_FORMS": 0, "leader": person.pk,
        "key": "7d0f9b2e-6f0a-4f3e-9a55-0f6ac3c1b002",
    }  # fmt: skip
    text = client.post(url, {**values, "leader_name": "吴主任"}).content.decode()
    assert "责任领导已经选择,不用再填写姓名" in text
    client.post(url, values)
    assignment = Assignment.objects.get()
    assert (assignment.leader, assignment.led_by) == (person, "周镇长")
    change = client.get(reverse("supervision_change", args=[assignment.public_id])).content.decode()
    assert f'<option value="{person.pk}" selected' in change


def test_who_holds_no_role_of_a_leader_there_is_not_offered(cast):
    stranger = make.make_person(cast.other_town, "外镇镇长")
    make.make_role(stranger, "leader", cast.other_town)
    url = f"{reverse('supervision_new')}?area={cast.town.public_id}"
    assert "外镇镇长" not in cast.client("district_staff").get(url).content.decode()


def test_a_milestone_marked_by_mistake_is_taken_back_on_the_page(cast):
    assignment = claimed_node(cast)
    node = assignment.milestones.first()
    client, url = cast.client("handler"), reverse("supervision_node_take_back", args=[node.public_id])
    assert url in client.get(assignment.get_absolute_url()).content.decode()
    assert client.post(url, {"reason": ""}).status_code == 422
    assert client.post(url, {"reason": "登记错了节点"}).status_code == 302
    page = client.get(assignment.get_absolute_url()).content.decode()
    assert "节点“选址”曾登记2026年4月20日完成:已完成选址。" in page
    assert "理由:登记错了节点" in page
    assert cast.client("other_staff").post(url, {"reason": "无关"}).status_code == 404


def claimed_node(cast):
    """Its first milestone is marked, the whole is not claimed."""
    assignment = running(cast)
    told = NodeReport(date(2026, 4, 20), "已完成选址。")
    node = assignment.milestones.first()
    milestone_mark(milestone=node, draft=told, files=proof(), by=cast.actor("handler"), at=at(date(2026, 4, 20)))
    return assignment


def test_a_draft_is_changed_by_one_editor_at_a_time(cast, assignment):
    client, url = cast.client("district_staff"), reverse("supervision_change", args=[assignment.public_id])
    values = {
        "title": "建成代表联络站", "content": "按标准建成。", "lead": government().pk, "starts_on": "2026-03-20",
        "due_on": "2026-06-30", "nodes-TOTAL_FORMS": 0, "nodes-INITIAL_FORMS": 0, "revision": 0,
    }  # fmt: skip
    assert client.post(url, values).status_code == 302
    text = client.post(url, {**values, "title": "另一个名称"}).content.decode()
    assert "刚被他人修改过" in text
    assert "另一个名称" in text
    assert fresh(assignment).title == "建成代表联络站"


def test_a_unit_signs_with_one_tap_and_reports_on_one_page(cast):
    assignment = handed_over(cast, leader_name="王镇长", contact_name="老周", source="主席团会议")
    client = cast.client("handler")
    assert "王镇长" in page_of(client, "assignment", assignment.public_id)
    assert "请签收" in page_of(client, "assignment", assignment.public_id)
    client.post(reverse("supervision_acknowledge", args=[assignment.public_id]))
    assert "报送2026年4月的进展" in page_of(client, "assignment", assignment.public_id)
    url = reverse("supervision_report", args=[assignment.public_id])
    values = {"period": "2026-04-01", "percent": 100, "narrative": "全部完成。"}
    text = client.post(url, values).content.decode()
    assert "请附上能证明完成的照片或者文件" in text
    assert "全部完成。" in text
    answer = client.post(url, {**values, "files": proof()})
    assert answer.status_code == 302
    text = page_of(client, "assignment", assignment.public_id)
    assert "验收单.txt" in text
    assert "漏报" in text


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"period": "2026-05-01"}, "2026年5月还没有结束"),
        ({"period": "2026-05-01", "percent": 10}, "进度10%低于上次报送的30%"),
    ],
)
def test_a_report_too_early_or_backwards_says_so_and_keeps_the_words(cast, values, sentence):
    assignment = running(cast)
    report(cast, assignment, date(2026, 5, 6), date(2026, 4, 1))
    url = reverse("supervision_report", args=[assignment.public_id])
    assert "2026年5月还没有结束" in page_of(cast.client("handler"), "report", assignment.public_id)
    text = cast.client("handler").post(url, {"percent": 40, "narrative": "继续推进。", **values}).content.decode()
    assert sentence in text
    assert "继续推进。" in text
    assert ProgressReport.objects.count() == 1


def test_what_came_on_paper_is_entered_by_the_office_and_says_so(cast):
    assignment = running(cast)
    url = reverse("supervision_report", args=[assignment.public_id])
    values = {"period": "2026-04-01", "percent": 40, "narrative": "来文报告。"}
    assert cast.client("district_staff").post(url, values).status_code == 302
    assert ProgressReport.objects.get().on_paper
    assert "书面报送、督办方登记" in page_of(cast.client("leader"), "assignment", assignment.public_id)
    assert cast.client("other_staff").post(url, values).status_code == 404


def test_the_staff_of_a_town_reports_what_the_district_supervises_there(cast):
    assignment = running(cast)
    client = cast.client("staff")
    assert assignment.title in page_of(client, "inbox")
    url = reverse("supervision_report", args=[assignment.public_id])
    assert client.post(url, {"period": "2026-04-01", "percent": 40, "narrative": "镇里汇总。"}).status_code == 302
    assert not ProgressReport.objects.get().on_paper


def test_a_unit_that_closes_or_verifies_its_own_task_is_told_who_does(cast):
    assignment = verified(cast, claimed(cast, running(cast), date(2026, 5, 4)), date(2026, 5, 5))
    for part in ("handler", "staff"):
        answer = cast.client(part).post(reverse("supervision_close", args=[assignment.public_id]))
        assert answer.status_code == 403
        assert "承办单位不能自行销号" in answer.content.decode()
    answer = cast.client("handler").get(reverse("supervision_verify", args=[assignment.public_id]))
    assert "承办单位不能核查自己办的事" in answer.content.decode()
    assert fresh(assignment).state == "verified"


def test_claimed_verified_and_closed_in_the_browser(cast):
    assignment = running(cast)
    for node in assignment.milestones.all():
        url = reverse("supervision_node", args=[node.public_id])
        values = {"done_on": "2026-04-20", "note": "已完成。", "files": proof()}
        assert cast.client("handler").post(url, values).status_code == 302
    url = reverse("supervision_claim", args=[assignment.public_id])
    cast.client("handler").post(url, {"statement": "已建成。", "files": proof()})
    office = cast.client("district_staff")
    assert "请核查" in page_of(office, "assignment", assignment.public_id)
    url = reverse("supervision_verify", args=[assignment.public_id])
    office.post(url, {"verified_on": "2026-05-06", "finding": "实地查看。"})
    office.post(reverse("supervision_close", args=[assignment.public_id]))
    assert fresh(assignment).state == "closed"


def test_a_sheet_from_its_draft_to_its_close(cast):
    assignment = running(cast)
    office, unit = cast.client("district_staff"), cast.client("handler")
    congress_of(cast, date(2026, 5, 6))
    url = reverse("supervision_warn", args=[assignment.public_id])
    assert "节点“选址”2026年4月30日到期未完成" in page_of(office, "warn", assignment.public_id)
    values = {"unit": government().pk, "problem": "选址未定。", "requirement": "限期选址。", "answer_working_days": 7}
    assert "documents" in office.post(url, values)["Location"]
    sheet = SupervisionSheet.objects.get()
    assert unit.get(reverse("supervision_sheet_answer", args=[sheet.public_id])).status_code == 404
    office.post(reverse("supervision_sheet_withdraw", args=[sheet.public_id]), {"reason": "重拟"})
    sheet = issued_sheet(cast, running(cast, title="建成联络站"), date(2026, 5, 6))
    assert sheet.number in page_of(unit, "sheets")
    unit.post(reverse("supervision_sheet_answer", args=[sheet.public_id]), {"text": "已选址。"})
    office.post(reverse("supervision_sheet_return", args=[sheet.public_id]), {"reason": "附图", "due_on": "2026-05-12"})
    unit.post(reverse("supervision_sheet_answer", args=[sheet.public_id]), {"text": "已附图。"})
    office.post(reverse("supervision_sheet_close", args=[sheet.public_id]), {"closing": "已落实。"})
    sheet.refresh_from_db()
    assert (sheet.state, sheet.closing) == ("closed", "已落实。")
    assert cast.client("leader").get(reverse("supervision_sheet_paper", args=[sheet.public_id])).status_code == 200


def test_a_drafted_sheet_and_a_draft_stay_in_the_office(cast, assignment):
    assert cast.client("staff").get(assignment.get_absolute_url()).status_code == 404
    sheet = drafted_sheet(cast, running(cast, title="建成联络站"), date(2026, 5, 6))
    assert "拟督办单" in page_of(cast.client("district_staff"), "assignment", sheet.assignment.public_id)
    for part in ("staff", "handler"):
        assert "督办单" not in page_of(cast.client(part), "assignment", sheet.assignment.public_id).split("<main")[-1]


def test_two_that_ran_out_are_suggested_and_drafted(cast):
    for title in ("建成联络站", "建成代表之家"):
        issued_sheet(cast, running(cast, title=title), date(2026, 4, 6))
    client = cast.client("district_staff")
    assert "2份督办单没有按期反馈" in page_of(client, "criticisms")
    assert "研究督查通报" in client.get("/").content.decode()
    url = reverse("supervision_criticise", args=[government().public_id])
    assert "documents" in client.post(url, {"called_in": "yes"})["Location"]
    assert "并约谈" in page_of(client, "criticisms")


def test_a_unit_that_was_sent_no_sheet_from_here_cannot_be_told_from_none(cast):
    issued_sheet(cast, running(cast), date(2026, 4, 6))
    url = reverse("supervision_criticise", args=[government().public_id])
    assert cast.client("other_staff").post(url).status_code == 404
    assert cast.client("district_staff").post(url).status_code == 422


def test_every_measure_equals_the_list_behind_it(cast):
    running(cast, title="红灯的")
    report(cast, running(cast, title="红灯的第二件"), date(2026, 5, 6), date(2026, 4, 1))
    running(cast, title="漏报的", nodes=[])
    running(cast, title="到期的", nodes=[], due_on=date(2026, 5, 5))
    claimed(cast, running(cast, title="报完成而数量不足的", quantity_planned=3), date(2026, 5, 5), quantity_done=2)
    verified(cast, claimed(cast, running(cast, title="已核查的"), date(2026, 5, 4)), date(2026, 5, 5))
    issued_sheet(cast, running(cast, title="督办的"), date(2026, 4, 6))
    soon = running(cast, title="快到期的", nodes=[], due_on=date(2026, 5, 10))
    report(cast, soon, date(2026, 5, 6), date(2026, 4, 1))
    client, seen = cast.client("district_staff"), {}
    for slug, measure in measures().items():
        if slug.startswith("supervision_"):
            number = measure.count(cast.district.path, date(2026, 5, 6)).get(cast.town.pk, 0)
            context = client.get(measure.list_url(cast.town)).context
            listed = context["keyset"].total.count if "keyset" in context else context["page"].paginator.count
            assert number == listed, slug
            seen[slug] = number
    assert all(seen.values()), seen


def test_the_register_is_filtered_and_exported(cast):
    running(cast, title="红灯的")
    claimed(cast, running(cast, title="已报完成的"), date(2026, 5, 5))
    client = cast.client("leader")
    text = client.get(f"{reverse('supervision_list')}?light=red&unit={government().public_id}").content.decode()
    assert "红灯的" in text
    assert "已报完成的" not in text
    answer = client.get(f"{reverse('supervision_list')}?export=xlsx")
    assert answer["Content-Type"].startswith("application/vnd.openxml")


@pytest.mark.parametrize("sort", ["", "-due_on", "report_by", "percent", "state"])
def test_pages_of_the_register_show_each_task_once_in_its_order(cast, sort):
    for number in range(30):
        handed_over(cast, title=f"第{number}件", nodes=[], due_on=date(2026, 6, 1 + number % 7))
    running(cast, title="不报送的", nodes=[], due_on=date(2026, 6, 30))
    Assignment.objects.filter(title="不报送的").update(report_due_on=None)
    client, page, shown = cast.client("district_staff"), "", []
    while page or not shown:
        keyset = client.get(reverse("supervision_list"), {"sort": sort, "page": page}).context["keyset"]
        assert keyset.total.count == 31
        shown, page = [*shown, *keyset.rows], keyset.after
    assert len({row.pk for row in shown}) == len(shown) == 31
    name = sort.removeprefix("-") or "due_on"
    values = [getattr(row, name) for row in shown]
    assert values == sorted(values, reverse=sort.startswith("-"))
    assert shown[-1].title == "不报送的" or sort != "report_by"


def test_a_draft_of_an_office_above_is_not_in_the_register(cast, assignment):
    own = handed_over(cast, title="已交办的")
    seen = {
        part: set(cast.client(part).get(reverse("supervision_list")).context["keyset"].rows)
        for part in ("district_staff", "staff", "other_staff")
    }
    assert seen == {"district_staff": {assignment, own}, "staff": {own}, "other_staff": set()}


def test_papers_come_as_pdf_and_word(cast):
    make.make_unit(cast.district, "district_congress", "示例区人民代表大会")
    handed = report(cast, running(cast), date(2026, 5, 6), date(2026, 4, 1))
    client = cast.client("district_staff")
    for url in (reverse("supervision_task_list"), reverse("supervision_report_paper", args=[handed.public_id])):
        assert b"".join(client.get(url).streaming_content).startswith(b"%PDF")
        assert b"".join(client.get(f"{url}?as=docx").streaming_content).startswith(b"PK")


def test_the_desk_says_what_to_do(cast):
    assignment = running(cast)
    unit, office = cast.client("handler"), cast.client("district_staff")
    assert "报送2026年3月的进展" in unit.get("/").content.decode()
    assert "1 项督办任务亮红灯" in cast.client("leader").get("/").content.decode()
    of_unit = Actor(name="部门领导", role="leader", person_id=cast.people["leader"].pk, unit_id=1)
    assert list(desk.todo(of_unit, MAY.date())) == []
    assignment = claimed(cast, assignment, date(2026, 5, 5))
    assert "核查:建成代表之家" in office.get("/").content.decode()
    completion_return(
        assignment=assignment, reason="标牌未装。", by=cast.actor("district_staff"), at=at(date(2026, 5, 6))
    )
    assert "退回继续办理" in page_of(unit, "assignment", assignment.public_id)


def test_a_sheet_stays_on_the_desk_of_a_unit_that_claims_before_it_answers(cast):
    assignment = running(cast)
    issued_sheet(cast, assignment, date(2026, 5, 1))
    claimed(cast, assignment, date(2026, 5, 5))
    assert "反馈督办单:建成代表之家" in cast.client("handler").get("/").content.decode()


def test_a_stranger_sees_nothing(cast):
    assignment = running(cast)
    other = make.make_unit(cast.town, "department", "镇财政所")
    cast.people["stranger"] = make.make_person(cast.town, "外单位")
    make.make_user(cast.people["stranger"])
    make.make_role(cast.people["stranger"], "handler", unit=other)
    assert cast.client("stranger").get(assignment.get_absolute_url()).status_code == 404
    assert cast.client("other_staff").get(assignment.get_absolute_url()).status_code == 404
