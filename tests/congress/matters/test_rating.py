"""评价: who may, what follows by itself, and what becomes of those that never come."""

from datetime import date

import pytest

from apps.congress.matters.models import Handling, Matter, MatterTally, Mediation, Rating, SubmissionUpdate
from apps.congress.matters.policies import REMIND_KEY
from apps.congress.matters.rules.rating import Voice
from apps.congress.matters.services.lapsing import rating_follow, ratings_follow
from apps.congress.matters.services.mediating import matter_mediate
from apps.congress.matters.services.rating import matter_rate, request_rate
from apps.congress.matters.services.taking import handling_take
from apps.congress.matters.signals import matter_closed
from apps.foundation.audit.models import Entry
from apps.foundation.core.actors import Actor
from apps.foundation.core.errors import DomainError, NotAllowed, NotReady, WrongState
from apps.office.notifications.models import Notice
from tests import factories as make
from tests.congress.matters import handled
from tests.congress.matters.outcomes import (
    answered,
    government,
    handed_over,
    moment,
    replied,
    request_of_resident,
    suggestion,
)
from tests.racing import at_once, refusals

GOOD = Voice("satisfied", "satisfied")
BAD = Voice("satisfied", "dissatisfied", "只装了一盏,学校门口还是黑的。")
RATED = moment(5, 20)


def rate(cast, matter, voice=GOOD, round_=1, part="deputy", at=RATED):
    return matter_rate(matter=matter, voice=voice, round_=round_, by=cast.actor(part), at=at)


def test_satisfied_closes_the_matter_and_the_unit_learns_it(cast):
    matter = replied(cast)
    rate(cast, matter)
    matter.refresh_from_db()
    assert (matter.state, matter.closed_at, matter.due_on) == ("closed", RATED, None)
    assert SubmissionUpdate.objects.latest("pk").is_final
    assert Notice.objects.filter(recipient=cast.people["handler"], title="已办结:关于增设村口路灯的建议").exists()
    assert Entry.objects.get(act="matters.matter.rated").facts["result"] == "满意"


def test_the_end_of_a_matter_is_told_once(cast):
    matter, ended = replied(cast), []

    def note(matter, **given):
        ended.append(matter.pk)

    matter_closed.connect(note)
    try:
        rate(cast, matter)
    finally:
        matter_closed.disconnect(note)
    assert ended == [matter.pk]


@pytest.mark.parametrize(("voice", "grade"), [(GOOD, "satisfied"), (BAD, "dissatisfied")])
def test_the_matter_carries_the_result_of_its_last_rating_for_the_lists(cast, voice, grade):
    matter = replied(cast)
    rate(cast, matter, voice)
    matter.refresh_from_db()
    assert matter.grade == grade
    assert MatterTally.objects.within(cast.town.path).filter(grade=grade).total() == 1


@pytest.mark.parametrize("part", ["staff", "leader", "handler", "other_deputy", "operator"])
def test_nobody_but_the_proposer_rates(cast, part):
    matter = replied(cast)
    with pytest.raises(NotAllowed, match="只有提出人本人可以评价,联名提出的由领衔人评价"):
        rate(cast, matter, part=part)
    assert not Rating.objects.exists()


def test_who_is_dissatisfied_says_with_what(cast):
    matter = replied(cast)
    with pytest.raises(NotReady, match="请写明具体意见"):
        rate(cast, matter, Voice("dissatisfied", "satisfied", "  "))


def test_a_bad_attitude_with_a_good_result_closes_it_all_the_same(cast):
    matter = replied(cast)
    rate(cast, matter, Voice("dissatisfied", "basic", "一直没有人联系我。"))
    matter.refresh_from_db()
    assert matter.state == "closed"


def test_a_bad_result_begins_the_second_round_for_the_same_units_by_itself(cast):
    other = make.make_unit(cast.town, "department", "镇规划建设办")
    matter = answered(handed_over(cast, suggestion(cast), government(), other))
    rate(cast, matter, BAD)
    matter.refresh_from_db()
    assert (matter.state, matter.round, matter.due_on) == ("rehandling", 2, date(2026, 7, 20))
    again = Handling.objects.filter(matter=matter, round=2)
    assert sorted(part.unit_name for part in again) == ["镇规划建设办", "青禾镇人民政府"]
    assert {(part.role, part.state, part.due_on) for part in again} == {("separate", "sent", date(2026, 7, 20))}
    notice = Notice.objects.get(recipient=cast.people["handler"], title="请重新办理:关于增设村口路灯的建议")
    assert "只装了一盏,学校门口还是黑的。" in notice.body
    told = SubmissionUpdate.objects.latest("pk").sentence
    assert told.startswith(
        "您对办理结果不满意,已请青禾镇人民政府、镇规划建设办重新办理,应在2026年7月20日前再次答复您。"
    )


def test_signed_letters_are_rated_in_both_rounds(cast):
    """The whole way through the services: contact, letter, rating, contact again, a second letter, rating again."""
    handled.add_signers(cast)
    handled.replied(cast, handled.contacted(cast))
    matter = Matter.objects.get()
    rate(cast, matter, BAD, at=moment(3, 30))
    part = handling_take(part=matter.parts.get(round=2), by=cast.actor("handler"), at=moment(3, 31))
    handled.contact(cast, part, on=date(2026, 3, 31), at=moment(3, 31, 10))
    letter = handled.submitted(cast, handled.drafted(cast, part, at=moment(4, 1)), at=moment(4, 1, 10))
    handled.sign(cast, letter, at=moment(4, 2))
    matter.refresh_from_db()
    assert (matter.state, matter.round, matter.grade) == ("replied", 2, "dissatisfied")
    rate(cast, matter, GOOD, round_=2, at=moment(4, 3))
    matter.refresh_from_db()
    assert (matter.state, matter.grade) == ("closed", "satisfied")
    assert [rating.result for rating in matter.ratings.all()] == ["dissatisfied", "satisfied"]


def test_a_unit_that_is_gone_gets_no_second_round_and_the_office_is_asked(cast):
    matter = replied(cast)
    unit = government()
    unit.until = date(2026, 5, 19)
    unit.save()
    rate(cast, matter, BAD)
    assert not Handling.objects.filter(matter=matter, round=2).exists()
    notice = Notice.objects.get(recipient=cast.people["staff"], title="请另行确定承办单位:关于增设村口路灯的建议")
    assert "青禾镇人民政府已经撤销" in notice.body
    assert "另行确定承办单位" in SubmissionUpdate.objects.latest("pk").sentence


def test_twice_dissatisfied_comes_before_the_congress_whose_opinion_closes_it(cast):
    matter = replied(cast)
    rate(cast, matter, BAD)
    answered(matter, result="C", at=moment(7, 1))
    rate(cast, matter, BAD, round_=2, at=moment(7, 3))
    matter.refresh_from_db()
    assert (matter.state, matter.round) == ("mediating", 2)
    assert Notice.objects.filter(recipient=cast.people["staff"], title__startswith="请召集双方协调").exists()
    act = {"matter": matter, "people": "安然、副镇长", "opinion": "年底前装完。", "by": cast.actor("staff")}
    with pytest.raises(DomainError, match="协调日期不能晚于今天"):
        matter_mediate(**act, on=date(2026, 7, 11), at=moment(7, 10))
    first = matter_mediate(**act, on=date(2026, 7, 9), at=moment(7, 10))
    again = matter_mediate(**act, on=date(2026, 7, 9), at=moment(7, 10))
    matter.refresh_from_db()
    assert (first.pk, matter.state, Mediation.objects.count()) == (again.pk, "closed", 1)
    assert Notice.objects.filter(recipient=cast.people["handler"], body__contains="年底前装完。").exists()


def disputed(cast) -> Matter:
    """Rated dissatisfied twice, the second time on 3 July."""
    matter = replied(cast)
    rate(cast, matter, BAD)
    answered(matter, result="C", at=moment(7, 1))
    rate(cast, matter, BAD, round_=2, at=moment(7, 3))
    return matter


def mediate(cast, matter, opinion="年底前装完。", on=date(2026, 7, 9)):
    return matter_mediate(
        matter=matter, on=on, people="安然、副镇长", opinion=opinion, by=cast.actor("staff"), at=moment(7, 10)
    )


def test_the_end_by_mediation_is_told_once(cast):
    matter, ended = disputed(cast), []

    def note(matter, **given):
        ended.append(matter.pk)

    matter_closed.connect(note)
    try:
        mediate(cast, matter)
    finally:
        matter_closed.disconnect(note)
    assert ended == [matter.pk]


def test_of_two_who_write_down_the_mediation_the_second_is_told_that_one_stands(cast):
    matter = disputed(cast)
    mediate(cast, matter)
    with pytest.raises(WrongState, match="已办结"):
        mediate(cast, matter, "明年再装。")
    assert Mediation.objects.get().opinion == "年底前装完。"


def test_nobody_mediates_before_there_is_a_dispute(cast):
    matter = disputed(cast)
    with pytest.raises(DomainError, match="不能早于提出人再次评价不满意之日\\(2026年7月3日\\)"):
        mediate(cast, matter, on=date(2026, 7, 2))


def test_mediation_waits_until_the_proposer_was_dissatisfied_twice(cast):
    matter = replied(cast)
    with pytest.raises(WrongState, match="已答复,待评价"):
        matter_mediate(
            matter=matter, on=date(2026, 5, 19), people="双方", opinion="……", by=cast.actor("staff"), at=RATED
        )


def test_a_second_click_makes_no_second_rating(cast):
    matter = replied(cast)
    assert rate(cast, matter, BAD).pk == rate(cast, matter, BAD).pk
    assert (Rating.objects.count(), Handling.objects.filter(matter=matter).count()) == (1, 2)


def test_another_rating_of_a_rated_round_is_refused_not_dropped(cast):
    """A page of the first round that was left open and is sent again."""
    matter = replied(cast)
    rate(cast, matter, BAD)
    with pytest.raises(WrongState, match="您已评价过\\(对办理结果不满意\\),评价不能修改,这次填写的没有保存"):
        rate(cast, matter, GOOD)
    assert Rating.objects.get().result == "dissatisfied"


def test_what_was_not_answered_cannot_be_rated(cast):
    matter = handed_over(cast, suggestion(cast))
    with pytest.raises(WrongState, match="办理中"):
        rate(cast, matter)


def test_the_second_round_cannot_be_rated_on_a_page_of_the_first(cast):
    matter = replied(cast)
    with pytest.raises(NotAllowed, match="请刷新页面"):
        rate(cast, matter, round_=2)


def test_a_resident_rates_by_code_and_nobody_is_named(cast):
    matter, _ = request_of_resident(cast)
    answered(handed_over(cast, matter))
    request_rate(submission=matter.submission, voice=GOOD, round_=1, by=Actor.guest(), at=RATED)
    rating = Rating.objects.get()
    assert (rating.rated_by, rating.person) == ("反映人", None)
    assert "赵大姐" not in str(Entry.objects.get(act="matters.matter.rated").facts)


def test_a_code_does_not_rate_what_a_deputy_put_forward(cast):
    matter = replied(cast)
    with pytest.raises(NotAllowed, match="由提出的代表评价"):
        request_rate(submission=matter.submission, voice=GOOD, round_=1, by=Actor.guest(), at=RATED)


def test_the_proposer_is_reminded_once_and_then_it_closes_unrated(cast):
    matter = replied(cast)
    assert matter.due_on == date(2026, 6, 15)
    assert ratings_follow(at=moment(6, 11)) == 0
    assert ratings_follow(at=moment(6, 12)) == 1
    assert ratings_follow(at=moment(6, 12, 10)) == 0
    assert Notice.objects.filter(recipient=cast.people["deputy"], title__startswith="请评价办理情况").count() == 1
    assert ratings_follow(at=moment(6, 15)) == 0
    assert ratings_follow(at=moment(6, 16)) == 1
    matter.refresh_from_db()
    assert (matter.state, Rating.objects.count()) == ("closed", 0)
    assert "按“未评价”办结" in SubmissionUpdate.objects.latest("pk").sentence


def test_a_place_sets_how_many_days_before_the_proposer_is_reminded(cast):
    matter = replied(cast)
    matter.frozen_rules[REMIND_KEY] = {"value": 10}
    matter.save()
    assert ratings_follow(at=moment(6, 4)) == 0
    assert ratings_follow(at=moment(6, 5)) == 1


def test_who_was_never_reminded_has_a_day_left_after_the_reminder(cast):
    matter = replied(cast)
    assert ratings_follow(at=moment(6, 20)) == 1
    matter.refresh_from_db()
    assert (matter.state, matter.reminded_at) == ("replied", moment(6, 20))
    rate(cast, matter, at=moment(6, 20, 15))
    assert ratings_follow(at=moment(6, 21)) == 0
    matter.refresh_from_db()
    assert (matter.state, Rating.objects.count()) == ("closed", 1)


def test_a_resident_is_reminded_on_their_status_page(cast):
    matter, _ = request_of_resident(cast)
    answered(handed_over(cast, matter))
    ratings_follow(at=moment(6, 12))
    assert "请在2026年6月15日前评价" in SubmissionUpdate.objects.latest("pk").sentence


@pytest.mark.django_db(transaction=True)
def test_two_windows_rating_at_once_make_one_rating_and_one_second_round(cast):
    matter = replied(cast)
    results = at_once(*[lambda: rate(cast, matter, BAD)] * 4)
    assert refusals(results) == []
    assert len({rating.pk for rating in results}) == 1
    assert Handling.objects.filter(matter=matter, round=2).count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_rating_and_the_lapse_at_once_leave_one_of_the_two(cast):
    matter = replied(cast)
    ratings_follow(at=moment(6, 12))
    results = at_once(
        lambda: rate(cast, matter, BAD, at=moment(6, 16)), lambda: rating_follow(matter=matter, at=moment(6, 16))
    )
    matter.refresh_from_db()
    if Rating.objects.exists():
        assert (matter.state, results[1]) == ("rehandling", False)
    else:
        assert (matter.state, refusals(results)) == ("closed", ["WrongState"])
