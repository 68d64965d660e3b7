"""Deputies who may be asked, units that may handle."""

from collections.abc import Sequence
from datetime import date

from django.db.models import QuerySet

from apps.congress.inspections.models import Inspection
from apps.foundation.core.actors import Actor
from apps.foundation.organisations.models import BODY_KINDS, Area, Unit, UnitKind
from apps.foundation.people.models import GroupKind, Mandate, Membership, Person, Term

_NO_HANDLERS = (*BODY_KINDS, UnitKind.STATION, UnitKind.PRESIDIUM, UnitKind.STREET_WORKING_COMMITTEE,
                UnitKind.STANDING_COMMITTEE)  # fmt: skip


def people_of(term: Term, on: date) -> QuerySet[Person]:
    """Everybody serving in a term on a day, by pinyin."""
    return Person.objects.filter(pk__in=Mandate.objects.serving_on(on).filter(term=term).values("person")).order_by(
        "pinyin", "pk"
    )


def seats_among(term: Term, person_ids: Sequence[int], on: date) -> set[int]:
    """Those of the people who serve in the term on a day."""
    serving = Mandate.objects.serving_on(on).filter(term=term, person__in=person_ids)
    return set(serving.values_list("person_id", flat=True))


def own_answer(inspection: Inspection, actor: Actor) -> str:
    """What the acting deputy answered; "" for anybody else."""
    if not actor.is_member:
        return ""
    row = inspection.participants.filter(person=actor.person_id).first()
    return row.answer if row else ""


def group_names(term: Term, on: date, person_ids: Sequence[int]) -> dict[int, str]:
    """Person id -> delegation or deputy group in the term."""
    kinds = (GroupKind.DEPUTY_GROUP, GroupKind.DELEGATION)
    rows = Membership.objects.on(on).filter(group__term=term, group__kind__in=kinds, person__in=person_ids)
    return dict(rows.order_by("group__kind").values_list("person_id", "group__name"))


def units_of(area: Area, on: date) -> QuerySet[Unit]:
    """Units of an area and below that may be looked at and may handle opinions: governments, departments, others."""
    rows = Unit.objects.on(on).filter(area__path__startswith=area.path).exclude(kind__in=_NO_HANDLERS)
    return rows.order_by("area__path", "kind", "name")
