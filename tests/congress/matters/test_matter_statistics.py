"""Statistics: published cases to the digit, parts that add up, and the same figures for the same moment later."""

from datetime import date, timedelta
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from apps.congress.matters.models import Extension, Handling, Matter, Rating, Reply, ReturnRecord, Submission
from apps.congress.matters.rules.rating import Voice
from apps.congress.matters.rules.statistics import Row, rating_section
from apps.congress.matters.selectors.matter_statistics import Scope, statistics_of
from apps.congress.matters.services.lapsing import ratings_follow
from apps.congress.matters.services.matter_merging import matter_merge
from apps.congress.matters.services.rating import matter_rate
from apps.congress.matters.services.returning import handling_return_grant
from apps.congress.matters.services.reviewing import matter_return
from apps.congress.matters.services.routing import matter_settle_on_spot
from apps.congress.matters.services.submitting import suggestion_submit
from apps.congress.matters.statistics_papers import statistics_rows
from tests import factories as make
from tests.congress.matters import writing
from tests.congress.matters.outcomes import (
    ACCEPTED,
    REPLIED,
    answered,
    government,
    handed_over,
    moment,
    replied,
    suggestion,
)

LATER = moment(12, 1)
_numbers = count(1000)


def copies(of: Matter, values: list[dict]) -> list[Matter]:
    """Matters like `of`, handed in, answered and closed with it, each with its own values; written at once."""
    submission = Submission.objects.get(pk=of.submission_id)
    brought = Submission.objects.bulk_create(
        copied(submission, bigrams=[], number=f"2026-{number:06}", code_index=f"code{number}")
        for number, _ in zip(_numbers, values, strict=False)
    )
    matters = Matter.objects.bulk_create(
        copied(of, **{"bigrams": [], "number": next(_numbers), "submission": one, **changed})
        for one, changed in zip(brought, values, strict=True)
    )
    for part in Handling.objects.filter(matter=of).select_related("reply"):
        parts = Handling.objects.bulk_create(copied(part, matter=matter) for matter in matters)
        if hasattr(part, "reply"):
            Reply.objects.bulk_create(
                copied(part.reply, handling=one, result=matter.result)
                for one, matter in zip(parts, matters, strict=True)
            )
    return matters


def copied(row, **values):
    fields = [field.attname for field in row._meta.concrete_fields if field.name not in ("id", "public_id", "bigrams")]
    made = type(row)(**{name: getattr(row, name) for name in fields})
    for name, value in values.items():
        setattr(made, name, value)
    return made


def of_town(cast, at=LATER, **values):
    return statistics_of(Scope(cast.town.path, **values), at)


def section(made, title):
    return next(found for found in made.sections if found.title == title)


def shares(found) -> list[tuple[str, int, str]]:
    return [(row.label, row.count, row.share) for row in found.rows if row.count]


def spread(**counts: int) -> list[str]:
    return [name for name, number in counts.items() for _ in range(number)]


def test_the_published_128_suggestions_by_category_and_class(cast):
    categories = spread(财政经济=20, 内务司法=7, 城乡建设=32, 农业农村=44, 教科文卫与民宗=25)
    classes = spread(A=64, B=38, C=21, D=5)
    first = replied(cast, result="A")
    Matter.objects.filter(pk=first.pk).update(category=categories[0])
    rest = zip(categories[1:], classes[1:], strict=True)
    copies(first, [{"category": category, "result": result} for category, result in rest])
    made = of_town(cast)
    assert shares(section(made, "内容分类")) == [
        ("内务司法", 7, "5.5%"), ("农业农村", 44, "34.4%"), ("城乡建设", 32, "25.0%"), ("教科文卫与民宗", 25, "19.5%"),
        ("财政经济", 20, "15.6%"),
    ]  # fmt: skip
    assert [(row.label[0], row.count, row.share) for row in section(made, "答复类别").rows] == [
        ("A", 64, "50.0%"), ("B", 38, "29.7%"), ("C", 21, "16.4%"), ("D", 5, "3.9%"),
    ]  # fmt: skip
    assert (section(made, "内容分类").total, section(made, "答复类别").total, made.received) == (128, 128, 128)


def test_the_published_25_opinions_by_class(cast):
    first = replied(cast, result="A")
    copies(first, [{"result": result} for result in spread(A=4, B=9, C=10, D=1)])
    rows = section(of_town(cast), "答复类别").rows
    assert [(row.count, row.share, row.based) for row in rows] == [
        (5, "20.0%", "5/25"), (9, "36.0%", "9/25"), (10, "40.0%", "10/25"), (1, "4.0%", "1/25"),
    ]  # fmt: skip


def test_the_published_21_suggestions_rated_on_attitude_and_result(cast):
    first = replied(cast)
    everybody = [first, *copies(first, [{} for _ in range(20)])]
    for matter in everybody[:20]:
        rate(cast, matter, "satisfied")
    rate(cast, everybody[20], "dissatisfied")
    made = of_town(cast)
    assert [row.share for row in section(made, "第一次办理:对办理态度的评价").rates] == ["100.0%", "100.0%"]
    result = section(made, "第一次办理:对办理结果的评价")
    assert [(row.label, row.based, row.share) for row in result.rates] == [
        ("满意率", "20/21", "95.2%"), ("满意和基本满意率", "20/21", "95.2%"),
    ]  # fmt: skip
    assert Handling.objects.filter(matter=everybody[20], round=2).count() == 1


def rate(cast, matter, result, round_=1, at=REPLIED + timedelta(days=1)):
    voice = Voice("satisfied", result, "还没有解决。")
    return matter_rate(matter=matter, voice=voice, round_=round_, by=cast.actor("deputy"), at=at)


def test_the_published_29_opinions_by_route(cast):
    first = handed_over(cast, suggestion(cast))
    Matter.objects.filter(pk=first.pk).update(routed_at=ACCEPTED)
    first.refresh_from_db()
    closed = {"state": "closed", "closed_at": ACCEPTED}
    others = [{"route": "spot", **closed}, *[{}] * 19, *[{"route": "deputy", "state": "passed_on"}] * 3]
    copies(first, [*others, *[{"route": "reference", **closed}] * 4, {"route": "channel", **closed}])
    assert shares(section(of_town(cast), "办理渠道")) == [
        ("当场解决", 1, "3.4%"), ("交承办单位办理", 20, "69.0%"), ("转上级人大代表提出", 3, "10.3%"),
        ("转党(工)委、政府(办事处)工作参考", 4, "13.8%"), ("超出职权,请通过其他渠道反映", 1, "3.4%"),
    ]  # fmt: skip


def test_both_rounds_are_reported(cast):
    matter = replied(cast)
    rate(cast, matter, "dissatisfied")
    answered(matter, result="A", at=moment(7, 1))
    rate(cast, matter, "basic", round_=2, at=moment(7, 2))
    made = of_town(cast)
    assert shares(section(made, "第一次办理:对办理结果的评价")) == [("不满意", 1, "100.0%")]
    assert shares(section(made, "重新办理:对办理结果的评价")) == [("基本满意", 1, "100.0%")]
    assert [row.based for row in section(made, "重新办理:对办理结果的评价").rates] == ["0/1", "1/1"]


def test_who_was_reminded_and_never_rated_is_in_no_denominator(cast):
    rated, lapsed, open_ = replied(cast), replied(cast), replied(cast)
    rate(cast, rated, "satisfied")
    Matter.objects.filter(pk=open_.pk).update(due_on=date(2026, 12, 31))
    ratings_follow(at=moment(6, 15))
    ratings_follow(at=moment(6, 16))
    lapsed.refresh_from_db()
    assert lapsed.state == "closed"
    found = section(of_town(cast), "第一次办理:对办理结果的评价")
    assert shares(found) == [
        ("满意", 1, "100.0%"), ("未评价(逾期,不计入)", 1, "—"), ("待评价(不计入)", 1, "—"),
    ]  # fmt: skip
    assert found.rates[0].based == "1/1"


def test_what_one_unit_gave_back_is_not_answered_by_the_other(cast):
    """分办: one has answered, the part of the other waits for who takes it over; nobody can rate yet."""
    other = make.make_unit(cast.town, "department", "镇规划建设办")
    matter = handed_over(cast, suggestion(cast), government(), other)
    Handling.objects.filter(matter=matter, unit=government()).update(state="done", done_at=REPLIED)
    part = Handling.objects.get(matter=matter, unit=other)
    handling_return_grant(part=part, answer="不属于其职责", by=cast.actor("staff"), at=moment(3, 25))
    assert shares(section(of_town(cast), "第一次办理:对办理结果的评价")) == []


def test_answers_by_unit_in_time_late_running_and_overdue(cast):
    other = make.make_unit(cast.town, "department", "镇规划建设办")
    replied(cast)
    answered(handed_over(cast, suggestion(cast), other), at=moment(5, 21))
    handed_over(cast, suggestion(cast), other)
    handed_over(cast, suggestion(cast, at=moment(4, 20)), other, at=moment(4, 20))
    rows = {row.unit: row for row in of_town(cast, moment(6, 1)).units}
    mine, theirs = rows["青禾镇人民政府"], rows["镇规划建设办"]
    assert (mine.total, mine.on_time, mine.rate.share) == (1, 1, "100.0%")
    assert (theirs.on_time, theirs.late, theirs.running, theirs.overdue) == (0, 1, 1, 1)
    assert theirs.rate.based == "0/2"


def test_an_extension_granted_later_does_not_change_what_was_late_then(cast):
    matter = handed_over(cast, suggestion(cast))
    part = matter.parts.get()
    before = of_town(cast, moment(6, 1)).units
    assert before[0].overdue == 1
    Extension.objects.create(
        handling=part, new_due_on=date(2026, 7, 20), reason="雨季", asked_by="承办员", asked_at=moment(6, 2),
        granted_at=moment(6, 3),
    )  # fmt: skip
    part.due_on = date(2026, 7, 20)
    part.save()
    assert of_town(cast, moment(6, 1)).units == before
    assert of_town(cast, moment(6, 4)).units[0].running == 1


def test_the_same_moment_gives_the_same_figures_whatever_happened_since(cast):
    matters = [replied(cast) for _ in range(3)]
    handed_over(cast, suggestion(cast))
    then = moment(5, 19)
    before = statistics_rows(of_town(cast, then), Scope(cast.town.path))
    rate(cast, matters[0], "dissatisfied", at=moment(5, 20))
    rate(cast, matters[1], "satisfied", at=moment(5, 20))
    answered(matters[0], at=moment(6, 20))
    rate(cast, matters[0], "satisfied", round_=2, at=moment(6, 21))
    suggestion(cast, at=moment(6, 1))
    ratings_follow(at=moment(8, 1))
    ratings_follow(at=moment(8, 2))
    assert statistics_rows(of_town(cast, then), Scope(cast.town.path)) == before
    assert statistics_rows(of_town(cast, LATER), Scope(cast.town.path)) != before


def test_other_towns_and_other_days_are_not_counted(cast):
    replied(cast)
    assert statistics_of(Scope(cast.other_town.path), LATER).received == 0
    assert statistics_of(Scope(cast.district.path), LATER).received == 1
    assert of_town(cast, since=date(2026, 3, 21)).received == 0
    assert of_town(cast, since=date(2026, 3, 20), until=date(2026, 3, 20)).received == 1
    assert of_town(cast, kind="opinion").received == 0
    assert of_town(cast, term_id=cast.other_term.pk).received == 0


def test_it_takes_few_queries_whatever_the_number(cast, django_assert_max_num_queries):
    first = replied(cast)
    copies(first, [{} for _ in range(30)])
    with django_assert_max_num_queries(11):
        of_town(cast)


@pytest.mark.parametrize(
    ("row", "share"), [(Row("", 1, 3), "33.3%"), (Row("", 1, 8), "12.5%"), (Row("", 1, 16), "6.3%"), (Row("", 3), "—")]
)
def test_percentages_have_one_decimal_half_up_and_a_base(row, share):
    assert row.share == share


@given(st.dictionaries(st.sampled_from(["satisfied", "basic", "dissatisfied", "lapsed", "open"]), st.integers(0, 999)))
def test_ratings_add_up_and_lapsed_ones_are_in_no_base(counts):
    made = rating_section("评价", "", counts)
    assert made.total == sum(counts.values())
    rated = made.total - counts.get("lapsed", 0) - counts.get("open", 0)
    assert {row.base for row in made.rows[:3]} == {rated}
    assert {row.base for row in made.rows[3:]} == {0}


DAYS = st.integers(1, 40)
FATES = st.sampled_from(["waiting", "accepted", "refused", "withdrawn", "merged", "returned", "again", "late_merge"])


@given(st.lists(st.tuples(FATES, DAYS, DAYS), max_size=9), st.integers(0, 90))
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_was_received_is_always_the_sum_of_its_parts(cast, fates, asked):
    """Against a plain reading of each one's story; `first` days after its arrival something happens to it."""
    model = Matter.objects.first() or suggestion(cast)
    Matter.objects.update(path="elsewhere")
    model.path = cast.town.path
    start = moment(1, 1)
    at, days = (
        start + timedelta(days=asked),
        [(start + timedelta(days=a), start + timedelta(days=a + b)) for _, a, b in fates],
    )
    expected = dict.fromkeys(("accepted", "refused", "returned", "merged", "withdrawn", "waiting"), 0)
    for (fate, _, _), (one, two) in zip(fates, days, strict=True):
        expected[standing(fate, at, one, two)] += 1
    values = [story(model, fate, one, two) for (fate, _, _), (one, two) in zip(fates, days, strict=True)]
    made = copies(model, [{"submitted_at": start, **changed} for changed in values])
    ReturnRecord.objects.bulk_create(
        ReturnRecord(
            matter=matter, submitted_at=start, returned_at=one, reason="一事一议", returned_by="工作人员",
            again_at=two if fate == "again" else None,
        )
        for matter, (fate, _, _), (one, two) in zip(made, fates, days, strict=True)
        if fate in ("returned", "again")
    )  # fmt: skip
    made = statistics_of(Scope(cast.town.path), at)
    assert [row.count for row in made.sections[0].rows] == [
        expected[name] for name in ("accepted", "refused", "returned", "merged", "withdrawn", "waiting")
    ]
    assert made.sections[0].total == made.received == len(fates)


def story(model, fate, one, two) -> dict:
    over = {"state": fate, "closed_at": one, "accepted_at": None}
    return {
        "waiting": {"state": "submitted", "accepted_at": None},
        "accepted": {"state": "accepted", "accepted_at": one},
        "refused": over,
        "withdrawn": over,
        "merged": {**over, "merged_into": model},
        "returned": {"state": "returned", "accepted_at": None},
        "again": {"state": "submitted", "accepted_at": None, "submitted_at": two},
        "late_merge": {"state": "merged", "accepted_at": one, "closed_at": two, "merged_into": model},
    }[fate]


def standing(fate, at, one, two) -> str:
    if at < one or fate == "waiting":
        return "waiting"
    if fate == "late_merge":
        return "accepted" if at < two else "merged"
    if fate == "again":
        return "returned" if at < two else "waiting"
    return fate


def test_ratings_are_not_counted_before_they_were_made(cast):
    matter = replied(cast)
    rate(cast, matter, "satisfied", at=moment(5, 20))
    assert Rating.objects.count() == 1
    assert shares(section(of_town(cast, moment(5, 19)), "第一次办理:对办理结果的评价")) == [("待评价(不计入)", 1, "—")]
    assert government().name in {row.unit for row in of_town(cast).units}


def test_returns_routes_and_merges_by_the_services_keep_their_moments(cast):
    """退回 on the 21st, again on the 23rd; merged on the 24th: every day says what was true on it."""
    staff, lead = cast.actor("staff"), cast.actor("deputy")
    sent_back, merged = writing.submitted(cast), writing.submitted(cast)
    settled = matter_settle_on_spot(matter=writing.submitted(cast), sentence="已当场解决。", by=staff, at=moment(3, 22))
    matter_return(matter=sent_back, reason="一事一议", by=staff, at=moment(3, 21))
    suggestion_submit(matter=sent_back, by=lead, at=moment(3, 23))
    matter_merge(matter=merged, into=sent_back, reason="同一件事", by=staff, at=moment(3, 24))
    assert settled.routed_at == moment(3, 22)
    days = {day: shares(of_town(cast, moment(3, day, 12)).sections[0]) for day in (20, 21, 22, 23, 24)}
    assert {day: [(label, number) for label, number, _ in rows] for day, rows in days.items()} == {
        20: [("待审核", 3)],
        21: [("退回修改", 1), ("待审核", 2)],
        22: [("立案办理", 1), ("退回修改", 1), ("待审核", 1)],
        23: [("立案办理", 1), ("待审核", 2)],
        24: [("立案办理", 1), ("并案", 1), ("待审核", 1)],
    }
    assert shares(section(of_town(cast, moment(3, 22, 12)), "办理渠道")) == [("当场解决", 1, "100.0%")]
