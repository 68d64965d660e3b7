"""Every page of meetings before its four audiences, and what the pages do."""

from io import BytesIO
from urllib.parse import quote

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from apps.congress.ballots.models import Poll
from apps.congress.meetings.models import Attendance, LeaveRequest, Meeting, NoticeReceipt, SittingPoll
from apps.congress.meetings.rules.codes import code_at
from apps.congress.meetings.selectors import plan_mark
from apps.congress.meetings.services import check_in_by_list, leave_request, sitting_open
from tests.cast import TODAY
from tests.congress.meetings.hall import IN_TIME, MORNING, minutes_later

MEETING_PAGES = ["meetings_detail", "meetings_change", "meetings_notice", "meetings_notice_print"]
SITTING_PAGES = [
    "meetings_sitting", "meetings_sitting_live", "meetings_sitting_people", "meetings_screen", "meetings_screen_live",
    "meetings_sheet", "meetings_sheet_docx", "meetings_sheet_file",
]  # fmt: skip


@pytest.fixture(autouse=True)
def _morning():
    with time_machine.travel(MORNING, tick=False):
        yield


def at_meeting(name, hall):
    return reverse(name, args=[hall.meeting.public_id])


def at_sitting(name, hall):
    return reverse(name, args=[hall.sitting.public_id])


def address(name, hall):
    return at_sitting(name, hall) if name in SITTING_PAGES else at_meeting(name, hall)


def scanned(hall, at=MORNING):
    return f"{at_sitting('meetings_check_in', hall)}?code={code_at(hall.fresh().code_salt, at)}"


def text(response):
    return response.content.decode()


@pytest.mark.parametrize("name", MEETING_PAGES + SITTING_PAGES)
def test_the_office_of_the_area_sees_each_page(hall, name):
    assert hall.cast.client("staff").get(address(name, hall)).status_code == 200


@pytest.mark.parametrize("name", ["meetings_detail", "meetings_change", *SITTING_PAGES])
def test_a_member_may_not_enter_the_offices_pages(hall, name):
    assert hall.cast.client("deputy").get(address(name, hall)).status_code == 403


@pytest.mark.parametrize("name", ["meetings_change", "meetings_screen", "meetings_screen_live"])
def test_a_leader_looks_but_does_not_run(hall, name):
    assert hall.cast.client("leader").get(address(name, hall)).status_code == 403
    assert hall.cast.client("leader").get(at_meeting("meetings_detail", hall)).status_code == 200


@pytest.mark.parametrize("name", MEETING_PAGES + SITTING_PAGES)
def test_the_other_towns_office_finds_nothing(hall, name):
    assert hall.cast.client("other_staff").get(address(name, hall)).status_code == 404


@pytest.mark.parametrize("name", ["meetings_notice", "meetings_notice_print", "meetings_leave"])
def test_members_of_another_body_find_nothing(hall, name):
    assert hall.cast.client("deputy").get(at_meeting(name, hall)).status_code == 200
    assert hall.cast.client("other_deputy").get(at_meeting(name, hall)).status_code == 404


@pytest.mark.parametrize("name", [*MEETING_PAGES, *SITTING_PAGES])
def test_a_guest_is_sent_to_sign_in(hall, client, name):
    url = address(name, hall)
    assert client.get(url).url == f"{reverse('account_login')}?next={quote(url)}"


POSTS = [
    "meetings_notice_draft", "meetings_notice_send", "meetings_cancel", "meetings_close", "meetings_leave_record",
]  # fmt: skip
SITTING_POSTS = [
    "meetings_sitting_start", "meetings_sitting_open", "meetings_sitting_close", "meetings_sitting_call_off",
    "meetings_sitting_poll_add",
]  # fmt: skip


@pytest.mark.parametrize("name", POSTS + SITTING_POSTS)
def test_acts_are_for_the_office_alone_and_never_by_get(hall, name):
    url = at_meeting(name, hall) if name in POSTS else at_sitting(name, hall)
    assert hall.cast.client("deputy").post(url).status_code == 403
    assert hall.cast.client("leader").post(url).status_code == 403
    assert hall.cast.client("other_staff").post(url).status_code == 404
    assert hall.cast.client("staff").get(url).status_code == 405


def test_the_list_shows_members_their_own_meetings_with_the_notice(hall):
    page = text(hall.cast.client("deputy").get(reverse("meetings_list")))
    assert hall.meeting.title in page
    assert at_meeting("meetings_notice", hall) in page
    assert hall.meeting.title not in text(hall.cast.client("other_deputy").get(reverse("meetings_list")))


def test_the_list_stays_within_its_budget_of_queries(hall, django_assert_max_num_queries):
    client = hall.cast.client("staff")
    with django_assert_max_num_queries(12):
        client.get(reverse("meetings_list"))


def builder_data(hall, **values):
    return {
        "term": hall.term.pk, "place": "影剧院",
        "agenda-TOTAL_FORMS": "2", "agenda-INITIAL_FORMS": "0",
        "agenda-0-title": "听取报告", "agenda-0-ORDER": "2", "agenda-1-title": "通过议程", "agenda-1-ORDER": "1",
        "sittings-TOTAL_FORMS": "1", "sittings-INITIAL_FORMS": "0",
        "sittings-0-kind": "plenary", "sittings-0-starts_at": "2026-06-20T09:00",
        **values,
    }  # fmt: skip


def test_the_builder_makes_a_meeting(hall):
    response = hall.cast.client("staff").post(reverse("meetings_create"), builder_data(hall))
    made = Meeting.objects.get(number=2)
    assert response.url == reverse("meetings_detail", args=[made.public_id])
    assert list(made.agenda.values_list("title", flat=True)) == ["通过议程", "听取报告"]
    assert [str(row.starts_at) for row in made.sittings.all()] == ["2026-06-20 01:00:00+00:00"]


def test_the_builder_keeps_what_was_typed_and_says_what_is_missing(hall):
    data = builder_data(hall, **{"sittings-0-starts_at": "", "agenda-0-title": "一项很长的议题"})
    page = text(hall.cast.client("staff").post(reverse("meetings_create"), data))
    assert "请至少安排一次预备会议或全体会议,并填写开始时间。" in page
    assert "一项很长的议题" in page
    assert "影剧院" in page
    assert Meeting.objects.count() == 1


def test_the_builder_shows_every_mistake_at_once(hall):
    data = builder_data(hall, **{"place": "", "sittings-0-starts_at": "明天"})
    page = text(hall.cast.client("staff").post(reverse("meetings_create"), data))
    assert page.count("invalid-feedback") == 2


def test_a_number_that_is_taken_is_said_above_the_builder_with_nothing_lost(hall):
    data = builder_data(hall, **{"number": "1", "agenda-0-title": "一项很长的议题"})
    page = text(hall.cast.client("staff").post(reverse("meetings_create"), data))
    assert "下一个未用的次数是2" in page
    assert "一项很长的议题" in page


@pytest.mark.parametrize("moment", ["0001-01-01T00:00", "9999-12-31T23:59"])
def test_a_year_that_nobody_means_is_refused(hall, moment):
    data = builder_data(hall, **{"sittings-0-starts_at": moment})
    assert "年份应在1900年至2100年之间" in text(hall.cast.client("staff").post(reverse("meetings_create"), data))
    assert Meeting.objects.count() == 1


def test_a_refusal_leads_back_to_the_page_it_came_from(hall):
    detail = at_meeting("meetings_detail", hall)
    client, came = hall.cast.client("staff"), {"Referer": f"http://testserver{detail}"}
    assert f'href="{detail}"' in text(client.post(at_meeting("meetings_cancel", hall), headers=came))
    strange = client.post(at_meeting("meetings_cancel", hall), headers={"Referer": "https://elsewhere.example/"})
    assert "elsewhere" not in text(strange)


def test_who_submits_after_the_session_ended_comes_back_to_the_page_not_to_the_act(hall, client):
    detail, send = at_meeting("meetings_detail", hall), at_meeting("meetings_notice_send", hall)
    response = client.post(send, headers={"Referer": f"http://testserver{detail}"})
    assert response.url == f"/accounts/login/?next={detail}"
    assert client.post(send).url == "/accounts/login/?next=/"
    assert "登录已经结束" in text(client.post(send, headers={"HX-Request": "true"}))


def test_who_submits_after_the_session_ended_keeps_what_was_typed_but_no_secret(hall, client):
    cancel = at_meeting("meetings_cancel", hall)
    typed = {"reason": "改期<b>", "many": ["一", "二"], "password": "不再显示"}
    page = client.post(cancel, typed, headers={"Accept": "text/html,*/*"})
    assert page.status_code == 403
    assert "no-store" in page.headers["Cache-Control"]
    for kept in ('name="reason" value="改期&lt;b&gt;"', 'name="many" value="一"', 'name="many" value="二"'):
        assert kept in text(page)
    assert "不再显示" not in text(page)
    file = SimpleUploadedFile("照片.jpg", b"x")
    page = client.post(cancel, {"photo": file}, headers={"Accept": "text/html"})
    assert "附件没有保留,请重新选择(照片.jpg)" in text(page)


def test_the_address_of_an_act_opened_by_hand_says_what_to_do(hall):
    response = hall.cast.client("staff").get(at_meeting("meetings_notice_send", hall))
    assert response.status_code == 405
    assert response["Allow"] == "POST"
    assert "这个地址只用来提交" in text(response)


def test_what_one_may_not_see_is_told_in_chinese_with_debug_too(hall, settings):
    settings.DEBUG = True
    response = hall.cast.client("other_staff").get(at_meeting("meetings_detail", hall))
    assert response.status_code == 404
    assert "没有这个页面" in text(response)


def test_a_term_of_another_town_cannot_be_chosen(hall):
    data = builder_data(hall, term=hall.cast.other_term.pk)
    assert hall.cast.client("staff").post(reverse("meetings_create"), data).status_code == 200
    assert Meeting.objects.count() == 1


def test_the_builder_shows_text_as_text(hall):
    data = builder_data(hall, **{"agenda-0-title": "<script>alert(1)</script>"})
    client = hall.cast.client("staff")
    page = text(client.get(client.post(reverse("meetings_create"), data).url))
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert" not in page


def test_one_more_row_comes_with_the_raised_number(hall):
    page = text(
        hall.cast.client("staff").get(reverse("meetings_row_add", args=["agenda"]), {"agenda-TOTAL_FORMS": "2"})
    )
    assert 'name="agenda-2-title"' in page
    assert 'value="3" id="id_agenda-TOTAL_FORMS" hx-swap-oob="true"' in page


@pytest.mark.parametrize("count", ["9" * 5000, "", "x", "100", "-1"])
def test_a_row_beyond_the_limit_is_not_found(hall, count):
    url = reverse("meetings_row_add", args=["agenda"])
    assert hall.cast.client("staff").get(url, {"agenda-TOTAL_FORMS": count}).status_code == 404


def test_changing_keeps_the_items_and_adds_a_sitting(hall):
    item = hall.meeting.agenda.get()
    values = {"agenda-0-public_id": str(item.public_id), "agenda-INITIAL_FORMS": "1", "change_reason": "报告人外出"}
    values["seen"] = plan_mark(hall.meeting)
    data = builder_data(hall, **values)
    hall.cast.client("staff").post(at_meeting("meetings_change", hall), data)
    assert hall.meeting.agenda.get(title="听取报告").pk == item.pk
    assert hall.meeting.sittings.count() == 2
    assert Meeting.objects.get().revision == 2


def test_looking_at_the_notice_writes_nothing_and_saying_so_writes_once(hall):
    client = hall.cast.client("deputy")
    client.get(at_meeting("meetings_notice", hall))
    assert not NoticeReceipt.objects.exists()
    for _ in range(2):
        assert client.post(at_meeting("meetings_notice_read", hall), {"revision": "1"}).status_code == 204
    assert NoticeReceipt.objects.count() == 1


@pytest.mark.parametrize("revision", ["9" * 5000, "", "0", "2", "x"])
def test_an_edition_that_was_never_sent_is_not_found(hall, revision):
    client = hall.cast.client("deputy")
    assert client.post(at_meeting("meetings_notice_read", hall), {"revision": revision}).status_code == 404


def test_a_member_confirms_the_notice(hall):
    client = hall.cast.client("deputy")
    page = text(client.post(at_meeting("meetings_notice_acknowledge", hall), {"revision": "1"}, follow=True))
    assert "您已于 2026年3月20日 08:30 确认知悉。" in page
    assert "我已知悉" not in page


def test_staff_see_who_has_read(noticed):
    noticed.cast.client("deputy").post(at_meeting("meetings_notice_read", noticed), {"revision": "1"})
    page = text(noticed.cast.client("staff").get(at_meeting("meetings_detail", noticed)))
    assert "已读 1 人,共 10 人" in page
    assert "3月20日 08:30 已读" in page


def test_a_member_asks_for_leave_and_the_office_answers(noticed):
    member, staff = noticed.cast.client("deputy"), noticed.cast.client("staff")
    member.post(at_meeting("meetings_leave", noticed), {"reason": "住院治疗"})
    asked = LeaveRequest.objects.get()
    assert "住院治疗" in text(staff.get(at_meeting("meetings_detail", noticed)))
    staff.post(reverse("meetings_leave_decide", args=[asked.public_id]), {"granted": "1", "answer": "安心休养"})
    assert "安心休养" in text(member.get(at_meeting("meetings_notice", noticed)))
    member.post(reverse("meetings_leave_withdraw", args=[asked.public_id]))
    assert LeaveRequest.objects.get().state == "withdrawn"


def test_leave_of_another_member_cannot_be_withdrawn_or_answered(noticed):
    person = noticed.members()[5]
    asked = leave_request(meeting=noticed.meeting, person=person, reason="出差", by=noticed.staff, at=IN_TIME)
    client = noticed.cast.client("deputy")
    assert client.post(reverse("meetings_leave_withdraw", args=[asked.public_id])).status_code == 404
    assert client.post(reverse("meetings_leave_decide", args=[asked.public_id]), {"granted": "1"}).status_code == 403


def test_the_chair_may_answer_leave(noticed):
    person = noticed.members()[5]
    asked = leave_request(meeting=noticed.meeting, person=person, reason="出差", by=noticed.staff, at=IN_TIME)
    url = reverse("meetings_leave_decide", args=[asked.public_id])
    assert noticed.cast.client("leader").post(url, {"granted": "1"}).status_code == 302
    assert LeaveRequest.objects.get().state == "granted"


def test_looking_at_the_scanned_page_does_not_check_in(hall):
    page = text(hall.cast.client("deputy").get(scanned(hall)))
    assert 'meeting-arrive-button">签到</button>' in page
    assert not Attendance.objects.present().exists()


def test_one_tap_checks_in_and_shows_when(hall):
    client, url = hall.cast.client("deputy"), at_sitting("meetings_check_in", hall)
    code = code_at(hall.sitting.code_salt, MORNING)
    page = text(client.post(url, {"code": code}, follow=True))
    assert "已签到" in page
    assert "安然,2026年3月20日 08:30" in page
    assert Attendance.objects.present().get().means == "code"


def test_an_old_code_is_refused_with_a_sentence(hall):
    url = scanned(hall)
    with time_machine.travel(minutes_later(7), tick=False):
        assert "签到码已过期,请重新扫描会场大屏幕上的二维码。" in text(hall.cast.client("deputy").get(url))


def test_the_same_old_code_is_refused_when_posted(hall):
    data = {"code": code_at(hall.sitting.code_salt, IN_TIME)}
    response = hall.cast.client("deputy").post(at_sitting("meetings_check_in", hall), data)
    assert response.status_code == 422
    assert "签到码已过期" in text(response)


def test_a_guest_who_scans_signs_in_first_and_comes_back(hall, client):
    url = scanned(hall)
    assert client.get(url).url == f"{reverse('account_login')}?next={quote(url)}"


def test_a_seat_that_ended_this_morning_gets_a_sentence(hall):
    person = hall.cast.people["deputy"]
    person.mandates.get().statuses.update(until=TODAY)
    response = hall.cast.client("deputy").get(scanned(hall))
    assert response.status_code == 200
    assert "您的代表资格已终止,不能签到。" in text(response)


def test_who_is_no_member_gets_a_sentence(hall):
    page = text(hall.cast.client("other_deputy").get(scanned(hall)))
    assert "您不在本场会议的应到名册内" in page


def test_the_door_of_a_sitting_exists_for_its_members_and_for_who_reads_the_code_in_the_hall(hall):
    bare, old = at_sitting("meetings_check_in", hall), scanned(hall)
    assert "请用手机扫描会场大屏幕上的二维码签到。" in text(hall.cast.client("deputy").get(bare))
    for part in ("other_deputy", "other_staff", "representative", "handler"):
        client = hall.cast.client(part)
        assert client.get(bare).status_code == 404
        assert client.post(bare, {"code": "1-x"}).status_code == 404
        with time_machine.travel(minutes_later(7), tick=False):
            assert client.get(old).status_code == 404


def test_who_is_on_the_roll_comes_back_to_the_door_whatever_became_of_the_seat(hall):
    hall.cast.people["deputy"].mandates.get().statuses.update(until=TODAY)
    assert hall.cast.client("deputy").get(at_sitting("meetings_check_in", hall)).status_code == 200


def test_staff_tick_and_untick_with_one_tap(hall):
    client, person = hall.cast.client("staff"), hall.members()[3]
    url = reverse("meetings_sitting_toggle", args=[hall.sitting.public_id, person.public_id])
    page = text(client.post(url, {"here": "1"}, headers={"HX-Request": "true"}))
    assert page.count('hx-swap-oob="true"') == 2
    assert hall.sitting.attendance.get(person=person).state == "present"
    client.post(url, {"here": "0"}, headers={"HX-Request": "true"})
    assert hall.sitting.attendance.get(person=person).state == "expected"


def test_ticking_a_stranger_is_not_found(hall):
    stranger = hall.cast.people["other_deputy"]
    url = reverse("meetings_sitting_toggle", args=[hall.sitting.public_id, stranger.public_id])
    assert hall.cast.client("staff").post(url, {"here": "1"}).status_code == 404


def test_the_list_is_searched_by_initials(hall):
    page = text(hall.cast.client("staff").get(at_sitting("meetings_sitting_people", hall), {"q": "ht"}))
    assert "何田" in page
    assert "安然" not in page


def test_opening_below_quorum_says_who_is_missing(hall):
    for person in hall.members()[:6]:
        check_in_by_list(sitting=hall.sitting, person=person, by=hall.staff, at=MORNING)
    response = hall.cast.client("staff").post(at_sitting("meetings_sitting_open", hall))
    assert response.status_code == 422
    assert "还差1人" in text(response)
    assert "尚未签到:何田、江河、康宁、林木(共4人)。" in text(response)


def test_the_screen_shows_a_code_that_changes_every_minute(hall):
    client, url = hall.cast.client("staff"), at_sitting("meetings_screen_live", hall)
    first = text(client.get(url))
    assert "screen-code" in first
    assert text(client.get(url)) == first
    with time_machine.travel(minutes_later(1), tick=False):
        assert text(client.get(url)) != first


def test_before_check_in_the_screen_shows_no_code(noticed):
    page = text(noticed.cast.client("staff").get(at_sitting("meetings_screen", noticed)))
    assert "签到尚未开始" in page
    assert "screen-code" not in page


def test_the_sheet_as_xlsx_ends_with_its_totals(hall):
    for person in hall.members()[:7]:
        check_in_by_list(sitting=hall.sitting, person=person, by=hall.staff, at=MORNING)
    response = hall.cast.client("staff").get(at_sitting("meetings_sheet_file", hall))
    rows = list(load_workbook(BytesIO(b"".join(response.streaming_content))).active.values)
    assert rows[1][:6] == (1, "安然", None, "已到", "08:30", "名单")
    assert [row[:2] for row in rows[-4:]] == [("应到", 10), ("实到", 7), ("请假", 0), ("未到", 3)]


def test_a_vote_is_placed_on_the_sitting_and_opened_there(hall):
    for person in hall.members()[:7]:
        check_in_by_list(sitting=hall.sitting, person=person, by=hall.staff, at=MORNING)
    sitting_open(sitting=hall.sitting, by=hall.staff, at=MORNING)
    poll = Poll.objects.create(body=hall.cast.congress, title="民生实事项目票决", held_under="票决办法")
    client = hall.cast.client("staff")
    client.post(at_sitting("meetings_sitting_poll_add", hall), {"poll": poll.pk})
    assert SittingPoll.objects.get().poll == poll
    assert "民生实事项目票决" in text(client.get(at_sitting("meetings_sitting", hall)))


def titles(part, hall):
    page = text(hall.cast.client(part).get("/"))
    return [line for line in ("会议签到:", "阅读会议通知:", "开始签到:", "签到开会:", "批复安然的请假") if line in page]


def test_to_do_follows_the_meeting(noticed):
    assert titles("deputy", noticed) == ["阅读会议通知:"]
    assert titles("staff", noticed) == ["开始签到:"]
    noticed.cast.client("deputy").post(at_meeting("meetings_leave", noticed), {"reason": "住院"})
    assert "批复安然的请假" in titles("staff", noticed)
    noticed.cast.client("staff").post(at_sitting("meetings_sitting_start", noticed))
    assert titles("deputy", noticed) == ["会议签到:", "阅读会议通知:"]


def test_a_meeting_is_found_by_its_agenda(hall):
    page = text(hall.cast.client("deputy").get(reverse("portal_search"), {"q": "政府工作报告"}))
    assert hall.meeting.title in page
    assert hall.meeting.title not in text(hall.cast.client("other_deputy").get("/search/", {"q": "政府工作报告"}))
