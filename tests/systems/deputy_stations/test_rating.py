"""A round of the star rating: who may give what, what is kept, what comes out again years later."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction

from apps.foundation.core.errors import Conflict, DomainError, NotAllowed, NotReady, WrongState
from apps.office.approvals.models import ApprovalRequest
from apps.office.approvals.services import step_approve, step_return
from apps.office.notifications.models import Notice
from apps.office.public_notices.services import notice_withdraw, objection_receive, objection_settle
from apps.systems.deputy_stations.models import (
    Activity,
    ItemScore,
    RatingRound,
    RatingState,
    StandardItem,
    Star,
    StationRating,
)
from apps.systems.deputy_stations.rules.marking import Mark
from apps.systems.deputy_stations.rules.standards import ItemDraft
from apps.systems.deputy_stations.selectors.rating import drafts_of, head_of, recomputed, results_now
from apps.systems.deputy_stations.selectors.stars import idle_stars, star_on
from apps.systems.deputy_stations.services import rating as acts
from apps.systems.deputy_stations.services import rounds
from apps.systems.deputy_stations.services.rating import Scoring
from apps.systems.deputy_stations.services.standards import standard_change, standard_draft, standard_put_in_force
from apps.systems.deputy_stations.services.stars import lowering_propose
from tests.racing import at_once, refusals
from tests.systems.deputy_stations.rated import NAMED, STUDIED, TODAY, Rated, at, marks, rated_of


@pytest.fixture
def rated(cast, settings, tmp_path) -> Rated:
    settings.MEDIA_ROOT = tmp_path
    return rated_of(cast)


def test_the_scenario_of_twelve_stations_with_one_downgrade(rated):
    """自评—初审—复核—决定—公示—命名, a 降级 by the 主任会议; counted again after the standard and the data changed."""
    standard = rated.standard()
    round_ = rated.round()
    for number, station in enumerate(rated.stations):
        bonus = {"i22": 5, "i23": 5} if number < 4 else {}
        rated.scored(rated.rating(round_, station), full(rated, round_, station, bonus), marks(**bonus))
    round_ = rated.studied(round_)
    kept = {one.station.name: (one.total, one.stars) for one in round_.ratings.select_related("station")}
    rated.concluded(rated.published(round_))
    round_ = rated.named(round_)
    assert round_.state == "named"
    assert kept["12号代表活动站"][1] == 0  # 全年没有开展工作: vetoed by the data
    assert round_.ratings.get(station=rated.stations[11]).vetoes == "全年没有开展工作"
    awarded = dict(Star.objects.values_list("station__name", "stars"))
    assert awarded == {name: stars for name, (_, stars) in kept.items() if stars}
    first = Star.objects.get(station=rated.stations[0])
    assert (first.starts_on, first.until, first.decision_number) == (date(2026, 4, 1), date(2028, 4, 1), NAMED)

    lowering = lowering_propose(
        star=first, to_stars=0, trigger="veto", reason="弄虚作假", by=rated.by, at=at(date(2026, 5, 2))
    )
    decided = date(2026, 6, 1)
    step_approve(
        request=ApprovalRequest.objects.of(lowering)[0], step_number=1, opinion="同意", decided_on=decided,
        document_number=STUDIED, by=rated.by, at=at(decided),
    )  # fmt: skip
    assert star_on(rated.stations[0], date(2026, 5, 31)) == first.stars
    assert star_on(rated.stations[0], decided) == 0

    _change_everything(rated, standard)
    again = recomputed(RatingRound.objects.get(pk=round_.pk))
    assert len(again) == 12
    assert {one.rating.station.name: (one.total, one.stars) for one in again} == kept
    assert all(one.is_same for one in again)


def full(rated: Rated, round_: RatingRound, station, bonus) -> dict[int, Mark]:
    """All points where the data let it be: a generous rater."""
    items = {item.number: item for item in round_.standard.items.filter(kind="normal")}
    given = {number: Mark(item.points, "现场核实") for number, item in items.items()}
    return {**marks(**bonus), **given}


def _change_everything(rated: Rated, standard) -> None:
    """A new version with other points, and the activities of the year gone."""
    new = standard_draft(office=rated.cast.district, by=rated.by, at=at())
    items = [draft for draft in drafts_of(new) if draft.kind != "normal"]
    items.append(ItemDraft("一", "只看台账", Decimal(100), "manual"))
    new = standard_change(standard=new, head=head_of(new), items=items, revision=0, by=rated.by, at=at())
    standard_put_in_force(standard=new, by=rated.by, at=at())
    standard.refresh_from_db()
    assert standard.state == "retired"
    Activity.objects.update(state="cancelled")


def test_a_standard_in_force_is_frozen_by_the_database(rated):
    standard = rated.standard()
    with pytest.raises(WrongState, match="新版本"):
        standard_change(standard=standard, head=head_of(standard), items=[], revision=0, by=rated.by, at=at())
    item = standard.items.first()
    for act in (
        lambda: StandardItem.objects.filter(pk=item.pk).update(points=1),
        lambda: StandardItem.objects.filter(pk=item.pk).delete(),
        lambda: StandardItem.objects.create(standard=standard, number=99, title="新", dimension="一", points=1),
        lambda: type(standard).objects.filter(pk=standard.pk).update(five_from=95),
    ):
        with pytest.raises(DatabaseError, match="pgtrigger"), transaction.atomic():
            act()


def test_a_running_round_keeps_its_standard_when_a_new_version_is_put_in_force(rated):
    first, round_ = rated.standard(), rated.round()
    second = standard_draft(office=rated.cast.district, by=rated.by, at=at())
    standard_put_in_force(standard=second, by=rated.by, at=at())
    assert RatingRound.objects.get(pk=round_.pk).standard == first
    assert rated.round("第二轮").standard == second


def test_only_one_draft_of_a_standard_at_a_time(rated):
    standard_draft(office=rated.cast.district, by=rated.by, at=at())
    with pytest.raises(Conflict, match="拟定中"):
        standard_draft(office=rated.cast.district, by=rated.by, at=at())


def test_a_town_has_no_standard_and_no_round_without_one_in_force(rated):
    with pytest.raises(DomainError, match="区\\(县\\)人大常委会"):
        standard_draft(office=rated.cast.town, by=rated.by, at=at())
    with pytest.raises(DomainError, match="启用标准"):
        rated.round()


def test_figures_are_frozen_with_the_round(rated):
    rated.standard()
    rating = rated.rating(rated.round(), rated.stations[0])
    assert rating.figures["activities_held"] == [11, 12]
    assert rating.figures["check_wall"] == [4, 4]
    assert rating.figures["staff_kept"] == [1, 2]
    assert rating.figures["idle"] == [0, 1]
    assert "attendance" not in rating.figures
    assert rated.rating(rating.round, rated.stations[11]).figures["idle"] == [1, 1]


def test_an_item_without_data_is_never_silently_nought(rated):
    rated.standard()
    rating = rated.rating(rated.round(), rated.stations[0])
    with pytest.raises(NotReady) as refused:
        acts.self_score(rating=rating, scoring=Scoring(marks()), revision=0, hand_in=True, by=rated.by, at=at())
    assert "“代表到站率”无数据,请人工打分。" in str(refused.value)
    rating.refresh_from_db()
    assert rating.state == "self"


def test_two_who_save_at_once_do_not_overwrite_each_other(rated):
    rated.standard()
    rating = rated.rating(rated.round(), rated.stations[0])
    acts.self_score(rating=rating, scoring=Scoring(marks()), revision=0, hand_in=False, by=rated.by, at=at())
    with pytest.raises(Conflict):
        acts.self_score(rating=rating, scoring=Scoring(marks()), revision=0, hand_in=False, by=rated.by, at=at())


def test_a_rater_of_the_same_town_is_refused_and_one_alone_too(rated):
    rated.standard()
    round_ = rated.round()
    rating = rated.rating(round_, rated.stations[0])
    own = rated.cast.people["staff"]
    with pytest.raises(NotReady, match="不能评审本镇街"):
        acts.raters_set(round_=round_, ratings=[rating], people=[own, rated.raters[0]], by=rated.by, at=at())
    with pytest.raises(NotReady, match="至少安排2名"):
        acts.raters_set(round_=round_, ratings=[rating], people=rated.raters[:1], by=rated.by, at=at())


def test_only_those_asked_rate_on_the_spot_and_hand_in_once(rated):
    rated.standard()
    rating = rated.to_site(rated.rating(rated.round(), rated.stations[0]))
    scoring = rated.lacking(rating, marks())
    with pytest.raises(NotAllowed, match="不是这个家站的评审员"):
        acts.site_score(rating=rating, scoring=scoring, revision=0, hand_in=True, by=rated.by, at=at())
    acts.raters_set(round_=rating.round, ratings=[rating], people=rated.raters[1:], by=rated.by, at=at())
    by = rated.rater(rated.raters[1])
    rating = acts.site_score(rating=rating, scoring=scoring, revision=0, hand_in=True, by=by, at=at())
    assert rating.state == "site"  # the other one has not handed in
    with pytest.raises(WrongState, match="已经提交"):
        acts.site_score(rating=rating, scoring=scoring, revision=1, hand_in=True, by=by, at=at())
    with pytest.raises(DomainError, match="不能再改评审员"):
        acts.raters_set(round_=rating.round, ratings=[rating], people=rated.raters[:2], by=rated.by, at=at())


@pytest.mark.django_db(transaction=True)
def test_the_last_two_raters_at_once_close_the_stage_once(rated):
    rated.standard()
    rating = rated.to_site(rated.rating(rated.round(), rated.stations[0]))
    acts.raters_set(round_=rating.round, ratings=[rating], people=rated.raters[1:], by=rated.by, at=at())
    scoring = rated.lacking(rating, marks())

    def hand_in(person):
        by = rated.rater(person)
        return lambda: acts.site_score(rating=rating, scoring=scoring, revision=0, hand_in=True, by=by, at=at())

    results = at_once(*(hand_in(person) for person in rated.raters[1:]))
    assert refusals(results) == []
    rating.refresh_from_db()
    assert rating.state == "scored"


def test_the_average_of_raters_counts_and_the_office_settles_with_a_reason(rated):
    rated.standard()
    round_ = rated.round()
    rating = rated.scored(rated.rating(round_, rated.stations[0]), marks(i13=6), marks(i13=5), marks(i13=5))
    before = results_now(round_)[0].outcome.total
    assert before == before.quantize(Decimal("0.01"))
    with pytest.raises(NotReady, match="请写明理由"):
        acts.final_score(rating=rating, scoring=Scoring({13: Mark(Decimal(2))}), revision=2, by=rated.by, at=at())
    rating = acts.final_score(
        rating=rating, scoring=Scoring({13: Mark(Decimal(2), "台账有缺页")}), revision=2, by=rated.by, at=at()
    )
    assert results_now(round_)[0].outcome.total == before - Decimal("5.33") + 2
    assert ItemScore.objects.get(rating=rating, stage="final", points__isnull=False).reason == "台账有缺页"


def test_nothing_is_put_to_the_meeting_before_every_station_is_rated_or_left_out(rated):
    rated.standard()
    round_ = rated.round()
    rated.scored(rated.rating(round_, rated.stations[0]), marks(), marks())
    with pytest.raises(NotReady, match="还有11个家站没有评完"):
        rounds.round_submit(round_=round_, by=rated.by, at=at())
    _drop_rest(rated, round_)
    assert rounds.round_submit(round_=round_, by=rated.by, at=at()).state == "study"


def test_a_station_left_out_needs_a_reason(rated):
    rated.standard()
    with pytest.raises(DomainError, match="请写明不参评的理由"):
        acts.rating_drop(rating=rated.rating(rated.round(), rated.stations[0]), reason=" ", by=rated.by, at=at())


def _drop_rest(rated: Rated, round_: RatingRound) -> None:
    for rating in round_.ratings.filter(state="self").with_all():
        acts.rating_drop(rating=rating, reason="今年改造,不参评", by=rated.by, at=at())


def _scored_pair(rated: Rated) -> RatingRound:
    rated.standard()
    round_ = rated.round()
    for station in rated.stations[:2]:
        rated.scored(rated.rating(round_, station), marks(), marks())
    _drop_rest(rated, round_)
    return round_


def test_a_result_returned_by_the_meeting_may_be_changed_again(rated):
    round_ = rounds.round_submit(round_=_scored_pair(rated), by=rated.by, at=at())
    rating = rated.rating(round_, rated.stations[0])
    with pytest.raises(WrongState):
        acts.rating_send_back(rating=rating, reason="再核", by=rated.by, at=at())
    step_return(
        request=ApprovalRequest.objects.of(round_)[0], step_number=1, reason="补充", document_number=STUDIED,
        decided_on=TODAY, by=rated.by, at=at(),
    )  # fmt: skip
    assert acts.rating_send_back(rating=rating, reason="再核", by=rated.by, at=at()).state == "site"
    assert Notice.objects.filter(recipient=rated.raters[0], title__contains="退回").exists()


def test_an_objection_that_holds_sends_one_station_back_and_the_others_are_named(rated):
    round_ = rated.studied(_scored_pair(rated))
    notice = rated.published(round_)
    with pytest.raises(NotReady, match="还没有办结"):
        rated.named(round_)
    objection = objection_receive(
        notice=notice, text="台账造假", name="", contact="", channel="online", by=rated.by, at=at()
    )
    objection_settle(objection=objection, upheld=True, answer="属实", by=rated.by, at=at())
    rated.concluded(notice)
    with pytest.raises(NotReady, match="1条公示意见成立"):
        rated.named(round_)
    later = at(date(2026, 4, 1))
    back = acts.rating_send_back(
        rating=rated.rating(round_, rated.stations[0]), reason="台账造假", by=rated.by, at=later
    )
    scoring = rated.lacking(back, marks(i25=1))
    for person in rated.raters[:2]:
        acts.site_score(rating=back, scoring=scoring, revision=1, hand_in=True, by=rated.rater(person), at=later)
    round_ = rated.named(round_)
    assert round_.state == "open"  # the one that was sent back goes to the meeting again
    assert rated.rating(round_, rated.stations[1]).state == "settled"
    round_ = rated.studied(round_, date(2026, 4, 10))
    rated.concluded(rated.published(round_, date(2026, 4, 10)))
    round_ = rated.named(round_, date(2026, 5, 1))
    assert round_.state == "named"
    assert rated.rating(round_, rated.stations[0]).vetoes == "弄虚作假"
    assert all(one.is_same for one in recomputed(round_))


def test_a_notice_taken_down_leaves_the_results_to_be_published_again(rated):
    round_ = rated.studied(_scored_pair(rated))
    notice_withdraw(notice=rated.published(round_), reason="名称有误", by=rated.by, at=at())
    round_.refresh_from_db()
    assert round_.state == "agreed"
    assert rated.published(round_).state == "published"


def test_a_settled_rating_is_never_changed(rated):
    round_ = rated.studied(_scored_pair(rated))
    rated.concluded(rated.published(round_))
    rated.named(round_)
    with pytest.raises(DatabaseError, match="pgtrigger"), transaction.atomic():
        StationRating.objects.filter(state=RatingState.SETTLED).update(total=1)


def test_a_new_decision_ends_the_stars_before_it(rated):
    station = rated.stations[1]
    old = Star.objects.create(
        station=station, stars=5, starts_on=date(2025, 4, 1), decision_number="旧", created_at=at()
    )
    round_ = rated.studied(_scored_pair(rated))
    rated.concluded(rated.published(round_))
    with pytest.raises(DomainError, match="早于主任会议研究之日"):  # a year typed wrong
        rated.named(round_, date(2025, 4, 1))
    rated.named(round_)
    old.refresh_from_db()
    assert (old.until, old.ended_reason) == (date(2026, 4, 1), "复评后重新评定")
    assert star_on(station, date(2026, 3, 31)) == 5
    assert star_on(station, date(2026, 4, 1)) == rated.rating(round_, station).stars


def test_a_downgrade_needs_a_lower_star_a_reason_and_is_proposed_once(rated):
    star = Star.objects.create(
        station=rated.stations[0], stars=4, starts_on=date(2026, 1, 1), decision_number="旧", created_at=at()
    )
    propose = {"star": star, "trigger": "idle", "by": rated.by, "at": at()}
    with pytest.raises(DomainError, match="更低的星级"):
        lowering_propose(to_stars=4, reason="停摆", **propose)
    with pytest.raises(DomainError, match="事实和理由"):
        lowering_propose(to_stars=3, reason=" ", **propose)
    lowering = lowering_propose(to_stars=3, reason="一季度没有活动", **propose)
    with pytest.raises(Conflict, match="研究中"):
        lowering_propose(to_stars=0, reason="再提", **propose)
    step_return(
        request=ApprovalRequest.objects.of(lowering)[0], step_number=1, reason="限期整改", document_number=STUDIED,
        decided_on=TODAY, by=rated.by, at=at(),
    )  # fmt: skip
    assert star_on(rated.stations[0], TODAY) == 4
    assert lowering_propose(to_stars=3, reason="整改未到位", **propose).state == "study"


def test_a_lower_star_holds_for_the_rest_of_the_time(rated):
    star = Star.objects.create(
        station=rated.stations[0], stars=5, starts_on=date(2026, 1, 1), until=date(2028, 1, 1), decision_number="旧",
        created_at=at(),
    )  # fmt: skip
    lowering = lowering_propose(star=star, to_stars=3, trigger="idle", reason="停摆", by=rated.by, at=at())
    step_approve(
        request=ApprovalRequest.objects.of(lowering)[0], step_number=1, opinion="同意", decided_on=TODAY,
        document_number=STUDIED, by=rated.by, at=at(),
    )  # fmt: skip
    new = Star.objects.get(stars=3)
    assert (new.starts_on, new.until) == (TODAY, date(2028, 1, 1))


def test_stations_with_stars_that_stand_idle_for_a_quarter_are_named(rated):
    for station in rated.stations[:2]:
        Star.objects.create(station=station, stars=3, starts_on=date(2025, 1, 1), decision_number="旧", created_at=at())
    moment = at(date(2026, 2, 1))
    Activity.objects.create(
        station=rated.stations[0], kind="group", title="二月活动", place="站内", starts_at=moment,
        ends_at=moment + timedelta(hours=1), state="held", created_at=moment, held_at=moment,
    )  # fmt: skip
    assert [star.station for star in idle_stars(rated.by, TODAY)] == [rated.stations[1]]


def test_figures_may_be_taken_again_until_a_first_review_rests_on_them(rated):
    rated.standard()
    round_ = rated.round()
    Activity.objects.filter(station=rated.stations[0]).update(state="cancelled")
    rounds.figures_retake(round_=round_, by=rated.by, at=at(hour=10))
    rating = rated.rating(round_, rated.stations[0])
    assert rating.figures["activities_held"] == [0, 12]
    rated.to_site(rating)
    with pytest.raises(WrongState, match="数据已经固定"):
        rounds.figures_retake(round_=round_, by=rated.by, at=at(hour=11))
