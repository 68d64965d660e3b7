"""To whom a matter may go from here: units of the office, deputies of the congress above."""

from datetime import date

from django.db.models import QuerySet

from apps.congress.matters.models import Matter
from apps.foundation.organisations.models import Area, Unit, UnitKind
from apps.foundation.people.models import Mandate, Term
from apps.foundation.policies.selectors import paths_to

CONGRESS_ORGANS = (
    UnitKind.DISTRICT_CONGRESS, UnitKind.STANDING_COMMITTEE, UnitKind.TOWN_CONGRESS, UnitKind.PRESIDIUM,
    UnitKind.STREET_WORKING_COMMITTEE, UnitKind.DELIBERATION_MEETING, UnitKind.STATION,
)  # fmt: skip


def units_for(office: Area, on: date) -> QuerySet[Unit]:
    """Units of the area and below that may be given a matter, the area's own first."""
    rows = Unit.objects.on(on).filter(area__path__startswith=office.path).exclude(kind__in=CONGRESS_ORGANS)
    return rows.select_related("area").order_by("area__path", "kind", "name")


def units_named(office: Area, name: str) -> list[Unit]:
    """Units of the area by name or short name, those that are gone too: a rule says of them what to do."""
    rows = Unit.objects.filter(area__path__startswith=office.path).exclude(kind__in=CONGRESS_ORGANS)
    found = rows.filter(name=name) or rows.filter(short_name=name)
    return list(found.order_by("until", "pk"))


def term_above(matter: Matter) -> Term | None:
    return term_over(matter.office)


def term_over(office: Area) -> Term | None:
    """The running term of the congress of the nearest area above; None where there is none in this installation."""
    above = paths_to(office.path)[:-1]
    rows = Term.objects.filter(body__area__path__in=above, body__kind=UnitKind.DISTRICT_CONGRESS, ended_on__isnull=True)
    return rows.select_related("body__area").order_by("-body__area__path", "-number").first()


def deputies_above(matter: Matter, on: date) -> QuerySet[Mandate]:
    return deputies_over(matter.office, on)


def deputies_over(office: Area, on: date) -> QuerySet[Mandate]:
    """Serving deputies of the congress above, in order of pinyin."""
    term = term_over(office)
    rows = Mandate.objects.serving_on(on).filter(term=term) if term else Mandate.objects.none()
    return rows.select_related("person__area", "term__body__area", "electoral_district").order_by(
        "person__pinyin", "pk"
    )
