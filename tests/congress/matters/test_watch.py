"""The leader's page against plain counting over whatever happened, and against the lists behind its figures."""

from collections import Counter
from datetime import date, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.urls import reverse

from apps.congress.matters.models import Handling, Matter, MatterTally
from apps.congress.matters.rules.states import AT_OFFICE, OPEN, PART_LABELS, PART_OPEN, WITH_UNITS
from apps.congress.matters.selectors.watch import watch_of
from apps.foundation.organisations.models import DayTally, Unit
from apps.foundation.organisations.selectors import standing_by_place
from tests import factories as make
from tests.congress.matters.conftest import make_submission

AT = datetime(2026, 3, 20, 9, tzinfo=ZoneInfo("Asia/Shanghai"))
TODAY = date(2026, 5, 20)
STATES = (*AT_OFFICE, *WITH_UNITS, "replied", "mediating", "closed", "withdrawn")


@pytest.fixture
def _today():
    with time_machine.travel(datetime.combine(TODAY, AT.timetz()), tick=False):
        yield


def day(random: Random) -> date:
    return TODAY + timedelta(days=random.randint(-20, 20))


def moved(matter: Matter, random: Random) -> None:
    """To any state with any day."""
    Matter.objects.filter(pk=matter.pk).update(
        state=random.choice(STATES), due_on=day(random), handed_over_at=AT, closed_at=AT
    )


def happened(cast, random: Random) -> list[Unit]:
    """Matters of both towns with parts of five units, everything changed several times."""
    units = [make.make_unit(cast.district, "department", f"第{number}局") for number in range(5)]
    for number in range(40):
        town = random.choice((cast.town, cast.other_town))
        matter = Matter.objects.create(
            title=f"第{number}件", text="请装路灯", kind="request", office=town, path=town.path, bigrams=[],
            state="submitted", submission=make_submission(town), created_at=AT, submitted_at=AT, due_on=day(random),
        )  # fmt: skip
        moved(matter, random)
        for unit in random.sample(units, random.randint(0, 3)):
            Handling.objects.create(
                matter=matter, unit=unit, unit_name=unit.name, role="separate", handed_over_at=AT, return_due_on=TODAY,
                due_on=day(random), first_due_on=TODAY, due_ground="2个月",
            )  # fmt: skip
    for matter in random.sample(list(Matter.objects.all()), 20):
        moved(matter, random)
    for part in random.sample(list(Handling.objects.all()), 20):
        part.state, part.due_on, part.done_at = random.choice(list(PART_LABELS)), day(random), AT
        part.save()
    MatterTally.objects.fold()
    DayTally.objects.fold(TODAY - timedelta(days=5))
    return units


def late_matters(path: str, states: tuple[str, ...]) -> dict[str, tuple[int, int, date]]:
    """Town -> late, all, the oldest day: counted one by one."""
    at_work = [row for row in Matter.objects.select_related("office") if row.path.startswith(path)]
    at_work = [row for row in at_work if row.state in states]
    late = [row for row in at_work if row.due_on < TODAY]
    counts, bases = Counter(row.office.name for row in late), Counter(row.office.name for row in at_work)
    return {
        name: (counts[name], bases[name], min(row.due_on for row in late if row.office.name == name)) for name in counts
    }


def late_by_place(path: str) -> dict[int, int]:
    """Whoever has them now, whatever the state."""
    rows = Matter.objects.filter(path__startswith=path, state__in=OPEN)
    return dict(Counter(row.office_id for row in rows if row.due_on < TODAY))


def late_at_units(path: str) -> dict[str, tuple[int, int, date]]:
    """The same of each unit's open parts."""
    rows = Handling.objects.select_related("matter", "unit")
    at_work = [row for row in rows if row.matter.path.startswith(path) and row.state in PART_OPEN]
    late = [row for row in at_work if row.due_on < TODAY]
    counts, bases = Counter(row.unit.name for row in late), Counter(row.unit.name for row in at_work)
    return {
        name: (counts[name], bases[name], min(row.due_on for row in late if row.unit.name == name)) for name in counts
    }


def shown(rows) -> dict[str, tuple[int, int, date]]:
    return {row.name: (row.late, row.base, row.since) for row in rows}


@pytest.mark.parametrize("seed", range(3))
def test_every_figure_is_what_plain_counting_finds(cast, seed):
    happened(cast, Random(seed))
    for area in (cast.district, cast.town, cast.other_town):
        watch = watch_of(area.path, TODAY)
        places = late_matters(area.path, WITH_UNITS)
        assert shown(watch.places) == places
        assert shown(watch.offices) == late_matters(area.path, AT_OFFICE)
        assert shown(watch.units) == late_at_units(area.path)
        assert watch.late == sum(late for late, _, _ in places.values())
        assert watch.base == Matter.objects.filter(path__startswith=area.path, state__in=WITH_UNITS).count()
        assert [row.late for row in watch.units] == sorted((row.late for row in watch.units), reverse=True)
        assert standing_by_place("matters_late", area.path, TODAY) == late_by_place(area.path)


@pytest.mark.usefixtures("_today")
def test_every_figure_is_the_length_of_the_list_behind_it(cast):
    happened(cast, Random(7))
    client, watch = cast.client("district_staff"), watch_of(cast.district.path, TODAY)

    def length(page, **query):
        return client.get(reverse(page), query).context["keyset"].total.count

    assert watch.units
    by_office = [length("matters_items", state="at_office", due="late", area=row.key) for row in watch.offices]
    assert by_office == [row.late for row in watch.offices]
    assert watch.places
    assert [length("matters_late", unit=row.key) for row in watch.units] == [row.late for row in watch.units]
    by_place = [length("matters_items", waiting="units", due="late", area=row.key) for row in watch.places]
    assert by_place == [row.late for row in watch.places]
    assert length("matters_items", waiting="units", due="late") == watch.late
    html = client.get(reverse("matters_watch")).content.decode()
    assert f"{reverse('matters_items')}?waiting=units&amp;due=late&amp;area={watch.places[0].key}" in html
    assert f"{reverse('matters_items')}?state=at_office&amp;due=late&amp;area={watch.offices[0].key}" in html


def test_a_part_lies_where_its_matter_lies(cast):
    happened(cast, Random(1))
    assert not Handling.objects.filter(path="").exists()
    part = Handling.objects.filter(path=cast.town.path).first()
    Handling.objects.filter(pk=part.pk).update(path="elsewhere")
    assert Handling.objects.get(pk=part.pk).path == cast.town.path
    Matter.objects.filter(pk=part.matter_id).update(office=cast.other_town, path=cast.other_town.path)
    assert Handling.objects.get(pk=part.pk).path == cast.other_town.path
