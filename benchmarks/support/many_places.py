"""What towns and streets have besides matters: deputies, meetings, livelihood projects, supervised assignments."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import cycle, islice
from random import Random

from django.utils import timezone

from apps.congress.meetings.models import Meeting
from apps.congress.supervision.models import Assignment, AssignmentUnit
from apps.congress.supervision.rules.states import WITH_UNITS
from apps.foundation.organisations.models import Area, DayTally, Unit
from apps.foundation.people.models import Mandate, MandateStatus, Person, Term
from apps.systems.livelihood_projects.models import Project, Season
from benchmarks.support import many_matters
from benchmarks.support.many_matters import SINCE, THINGS

MEETINGS, PROJECTS, BATCH = 6, 10, 5000
CONTENTS = [f"{what}{how}" for what in THINGS for how in ("按批准的方案组织实施,每月报送进展和照片," * 4, "按期完成,")]
STATES = ("handed_over", "running", "running", "claimed", "verified", "closed")


def city(*, offices: int, matters: int, deputies: int, assignments: int, today: date) -> None:
    """`offices` towns and streets, at most sixteen of them in a district."""
    many_matters.ground(-(-offices // 16), offices, offices * 7 // 25)
    many_matters.fill(matters, today, offices, searched=False)
    furnish(deputies, assignments, today)


def furnish(deputies: int, assignments: int, today: date) -> None:
    """Everything but matters, spread evenly over the towns and streets."""
    places = list(Area.objects.filter(kind__in=("town", "street")).order_by("pk"))
    terms = _terms(places)
    _deputies(terms, deputies)
    Meeting.objects.bulk_create(_meetings(terms, today), BATCH)
    _projects(terms, today)
    made = Assignment.objects.bulk_create(_assignments(places, assignments, today), BATCH)
    AssignmentUnit.objects.bulk_create(_units(made), BATCH)
    DayTally.objects.fold(today)  # as every night


def _terms(places: list[Area]) -> list[Term]:
    kinds = {"town": ("town_congress", "人民代表大会"), "street": ("deliberation_meeting", "议事代表会议")}
    bodies = Unit.objects.bulk_create(
        Unit(area=place, kind=kinds[place.kind][0], name=place.name + kinds[place.kind][1], starts_on=SINCE)
        for place in places
    )
    terms = [Term(body=body, number=5, first_session_on=date(2022, 1, 10), quota=80) for body in bodies]
    return Term.objects.bulk_create(terms)


def _deputies(terms: list[Term], number: int) -> None:
    people = Person.objects.bulk_create(
        (
            Person(area=term.body.area, name=f"代表{one}", pinyin=f"dai biao {one}", initials="db")
            for one, term in enumerate(islice(cycle(terms), number))
        ),
        BATCH,
    )
    mandates = Mandate.objects.bulk_create(
        (
            Mandate(person=person, term=term, kind="representative" if term.body.is_street_body else "deputy")
            for person, term in zip(people, cycle(terms), strict=False)
        ),
        BATCH,
    )
    statuses = (MandateStatus(mandate=one, state="serving", starts_on=date(2022, 1, 10)) for one in mandates)
    MandateStatus.objects.bulk_create(statuses, BATCH)


def _meetings(terms: list[Term], today: date) -> Iterator[Meeting]:
    for term in terms:
        for number in range(1, MEETINGS + 1):
            day = today - timedelta(days=60 * number)
            yield Meeting(
                body=term.body, term=term, number=number, title=f"第{number}次会议", place="会议室", starts_on=day,
                ends_on=day, state="closed",
            )  # fmt: skip


def _projects(terms: list[Term], today: date) -> None:
    seasons = Season.objects.bulk_create(
        Season(term=term, year=today.year + later, to_choose=PROJECTS - 2, state="decided")
        for term in terms
        for later in (0, 1)
    )
    units = dict(Unit.objects.filter(kind="government").values_list("area", "pk"))
    Project.objects.bulk_create(
        (
            Project(
                season=season, number=number, name=f"项目{number}", category="municipal", content="修路", place="村口",
                budget=500_000 * number, fund_source="财政", responsible_unit_id=units[season.term.body.area_id],
                responsible_leader="某某", starts_on=today, finishes_on=today + timedelta(days=200), beneficiaries=900,
                expected_result="方便出行", state="voted_in" if number < PROJECTS - 1 else "voted_out",
            )
            for season in seasons
            for number in range(1, PROJECTS + 1)
        ),
        BATCH,
    )  # fmt: skip


def _assignments(places: list[Area], number: int, today: date) -> Iterator[Assignment]:
    """A fifth of those at work are red, a fifth yellow."""
    random = Random(2026)
    at = timezone.make_aware(datetime.combine(today - timedelta(days=90), time(9)))
    for one, place in enumerate(islice(cycle(places), number)):
        state = random.choice(STATES)
        light, report = random.randint(-40, 160), random.randint(-5, 30)
        runs = state in WITH_UNITS
        yield Assignment(
            profile=random.choice(("livelihood", "reform")), office=place, area=place, path=place.path,
            title=f"任务{one}", content=f"{random.choice(CONTENTS)}{one}", state=state,
            starts_on=today - timedelta(days=90), due_on=today + timedelta(days=light),
            first_due_on=today + timedelta(days=light), handed_over_at=at, percent=random.randint(0, 100),
            yellow_from=today + timedelta(days=light - 30) if runs else None,
            red_from=today + timedelta(days=light) if runs else None,
            report_due_on=today + timedelta(days=report) if runs else None, closed_at=at if state == "closed" else None,
        )  # fmt: skip


def _units(assignments: list[Assignment]) -> Iterator[AssignmentUnit]:
    """Of the town itself: one that leads and one that helps."""
    units: dict[int, list[Unit]] = {}
    for unit in Unit.objects.filter(kind="department").order_by("pk"):
        units.setdefault(unit.area_id, []).append(unit)
    for number, one in enumerate(assignments):
        there = units[one.area_id]
        for role, back in (("lead", 0), ("supporting", 1)):
            unit = there[(number + back) % len(there)]
            yield AssignmentUnit(assignment=one, unit=unit, unit_name=unit.name, role=role)
