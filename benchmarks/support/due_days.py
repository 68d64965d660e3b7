"""Units with matters to answer that are all due on one day, and a handler of each who is to be reminded."""

from datetime import UTC, date, datetime

from django.db import connection
from django.db.models import Max, Model

from apps.congress.matters.models import Handling, Matter
from apps.foundation.organisations.models import Area, Unit
from apps.foundation.people.models import Person, RoleAssignment

SINCE = date(2015, 1, 1)
AT = datetime(2015, 1, 5, tzinfo=UTC)


def fill(people: int, each: int, due: date) -> None:
    """`people` handlers more, each with a unit and `each` parts of matters of its own, taken and due on `due`."""
    town = Area.objects.filter(kind="town").first() or _town()
    have = Unit.objects.filter(area=town).count()
    names = [f"第{have + number}办" for number in range(people)]
    units = Unit.objects.bulk_create(
        [Unit(area=town, kind="department", name=name, starts_on=SINCE) for name in names], batch_size=2000
    )
    handlers = Person.objects.bulk_create(
        [
            Person(area=town, name=f"承办{have + number}", pinyin="c", initials="c", **_reach(have + number))
            for number in range(people)
        ],
        batch_size=2000,
    )
    RoleAssignment.objects.bulk_create(
        [
            RoleAssignment(person=person, role="handler", unit=unit, starts_on=SINCE)
            for person, unit in zip(handlers, units, strict=True)
        ],
        batch_size=2000,
    )
    _matters(town, units[0], people * each, each, due)


def _reach(number: int) -> dict[str, str]:
    return {"email": f"unit{number}@example.com", "phone": f"138{number:08}"}


def _town() -> Area:
    return Area.objects.add_root({"name": "测速县", "kind": "district", "starts_on": SINCE}).add_child(
        name="测速镇", kind="town", starts_on=SINCE
    )


def _matters(town: Area, first: Unit, count: int, each: int, due: date) -> None:
    """One matter and its part as the portal writes them, and as many copies as are wanted, written by the database."""
    matter = Matter.objects.create(
        kind="request", office=town, path=town.path, title="测速事项0", text="请按期办理", state="handed_over",
        created_at=AT, submitted_at=AT, accepted_at=AT, handed_over_at=AT, routed_at=AT, route="handlers",
        due_on=due, reply_due_on=due, proposer_name="群众", main_unit=first, bigrams=["测速"],
    )  # fmt: skip
    part = Handling.objects.create(
        matter=matter, unit=first, unit_name=first.name, role="main", state="taken", handed_over_at=AT,
        handed_over_by="测速", return_due_on=due, due_on=due, first_due_on=due, due_ground="2个月", taken_at=AT,
    )  # fmt: skip
    last = Matter.objects.aggregate(last=Max("pk"))["last"]
    _copy(matter, count - 1, id=f"{last} + n", title="'测速事项' || n")
    unit = f"{first.pk} + n / {each}"
    _copy(part, count - 1, matter_id=f"{last} + n", unit_id=unit)
    with connection.cursor() as cursor:
        cursor.execute("SELECT setval('matters_matter_id_seq', (SELECT max(id) FROM matters_matter))")
        cursor.execute("ANALYZE")


def _copy(row: Model, count: int, **changed: str) -> None:
    """`count` copies of a row; `changed` are SQL expressions of n (1 …) for columns that differ."""
    changed = {"public_id": "gen_random_uuid()", **changed}
    table = row._meta.db_table
    columns = [field.column for field in row._meta.concrete_fields if field.column != "id" or "id" in changed]
    values = [changed.get(column, f"it.{column}") for column in columns]
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({', '.join(columns)}) SELECT {', '.join(values)} "
            f"FROM {table} it CROSS JOIN generate_series(1, %s) AS n WHERE it.id = %s",
            [count, row.pk],
        )
