"""Who finds what in the inbox."""

from apps.office.approvals.services import step_delegate, step_return
from apps.office.notifications.models import Notice
from tests.office.approvals.desk import later


def told(person):
    return list(Notice.objects.filter(recipient=person).order_by("pk").values_list("title", flat=True))


def test_each_holder_is_told_when_their_turn_comes_and_the_drafter_at_the_end(desk):
    request = desk.open()
    assert told(desk.person("deputy")) == ["请办理“核稿”:关于召开会议的通知"]
    assert told(desk.person("leader")) == []
    desk.approve(request, 1, "deputy")
    assert told(desk.person("leader")) == ["请办理“签发”:关于召开会议的通知"]
    desk.approve(request, 2, "leader")
    assert told(desk.person("staff")) == ["审批通过:关于召开会议的通知"]
    assert {notice.url for notice in Notice.objects.all()} == {f"/approvals/{request.public_id}/"}


def test_the_staff_of_the_area_are_told_of_a_meeting_to_record(desk):
    desk.open(desk.study)
    assert told(desk.person("staff")) == ["请办理“党委研究”:关于召开会议的通知"]
    assert told(desk.person("other_staff")) == []


def test_the_drafter_is_told_of_each_return_with_its_reason(desk):
    for hours in (0, 2):
        request = desk.open(at=later(hours))
        step_return(request=request, step_number=1, reason="附件缺失", by=desk.actor("deputy"), at=later(hours + 1))
    assert told(desk.person("staff")) == ["审批退回:关于召开会议的通知"] * 2
    assert Notice.objects.filter(recipient=desk.person("staff")).first().body == "退回理由:附件缺失"


def test_who_is_handed_a_step_is_told_also_when_it_comes_back(desk):
    request = desk.open()
    for by, to, hours in (("deputy", "handler", 1), ("handler", "deputy", 2)):
        step_delegate(
            request=request, step_number=1, to=desk.person(to), reason="出差", by=desk.actor(by), at=later(hours)
        )
    assert len(told(desk.person("handler"))) == 1
    assert len(told(desk.person("deputy"))) == 2


def test_a_long_title_is_cut_for_the_inbox(desk):
    desk.open(title="关于" + "很长的标题" * 60)
    assert len(told(desk.person("deputy"))[0]) == 120
