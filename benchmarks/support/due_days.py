"""Units with matters to answer that are all due on one day, and a handler of each who is to be reminded."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from uuid import uuid4

from django.db import connection

from apps.congress.matters.models import Handling, Matter, MatterSeries, Submission
from apps.congress.matters.models.submissions import NumberSeries
from apps.foundation.organisations.models import Area, Unit
from apps.foundation.people.models import Person, RoleAssignment

SINCE = date(2015, 1, 1)
AT = datetime(2015, 1, 5, tzinfo=UTC)
BATCH = 2000


def fill(people: int, each: int, due: date) -> None:
    """`people` more units, each with a handler, and `each` matters that every one of these units answers by `due`."""
    town = Area.objects.filter(kind="town").first() or _town()
    have = Unit.objects.filter(area=town).count()
    numbers = range(have, have + people)
    units = [Unit(area=town, kind="department", name=f"第{number}办", starts_on=SINCE) for number in numbers]
    units = Unit.objects.bulk_create(units, batch_size=BATCH)
    handlers = [Person(area=town, name=f"承办{number}", **_reach(number)) for number in numbers]
    handlers = Person.objects.bulk_create(handlers, batch_size=BATCH)
    roles = [
        RoleAssignment(person=person, role="handler", unit=unit, starts_on=SINCE)
        for person, unit in zip(handlers, units, strict=True)
    ]
    RoleAssignment.objects.bulk_create(roles, batch_size=BATCH)
    for _ in range(each):
        _parts(_matter(town, due), units)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _reach(number: int) -> dict[str, str]:
    return {"pinyin": "c", "initials": "c", "email": f"unit{number}@example.com", "phone": f"138{number:08}"}


def _town() -> Area:
    district = Area.objects.add_root({"name": "测速县", "kind": "district", "starts_on": SINCE})
    return district.add_child(name="测速镇", kind="town", starts_on=SINCE)


def _matter(town: Area, due: date) -> Matter:
    """As the portal writes one that was handed over."""
    numbers, _ = NumberSeries.objects.get_or_create(area=town, year=AT.year)
    series, _ = MatterSeries.objects.get_or_create(office=town, kind="request", term=None, source="", year=AT.year)
    numbers.last = series.last = number = series.last + 1
    numbers.save()
    series.save()
    submission = Submission.objects.create(
        area=town, series=numbers, number=f"{AT.year}-{number:06}", purpose="matters.matter", channel="online",
        text="测速", proposer_kind="anonymous", received_at=AT, code_index=str(uuid4()), bigrams=["测速"],
    )  # fmt: skip
    return Matter.objects.create(
        kind="request", office=town, path=town.path, submission=submission, title=f"测速事项{number}",
        text="请按期办理", proposer_name="群众", state="handed_over", route="handlers", series=series, number=number,
        created_at=AT, submitted_at=AT, accepted_at=AT, handed_over_at=AT, routed_at=AT, due_on=due, reply_due_on=due,
        bigrams=["测速"],
    )  # fmt: skip


def _parts(matter: Matter, units: Sequence[Unit]) -> None:
    """One part a unit."""
    parts = (
        Handling(
            matter=matter, unit=unit, unit_name=unit.name, role="separate", state="taken",
            handed_over_at=AT, handed_over_by="测速", return_due_on=matter.due_on, due_on=matter.due_on,
            first_due_on=matter.due_on, due_ground="2个月", taken_at=AT,
        )
        for unit in units
    )  # fmt: skip
    Handling.objects.bulk_create(parts, batch_size=BATCH)
