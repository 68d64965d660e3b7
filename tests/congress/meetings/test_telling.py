"""What members find in their inbox."""

from apps.congress.meetings.services import (
    SittingLine,
    leave_decide,
    leave_request,
    meeting_cancel,
    meeting_change,
    meeting_notice,
)
from apps.office.notifications.models import Notice
from tests.congress.meetings.hall import BEGINS, IN_TIME, plan


def told(person):
    return list(Notice.objects.filter(recipient=person).order_by("pk").values_list("title", "body"))


def test_nobody_is_told_of_a_plan(planned):
    assert not Notice.objects.exists()


def test_everybody_serving_is_told_once_and_led_to_the_notice(noticed):
    assert Notice.objects.count() == 10
    notice = Notice.objects.filter(recipient=noticed.cast.people["deputy"]).get()
    assert notice.title == "会议通知:青禾镇镇第二十届人民代表大会第一次会议"
    assert notice.body == "2026年3月20日 09:00,镇政府三楼会议室"
    assert notice.url == f"/meetings/{noticed.meeting.public_id}/notice/"


def test_a_suspended_member_is_not_told(planned):
    person = planned.members()[0]
    person.mandates.get().statuses.update(state="suspended")
    meeting_notice(meeting=planned.meeting, by=planned.staff, at=IN_TIME)
    assert told(person) == []


def test_each_new_edition_is_told(noticed):
    for place in ("影剧院", "体育馆"):
        lines = [SittingLine("plenary", BEGINS, public_id=noticed.sitting.public_id)]
        meeting_change(meeting=noticed.meeting, plan=plan(place=place, sittings=lines), by=noticed.staff, at=IN_TIME)
    assert [body for _, body in told(noticed.members()[0])] == [
        "2026年3月20日 09:00,镇政府三楼会议室",
        "2026年3月20日 09:00,影剧院。第一次全体会议的地点改为影剧院;会议地点由镇政府三楼会议室改为影剧院",
        "2026年3月20日 09:00,体育馆。第一次全体会议的地点改为体育馆;会议地点由影剧院改为体育馆",
    ]  # fmt: skip


def test_a_cancellation_is_told_with_its_reason(noticed):
    meeting_cancel(meeting=noticed.meeting, reason="台风红色预警", by=noticed.staff, at=IN_TIME)
    assert told(noticed.members()[0])[-1] == ("会议取消:青禾镇镇第二十届人民代表大会第一次会议", "台风红色预警")


def test_only_who_asked_is_told_of_the_answer(noticed):
    person, other = noticed.members()[:2]
    request = leave_request(meeting=noticed.meeting, person=person, reason="住院", by=noticed.staff, at=IN_TIME)
    leave_decide(request=request, granted=True, answer="安心休养", by=noticed.staff, at=IN_TIME)
    assert told(person)[-1] == ("请假已批准:青禾镇镇第二十届人民代表大会第一次会议", "安心休养")
    assert len(told(other)) == 1
