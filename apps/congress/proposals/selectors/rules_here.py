"""The rule values that hold for a body, and how many names a proposal needs."""

from datetime import date

from django.db.models import QuerySet

from apps.congress.elections.rules.signing import removal_signers
from apps.congress.elections.selectors.rules_here import deputies_count, removal_key
from apps.congress.meetings.models import Meeting, MeetingState
from apps.congress.proposals.models import Kind, Proposal
from apps.foundation.core.actors import Actor
from apps.foundation.organisations.models import Unit, UnitKind
from apps.foundation.people.models import GroupKind, Membership, Post, Term
from apps.foundation.policies.selectors import Resolved, resolve_many

MOTION, MOTION_DISTRICT = "proposals.motion_signers", "proposals.motion_signers_district"
INTERPELLATION, REPORT_MONTHS = "proposals.interpellation_signers", "proposals.report_months"
CONGRESSES = (UnitKind.TOWN_CONGRESS, UnitKind.DISTRICT_CONGRESS)
OVER = (MeetingState.CLOSED, MeetingState.CANCELLED)
SOURCES_OF_POSTS = (UnitKind.GOVERNMENT, UnitKind.PRESIDIUM, UnitKind.STANDING_COMMITTEE, *CONGRESSES)


def motion_key(body: Unit) -> str:
    return MOTION_DISTRICT if body.kind == UnitKind.DISTRICT_CONGRESS else MOTION


def rules_for(body: Unit, on: date) -> dict[str, Resolved]:
    """Every rule of proposals as it holds for `body` on a day."""
    keys = (motion_key(body), INTERPELLATION, removal_key(body), REPORT_MONTHS)
    return resolve_many(keys, area=body.area, on=on, body_kind=body.kind)


def needed_now(proposal: Proposal, on: date) -> int:
    """How many deputies must put their names to it; frozen once it is handed in. An organ needs none."""
    if proposal.needed is not None:
        return proposal.needed
    if not proposal.is_joint:
        return 0
    rules = rules_for(proposal.body, on)
    if proposal.kind == Kind.REMOVAL:
        return removal_signers(deputies_count(proposal.term, on), rules[removal_key(proposal.body)].value)
    key = INTERPELLATION if proposal.kind == Kind.INTERPELLATION else motion_key(proposal.body)
    return int(rules[key].value)


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
