"""What a member may put forward, whom they may ask, and what was put forward before."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from apps.congress.matters import purposes
from apps.congress.matters.models import Consent, CoSigner, Matter, MatterKind, MatterState, Submission
from apps.congress.matters.models.bigrams import shared_part
from apps.congress.matters.policies import CATEGORIES_KEY
from apps.congress.matters.rules.likeness import LIKELY, bigrams
from apps.congress.matters.rules.writing import Written, issues_with_writing
from apps.foundation.core.actors import Actor
from apps.foundation.core.errors import Issue
from apps.foundation.organisations.models import Area, Unit
from apps.foundation.people.models import Mandate, Person, Term
from apps.foundation.policies.selectors import resolve

ALIKE_LIMIT = 5


def kind_at(body: Unit) -> str:
    """What its members put forward: suggestions at a congress, opinions at a street's deliberation meeting."""
    return MatterKind.OPINION if body.is_street_body else MatterKind.SUGGESTION


def terms_of(actor: Actor, on: date) -> QuerySet[Term]:
    """Running terms in which the actor serves today."""
    seats = Mandate.objects.beside_committees().serving_on(on).filter(person=actor.person_id)
    rows = Term.objects.filter(pk__in=seats.values("term"), body__in=actor.body_ids, ended_on__isnull=True)
    return rows.select_related("body__area").order_by("body__area__path", "pk")


def serves(term: Term | None, person_id: int | None, on: date) -> bool:
    """Whether somebody sits in a term on a day, neither suspended nor ended."""
    if term is None or person_id is None:
        return False
    return Mandate.objects.serving_on(on).filter(term=term, person=person_id).exists()


def colleagues_of(term: Term, on: date) -> QuerySet[Person]:
    """Everybody who serves in a term on a day, in order of pinyin."""
    seats = Mandate.objects.serving_on(on).filter(term=term)
    return Person.objects.filter(pk__in=seats.values("person")).order_by("pinyin", "pk")


def categories_at(office: Area, on: date) -> list[str]:
    """内容分类, as the place has them."""
    text = str(resolve(CATEGORIES_KEY, area=office, on=on).value)
    return [word for part in text.split("、") if (word := part.strip())]


def issues_before_submitting(matter: Matter, on: date) -> list[Issue]:
    """All that is missing before it can be handed in."""
    written = Written(matter.title, matter.text, matter.category, categories_at(matter.office, on))
    return list(issues_with_writing(written))


def signed_rows(matter: Matter) -> list[CoSigner]:
    """Who put their name to it, in the order in which they did."""
    return list(matter.signers.filter(consent=Consent.SIGNED).order_by("answered_at", "pk"))  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class AlikeMatter:
    """A matter that says something alike; `percent` of the bigrams in either stand in both."""

    matter: Matter
    percent: int


def alike_matters(matter: Matter, *, kinds: Sequence[str] = (), limit: int = ALIKE_LIMIT) -> list[AlikeMatter]:
    """Matters of the same office that probably speak of the same thing, the likest first."""
    grams = bigrams(f"{matter.title} {matter.text}")
    if not grams:
        return []
    rows = Matter.objects.filter(office=matter.office, submission__isnull=False).exclude(pk=matter.pk)
    rows = rows.exclude(state__in=(MatterState.WITHDRAWN, MatterState.MERGED))
    rows = rows.filter(kind__in=kinds) if kinds else rows
    found = rows.with_all().annotate(score=shared_part("bigrams", grams)).filter(score__gte=LIKELY)
    return [AlikeMatter(row, round(100 * row.score)) for row in found.order_by("-score", "-pk")[:limit]]


def voiced_options(actor: Actor, term: Term) -> QuerySet[Submission]:
    """What residents told the member in the area of the body and what still stands by itself, the newest first."""
    rows = Submission.objects.filter(
        collected_by=actor.person_id, purpose__in=purposes.voiced(), area__path__startswith=term.body.area.path
    )
    return rows.standing().filter(matter__isnull=True).select_related("area").order_by("-received_at", "-pk")
