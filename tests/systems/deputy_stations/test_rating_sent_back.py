"""A station that was sent back in a round: nobody is stuck, and nothing of before outvotes what is given now."""

from datetime import date
from decimal import Decimal

import pytest

from apps.foundation.core.errors import NotReady
from apps.systems.deputy_stations.models import RatingRater, StationRating
from apps.systems.deputy_stations.rules.marking import Mark
from apps.systems.deputy_stations.selectors.rating import progress_of, results_now
from apps.systems.deputy_stations.selectors.rounds import late_on
from apps.systems.deputy_stations.services import rating as acts
from apps.systems.deputy_stations.services import rounds
from apps.systems.deputy_stations.services.rating import Scoring
from tests.systems.deputy_stations.rated import Rated, at, marks, rated_of


@pytest.fixture
def rated(cast, settings, tmp_path) -> Rated:
    settings.MEDIA_ROOT = tmp_path
    return rated_of(cast)


def _first(rated: Rated) -> StationRating:
    rated.standard()
    return rated.rating(rated.round(), rated.stations[0])


def _site(rated: Rated, rating: StationRating, number: int, **given: object) -> StationRating:
    person = rated.raters[number]
    revision = RatingRater.objects.get(rating=rating, person=person).revision
    return acts.site_score(
        rating=rating, scoring=rated.lacking(rating, marks(**given)), revision=revision, hand_in=True,
        by=rated.rater(person), at=at(),
    )  # fmt: skip


def test_a_rater_who_handed_in_may_change_it_after_the_office_sent_the_station_back(rated):
    rating = rated.to_site(_first(rated))
    acts.raters_set(round_=rating.round, ratings=[rating], people=rated.raters[:2], by=rated.by, at=at())
    _site(rated, rating, 0, i13=1)
    back = acts.rating_send_back(rating=rating, reason="初审材料不全", by=rated.by, at=at())
    scoring = rated.lacking(back, marks())
    acts.first_score(rating=back, scoring=scoring, revision=back.revision, hand_in=True, by=rated.by, at=at())
    assert _site(rated, back, 0, i13=6).state == "site"
    assert _site(rated, back, 1).state == "scored"


def test_another_rater_takes_the_place_of_who_cannot_come_once_it_was_sent_back(rated):
    rating = rated.to_site(_first(rated))
    acts.raters_set(round_=rating.round, ratings=[rating], people=rated.raters[:2], by=rated.by, at=at())
    _site(rated, rating, 0)
    back = acts.rating_send_back(rating=rating, reason="评审员住院,换人", by=rated.by, at=at())
    people = [rated.raters[0], rated.raters[2]]
    assert acts.raters_set(round_=back.round, ratings=[back], people=people, by=rated.by, at=at()) == 1


def test_what_the_office_settled_before_does_not_outvote_raters_who_rate_again(rated):
    rating = rated.scored(_first(rated), marks(), marks())
    settled = Scoring({13: Mark(Decimal(2), "台账有缺页")})
    rating = acts.final_score(rating=rating, scoring=settled, revision=rating.revision, by=rated.by, at=at())
    low = results_now(rating.round)[0].outcome.total
    back = acts.rating_send_back(rating=rating, reason="台账已补齐,重评", by=rated.by, at=at())
    for number in range(2):
        _site(rated, back, number, i13=6)
    assert results_now(rating.round)[0].outcome.total == low + 4


def test_raters_who_disagree_on_all_or_nothing_do_not_keep_the_office_from_settling_another_item(rated):
    rating = rated.scored(_first(rated), marks(i1=5), marks(i1=0))
    unchanged = {1: Mark(Decimal("2.5"))}
    settled = Scoring({**unchanged, 13: Mark(Decimal(2), "台账有缺页")})
    acts.final_score(rating=rating, scoring=settled, revision=rating.revision, by=rated.by, at=at())
    odd = Scoring({1: Mark(Decimal(3), "折中")})
    with pytest.raises(NotReady, match="只能得0分或者5"):
        acts.final_score(rating=rating, scoring=odd, revision=rating.revision + 1, by=rated.by, at=at())


def test_nothing_of_a_round_that_was_ended_is_late(rated):
    """The number on its page is that of its list."""
    round_, after = _first(rated).round, date(2026, 5, 20)
    assert progress_of(round_, after).late == late_on(round_.ratings.all(), after).count() == 12
    round_ = rounds.round_abandon(round_=round_, reason="标准修订后另行评定", by=rated.by, at=at())
    assert progress_of(round_, after).late == late_on(round_.ratings.all(), after).count() == 0
