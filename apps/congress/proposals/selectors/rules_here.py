"""The rule values that hold for a body, and how many names a proposal needs."""

from datetime import date

from django.db.models import QuerySet

from apps.congress.meetings.models import Meeting, MeetingState
from apps.congress.proposals.models import Kind, Proposal
from apps.congress.proposals.rules.signing import signers_of_removal
from apps.foundation.core.actors import Actor
from apps.foundation.organisations.models import Unit, UnitKind
from apps.foundation.people.models import GroupKind, Mandate, Membership, Post, Term
from apps.foundation.people.rules.strokes import stroke_key
from apps.foundation.people.selectors import serving_members
from apps.foundation.policies.selectors import Resolved, resolve_many

MOTION, MOTION_DISTRICT = "proposals.motion_signers", "proposals.motion_signers_district"
INTERPELLATION, REMOVAL = "proposals.interpellation_signers", "elections.removal_percent"
REPORT_MONTHS = "proposals.report_months"
CONGRESSES = (UnitKind.TOWN_CONGRESS, UnitKind.DISTRICT_CONGRESS)
OVER = (MeetingState.CLOSED, MeetingState.CANCELLED)
SOURCES_OF_POSTS = (UnitKind.GOVERNMENT, UnitKind.PRESIDIUM, UnitKind.STANDING_COMMITTEE, *CONGRESSES)


def motion_key(body: Unit) -> str:
    return MOTION_DISTRICT if body.kind == UnitKind.DISTRICT_CONGRESS else MOTION


def rules_for(body: Unit, on: date) -> dict[str, Resolved]:
    """Every rule of proposals as it holds for `body` on a day."""
    keys = (motion_key(body), INTERPELLATION, REMOVAL, REPORT_MONTHS)
    return resolve_many(keys, area=body.area, on=on, body_kind=body.kind)


def needed_now(proposal: Proposal, on: date) -> int:
    """How many deputies must put their names to it; frozen once it is handed in. An organ needs none."""
    if proposal.needed is not None:
        return proposal.needed
    if not proposal.is_joint:
        return 0
    rules = rules_for(proposal.body, on)
    if proposal.kind == Kind.REMOVAL:
        return signers_of_removal(deputies_count(proposal.term, on), rules[REMOVAL].value)
    key = INTERPELLATION if proposal.kind == Kind.INTERPELLATION else motion_key(proposal.body)
    return int(rules[key].value)


def deputies_count(term: Term, on: date) -> int:
    return Mandate.objects.serving_on(on).filter(term=term).count()


def deputies_of(term: Term, on: date) -> list[Mandate]:
    """Those serving on a day, by surname strokes."""
    return sorted(serving_members(term, on), key=lambda seat: stroke_key(seat.person.name))


def is_deputy(term: Term, person_id: int | None, on: date) -> bool:
    return person_id is not None and Mandate.objects.serving_on(on).filter(term=term, person=person_id).exists()


def presidium_size(term: Term, on: date) -> int:
    """Members of the presidium on a day; 0 where the register does not know them."""
    return Membership.objects.on(on).filter(group__term=term, group__kind=GroupKind.PRESIDIUM).count()


def terms_of(actor: Actor) -> QuerySet[Term]:
    """Running terms of the congresses the actor keeps or sits in."""
    terms = Term.objects.visible_to(actor).filter(ended_on=None, body__kind__in=CONGRESSES)
    return terms.select_related("body__area").order_by("body__area__path")


def meetings_to_come(term: Term) -> QuerySet[Meeting]:
    return term.meetings.exclude(state__in=OVER).order_by("starts_on")


def organs_of(term: Term, on: date) -> QuerySet[Unit]:
    """Whom deputies may question and who carries out what is adopted: government and its departments."""
    kinds = (UnitKind.GOVERNMENT, UnitKind.DEPARTMENT)
    return Unit.objects.on(on).filter(area=term.body.area_id, kind__in=kinds).order_by("kind", "name")


def posts_of(term: Term, on: date) -> QuerySet[Post]:
    """Offices of the place whose holders a congress elected."""
    held = Post.objects.on(on).filter(unit__area=term.body.area_id, unit__kind__in=SOURCES_OF_POSTS)
    return held.select_related("person", "unit").order_by("unit__kind", "person__pinyin")
