"""What a new office still lacks before it can hold a meeting: its clerks, its rosters, its members' accounts."""

from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from apps.foundation.core.actors import STAFF, Actor
from apps.foundation.organisations.models import BODY_KINDS, Area
from apps.foundation.people.models import Mandate, RoleAssignment, Term


def places_without_staff(actor: Actor, on: date) -> QuerySet[Area]:
    """Areas with a body of their own for which nobody works yet."""
    staff = RoleAssignment.objects.on(on).filter(role=STAFF, area=OuterRef("pk"))
    places = Area.objects.filter(path__startswith=actor.area_path, units__kind__in=BODY_KINDS)
    return places.filter(~Exists(staff)).distinct().order_by("path")


def terms_without_roster(actor: Actor) -> QuerySet[Term]:
    """Running terms of the actor's own area with nobody in them."""
    return _own_terms(actor).filter(~Exists(Mandate.objects.filter(term=OuterRef("pk"))))


def terms_without_accounts(actor: Actor, on: date) -> QuerySet[Term]:
    """Running terms of the actor's own area whose members were never given an account."""
    seats = Mandate.objects.serving_on(on).filter(term=OuterRef("pk"))
    with_account = seats.filter(person__user__isnull=False)
    return _own_terms(actor).filter(Exists(seats), ~Exists(with_account))


def _own_terms(actor: Actor) -> QuerySet[Term]:
    own = Term.objects.filter(body__area__path=actor.area_path, ended_on__isnull=True)
    return own.select_related("body")
