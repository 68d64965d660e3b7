"""Every page of an inspection before office, leaders, deputies, handlers and strangers; bad input; nothing is lost."""

import re
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from PIL import Image

from apps.congress.inspections.models import Finding, Inspection, Opinion, Participant
from apps.congress.inspections.selectors.desk import deadlines, events, related, search, todo
from apps.congress.inspections.selectors.steps import route_mark
from apps.congress.inspections.services.setting_up import (
    StopLine,
    inspection_change,
    inspection_create,
    participants_set,
    route_set,
)
from apps.congress.inspections.services.taking_part import finding_add, invitation_answer
from apps.congress.meetings.rules.codes import code_at
from apps.congress.meetings.services import meeting_create
from apps.office.files.models import Attachment
from tests.congress.inspections.field import AT, BEFORE, DAY, draft
from tests.congress.meetings.hall import plan
from tests.sent import sent_twice

NEW = {
    "kind": "inspection", "theme": "农村饮水安全", "basis": "年度监督计划", "gathers_at": "2026-03-25T08:30",
    "gathers_place": "镇政府门口",
}  # fmt: skip
OFFICE_PAGES = ("change", "route", "participants", "sign_in", "report")
OFFICE_ACTS = ("notice", "call_off", "hold", "report_finish", "hand_over", "close")


def page(name, inspection, *args):
    return reverse(f"inspections_{name}", args=[inspection.public_id, *args])


def text_of(response):
    return response.content.decode()


def photo() -> SimpleUploadedFile:
    file = BytesIO()
    Image.new("RGB", (40, 30), "navy").save(file, "JPEG")
    return SimpleUploadedFile("现场.jpg", file.getvalue(), "image/jpeg")


@pytest.mark.parametrize(
    ("part", "status"),
    [("staff", 200), ("leader", 200), ("deputy", 403), ("other_staff", 404), ("district_staff", 200),
     ("handler", 403), ("other_deputy", 403)],
)  # fmt: skip
def test_the_office_page_is_of_its_area(field, part, status):
    assert field.cast.client(part).get(page("inspection", field.noticed())).status_code == status


@pytest.mark.parametrize(
    ("part", "status"),
    [("deputy", 200), ("staff", 200), ("other_deputy", 404), ("representative", 404), ("handler", 403)],
)
def test_the_phone_page_is_of_those_who_are_asked(field, part, status):
    assert field.cast.client(part).get(page("mine", field.noticed())).status_code == status


def test_a_planned_one_is_not_seen_by_deputies_and_a_report_by_all_of_the_body(field):
    planned = field.planned()
    assert field.cast.client("deputy").get(page("mine", planned)).status_code == 404
    reported = field.reported()
    field.cast.people["last"] = field.cast.deputies()[9]
    response = field.cast.client("last").get(page("mine", reported))
    assert (response.status_code, "末端水压不足" in text_of(response)) == (200, True)


def test_an_inspection_sent_twice_is_planned_once(field):
    typed = {**NEW, "term": field.cast.term.pk}
    first, second = sent_twice(field.cast.client("staff"), reverse("inspections_new"), typed)
    assert first == second == page("route", Inspection.objects.get())


@pytest.mark.parametrize("name", [*OFFICE_PAGES[:3], "report", *OFFICE_ACTS])
def test_the_office_alone_leads_it(field, name):
    inspection = field.held()
    answers = {part: field.cast.client(part).post(page(name, inspection)).status_code
               for part in ("deputy", "leader", "handler", "other_staff")}  # fmt: skip
    assert answers == {"deputy": 403, "leader": 403, "handler": 403, "other_staff": 404}


@pytest.mark.parametrize("name", OFFICE_PAGES)
def test_the_pages_of_the_office_open(field, name):
    assert field.cast.client("staff").get(page(name, field.held())).status_code == 200


def test_a_guest_signs_in_first(field):
    response = Client().get(page("mine", field.noticed()))
    assert (response.status_code, response.url.startswith("/accounts/login/")) == (302, True)


def test_the_office_plans_one_from_the_first_page_to_the_notice(field):
    client = field.cast.client("staff")
    response = client.post(reverse("inspections_new"), {**NEW, "term": field.cast.term.pk})
    inspection = Inspection.objects.get()
    assert (response.url, inspection.starts_on.isoformat()) == (page("route", inspection), "2026-03-25")
    rows = {"route-TOTAL_FORMS": "2", "route-INITIAL_FORMS": "0", "route-0-place": "红星村", "route-0-ORDER": "1",
            "route-0-unit": field.office.pk, "route-0-arrives_at": "2026-03-25T09:00", "route-1-place": ""}  # fmt: skip
    response = client.post(page("route", inspection), {**rows, "seen": route_mark(inspection)})
    assert response.url == page("participants", inspection)
    people = [person.pk for person in field.people()]
    assert client.post(page("participants", inspection), {"people": people}).url == page("inspection", inspection)
    html = text_of(client.get(page("inspection", inspection)))
    assert ("发出通知" in html, "红星村" in html, "参加代表(0/4)" in html) == (True, True, True)
    client.post(page("notice", inspection))
    assert Inspection.objects.get().state == "noticed"


def route_data(inspection, *places):
    data = {"route-TOTAL_FORMS": str(len(places)), "route-INITIAL_FORMS": "0", "seen": route_mark(inspection)}
    return data | {f"route-{number}-place": place for number, place in enumerate(places)}


def test_two_staff_planning_one_route_lose_nothing_of_each_other(field):
    inspection, client = field.planned(), field.cast.client("staff")
    mine = route_data(inspection, "我填的点位")
    route_set(inspection=inspection, lines=[StopLine(place="他人填的点位")], by=field.staff, at=BEFORE)
    html = text_of(client.post(page("route", inspection), mine))
    assert ("路线刚被他人修改过,没有保存" in html, 'value="我填的点位"' in html) == (True, True)
    assert [stop.place for stop in inspection.stops.all()] == ["他人填的点位"]
    assert f'name="seen" value="{route_mark(inspection)}"' in html
    assert client.post(page("route", inspection), {**mine, "seen": route_mark(inspection)}).status_code == 302


def test_a_refused_route_and_a_row_without_a_place_keep_what_was_typed(field):
    inspection, client = field.held(), field.cast.client("staff")
    finding_add(inspection=inspection, text="漏水", stop=inspection.stops.first(), photos=[], by=field.staff, at=AT)
    html = text_of(client.post(page("route", inspection), route_data(inspection, "新的点位")))
    assert ("已登记发现的情况,不能删除" in html, 'value="新的点位"' in html) == (True, True)
    data = {**route_data(inspection, ""), "route-0-host": "红星村村委会"}
    html = text_of(client.post(page("route", inspection), data))
    assert ("请填写地点" in html, 'value="红星村村委会"' in html) == (True, True)


@pytest.mark.parametrize(
    ("values", "sentence"),
    [({"theme": ""}, "处填写不符合要求"), ({"theme": "长" * 200}, "处填写不符合要求"),
     ({"starts_on": "2026-03-26"}, "集合时间应在活动日期之内"), ({"gathers_at": "0001-01-01T00:00"}, "年份应在"),
     ({"ends_on": "2026-03-01"}, "结束日期不能早于开始日期"), ({"kind": "visit"}, "处填写不符合要求")],
)  # fmt: skip
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(field, values, sentence):
    data = {**NEW, "term": field.cast.term.pk, **values}
    html = text_of(field.cast.client("staff").post(reverse("inspections_new"), data))
    assert (sentence in html, "镇政府门口" in html) == (True, True)
    assert not Inspection.objects.exists()


def test_one_of_another_towns_body_is_not_planned_here(field):
    data = {**NEW, "term": field.cast.other_term.pk}
    html = text_of(field.cast.client("staff").post(reverse("inspections_new"), data))
    assert "处填写不符合要求" in html


def test_a_deputy_says_yes_by_one_tap_and_no_with_a_reason(field):
    inspection, client = field.noticed(), field.cast.client("deputy")
    assert [item.action for item in todo(field.deputy(), DAY)] == ["去回复"]
    client.post(page("answer", inspection), {"answer": "coming"})
    assert Participant.objects.get(person=field.deputy().person_id).answer == "coming"
    response = client.post(page("answer", inspection), {"answer": "recused", "reason": ""})
    assert "处填写不符合要求" in text_of(response)
    client.post(page("answer", inspection), {"answer": "recused", "reason": "亲属经营水厂"})
    assert Participant.objects.get(person=field.deputy().person_id).answer == "recused"


def test_a_deputy_who_was_not_asked_gets_a_sentence(field):
    field.cast.people["last"] = field.cast.deputies()[9]
    response = field.cast.client("last").post(page("answer", field.reported()), {"answer": "coming"})
    assert (response.status_code, "不在本次活动的参加名单内" in text_of(response)) == (403, True)


def test_a_deputy_signs_in_by_the_code_that_staff_show(field):
    inspection = field.noticed()
    assert "<svg" in text_of(field.cast.client("staff").get(page("sign_in", inspection)))
    client = field.cast.client("deputy")
    code = code_at(inspection.code_salt, AT)
    assert code in text_of(client.get(page("arrive", inspection), {"code": code}))
    assert Participant.objects.came().count() == 0
    client.post(page("arrive", inspection), {"code": code})
    assert Participant.objects.came().count() == 1
    response = field.cast.client("deputy").post(page("arrive", field.noticed(theme="水库")), {"code": "x" * 5000})
    assert (response.status_code, "不是本次活动的签到码" in text_of(response)) == (422, True)


def test_staff_tick_by_list_and_take_it_back(field):
    inspection, client = field.noticed(), field.cast.client("staff")
    row = inspection.participants.first()
    toggle = page("sign_in_toggle", inspection, row.public_id)
    client.post(toggle)
    assert Participant.objects.came().count() == 1
    client.post(toggle)
    assert Participant.objects.came().count() == 0
    assert client.post(page("sign_in_toggle", inspection, inspection.public_id)).status_code == 404


def test_a_deputy_adds_a_finding_with_a_photo_that_the_other_town_cannot_open(field):
    inspection, client = field.held(), field.cast.client("deputy")
    stop = inspection.stops.first()
    client.post(page("finding", inspection), {"text": "水压低", "stop": stop.pk, "photos": photo()})
    finding, attachment = Finding.objects.get(), Attachment.objects.get()
    assert (finding.text, finding.stop, attachment.content_type) == ("水压低", stop, "image/jpeg")
    opened = reverse("files_attachment_open", args=[attachment.public_id])
    answers = {part: field.cast.client(part).get(opened).status_code
               for part in ("deputy", "staff", "other_staff", "other_deputy", "handler")}  # fmt: skip
    assert answers == {"deputy": 200, "staff": 200, "other_staff": 404, "other_deputy": 404, "handler": 404}


def test_a_finding_with_a_bad_photo_keeps_its_text(field):
    bad = SimpleUploadedFile("照片.jpg", b"not a picture", "image/jpeg")
    response = field.cast.client("deputy").post(page("finding", field.held()), {"text": "水压低", "photos": bad})
    html = text_of(response)
    assert ("内容不是可用的图片" in html, "水压低" in html, Finding.objects.count()) == (True, True, 0)


def test_a_finding_is_withdrawn_by_its_writer_or_the_office_only(field):
    inspection = field.held()
    field.cast.client("deputy").post(page("finding", inspection), {"text": "水压低"})
    field.cast.people["second"] = field.cast.deputies()[1]
    url = reverse("inspections_finding_withdraw", args=[Finding.objects.get().public_id])
    assert field.cast.client("second").post(url).status_code == 403
    assert field.cast.client("deputy").post(url).status_code == 302
    assert "水压低" not in text_of(field.cast.client("staff").get(page("inspection", inspection)))


def report_data(field, revision="0", **values) -> dict:
    rows = {"opinions-TOTAL_FORMS": "2", "opinions-INITIAL_FORMS": "0", "opinions-0-text": "尽快换管",
            "opinions-0-unit": str(field.office.pk), "opinions-0-ORDER": "1"}  # fmt: skip
    return {"revision": revision, "situation": "察看2处", "problems": "水压不足", **rows, **values}


def test_the_report_is_written_finished_and_handed_over(field):
    inspection, client = field.held(), field.cast.client("staff")
    assert client.post(page("report", inspection), report_data(field)).url == page("inspection", inspection)
    client.post(page("report_finish", inspection))
    html = text_of(client.get(page("inspection", inspection)))
    assert ("代表不直接处理问题" in html, "1个月内书面反馈" in html) == (True, True)
    client.post(page("hand_over", inspection))
    assert Inspection.objects.get().state == "handed_over"
    response = client.get(page("report", inspection))
    assert (response.status_code, "不能再修改" in text_of(response)) == (409, True)


@pytest.mark.parametrize(
    ("values", "sentence"),
    [({"opinions-0-unit": ""}, "请选择承办单位"), ({"opinions-0-text": ""}, "请填写意见建议"),
     ({"revision": "7"}, "刚被他人修改过"), ({"revision": "x"}, "处填写不符合要求")],
)  # fmt: skip
def test_a_report_that_is_refused_keeps_what_was_typed(field, values, sentence):
    response = field.cast.client("staff").post(page("report", field.held()), report_data(field, **values))
    html = text_of(response)
    assert (sentence in html, "察看2处" in html, Opinion.objects.count()) == (True, True, 0)


@pytest.mark.parametrize(
    ("part", "status"),
    [("staff", 200), ("leader", 200), ("handler", 200), ("deputy", 200), ("other_staff", 404), ("other_deputy", 404)],
)
def test_an_opinion_is_seen_by_its_unit_and_its_area(field, part, status):
    assert field.cast.client(part).get(field.opinion().get_absolute_url()).status_code == status


def test_a_unit_sees_nothing_before_the_hand_over(field):
    opinion = field.reported(1).opinions.get()
    assert field.cast.client("handler").get(opinion.get_absolute_url()).status_code == 404


def test_what_became_of_an_opinion_is_read_by_office_unit_and_deputies_with_a_way_to_its_matter(field):
    opinion = field.opinion()
    url, matter = opinion.get_absolute_url(), opinion.matter.get_absolute_url()
    field.answer(opinion, text="已换管1公里")
    seen = {part: text_of(field.cast.client(part).get(url)) for part in ("staff", "handler", "deputy")}
    assert {part: "已换管1公里" in html for part, html in seen.items()} == dict.fromkeys(seen, True)
    assert {part: matter in html for part, html in seen.items()} == {"staff": True, "handler": True, "deputy": False}
    answers = field.cast.client("staff").get(page("paper_docx", opinion.inspection, "inspection_answers"))
    assert answers.status_code == 200


def test_lists_are_narrowed_searched_and_exported(field):
    field.opinion(at=AT)
    field.noticed(theme="乡村道路")
    client = field.cast.client("staff")
    listed = reverse("inspections_list")
    assert "乡村道路" not in text_of(client.get(listed, {"state": "handed_over"}))
    assert "农村饮水安全" not in text_of(client.get(listed, {"q": "道路"}))
    assert "农村饮水安全" not in text_of(client.get(listed, {"late": "late"}))
    for url in (listed, reverse("inspections_opinions")):
        assert client.get(url, {"export": "xlsx"}).headers["Content-Type"].endswith("spreadsheetml.sheet")
    assert "意见1" in text_of(client.get(reverse("inspections_opinions"), {"feedback": "open"}))
    assert "意见1" not in text_of(client.get(reverse("inspections_opinions"), {"feedback": "late"}))


def queries(client, url) -> int:
    assert client.get(url).status_code == 200  # warms what is cached
    with CaptureQueriesContext(connection) as asked:
        client.get(url)
    return len(asked)


@pytest.mark.parametrize("name", ["inspections_list", "inspections_opinions"])
def test_a_list_asks_the_same_number_of_queries_however_long(field, name):
    client, url = field.cast.client("staff"), reverse(name)
    field.handed_over(1)
    few = queries(client, url)
    for number in range(3):
        field.handed_over(3, theme=f"主题{number}")
    assert queries(client, url) == few


def test_the_deadlines_of_the_home_page_ask_the_same_number_of_queries_however_many(field, django_assert_num_queries):
    field.handed_over(1)
    field.handed_over(5, theme="水库")
    with django_assert_num_queries(2):
        assert len(list(deadlines(DAY))) == 6


def test_the_office_page_asks_the_same_number_of_queries_however_much_was_found(field):
    few, many, client = field.handed_over(1), field.handed_over(9), field.cast.client("staff")
    assert queries(client, page("inspection", many)) == queries(client, page("inspection", few))


@pytest.mark.parametrize("kind", ["inspection_plan", "inspection_report", "inspection_handover", "inspection_sign_in"])
def test_papers_come_as_pdf_and_docx(field, kind):
    inspection, client = field.handed_over(), field.cast.client("staff")
    assert b"".join(client.get(page("paper", inspection, kind)).streaming_content)[:4] == b"%PDF"
    assert b"".join(client.get(page("paper_docx", inspection, kind)).streaming_content)[:2] == b"PK"


def test_a_paper_before_its_time_says_what_to_do_and_an_unknown_one_is_not_found(field):
    inspection, client = field.held(), field.cast.client("staff")
    response = client.get(page("paper", inspection, "inspection_handover"))
    assert (response.status_code, "请先交办意见" in text_of(response)) == (409, True)
    assert client.get(page("paper", inspection, "something")).status_code == 404
    response = client.post(page("paper_draft", inspection, "inspection_plan"))
    assert response.url.startswith("/documents/")


def test_it_is_found_shown_in_calendars_and_beside_its_meeting(field):
    meeting = meeting_create(term=field.cast.term, plan=plan(), by=field.staff, at=BEFORE)
    inspection = inspection_create(term=field.cast.term, draft=draft(meeting=meeting), by=field.staff, at=BEFORE)
    assert [one.title for one in related(meeting, field.staff)] == ["视察调研(1)"]
    assert [hit.title for hit in search(field.staff, "饮水")] == ["农村饮水安全视察"]
    assert list(search(field.cast.actor("other_staff"), "饮水")) == []
    assert list(events(field.staff, DAY)) == []
    asked = field.noticed(theme="水库")
    assert [event.title for event in events(field.deputy(), DAY)] == ["水库视察"]
    invitation_answer(
        inspection=asked, person=field.people()[0], answer="declined", reason="出差", by=field.deputy(), at=BEFORE
    )
    assert list(events(field.deputy(), DAY)) == []
    assert inspection.meeting == meeting


def test_a_street_asks_its_representatives_and_states_on_what_a_law_check_rests(field):
    staff, term = field.cast.actor("street_staff"), field.cast.street_term
    inspection = inspection_create(term=term, draft=draft(kind="law_check", basis=""), by=staff, at=BEFORE)
    participants_set(inspection=inspection, people=[field.cast.people["representative"]], by=staff, at=BEFORE)
    html = text_of(field.cast.client("street_staff").get(page("inspection", inspection)))
    assert ("参加议事代表(0/1)" in html, "街道不是一级人大" in html) == (True, True)
    response = field.cast.client("street_staff").post(page("notice", inspection))
    assert response.status_code == 422


def test_two_staff_changing_one_arrangement_lose_nothing_of_each_other(field):
    inspection, client = field.planned(), field.cast.client("staff")
    html = text_of(client.get(page("change", inspection)))
    seen = re.search(r'name="seen" value="([0-9a-f]{64})"', html)[1]
    mine = {"kind": "inspection", "theme": "农村饮水安全", "basis": "", "gathers_at": "2026-03-20T09:00",
            "starts_on": "2026-03-20", "gathers_place": "我填的地点", "seen": seen}  # fmt: skip
    inspection_change(inspection=inspection, draft=draft(gathers_place="他人改的地点"), by=field.staff, at=BEFORE)
    html = text_of(client.post(page("change", inspection), mine))
    assert ("安排刚被他人修改过,没有保存" in html, "我填的地点" in html) == (True, True)
    assert "<span>已保存的是</span>他人改的地点<" in html
    assert Inspection.objects.get().gathers_place == "他人改的地点"
    seen = re.search(r'name="seen" value="([0-9a-f]{64})"', html)[1]
    assert client.post(page("change", inspection), {**mine, "seen": seen}).status_code == 302
    assert Inspection.objects.get().gathers_place == "我填的地点"


def test_an_arrangement_typed_upon_nothing_is_not_saved(field):
    inspection = field.planned()
    mine = {"kind": "inspection", "theme": "甲", "gathers_at": "2026-03-20T09:00", "starts_on": "2026-03-20",
            "gathers_place": "甲"}  # fmt: skip
    assert "安排刚被他人修改过" in text_of(field.cast.client("staff").post(page("change", inspection), mine))


def test_deputies_to_be_asked_are_found_by_name_or_pinyin(field):
    person = field.people()[0]
    html = text_of(field.cast.client("staff").get(page("participants", field.planned())))
    assert f'data-find="{person.name} {person.pinyin.replace(" ", "")} {person.initials}"' in html
