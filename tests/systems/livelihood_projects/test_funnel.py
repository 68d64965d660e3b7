"""The funnel: what it counts, and how long 10,000 clues take."""

from datetime import UTC, datetime
from time import perf_counter

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.congress.matters.models import NumberSeries, Submission
from apps.congress.matters.rules.likeness import bigrams
from apps.systems.livelihood_projects import selectors
from apps.systems.livelihood_projects.models import Clue, Feasibility, Season
from apps.systems.livelihood_projects.services import nominating, sorting
from tests.systems.livelihood_projects.place import SENT_AT
from tests.systems.livelihood_projects.pool import BUS, LAMP

AT = datetime(2026, 3, 20, 1, tzinfo=UTC)
CHANNELS = ("online", "scan", "visit", "phone", "letter", "deputy", "meeting", "other")
CATEGORIES = ("municipal", "transport", "health", "education", "")


def shown(line):
    return [(stage.clues, stage.public) for stage in line.stages]


def test_a_season_without_clues_has_an_empty_funnel(town):
    funnel = selectors.funnel_of(town.season())
    assert (shown(funnel.total), funnel.total.rate) == ([(0, 0)] * 4, "—")


def test_merged_clues_go_the_way_of_the_one_that_goes_on(pool):
    lamp = pool.kept("修路")
    sorting.clue_merge(clue=pool.clue(), into=lamp, reason="同一件事", by=pool.place.staff, at=SENT_AT)
    pool.clue(BUS, "公交", channel="meeting", category="transport")
    nominating.project_from_clue(clue=lamp, by=pool.place.staff, at=SENT_AT)
    for name in ("建校", "路灯"):
        pool.place.add(pool.season, name)
    pool.place.announced(pool.place.send(Season.objects.get()))
    funnel = selectors.funnel_of(pool.season)
    assert shown(funnel.total) == [(3, 2), (2, 2), (2, 2), (2, 2)]
    assert [stage.share for stage in funnel.total.stages] == ["66.7%", "100.0%", "100.0%", "100.0%"]
    assert (funnel.merged, funnel.projects, funnel.chosen) == (1, 3, 2)
    by = {title: {line.title: line.stages[-1].clues for line in lines} for title, lines in funnel.tables}
    assert by["按渠道"] == {"网上": 2, "会议": 0}
    assert by["按类别"] == {"市政建设": 2, "公共交通": 0}
    assert by["按区域"] == {"青禾镇": 3 - 1}


@pytest.fixture
def ten_thousand(town) -> Season:
    """10,000 clues of all channels and categories, every fourth studied, every eighth merged."""
    season, area = town.season(), town.term.body.area
    series = NumberSeries.objects.create(area=area, year=2026, last=10_000)
    submissions = Submission.objects.bulk_create(
        Submission(
            area=area, series=series, number=f"2026-{number:06}", channel=CHANNELS[number % 8], text=f"{LAMP}{number}",
            proposer_kind="anonymous", received_at=AT, code_index=f"{number:064}", purpose="livelihood.collection",
            bigrams=bigrams(f"{LAMP}{number}"),
        )
        for number in range(10_000)
    )  # fmt: skip
    clues = Clue.objects.bulk_create(
        Clue(season=season, submission=brought, title=brought.number, category=CATEGORIES[number % 5])
        for number, brought in enumerate(submissions)
    )
    Feasibility.objects.bulk_create(
        Feasibility(clue=clue, unit=town.office, asked_at=AT, conclusion="feasible") for clue in clues[::4]
    )
    merged = [clue.pk for clue in clues[1::8]]
    Clue.objects.filter(pk__in=merged).update(state="merged", merged_into=clues[0])
    return season


def test_ten_thousand_clues_take_two_queries_and_no_time(ten_thousand, cast, capsys):
    with CaptureQueriesContext(connection) as queries:
        began = perf_counter()
        funnel = selectors.funnel_of(ten_thousand)
        seconds = perf_counter() - began
    with capsys.disabled():
        print(f"\nfunnel of 10,000 clues: {len(queries)} queries, {seconds * 1000:.0f} ms")
    assert shown(funnel.total)[:2] == [(10_000, 7_500), (3_750, 3_750)]
    assert len(queries) == 2
    assert seconds < 2


def test_the_page_of_the_funnel_takes_twelve_queries_at_most(ten_thousand, cast, django_assert_max_num_queries):
    client = cast.client("staff")
    with django_assert_max_num_queries(12):
        assert client.get(f"/livelihood/{ten_thousand.public_id}/funnel/").status_code == 200


def test_likely_duplicates_among_ten_thousand_are_found_at_once(ten_thousand, capsys):
    clue = Clue.objects.select_related("submission").filter(season=ten_thousand).latest("pk")
    began = perf_counter()
    found = selectors.clue_duplicates(clue)
    seconds = perf_counter() - began
    with capsys.disabled():
        print(f"\nlikely duplicates among 10,000 clues that all say nearly the same: {seconds * 1000:.0f} ms")
    assert len(found) == 5
