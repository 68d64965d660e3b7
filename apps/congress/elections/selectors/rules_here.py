"""The rule values that hold for a body, and the numbers that majorities and joint motions rest on."""

from datetime import date

from apps.congress.elections.models import Election
from apps.congress.elections.rules.signing import removal_signers
from apps.foundation.organisations.models import Unit, UnitKind
from apps.foundation.people.models import Mandate, Term
from apps.foundation.people.rules.strokes import stroke_key
from apps.foundation.people.selectors import serving_members
from apps.foundation.policies.selectors import Resolved, resolve_many

CO_SIGNERS = "elections.co_signers"
REMOVAL, REMOVAL_DISTRICT = "elections.removal_percent", "elections.removal_percent_district"
KEYS = (
    CO_SIGNERS,
    "elections.head_extra",
    "elections.head_equal",
    "elections.vice_extra_least",
    "elections.vice_extra_most",
    "elections.by_election",
    "elections.secret_ballot",
)


def rules_for(body: Unit, on: date) -> dict[str, Resolved]:
    """Every rule of elections as it holds for `body` on a day."""
    return resolve_many([*KEYS, removal_key(body)], area=body.area, on=on, body_kind=body.kind)


def removal_key(body: Unit) -> str:
    """地方组织法 art. 31: one fifth of a town's deputies, one tenth of a district's."""
    return REMOVAL_DISTRICT if body.kind == UnitKind.DISTRICT_CONGRESS else REMOVAL


def deputies_of(term: Term, on: date) -> list[Mandate]:
    """Those serving on a day, by surname strokes."""
    return sorted(serving_members(term, on), key=lambda seat: stroke_key(seat.person.name))


def is_deputy(term: Term, person_id: int | None, on: date) -> bool:
    return person_id is not None and Mandate.objects.serving_on(on).filter(term=term, person=person_id).exists()


def deputies_count(term: Term, on: date) -> int:
    return Mandate.objects.serving_on(on).filter(term=term).count()


def signers_needed(election: Election, on: date) -> int:
    """How many deputies must stand for a nomination, or for a motion of removal."""
    if not election.is_question:
        return election.measures.co_signers
    return removal_signers(deputies_count(election.term, on), election.measures.removal_percent)
