"""Which organs a plan goes to, and whose reports it may name."""

from datetime import date

from django.db.models import QuerySet

from apps.foundation.organisations.models import Unit, UnitKind
from apps.foundation.organisations.selectors import executive_of, standing_organ
from apps.foundation.people.models import Term
from apps.systems.town_sessions.models import AnnualPlan
from apps.systems.town_sessions.rules.templates import GOVERNMENT, PRESIDIUM

CONGRESSES = (UnitKind.TOWN_CONGRESS, UnitKind.DISTRICT_CONGRESS)
NO_REPORTS = (*CONGRESSES, UnitKind.STATION)


def terms_to_plan(area_path: str) -> QuerySet[Term]:
    """Running terms of the congresses in an area; the nearest body first."""
    rows = Term.objects.filter(body__area__path__startswith=area_path, ended_on=None, body__kind__in=CONGRESSES)
    return rows.select_related("body__area").order_by("body__area__path", "-number")


def reporting_units(body: Unit, on: date) -> QuerySet[Unit]:
    """Who may report to a body: the organs and departments of its area; for a district those of its own level too."""
    rows = Unit.objects.on(on).filter(area__path__startswith=body.area.path).exclude(kind__in=NO_REPORTS)
    return rows.select_related("area").order_by("area__path", "kind", "name")


def usual_reporters(body: Unit, on: date) -> dict[str, Unit | None]:
    """Who stands for the government and for the presidium in a template."""
    return {GOVERNMENT: executive_of(body.area, on), PRESIDIUM: _distinct_standing(body, on), "": None}


def study_organs(plan: AnnualPlan, on: date) -> tuple[Unit | None, Unit | None]:
    """Presidium (district: standing committee) and party committee; None for one that is not registered."""
    party = Unit.objects.on(on).filter(area=plan.body.area_id, kind=UnitKind.PARTY_COMMITTEE).order_by("pk").first()
    return _distinct_standing(plan.body, on), party


def filing_organ(plan: AnnualPlan, on: date) -> str:
    """With whom a town's plan is filed; of a district's own the portal knows no name."""
    if plan.is_district or plan.body.area.depth < 2:
        return ""
    district = plan.body.area.get_parent()
    organs = Unit.objects.on(on).filter(area=district.pk, kind=UnitKind.STANDING_COMMITTEE)
    return organs.values_list("name", flat=True).order_by("pk").first() or ""


def _distinct_standing(body: Unit, on: date) -> Unit | None:
    organ = standing_organ(body, on)
    return None if organ.pk == body.pk else organ
