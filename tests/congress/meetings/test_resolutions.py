"""Acts on resolutions: texts kept, adopted once, numbered without a gap."""

import pytest
from django.db import DatabaseError, transaction

from apps.congress.ballots.models import Count, Poll
from apps.congress.ballots.services.closing import poll_void
from apps.congress.ballots.services.setting_up import OptionDraft, options_set
from apps.congress.meetings.models import Resolution, ResolutionRevision
from apps.congress.meetings.services import (
    AgendaLine,
    check_in_by_list,
    check_in_start,
    meeting_change,
    meeting_create,
    meeting_notice,
    sitting_open,
    sitting_poll_open,
)
from apps.congress.meetings.services.resolution_papers import announcement_draft, red_head_draft
from apps.congress.meetings.services.resolutions import poll_result_take, resolution_put, resolution_withdraw
from apps.foundation.audit.models import Entry
from apps.foundation.core.errors import Conflict, DomainError, NotReady, WrongState
from apps.foundation.core.registry import document_kinds
from apps.foundation.policies.models import Policy
from apps.office.documents.models import Document
from apps.office.documents.services.drafting import document_draft
from apps.office.documents.services.numbering import letterhead_set, number_take
from tests.cast import TODAY
from tests.congress.meetings.chamber import BODY, LATER, TITLE, Chamber
from tests.congress.meetings.hall import IN_TIME, MORNING, Hall, plan
from tests.factories import SINCE
from tests.racing import at_once, refusals


def fresh(resolution):
    return Resolution.objects.get(pk=resolution.pk)


def test_every_text_is_kept_with_who_saved_it_and_when(chamber):
    resolution = chamber.draft()
    chamber.change(resolution, 1, text="会议决定批准。")
    assert list(ResolutionRevision.objects.values_list("number", "text", "written_by", "written_at")) == [
        (2, "会议决定批准。", "示例staff", LATER), (1, BODY, "示例staff", MORNING),
    ]  # fmt: skip


def test_who_saves_over_a_newer_text_is_told_and_the_newer_one_stays(chamber):
    resolution = chamber.draft()
    chamber.change(resolution, 1, text="甲的文本。")
    with pytest.raises(Conflict, match="刚被他人保存为第2版"):
        chamber.change(resolution, 1, text="乙的文本。")
    assert fresh(resolution).text == "甲的文本。"


def test_a_text_that_was_kept_cannot_be_rewritten(chamber):
    chamber.draft()
    with pytest.raises(DatabaseError, match="Cannot update"), transaction.atomic():
        ResolutionRevision.objects.update(text="改写")


def test_a_show_of_hands_adopts_by_more_than_half_of_all_due(chamber):
    resolution = chamber.hands(chamber.draft(), 6, 1, 1)
    assert (resolution.state, resolution.number, resolution.due, resolution.present) == ("adopted", 1, 10, 8)
    assert (resolution.approve, resolution.oppose, resolution.abstain) == (6, 1, 1)
    assert resolution.majority == "全体代表的过半数"
    assert Entry.objects.filter(act="meetings.resolution.by_hands").count() == 1


def test_five_of_ten_are_not_more_than_half_though_all_present_but_three_agreed(chamber):
    resolution = chamber.hands(chamber.draft(), 5, 3)
    assert (resolution.state, resolution.number, resolution.outcome_word) == ("rejected", None, "未通过")


def test_more_hands_than_people_in_the_hall_are_refused_with_the_sum(chamber):
    with pytest.raises(NotReady, match="合计9人,超过实到8人"):
        chamber.hands(chamber.draft(), 6, 2, 1)
    assert Resolution.objects.get().state == "draft"


def test_hands_are_not_entered_before_the_sitting_opened(hall, chamber):
    other = meeting_create(term=hall.term, plan=plan(), by=hall.staff, at=IN_TIME)
    resolution = chamber.draft(meeting=other)
    chamber.hall.sitting = other.sittings.get()
    with pytest.raises(NotReady, match="还没有开会"):
        chamber.hands(resolution, 6)


def test_a_sitting_of_another_meeting_is_refused(hall, chamber):
    other = meeting_create(term=hall.term, plan=plan(), by=hall.staff, at=IN_TIME)
    with pytest.raises(DomainError, match="所选会次不属于本次会议"):
        chamber.hands(chamber.draft(meeting=other), 6)


def test_it_is_not_adopted_twice(chamber):
    resolution = chamber.draft()
    chamber.hands(resolution, 6)
    with pytest.raises(WrongState, match="目前“已通过”,不能登记举手表决"):
        chamber.hands(resolution, 7)
    assert fresh(resolution).approve == 6


def test_what_was_adopted_is_frozen_by_the_database(chamber):
    resolution = chamber.hands(chamber.draft(), 6)
    with pytest.raises(DatabaseError, match="Cannot update"), transaction.atomic():
        Resolution.objects.filter(pk=resolution.pk).update(approve=10)


def test_an_announced_poll_is_copied_and_never_counted_again(chamber):
    resolution = chamber.draft()
    poll = chamber.put(resolution)
    assert fresh(resolution).state == "voting"
    chamber.hold(poll, approve=6, oppose=1)
    adopted = fresh(resolution)
    assert (adopted.state, adopted.number, adopted.due, adopted.present) == ("adopted", 1, 10, 8)
    assert (adopted.approve, adopted.oppose, adopted.abstain) == (6, 1, 0)
    item = Count.objects.get().outcome["items"][0]
    assert (item["approve"], item["oppose"], item["abstain"]) == (6, 1, 0)


def test_the_polls_own_outcome_decides(chamber):
    resolution = chamber.draft()
    chamber.hold(chamber.put(resolution), approve=5, oppose=3)
    assert (fresh(resolution).state, fresh(resolution).approve) == ("rejected", 5)
    poll = Poll.objects.get()
    with pytest.raises(WrongState):
        poll_result_take(poll=poll, outcome=Count.objects.get().outcome, by=chamber.staff, at=LATER)


def test_the_text_is_final_once_it_is_put_to_the_vote(chamber):
    resolution = chamber.draft()
    chamber.put(resolution)
    with pytest.raises(WrongState, match="目前“表决中”,不能修改"):
        chamber.change(resolution, 1, text="临时改动")


def test_a_voided_poll_gives_the_draft_back(chamber):
    resolution = chamber.draft()
    poll = chamber.put(resolution)
    poll_void(poll=poll, reason="票名有误", by=chamber.staff, at=LATER)
    assert (fresh(resolution).state, fresh(resolution).poll) == ("draft", None)
    chamber.hold(chamber.put(resolution), approve=8)
    assert fresh(resolution).number == 1


def test_a_draft_without_text_is_not_put_to_the_vote(chamber):
    with pytest.raises(NotReady, match="请先填写草案正文"):
        chamber.put(chamber.draft(text=""))


def test_a_place_that_counts_the_present_cannot_adopt_a_resolution_so(chamber):
    Policy.objects.create(
        key="ballots.base", value="present", area=chamber.hall.cast.town, starts_on=SINCE, source="本镇办法",
        set_at=MORNING, set_by=chamber.hall.cast.people["operator"].user,
    )  # fmt: skip
    with pytest.raises(NotReady, match="须经全体代表的过半数"):
        chamber.put(chamber.draft())
    assert Poll.objects.count() == 0


@pytest.mark.parametrize("titles", [(TITLE, "另一件"), ("另一件",)])
def test_a_poll_that_was_given_another_question_does_not_open(chamber, titles):
    poll = chamber.put(chamber.draft())
    options_set(poll=poll, options=[OptionDraft(title) for title in titles], by=chamber.staff, at=LATER)
    with pytest.raises(NotReady, match="只列这一个事项"):
        sitting_poll_open(sitting=chamber.hall.fresh(), poll=poll, by=chamber.staff, at=LATER)


def test_a_withdrawn_draft_needs_a_reason_and_stays_on_record(chamber):
    resolution = chamber.draft()
    with pytest.raises(DomainError, match="请写明撤回理由"):
        resolution_withdraw(resolution=resolution, reason=" ", by=chamber.staff, at=LATER)
    resolution_withdraw(resolution=resolution, reason="内容并入另一件", by=chamber.staff, at=LATER)
    assert fresh(resolution).state == "withdrawn"
    with pytest.raises(WrongState, match="不能提交表决"):
        chamber.put(resolution)


def test_an_item_with_a_draft_is_not_deleted_from_the_agenda(chamber):
    meeting = chamber.hall.meeting
    chamber.draft(agenda_item=meeting.agenda.get())
    with pytest.raises(WrongState, match="已安排决议草案,不能删除"):
        meeting_change(meeting=meeting, plan=plan(agenda=[AgendaLine("另一项")]), by=chamber.staff, at=LATER)


@pytest.fixture
def street(cast) -> Chamber:
    """The street's meeting, its only representative in the hall."""
    staff = cast.actor("street_staff")
    meeting = meeting_create(term=cast.street_term, plan=plan(), by=staff, at=IN_TIME)
    meeting = meeting_notice(meeting=meeting, by=staff, at=IN_TIME)
    sitting = check_in_start(sitting=meeting.sittings.get(), by=staff, at=MORNING)
    check_in_by_list(sitting=sitting, person=cast.people["representative"], by=staff, at=MORNING)
    sitting_open(sitting=sitting, by=staff, at=MORNING)
    return Chamber(Hall(cast, staff, meeting, sitting))


def test_a_street_makes_no_resolution_and_calls_what_it_passed_by_its_own_word(street):
    with pytest.raises(NotReady, match="街道议事代表会议不作决议、决定"):
        street.draft()
    opinion = street.hands(street.draft(kind="opinion"), 1)
    assert (opinion.state, opinion.number, opinion.state_label) == ("adopted", 1, "讨论通过")
    with pytest.raises(DomainError, match="街道议事代表会议不发布公告"):
        announcement_draft(resolution=opinion, by=street.staff, at=LATER)


def test_a_street_whose_rules_call_it_advice_says_so(street):
    cast = street.hall.cast
    Policy.objects.create(
        key="meetings.street_pass_word", value="形成建议", area=cast.street, starts_on=SINCE, source="本街道规则",
        set_at=MORNING, set_by=cast.people["operator"].user,
    )  # fmt: skip
    assert street.hands(street.draft(kind="opinion"), 1).state_label == "形成建议"


@pytest.mark.django_db(transaction=True)
def test_numbers_of_a_term_have_no_gap_and_no_double_when_many_are_adopted_at_once(chamber):
    drafts = [chamber.draft(title=f"关于第{number}件事的决议") for number in range(4)]
    results = at_once(*[lambda one=one: chamber.hands(one, 6) for one in drafts])
    assert refusals(results) == []
    assert sorted(Resolution.objects.values_list("number", flat=True)) == [1, 2, 3, 4]


@pytest.mark.django_db(transaction=True)
def test_two_staff_enter_one_show_of_hands_once(chamber):
    resolution = chamber.draft()
    results = at_once(lambda: chamber.hands(resolution, 6), lambda: chamber.hands(resolution, 7))
    assert refusals(results) == ["WrongState"]
    assert fresh(resolution).number == 1
    assert Entry.objects.filter(act="meetings.resolution.by_hands").count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_staff_saving_at_once_lose_no_text(chamber):
    resolution = chamber.draft()
    results = at_once(
        lambda: chamber.change(resolution, 1, text="甲的文本。"),
        lambda: chamber.change(resolution, 1, text="乙的文本。"),
    )
    assert refusals(results) == ["Conflict"]
    assert list(ResolutionRevision.objects.values_list("number", flat=True)) == [2, 1]


@pytest.mark.django_db(transaction=True)
def test_two_staff_put_one_text_to_the_vote_once(chamber):
    resolution = chamber.draft()
    put = lambda: resolution_put(  # noqa: E731
        resolution=resolution, method="named", held_under="议事规则", by=chamber.staff, at=LATER
    )
    assert refusals(at_once(put, put)) == ["WrongState"]
    assert Poll.objects.count() == 1


def test_the_announcement_says_what_was_adopted_and_there_is_one(chamber):
    resolution = chamber.hands(chamber.draft(), 6)
    document = announcement_draft(resolution=resolution, by=chamber.staff, at=LATER)
    session = chamber.hall.meeting.title
    assert document.content.blocks[0].text == f"《{TITLE}》已由{session}于2026年3月20日通过，现予公告。"
    with pytest.raises(Conflict, match="已经拟出"):
        announcement_draft(resolution=resolution, by=chamber.staff, at=LATER)


def test_announcements_of_resolutions_and_elections_share_one_series(chamber):
    resolution = chamber.hands(chamber.draft(), 6)
    document = announcement_draft(resolution=resolution, by=chamber.staff, at=LATER)
    letterhead_set(
        organ=document.organ, mark="青禾镇人大文件", code="青人", office="人大办", by=chamber.staff, at=LATER
    )
    elected = document_draft(
        organ=document.organ, kind="election_announcement", tree=document.content, by=chamber.staff, at=LATER
    )
    kinds = document_kinds()
    taken = [
        number_take(
            document=Document.objects.get(pk=one.pk), kind=kinds[one.kind], on=TODAY, by=chamber.staff, at=LATER
        )
        for one in (elected, document)
    ]
    assert [number.written for number in taken] == ["〔二十届〕第1号", "〔二十届〕第2号"]


def test_nothing_is_announced_or_printed_before_it_is_adopted(chamber):
    resolution = chamber.draft()
    for act in (announcement_draft, red_head_draft):
        with pytest.raises(WrongState, match="还没有通过"):
            act(resolution=resolution, by=chamber.staff, at=LATER)
    assert not Document.objects.exists()
