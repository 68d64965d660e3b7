"""Sittings of a group and of the presidium: who is due, what quorum, what may be voted on."""

from dataclasses import replace

import pytest

from apps.congress.ballots.models import Poll
from apps.congress.ballots.services.setting_up import OptionDraft, PollDraft, options_set, poll_create
from apps.congress.meetings.models import Sitting
from apps.congress.meetings.selectors import sittings_with_counts
from apps.congress.meetings.services import (
    SittingLine,
    check_in_by_list,
    check_in_start,
    meeting_change,
    meeting_close,
    meeting_create,
    meeting_notice,
    sitting_close,
    sitting_open,
    sitting_poll_create,
    sitting_poll_open,
)
from apps.foundation.core.errors import DomainError, NotAllowed, NotReady, WrongState
from apps.foundation.people.models import Group, Mandate, Membership
from tests.congress.meetings.groups import delegations, full_day, presidium, sitting_named
from tests.congress.meetings.hall import BEGINS, IN_TIME, MORNING, plan


def announced(cast, **values):
    staff = cast.actor("staff")
    meeting = meeting_create(term=cast.term, plan=plan(**values), by=staff, at=IN_TIME)
    return meeting_notice(meeting=meeting, by=staff, at=IN_TIME)


def started(cast, meeting, name):
    return check_in_start(sitting=sitting_named(meeting, name), by=cast.actor("staff"), at=MORNING)


def arrive(cast, sitting, count):
    for row in sitting.attendance.order_by("pk")[:count]:
        check_in_by_list(sitting=sitting, person=row.person, by=cast.actor("staff"), at=MORNING)


@pytest.fixture
def session(cast):
    delegations(cast)
    presidium(cast)
    return announced(cast, sittings=full_day())


def test_it_refuses_group_sittings_where_there_are_no_groups(cast):
    with pytest.raises(DomainError, match="本届还没有代表团或代表小组,不能安排分组会议"):
        meeting_create(term=cast.term, plan=plan(sittings=full_day()), by=cast.actor("staff"), at=IN_TIME)


def test_one_line_without_a_group_becomes_a_sitting_of_every_group(session):
    assert [sitting.name for sitting in session.sittings.all()] == [
        "预备会议", "第一次全体会议", "第一代表团分组会议", "第二代表团分组会议", "主席团第一次会议", "第二次全体会议",
    ]  # fmt: skip


def test_a_group_that_sits_again_is_numbered_for_itself(cast):
    groups = delegations(cast)
    lines = [SittingLine("group", BEGINS), SittingLine("group", BEGINS.replace(hour=14), group=groups[1])]
    meeting = announced(cast, sittings=lines)
    assert [sitting.name for sitting in meeting.sittings.all()] == [
        "第一代表团分组会议", "第二代表团分组会议", "第二代表团第二次分组会议",
    ]  # fmt: skip


def test_deputy_groups_sit_where_there_are_no_delegations(cast):
    Group.objects.create(term=cast.term, kind="deputy_group", name="第一小组")
    meeting = announced(cast, sittings=[SittingLine("group", BEGINS)])
    assert [sitting.name for sitting in meeting.sittings.all()] == ["第一小组分组会议"]


def test_a_group_of_another_term_is_refused(cast):
    foreign = Group.objects.create(term=cast.other_term, kind="delegation", name="外团")
    with pytest.raises(DomainError, match="外团不是本届的代表团"):
        announced(cast, sittings=[SittingLine("group", BEGINS, group=foreign)])


def test_a_street_has_no_presidium_and_its_groups_discuss(cast):
    by = cast.actor("street_staff")
    Group.objects.create(term=cast.street_term, kind="deputy_group", name="第一小组")
    with pytest.raises(DomainError, match="街道议事代表会议不设预备会议和主席团会议"):
        meeting_create(term=cast.street_term, plan=plan(sittings=[SittingLine("presidium", BEGINS)]), by=by, at=IN_TIME)
    meeting = meeting_create(
        term=cast.street_term, plan=plan(sittings=[SittingLine("group", BEGINS)]), by=by, at=IN_TIME
    )
    assert meeting.sittings.get().name == "第一小组分组讨论"


def test_only_the_members_of_a_group_are_due_there(cast, session):
    sitting = started(cast, session, "第一代表团分组会议")
    assert (sitting.due, sitting.quorum) == (4, "")
    assert [row.name for row in sitting.attendance.order_by("pk")] == ["安然", "白雪", "陈晨", "丁宁"]
    with pytest.raises(NotAllowed, match="不在本场会议的应到名册内"):
        check_in_by_list(sitting=sitting, person=cast.deputies()[5], by=cast.actor("staff"), at=MORNING)


def test_a_group_needs_no_quorum_but_somebody(cast, session):
    sitting, staff = started(cast, session, "第一代表团分组会议"), cast.actor("staff")
    with pytest.raises(NotReady, match="还没有人签到"):
        sitting_open(sitting=sitting, by=staff, at=MORNING)
    arrive(cast, sitting, 1)
    assert sitting_open(sitting=sitting, by=staff, at=MORNING).present == 1


def test_a_group_without_members_cannot_start(cast, session):
    Membership.objects.filter(group__name="第一代表团").update(until=MORNING.date())
    with pytest.raises(NotReady, match="本组没有在任代表"):
        started(cast, session, "第一代表团分组会议")


def test_a_presidium_sitting_without_a_presidium_is_refused(cast):
    meeting = announced(cast, sittings=[SittingLine("presidium", BEGINS), SittingLine("plenary", BEGINS)])
    with pytest.raises(NotReady, match="本届还没有主席团成员"):
        started(cast, meeting, "主席团第一次会议")


@pytest.mark.parametrize(("members", "enough"), [(5, 3), (4, 3), (7, 4)])
def test_the_presidium_needs_more_than_half_of_its_members(cast, members, enough):
    """重庆市乡镇人民代表大会工作条例第三十四条."""
    presidium(cast, members)
    meeting = announced(cast, sittings=[SittingLine("presidium", BEGINS)])
    sitting, staff = started(cast, meeting, "主席团第一次会议"), cast.actor("staff")
    assert (sitting.due, sitting.quorum) == (members, "more_than_half")
    arrive(cast, sitting, enough - 1)
    with pytest.raises(NotReady, match=f"过半数出席即{enough}人方可开会;实到{enough - 1}人,还差1人"):
        sitting_open(sitting=sitting, by=staff, at=MORNING)
    arrive(cast, sitting, enough)
    assert sitting_open(sitting=sitting, by=staff, at=MORNING).present == enough


def test_a_suspended_member_is_not_due_in_the_presidium(cast):
    presidium(cast)
    mandate = Mandate.objects.get(person=cast.deputies()[0], term=cast.term)
    mandate.statuses.update(state="suspended")
    meeting = announced(cast, sittings=[SittingLine("presidium", BEGINS)])
    sitting = started(cast, meeting, "主席团第一次会议")
    assert (sitting.in_office, sitting.suspended, sitting.due) == (5, 1, 4)


def hands(cast) -> Poll:
    draft = PollDraft(title="表决议程草案", model="per_item", method="show_of_hands", held_under="议事规则", base="all")
    poll = poll_create(body=cast.congress, draft=draft, by=cast.actor("staff"), at=MORNING)
    options_set(poll=poll, options=[OptionDraft("议程草案")], by=cast.actor("staff"), at=MORNING)
    return poll


def test_groups_do_not_vote(cast, session):
    sitting = sitting_named(session, "第一代表团分组会议")
    with pytest.raises(WrongState, match="分组会议只审议、讨论,不进行表决"):
        sitting_poll_create(sitting=sitting, poll=hands(cast), by=cast.actor("staff"), at=MORNING)


def test_the_presidium_votes_under_its_own_quorum_with_its_members_as_base(cast, session):
    sitting, staff, poll = started(cast, session, "主席团第一次会议"), cast.actor("staff"), hands(cast)
    arrive(cast, sitting, 3)
    sitting_open(sitting=sitting, by=staff, at=MORNING)
    sitting_poll_create(sitting=sitting, poll=poll, by=staff, at=MORNING)
    opened = sitting_poll_open(sitting=sitting, poll=poll, by=staff, at=MORNING)
    assert (opened.due, opened.present, opened.quorum, opened.base) == (5, 3, "more_than_half", "all")


def test_a_session_in_which_only_a_group_sat_cannot_close(cast):
    delegations(cast)
    lines = [SittingLine("group", BEGINS)]
    meeting, staff = announced(cast, sittings=lines), cast.actor("staff")
    for sitting in Sitting.objects.filter(meeting=meeting):
        sitting = check_in_start(sitting=sitting, by=staff, at=MORNING)
        arrive(cast, sitting, 1)
        sitting_open(sitting=sitting, by=staff, at=MORNING)
        sitting_close(sitting=sitting, by=staff, at=MORNING)
    with pytest.raises(NotReady, match="没有举行过一次预备会议或全体会议"):
        meeting_close(meeting=meeting, by=staff, at=MORNING)


def test_changing_a_session_keeps_its_group_sittings(cast, session):
    lines = [
        SittingLine(row.kind, row.starts_at, row.place, row.presided_by, row.public_id, row.group)
        for row in session.sittings.all()
    ]
    before = set(session.sittings.values_list("pk", "ordinal"))
    new = replace(plan(), sittings=lines)
    meeting_change(meeting=session, plan=new, by=cast.actor("staff"), at=IN_TIME)
    assert set(session.sittings.values_list("pk", "ordinal")) == before


def test_pages_list_the_sittings_in_order_of_time(session):
    counted = sittings_with_counts(session)
    assert [sitting.name for sitting in counted] == [
        "预备会议", "第一次全体会议", "第一代表团分组会议", "第二代表团分组会议", "主席团第一次会议", "第二次全体会议",
    ]  # fmt: skip
    Sitting.objects.filter(pk=sitting_named(session, "第二次全体会议").pk).update(starts_at=IN_TIME)
    assert sittings_with_counts(session).first().name == "第二次全体会议"
