"""The speakers' list: rules and acts."""

import pytest
from django.db import IntegrityError, transaction

from apps.congress.meetings.models import FloorStep, Observer, Speech
from apps.congress.meetings.rules.speaking import seconds_allowed, shifted, speech_move
from apps.congress.meetings.services import (
    check_in_by_list,
    gist_write,
    sitting_call_off,
    sitting_close,
    sitting_open,
    sitting_turn_to,
    speech_add,
    speech_ask,
    speech_call,
    speech_end,
    speech_move_place,
    speech_withdraw,
)
from apps.foundation.audit.models import Entry
from apps.foundation.core.errors import Conflict, DomainError, NotReady, WrongState
from apps.foundation.people.models import DutyEvent, MandateStatus
from apps.foundation.policies.models import Policy
from tests.congress.meetings.hall import MORNING, minutes_later
from tests.racing import at_once, refusals


@pytest.fixture
def opened(hall):
    """Seven of ten are here and the sitting is open."""
    for person in hall.members()[:7]:
        check_in_by_list(sitting=hall.sitting, person=person, by=hall.staff, at=MORNING)
    hall.sitting = sitting_open(sitting=hall.sitting, by=hall.staff, at=MORNING)
    return hall


def ask(hall, number):
    return speech_ask(sitting=hall.sitting, person=hall.members()[number], by=hall.staff, at=MORNING)


def call(hall, speech, minute=1):
    return speech_call(speech=speech, by=hall.staff, at=minutes_later(minute))


def end(hall, speech, minute=5):
    return speech_end(speech=speech, by=hall.staff, at=minutes_later(minute))


def waiting(hall):
    return list(hall.sitting.speeches.filter(state="asked").order_by("place").values_list("name", flat=True))


@pytest.mark.parametrize(("earlier", "seconds"), [(0, 480), (1, 300), (2, 300)], ids=["first", "second", "third"])
def test_a_first_speech_is_eight_minutes_and_a_further_one_five(earlier, seconds):
    assert seconds_allowed(earlier=earlier, first_minutes=8, again_minutes=5) == seconds


@pytest.mark.parametrize(
    ("key", "up", "order"),
    [(3, True, [1, 3, 2]), (1, True, [1, 2, 3]), (1, False, [2, 1, 3]), (3, False, [1, 2, 3])],
)
def test_one_place_up_or_down_and_no_further_than_the_ends(key, up, order):
    assert shifted([1, 2, 3], key, up=up) == order


def test_who_speaks_is_not_taken_off_the_list():
    with pytest.raises(WrongState, match="安然正在发言,不能从名单中撤下。请先“结束发言”"):
        speech_move("speaking", "撤下", "安然")


def test_a_member_who_has_checked_in_asks_once(opened):
    first, again = ask(opened, 0), ask(opened, 0)
    assert again.pk == first.pk
    assert (first.name, first.state, first.place) == ("安然", "asked", 1)
    assert Entry.objects.filter(act="meetings.speech.asked").count() == 1


def test_who_has_not_checked_in_is_told_to(opened):
    with pytest.raises(NotReady) as refusal:
        ask(opened, 9)
    assert [issue.code for issue in refusal.value.issues] == ["not_here"]


def test_whose_seat_ended_this_morning_may_not_ask(opened):
    MandateStatus.objects.filter(mandate__person=opened.members()[0]).update(until=MORNING.date())
    with pytest.raises(DomainError, match="代表资格已终止"):
        ask(opened, 0)


def test_nobody_asks_before_check_in_or_after_the_end(noticed, opened):
    sitting_close(sitting=opened.sitting, by=opened.staff, at=minutes_later(9))
    with pytest.raises(NotReady) as refusal:
        ask(opened, 0)
    assert [issue.code for issue in refusal.value.issues] == ["over"]


def test_nobody_speaks_before_the_sitting_is_open(hall):
    check_in_by_list(sitting=hall.sitting, person=hall.members()[0], by=hall.staff, at=MORNING)
    speech = ask(hall, 0)
    with pytest.raises(NotReady) as refusal:
        call(hall, speech)
    assert [issue.code for issue in refusal.value.issues] == ["not_open"]


def test_staff_add_an_observer_of_this_meeting(opened):
    observer = Observer.objects.create(meeting=opened.meeting, number=1, name="钱进", position="财政办主任")
    speech = speech_add(sitting=opened.sitting, observer=observer, by=opened.staff, at=MORNING)
    assert (speech.name, speech.group_name, speech.person_id) == ("钱进", "财政办主任", None)


def test_staff_do_not_add_somebody_twice_or_who_is_not_here(opened):
    row = opened.sitting.attendance.get(name="安然")
    speech_add(sitting=opened.sitting, attendee=row, by=opened.staff, at=MORNING)
    with pytest.raises(Conflict, match="安然已在发言名单中"):
        speech_add(sitting=opened.sitting, attendee=row, by=opened.staff, at=MORNING)
    with pytest.raises(DomainError, match="没有签到"):
        speech_add(
            sitting=opened.sitting, attendee=opened.sitting.attendance.get(name="林木"), by=opened.staff, at=MORNING
        )


def test_one_speaks_at_a_time(opened):
    first, second = ask(opened, 0), ask(opened, 1)
    call(opened, first)
    with pytest.raises(Conflict, match="安然正在发言"):
        call(opened, second)
    end(opened, first)
    assert call(opened, second, 6).state == "speaking"


def test_the_database_itself_refuses_a_second_speaker(opened):
    first, second = ask(opened, 0), ask(opened, 1)
    call(opened, first)
    with pytest.raises(IntegrityError), transaction.atomic():
        Speech.objects.filter(pk=second.pk).update(state="speaking", began_at=MORNING)


def test_the_limit_is_that_of_the_place_and_shorter_the_second_time(opened):
    Policy.objects.create(
        key="meetings.speech_minutes",
        area=opened.cast.town,
        value=6,
        starts_on="2026-01-01",
        reason="议事规则",
        set_at=MORNING,
    )
    first = call(opened, ask(opened, 0))
    end(opened, first)
    again = call(opened, ask(opened, 0), 6)
    assert (first.seconds, again.seconds) == (360, 300)


def test_a_new_item_gives_a_first_speech_again(opened):
    end(opened, call(opened, ask(opened, 0)))
    item = opened.meeting.agenda.get()
    sitting_turn_to(sitting=opened.sitting, item=item, by=opened.staff, at=minutes_later(6))
    assert call(opened, ask(opened, 0), 7).seconds == 480


def test_the_order_is_changed_among_those_who_wait(opened):
    speeches = [ask(opened, number) for number in range(3)]
    call(opened, speeches[0])
    speech_move_place(speech=speeches[2], up=True, by=opened.staff, at=MORNING)
    assert waiting(opened) == ["陈晨", "白雪"]
    with pytest.raises(WrongState):
        speech_move_place(speech=speeches[0], up=False, by=opened.staff, at=MORNING)


def test_taken_off_with_a_reason_and_never_deleted(opened):
    speech = ask(opened, 0)
    with pytest.raises(DomainError, match="请写明不再发言的原因"):
        speech_withdraw(speech=speech, reason=" ", by=opened.staff, at=MORNING)
    taken_off = speech_withdraw(speech=speech, reason="时间所限", by=opened.staff, at=MORNING)
    assert (taken_off.state, taken_off.withdrawn_reason) == ("withdrawn", "时间所限")
    with pytest.raises(Exception, match="Cannot delete"), transaction.atomic():
        taken_off.delete()


def test_a_speaker_is_not_deleted_while_speaking(opened):
    speech = call(opened, ask(opened, 0))
    with pytest.raises(WrongState, match="安然正在发言,不能从名单中撤下"):
        speech_withdraw(speech=speech, reason="误操作", by=opened.staff, at=MORNING)
    assert Speech.objects.get().state == "speaking"


def test_a_sitting_does_not_rise_while_somebody_speaks(opened):
    call(opened, ask(opened, 0))
    with pytest.raises(NotReady) as refusal:
        sitting_close(sitting=opened.sitting, by=opened.staff, at=minutes_later(9))
    assert [issue.sentence for issue in refusal.value.issues] == ["安然正在发言,请先结束发言。"]


def test_the_list_ends_with_the_sitting_and_speeches_enter_the_duty_file(opened):
    spoken, _ = ask(opened, 0), ask(opened, 1)
    end(opened, call(opened, spoken))
    sitting_close(sitting=opened.sitting, by=opened.staff, at=minutes_later(9))
    left = Speech.objects.get(name="白雪")
    assert (left.state, left.withdrawn_reason) == ("withdrawn", "散会时尚未轮到")
    assert Entry.objects.get(act="meetings.speech.list_closed").facts["names"] == ["白雪"]
    assert list(DutyEvent.objects.filter(kind="speech").values_list("person__name", flat=True)) == ["安然"]


def test_a_sitting_called_off_ends_the_list_too(hall):
    check_in_by_list(sitting=hall.sitting, person=hall.members()[0], by=hall.staff, at=MORNING)
    ask(hall, 0)
    sitting_call_off(sitting=hall.sitting, reason="未达到法定人数", by=hall.staff, at=MORNING)
    assert Speech.objects.get().state == "withdrawn"


def test_the_gist_is_written_during_and_after_and_never_over_anothers(opened):
    speech = call(opened, ask(opened, 0))
    gist_write(speech=speech, gist="建议加快管网改造。", revision=0, by=opened.staff, at=MORNING)
    end(opened, speech)
    with pytest.raises(Conflict, match="刚被其他工作人员改过"):
        gist_write(speech=speech, gist="另写一段", revision=0, by=opened.staff, at=MORNING)
    sitting_close(sitting=opened.sitting, by=opened.staff, at=minutes_later(9))
    after = gist_write(speech=speech, gist="建议加快管网改造,年内完工。", revision=1, by=opened.staff, at=MORNING)
    assert (after.gist, after.gist_revision) == ("建议加快管网改造,年内完工。", 2)


def test_no_gist_of_somebody_who_has_not_spoken(opened):
    with pytest.raises(DomainError, match="没有发言"):
        gist_write(speech=ask(opened, 0), gist="x", revision=0, by=opened.staff, at=MORNING)


def test_the_sitting_turns_to_an_item_of_its_own_meeting_only(opened):
    item = opened.meeting.agenda.get()
    step = sitting_turn_to(sitting=opened.sitting, item=item, by=opened.staff, at=MORNING)
    assert (step.text, step.agenda_item) == ("听取和审议政府工作报告", item)
    with pytest.raises(DomainError, match="请选择本场会议的一项"):
        sitting_turn_to(sitting=opened.sitting, by=opened.staff, at=MORNING)
    with pytest.raises(Exception, match="Cannot update"), transaction.atomic():
        FloorStep.objects.update(text="改")


@pytest.mark.django_db(transaction=True)
def test_two_staff_calling_at_once_give_one_speaker(opened):
    first, second = ask(opened, 0), ask(opened, 1)
    results = at_once(lambda: call(opened, first), lambda: call(opened, second))
    assert refusals(results) == ["Conflict"]
    assert Speech.objects.filter(state="speaking").count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_taps_at_once_are_one_turn(opened):
    results = at_once(lambda: ask(opened, 0), lambda: ask(opened, 0))
    assert refusals(results) == []
    assert Speech.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_closing_while_somebody_is_called_leaves_no_speaker_behind(opened):
    speech = ask(opened, 0)
    close = lambda: sitting_close(sitting=opened.sitting, by=opened.staff, at=minutes_later(9))  # noqa: E731
    assert len(refusals(at_once(lambda: call(opened, speech), close))) == 1
    state, speaking = opened.fresh().state, Speech.objects.filter(state="speaking").exists()
    assert (state, speaking) in {("closed", False), ("open", True)}
