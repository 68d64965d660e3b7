"""节点 taken back: what was said by mistake stays beside the reason, and the light follows."""

from datetime import date

import pytest

from apps.congress.supervision.models import NodeWithdrawal
from apps.congress.supervision.services import (
    NodeReport,
    completion_return,
    milestone_mark,
    milestone_take_back,
)
from apps.foundation.audit.models import Entry
from apps.foundation.core.errors import DomainError, WrongState
from apps.office.files.models import Attachment
from apps.office.notifications.models import Notice
from tests.congress.supervision.conftest import at
from tests.congress.supervision.handed import claimed, fresh, proof, running
from tests.racing import at_once

MARKED = date(2026, 4, 20)


def marked(cast):
    """The first milestone, due on 30 April."""
    node = running(cast).milestones.first()
    told = NodeReport(MARKED, "已完成选址。")
    return milestone_mark(milestone=node, draft=told, files=proof(), by=cast.actor("handler"), at=at(MARKED))


def take_back(cast, node, who="handler", reason="登记错了节点", on=date(2026, 5, 6)):
    return milestone_take_back(milestone=node, reason=reason, by=cast.actor(who), at=at(on))


def test_a_milestone_marked_by_mistake_is_open_again_and_red(cast):
    node = marked(cast)
    on = date(2026, 5, 3)
    assert fresh(node.assignment).light_on(on) == "yellow"  # a report is late
    withdrawal = take_back(cast, node, on=on)
    assert fresh(node.assignment).light_on(on) == "red"
    node.refresh_from_db()
    assert (node.done_on, node.done_note, node.actual_quantity) == (None, "", None)
    assert (withdrawal.title, withdrawal.done_on, withdrawal.done_note) == ("选址", MARKED, "已完成选址。")
    entry = Entry.objects.get(act="supervision.milestone.taken_back")
    assert (entry.reason, entry.facts["node"], entry.facts["day"]) == ("登记错了节点", "选址", "2026年4月20日")


def test_its_files_stay_with_what_was_said_and_prove_nothing_new(cast):
    node = marked(cast)
    withdrawal = take_back(cast, node)
    assert [file.name for file in Attachment.objects.of(withdrawal)] == ["验收单.txt"]
    assert not Attachment.objects.of(node).exists()
    told = NodeReport(date(2026, 5, 6), "这次真的完成了。")
    milestone_mark(
        milestone=node, draft=told, files=proof("照片说明.txt"), by=cast.actor("handler"), at=at(date(2026, 5, 7))
    )
    assert [file.name for file in Attachment.objects.of(node)] == ["照片说明.txt"]


def test_the_other_side_is_told_who_took_it_back(cast):
    take_back(cast, marked(cast))
    assert (
        Notice.objects.filter(recipient=cast.people["district_staff"], title__startswith="节点登记已撤回").count() == 1
    )
    node = marked(cast)
    take_back(cast, node, "district_staff", "核查时发现没有完成")
    notice = Notice.objects.get(recipient=cast.people["handler"], title__startswith="节点登记已撤回")
    assert "核查时发现没有完成" in notice.body


def test_what_cannot_be_taken_back(cast):
    node = marked(cast)
    with pytest.raises(DomainError, match="请写明撤回的理由"):
        take_back(cast, node, reason="  ")
    take_back(cast, node)
    with pytest.raises(WrongState, match="没有登记完成,或者已经撤回"):
        take_back(cast, node)


def test_what_is_claimed_is_returned_before_a_milestone_is_taken_back(cast):
    assignment = claimed(cast, running(cast))
    node = assignment.milestones.last()
    with pytest.raises(WrongState):
        take_back(cast, node, on=date(2026, 5, 21))
    completion_return(
        assignment=assignment, reason="没有揭牌。", by=cast.actor("district_staff"), at=at(date(2026, 5, 21))
    )
    take_back(cast, node, on=date(2026, 5, 21))
    assert NodeWithdrawal.objects.get().title == "揭牌"


@pytest.mark.django_db(transaction=True)
def test_two_who_take_it_back_at_once_leave_one_row(cast):
    node = marked(cast)
    at_once(lambda: take_back(cast, node), lambda: take_back(cast, node, "district_staff"))
    assert NodeWithdrawal.objects.count() == 1
