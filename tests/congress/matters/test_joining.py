"""What a resident brought goes on inside a deputy's suggestion, in one step."""

import pytest
from django.test import Client
from django.urls import reverse

from apps.congress.matters.models import Matter
from apps.congress.matters.rules.codes import plain
from apps.congress.matters.services.matter_merging import submission_end_in, submission_join
from apps.congress.matters.services.updates import submission_tell
from apps.foundation.core.errors import NotReady
from tests.congress.matters.conftest import make_submission, receive
from tests.congress.matters.outcomes import answered, handed_over
from tests.congress.matters.writing import AT, accepted, told


def join(cast, submission, into, reason="同一段路"):
    return submission_end_in(submission=submission, into=into, reason=reason, by=cast.actor("staff"), at=AT)


def codes(act) -> list[str]:
    with pytest.raises(NotReady) as caught:
        act()
    return [issue.code for issue in caught.value.issues]


def test_it_is_offered_and_done_in_one_step_and_both_hear_of_it(cast):
    matter, (row, code) = accepted(cast), receive(cast.town, matter_text())
    staff, merge = cast.client("staff"), reverse("matters_submission_merge", args=[row.public_id])
    offered = staff.get(row.get_absolute_url()).content.decode()
    assert f"{merge}?into={matter.submission.number}" in offered
    assert staff.post(merge, {"into": matter.submission.number, "reason": "同一段路"}).status_code == 302
    row.refresh_from_db()
    assert row.merged_into == matter.submission
    assert Matter.objects.count() == 1
    assert told(matter)[-1] == "另有群众提出了同样的事情,已与本件合并办理。"
    assert row.number in staff.get(matter.get_absolute_url()).content.decode()
    submission_tell(submission=matter.submission, sentence="路灯已装好。", by=cast.actor("staff"), at=AT)
    page = Client().get(reverse("matters_mine_of", args=[plain(code)])).content.decode()
    assert f"与第{matter.number}号“{matter.title}”是同类事项" in page
    assert "路灯已装好。" in page


def test_not_into_one_that_is_answered_nor_twice_nor_elsewhere(cast):
    matter = answered(handed_over(cast, accepted(cast)))
    row = make_submission(cast.town)
    assert codes(lambda: join(cast, row, matter.submission)) == ["answered"]
    assert codes(lambda: join(cast, row, matter.submission, reason=" ")) == ["no_reason", "answered"]
    open_one = accepted(cast)
    elsewhere = make_submission(cast.street)
    assert codes(lambda: join(cast, elsewhere, open_one.submission)) == ["elsewhere"]
    join(cast, row, open_one.submission)
    assert codes(lambda: join(cast, row, open_one.submission)) == ["merged"]


def test_what_was_brought_to_a_system_is_not_taken_out_of_it(cast):
    row = make_submission(cast.town, purpose="livelihood.collection")
    act = {"reason": "同一段路", "by": cast.actor("staff"), "at": AT}
    assert codes(lambda: submission_join(submission=row, matter=accepted(cast), **act)) == ["other_purpose"]


def matter_text() -> str:
    return "关于增设村口路灯的建议\n情况:新民村三组到小学的路没有路灯。\n问题:孩子晚上走路不安全。"
