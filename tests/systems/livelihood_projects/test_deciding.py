"""The vote, what it leaves open, and its publication."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from apps.congress.ballots.services.closing import poll_void
from apps.congress.ballots.services.rounds import run_off_open
from apps.congress.ballots.services.setting_up import PollDraft
from apps.congress.meetings.models import Sitting
from apps.congress.meetings.services import sitting_poll_create, sitting_poll_open
from apps.foundation.core.errors import Conflict, NotReady, WrongState
from apps.foundation.policies.models import Policy
from apps.office.notifications.models import Notice
from apps.systems.livelihood_projects.models import Season
from apps.systems.livelihood_projects.selectors import polls_of
from apps.systems.livelihood_projects.services import deciding
from tests.systems.livelihood_projects.place import NOON, SENT_AT

TIE = [("修路", "建校")] * 4 + [("修路", "路灯")] * 4 + [("建校", "路灯")] * 2
"""修路 8, 建校 and 路灯 6 each of ten: one seat is left for two."""


def states(season):
    return dict(season.projects.values_list("name", "state"))


def tied(town):
    poll = town.voting()
    town.vote(poll, *TIE)
    return town.announce(poll)


def draft(season):
    return PollDraft(title="表决票", held_under="本镇办法", seats=season.to_choose)


def settle(town, season, *names, reason="主席团第3次会议决定"):
    chosen = list(season.projects.filter(name__in=names))
    return deciding.undecided_settle(season=season, chosen=chosen, reason=reason, by=town.staff, at=NOON)


def test_it_puts_the_candidates_to_the_vote_in_their_order(town):
    poll = town.voting()
    assert list(poll.options.order_by("number").values_list("title", flat=True)) == ["修路", "建校", "路灯"]
    assert Season.objects.get().state == "voting"


def test_a_list_that_came_late_is_not_voted_on(town):
    season, sitting = town.sent(at=SENT_AT + timedelta(days=4)), town.meeting().sittings.get()
    with pytest.raises(NotReady) as refused:
        deciding.vote_prepare(season=season, draft=draft(season), sitting=sitting, by=town.staff, at=NOON)
    assert [issue.code for issue in refused.value.issues] == ["sent_late"]
    assert Season.objects.get().state == "sent"


def test_a_list_that_was_not_sent_is_not_voted_on(town):
    season, sitting = town.drafted(), town.meeting().sittings.get()
    with pytest.raises(WrongState, match="须先送达代表"):
        deciding.vote_prepare(season=season, draft=draft(season), sitting=sitting, by=town.staff, at=NOON)


def test_it_refuses_a_sitting_of_another_body(town, street):
    season, sitting = town.sent(), street.meeting().sittings.get()
    with pytest.raises(Conflict, match="请选择本机关本届的会议"):
        deciding.vote_prepare(season=season, draft=draft(season), sitting=sitting, by=town.staff, at=NOON)


def test_it_refuses_a_second_vote_while_one_is_under_way(town):
    town.voting()
    season, sitting = Season.objects.get(), Sitting.objects.get()
    with pytest.raises(WrongState, match="尚未提交表决"):
        deciding.vote_prepare(season=season, draft=draft(season), sitting=sitting, by=town.staff, at=NOON)


def test_the_announced_result_settles_every_candidate(town):
    season = town.decided()
    assert states(season) == {"修路": "voted_in", "建校": "voted_in", "路灯": "voted_out"}
    assert (season.state, season.decided_at) == ("decided", NOON)


def test_a_voided_vote_brings_the_season_back_to_where_it_can_be_held_again(town):
    poll = town.voting()
    poll_void(poll=poll, reason="票面有误", by=town.staff, at=NOON)
    season = Season.objects.get()
    assert season.state == "sent"
    again = deciding.vote_prepare(
        season=season, draft=draft(season), sitting=Sitting.objects.get(), by=town.staff, at=NOON
    )
    assert again.state == "draft"


def test_the_tied_stay_open_until_their_run_off(town):
    tied(town)
    season = Season.objects.get()
    assert season.state == "voting"
    assert states(season) == {"修路": "voted_in", "建校": "candidate", "路灯": "candidate"}


def test_a_run_off_settles_the_tied(town):
    run_off = run_off_open(poll=tied(town), by=town.staff, at=NOON)
    sitting = Sitting.objects.get()
    sitting_poll_create(sitting=sitting, poll=run_off, by=town.staff, at=NOON)
    sitting_poll_open(sitting=sitting, poll=run_off, by=town.staff, at=NOON)
    town.vote(run_off, *[("建校",)] * 3, *[("路灯",)] * 7)
    town.announce(run_off)
    season = Season.objects.get()
    assert season.state == "decided"
    assert states(season) == {"修路": "voted_in", "建校": "voted_out", "路灯": "voted_in"}
    assert season.projects.get(name="路灯").votes == 6


def test_the_presidium_settles_a_tie_with_the_decision_named(town):
    tied(town)
    season = settle(town, Season.objects.get(), "建校")
    assert (season.state, season.settled_by) == ("decided", "主席团第3次会议决定")
    assert states(season) == {"修路": "voted_in", "建校": "voted_in", "路灯": "voted_out"}


def test_a_decision_cannot_fill_more_seats_than_are_open(town):
    tied(town)
    with pytest.raises(NotReady) as refused:
        settle(town, Season.objects.get(), "建校", "路灯")
    assert [issue.sentence for issue in refused.value.issues] == ["还可再确定1项,所选2项,请减少。"]


def test_nothing_is_settled_by_decision_while_a_run_off_is_prepared(town):
    run_off_open(poll=tied(town), by=town.staff, at=NOON)
    with pytest.raises(WrongState, match="请先完成再次投票"):
        settle(town, Season.objects.get(), "建校")


def test_nothing_is_settled_by_decision_while_a_third_round_is_prepared(town):
    run_off = run_off_open(poll=tied(town), by=town.staff, at=NOON)
    sitting = Sitting.objects.get()
    sitting_poll_create(sitting=sitting, poll=run_off, by=town.staff, at=NOON)
    sitting_poll_open(sitting=sitting, poll=run_off, by=town.staff, at=NOON)
    town.vote(run_off, *[("建校",)] * 5, *[("路灯",)] * 5)
    town.announce(run_off)
    third = run_off_open(poll=run_off, by=town.staff, at=NOON)
    assert polls_of(Season.objects.get())[-1] == third
    with pytest.raises(WrongState, match="请先完成再次投票"):
        settle(town, Season.objects.get(), "建校")


def test_nothing_is_settled_by_decision_before_the_vote(town):
    with pytest.raises(WrongState, match="目前没有须由会议决定的未决项目"):
        settle(town, town.sent(), "建校")


def test_a_second_round_keeps_the_losers_waiting(town):
    Policy.objects.create(
        key="ballots.shortage_rule",
        value="second_round",
        area=town.term.body.area,
        starts_on=SENT_AT.date(),
        set_at=SENT_AT,
    )
    poll = town.voting()
    town.vote(poll, *[("修路",)] * 10)
    town.announce(poll)
    season = Season.objects.get()
    assert season.state == "voting"
    assert states(season) == {"修路": "voted_in", "建校": "candidate", "路灯": "candidate"}


def test_it_is_announced_only_after_the_decision(town):
    town.voting()
    with pytest.raises(WrongState, match="须先完成表决并宣布结果"):
        deciding.season_announce(season=Season.objects.get(), by=town.staff, at=NOON)


def test_announcing_keeps_the_words_of_the_notice_and_tells_the_members(town):
    season = town.announced()
    assert season.announcement == (
        f"经{season.meeting.title}票决,确定下列2个项目为2027年民生实事项目:\n1. 修路\n2. 建校"
    )
    assert Notice.objects.filter(title="青禾镇2027年民生实事项目票决结果公布").count() == 10


def test_a_street_chooses_in_its_own_words(street):
    season = street.announced()
    assert "票选,选出下列2个项目" in season.announcement
    assert Notice.objects.filter(title="滨江街道2027年民生实事项目票选结果公布").count() == 1


def test_it_is_announced_once(town):
    season = town.announced()
    with pytest.raises(WrongState, match="须先完成表决并宣布结果"):
        deciding.season_announce(season=season, by=town.staff, at=NOON)


def test_the_published_notice_cannot_be_rewritten_in_the_database(town):
    season = town.announced()
    with pytest.raises(DatabaseError, match="pgtrigger: Cannot"), transaction.atomic():
        Season.objects.filter(pk=season.pk).update(announcement="另一份公告")
