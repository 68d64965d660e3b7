"""Who sits in a body on a day, and the five numbers on which quorum and majorities rest."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Prefetch, Q, QuerySet

from apps.foundation.core.actors import Actor
from apps.foundation.organisations.models import Unit
from apps.foundation.people.models import Mandate, MandateState, MandateStatus, Membership, Term


@dataclass(frozen=True, slots=True)
class MembershipCounts:
    """名额, 选出, 实有 (suspended ones included), 暂停执行职务, 应到 (in office and not suspended)."""

    quota: int
    elected: int
    in_office: int
    suspended: int
    due: int


def running_terms(actor: Actor) -> QuerySet[Term]:
    """Terms that run, of the bodies in the actor's area; the nearest body first."""
    rows = Term.objects.filter(body__area__path__startswith=actor.area_path, ended_on__isnull=True)
    return rows.select_related("body").order_by("body__area__path", "-number")


def members_due(body: Unit, term: Term, on: date) -> MembershipCounts:
    """The five numbers of `body` in `term` on a day; a sitting copies them and never counts again."""
    held = MandateStatus.objects.on(on).filter(mandate__term=term, mandate__term__body=body)
    counts = held.aggregate(
        serving=Count("pk", filter=Q(state=MandateState.SERVING)),
        suspended=Count("pk", filter=Q(state=MandateState.SUSPENDED)),
    )
    serving, suspended = counts["serving"], counts["suspended"]
    return MembershipCounts(term.quota, term.elected, serving + suspended, suspended, serving)


def serving_members(term: Term, on: date) -> QuerySet[Mandate]:
    """Mandates serving on a day in order of pinyin, with `person`, and `person.current_memberships` of this term.

    `person.current_memberships` is a list of Membership with its `group`: three queries whatever the number.
    """
    memberships = Membership.objects.on(on).filter(group__term=term).select_related("group").order_by("group__kind")
    return (
        Mandate.objects.serving_on(on)
        .filter(term=term)
        .select_related("person", "electoral_district")
        .prefetch_related(Prefetch("person__memberships", memberships, to_attr="current_memberships"))
        .order_by("person__pinyin", "person_id")
    )
