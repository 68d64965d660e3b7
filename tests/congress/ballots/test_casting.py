"""Casting a named ballot: once, by whom the roll names, until the close."""

from datetime import timedelta

import pytest
from django.template.loader import render_to_string
from django.utils import timezone

from apps.congress.ballots import ballot_paper
from apps.congress.ballots.forms.sheets import SheetForm
from apps.congress.ballots.models import NamedBallot
from apps.congress.ballots.rules.marks import Marks
from apps.congress.ballots.selectors import voting_page
from apps.congress.ballots.services.casting import ballot_cast
from apps.congress.ballots.services.closing import poll_void
from apps.congress.ballots.services.opening import voter_channel_change
from apps.foundation.core.errors import Conflict, NotAllowed, NotReady, WrongState
from apps.foundation.people.models import MandateStatus
from tests.cast import TODAY
from tests.congress.ballots.hall import AT


def end_seat(hall, number: int, state: str = "ended") -> None:
    status = MandateStatus.objects.get(mandate__person=hall.cast.deputies()[number], mandate__term=hall.cast.term)
    MandateStatus.objects.filter(pk=status.pk).update(until=TODAY)
    MandateStatus.objects.create(mandate=status.mandate, state=state, starts_on=TODAY)


def test_it_puts_the_ballot_into_the_box(hall):
    poll = hall.open()
    cast_ballot = hall.vote(poll, 0, "路灯安装", "道路硬化")
    assert cast_ballot.choices == ["道路硬化", "路灯安装"]
    assert NamedBallot.objects.get(entry__name="安然").choices == ["道路硬化", "路灯安装"]


def test_it_accepts_a_blank_ballot_as_abstention(hall):
    poll = hall.open()
    assert hall.vote(poll, 0).choices == []


def test_it_answers_the_same_ballot_again_with_the_first_time(hall):
    poll = hall.open()
    first = hall.vote(poll, 0, "路灯安装", "道路硬化")
    again = ballot_cast(
        poll=poll, marks=Marks(("道路硬化", "路灯安装")), by=hall.deputy(0), at=AT + timedelta(minutes=3)
    )
    assert again == first


def test_it_refuses_another_ballot_from_a_second_window(hall):
    poll = hall.open()
    hall.vote(poll, 0, "路灯安装")
    with pytest.raises(Conflict, match="您已投票,所投内容不变。"):
        hall.vote(poll, 0, "道路硬化")
    assert NamedBallot.objects.get().choices == ["路灯安装"]


def test_it_refuses_more_marks_than_seats(hall):
    poll = hall.open()
    with pytest.raises(NotReady, match="最多选2项,您选了3项,请取消1项。"):
        hall.vote(poll, 0, "道路硬化", "饮水改造", "路灯安装")
    assert not NamedBallot.objects.exists()


def test_it_refuses_what_is_not_on_the_ballot(hall):
    poll = hall.open()
    with pytest.raises(NotReady, match="不在本次表决事项中"):
        hall.vote(poll, 0, "别的项目")


def test_it_refuses_opposition_where_the_ballot_has_none(hall):
    poll = hall.open()
    with pytest.raises(NotReady, match="没有“反对”一栏"):
        hall.vote(poll, 0, oppose=("道路硬化",))


def test_it_refuses_approving_and_opposing_one_item(hall):
    poll = hall.open(model="per_item", seats=None)
    with pytest.raises(NotReady, match="同一项目只能作一种表示"):
        hall.vote(poll, 0, "道路硬化", oppose=("道路硬化",))


def test_it_refuses_a_write_in_without_opposition(hall):
    poll = hall.open(model="election", seats=1, options=("张三", "李四"))
    with pytest.raises(NotReady, match="另选他人须先反对一名候选人"):
        hall.vote(poll, 0, "王五")


def test_it_takes_a_write_in_with_opposition(hall):
    poll = hall.open(model="election", seats=1, options=("张三", "李四"))
    assert hall.vote(poll, 0, "王五", oppose=("李四",)).choices == {"approve": ["王五"], "oppose": ["李四"]}


def open_run_off(hall, options, **values):
    poll = hall.draft(options, model="election", **values)
    poll.run_off_of, poll.round, poll.threshold = hall.draft(options, model="election", **values), 2, ""
    poll.save()
    return hall.open(poll)


def test_a_run_off_is_among_exactly_the_tied(hall):
    poll = open_run_off(hall, ("张三", "李四"), seats=1)
    for oppose in ((), ("李四",)):
        with pytest.raises(NotReady, match="再次投票只在得票相等的候选人中进行,不能另选他人"):
            hall.vote(poll, 0, "王五", oppose=oppose)
    assert hall.vote(poll, 0, "张三", oppose=("李四",)).choices == {"approve": ["张三"], "oppose": ["李四"]}


def face_of(hall, poll) -> str:
    page = voting_page(poll, hall.cast.deputies()[0].pk)
    return render_to_string("ballots/marks.html", {"poll": poll, "page": page})


def written_in_lines(hall, poll) -> tuple[int, int]:
    """On the phone and on paper."""
    return face_of(hall, poll).count('name="write_in"'), str(ballot_paper.tree(poll)).count("另选他人：")


@pytest.mark.parametrize(
    ("seats", "lines"),
    [(1, 1), (5, 5), (12, 10)],
)
def test_a_ballot_has_a_line_to_write_somebody_in_for_every_seat(hall, seats, lines):
    options = [f"候选人{number}" for number in range(13)]
    poll = hall.open(model="election", options=options, seats=seats)
    assert written_in_lines(hall, poll) == (lines, lines)
    assert "可以另选他人" in face_of(hall, poll)
    assert SheetForm(poll=poll, names=options).write_ins()


def test_a_run_off_has_no_lines_to_write_somebody_in(hall):
    poll = open_run_off(hall, ("张三", "李四"), seats=1)
    assert written_in_lines(hall, poll) == (0, 0)
    assert "另选他人" not in face_of(hall, poll) + str(ballot_paper.tree(poll))
    assert SheetForm(poll=poll, names=("张三", "李四")).write_ins() == []


def test_it_refuses_an_unknown_grade(hall):
    poll = hall.open(model="assessment", seats=None)
    with pytest.raises(NotReady, match="不在本次测评表中"):
        hall.vote(poll, 0, grades={"道路硬化": "非常满意"})


def test_it_takes_a_sheet_of_grades(hall):
    poll = hall.open(model="assessment", seats=None)
    assert hall.vote(poll, 0, grades={"道路硬化": "满意"}).choices == {"道路硬化": "满意"}


def test_it_keeps_the_order_of_preferences(hall):
    poll = hall.open(model="preference")
    assert hall.vote(poll, 0, "路灯安装", "道路硬化").choices == ["路灯安装", "道路硬化"]


def test_it_refuses_who_is_not_on_the_roll(hall):
    poll = hall.open(people=hall.cast.deputies()[1:])
    with pytest.raises(NotAllowed, match="您不在本次表决的名册上"):
        hall.vote(poll, 0, "道路硬化")


def test_it_refuses_a_deputy_of_another_body(hall):
    poll = hall.open()
    with pytest.raises(NotAllowed, match="您不在本次表决的名册上"):
        ballot_cast(poll=poll, marks=Marks(("道路硬化",)), by=hall.cast.actor("other_deputy"), at=AT)


def test_it_refuses_a_deputy_whose_seat_ended_this_morning(hall):
    poll = hall.open()
    end_seat(hall, 0)
    with pytest.raises(NotAllowed, match="您的代表资格已经终止"):
        hall.vote(poll, 0, "道路硬化")
    assert not NamedBallot.objects.exists()


def test_it_refuses_a_suspended_deputy(hall):
    poll = hall.open()
    end_seat(hall, 0, "suspended")
    with pytest.raises(NotAllowed, match="您已被暂停执行代表职务"):
        hall.vote(poll, 0, "道路硬化")


def test_it_refuses_after_the_close(hall):
    poll = hall.open()
    hall.close(poll)
    with pytest.raises(WrongState, match="表决已经截止,您的选票没有投出"):
        hall.vote(poll, 0, "道路硬化")


def test_it_confirms_an_earlier_ballot_even_after_the_close(hall):
    poll = hall.open()
    first = hall.vote(poll, 0, "道路硬化")
    hall.close(poll)
    assert hall.vote(poll, 0, "道路硬化") == first


def test_it_refuses_after_the_deadline_by_the_clock_of_the_database(hall):
    poll = hall.draft(closes_at=timezone.now() - timedelta(seconds=1))
    poll = hall.open(poll)
    with pytest.raises(WrongState, match="表决已经截止"):
        hall.vote(poll, 0, "道路硬化")


def test_it_refuses_in_a_voided_poll(hall):
    poll = hall.open()
    poll_void(poll=poll, reason="名册有误", by=hall.staff, at=AT)
    with pytest.raises(WrongState, match="本次表决已作废"):
        hall.vote(poll, 0, "道路硬化")


def test_it_refuses_a_voter_who_took_a_paper_ballot(hall):
    poll = hall.draft(method="mixed")
    hall.officers(poll)
    poll = hall.open(poll)
    voter_channel_change(entry=poll.roll.get(number=1), by=hall.staff, at=AT)
    with pytest.raises(NotAllowed, match="您在本次表决中使用纸质票"):
        hall.vote(poll, 0, "道路硬化")


def test_it_refuses_paper_to_a_voter_who_has_voted(hall):
    poll = hall.draft(method="mixed")
    hall.officers(poll)
    poll = hall.open(poll)
    hall.vote(poll, 0, "道路硬化")
    with pytest.raises(Conflict, match="安然已用手机投票,不能再改用纸质票"):
        voter_channel_change(entry=poll.roll.get(number=1), by=hall.staff, at=AT)


def test_it_takes_six_statements_at_most(hall, django_assert_max_num_queries):
    poll = hall.open()
    voter = hall.deputy(0)
    with django_assert_max_num_queries(6):
        ballot_cast(poll=poll, marks=Marks(("道路硬化",)), by=voter, at=AT)
