"""Shares, points, quotas, matching: pure."""

from datetime import date

import pytest

from apps.foundation.core.dates import years_of
from apps.systems.street_deliberations.rules import composition, matching, points, quotas
from apps.systems.street_deliberations.rules.composition import Member, Target, percent_of
from apps.systems.street_deliberations.rules.conditions import organs_of, span
from apps.systems.street_deliberations.rules.matching import Known

THRESHOLDS = {
    composition.WOMEN: 30, composition.PARTY_MEMBERS: 65, composition.GRASSROOTS: 60, composition.CADRES: 25,
}  # fmt: skip
VALUES = {**{points.key_of(kind): value for kind, (_, value) in points.KINDS.items()}, points.ABSENT: 10}


def member(sex="female", party="群众", occupation="frontline", born=date(1985, 1, 1), **changed):
    given = {"ethnic_group": "汉族", "education": "大学本科", "occupation_label": "", "category": "", **changed}
    return Member(sex=sex, party=party, occupation=occupation, born_on=born, **given)


@pytest.mark.parametrize(
    ("count", "total", "sense", "met"),
    [(3, 10, "at_least", True), (29, 100, "at_least", False), (65, 100, "at_most", True), (66, 100, "at_most", False),
     (0, 0, "at_least", True)],
)  # fmt: skip
def test_a_target_is_met_at_its_threshold(count, total, sense, met):
    assert Target("", count, total, 30 if sense == "at_least" else 65, sense).is_met is met


def test_the_four_targets_are_counted():
    people = [
        member(),
        member("male", "中共党员", "cadre"),
        member("male", "中共预备党员", ""),
        member("male", "民盟", "new_form"),
    ]
    targets = composition.targets_of(people, THRESHOLDS)
    assert [(one.title, one.count, one.unknown, one.is_met) for one in targets] == [
        ("妇女", 1, 0, False), ("中共党员", 2, 0, True), ("基层和一线", 2, 1, False), ("党政机关领导干部", 1, 1, True),
    ]  # fmt: skip


@pytest.mark.parametrize(("count", "total", "text"), [(1, 3, "33.3%"), (2, 3, "66.7%"), (1, 16, "6.3%"), (0, 0, "—")])
def test_percent_is_rounded_half_up(count, total, text):
    assert percent_of(count, total) == text


def test_age_bands_take_the_age_on_the_day():
    people = [member(born=date(1990, 3, 21)), member(born=date(1990, 3, 20)), member(born=None)]
    bands = composition.breakdowns_of(people, date(2026, 3, 20))["年龄"]
    assert [(band.title, band.count) for band in bands if band.count] == [
        ("35岁以下", 1), ("36至45岁", 1), ("未登记", 1),
    ]  # fmt: skip


def test_points_are_counted_by_rule_and_motions_count_nothing():
    score = points.score_of(
        ["session", "session", "speech", "motion", "suggestion"], absent=1, absent_in_term=2, points=VALUES
    )
    assert (score.points, score.counts["session"], score.may_be_ended) == (20, 2, True)


def test_one_absence_is_no_ground():
    assert not points.score_of([], absent=1, absent_in_term=1, points=VALUES).may_be_ended


def test_equal_points_share_a_place():
    assert points.ranks_of([30, 50, 30, 10]) == [2, 1, 2, 4]


@pytest.mark.parametrize(
    ("quota", "said"), [(29, 1), (30, 0), (80, 0), (81, 1)], ids=["below", "least", "most", "above"]
)
def test_only_quotas_outside_the_limits_are_warned_of(quota, said):
    assert len(quotas.warnings(quota, fewest=30, most=80)) == said


@pytest.mark.parametrize(
    ("taken", "vacated", "names", "codes"),
    [(2, 0, False, []), (3, 0, False, ["full"]), (2, 1, False, ["vacancy"]), (2, 1, True, []), (1, 1, False, [])],
)
def test_a_line_takes_people_while_it_has_room(taken, vacated, names, codes):
    issues = quotas.issues_with_line(name="新民社区", seats=3, taken=taken, vacated=vacated, names_vacancy=names)
    assert [issue.code for issue in issues] == codes


BORN = date(1985, 5, 6)


@pytest.mark.parametrize(
    ("known", "identity", "verdict"),
    [
        ([], "", "new"),
        ([Known(1, "旧名", None, "a")], "a", "same"),
        ([Known(1, "甲", BORN)], "", "same"),
        ([Known(1, "甲", BORN, "b")], "a", "new"),
        ([Known(1, "甲", None)], "", "unclear"),
        ([Known(1, "甲", date(1970, 1, 1))], "", "new"),
        ([Known(1, "甲", date(1970, 1, 1), phone="139")], "", "unclear"),
        ([Known(1, "甲", BORN), Known(2, "甲", BORN)], "", "unclear"),
        ([Known(1, "甲", BORN), Known(2, "甲", None)], "", "unclear"),
    ],
)
def test_a_candidate_is_matched(known, identity, verdict):
    assert matching.match(name="甲", born_on=BORN, identity=identity, phone="139", known=known).verdict == verdict


def test_years_are_whole_and_a_leap_day_waits_for_march():
    assert [years_of(date(2008, 2, 29), day) for day in (date(2026, 2, 28), date(2026, 3, 1))] == [17, 18]


def test_organs_are_read_from_a_list():
    assert organs_of("派出所、街道纪工委,派出所、 ") == ("派出所", "街道纪工委")


def test_a_span_is_said_in_years_or_months():
    assert [span(12), span(6), span(36)] == ["1年", "6个月", "3年"]
