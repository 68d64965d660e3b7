"""Reads of documents, their numbers and their approval."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import models
from django.db.models import QuerySet

from apps.foundation.core import registry
from apps.foundation.core.actors import HANDLER, Actor
from apps.foundation.core.errors import Issue
from apps.foundation.core.registry import DocumentKind
from apps.foundation.organisations.models import BODY_KINDS, Unit, UnitKind
from apps.foundation.people.models import Person, RoleAssignment, Term
from apps.foundation.policies.selectors import paths_to
from apps.office.approvals.models import ApprovalRequest, RequestState
from apps.office.approvals.selectors import awaiting, requests_of
from apps.office.documents.models import Delivery, Document, Letterhead, Series
from apps.office.documents.rules import states
from apps.office.documents.rules.states import DraftFacts, ProgressFacts, Step, steps_of

SIGNING_ROLES = ("staff", "leader")


def kind_title(document: Document) -> str:
    """The registered title of the document's kind."""
    kind = registry.document_kinds().get(document.kind)
    return kind.title if kind else document.kind


def source_of(document: Document) -> str:
    """The page where alone its text is changed and sent to be signed, "" where that is its own."""
    kind = registry.document_kinds().get(document.kind)
    return kind.source if kind else ""


def live_document(subject: models.Model, kind: str) -> Document | None:
    """The document of a kind that was made from a row and still counts: drafted, in review or issued."""
    over = [states.DISCARDED, states.WITHDRAWN]
    return Document.objects.of(subject).filter(kind=kind).exclude(state__in=over).select_related("organ").first()


def term_number(organ: Unit, on: date) -> int | None:
    """The number of the running term of the body in the organ's area (the presidium issues for its congress)."""
    terms = Term.objects.filter(body__area=organ.area_id, body__kind__in=BODY_KINDS, first_session_on__lte=on)
    return terms.order_by("-first_session_on").values_list("number", flat=True).first()


def draft_facts(document: Document, reviewers: Sequence[Person]) -> DraftFacts:
    """What 送审 depends on."""
    people = [person.pk for person in reviewers]
    tree = document.content
    return DraftFacts(
        title=document.title,
        has_content=bool(tree.blocks),
        needs_number=bool(registry.document_kinds()[document.kind].suffix),
        has_code=Letterhead.objects.filter(organ=document.organ_id).exclude(code="").exists(),
        reviewers=tuple(person.name for person in reviewers),
        drafter=document.drafter_name,
        reviewers_are_distinct=len(set(people)) == len(people),
        drafter_reviews=document.drafter_id in people,
    )


def issues_before_submitting(document: Document) -> list[Issue]:
    """What is missing before a draft can be sent to its reviewers, whoever they will be."""
    of_reviewers = {"reviewers", "distinct", "own_draft"}
    return [
        issue for issue in states.issues_before_submitting(draft_facts(document, [])) if issue.code not in of_reviewers
    ]


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a document stands: its line of steps, the approval that waits for the acting person."""

    steps: list[Step]
    to_decide: ApprovalRequest | None
    deliveries: list[Delivery]


def progress_of(document: Document, actor: Actor) -> Progress:
    latest = (
        ApprovalRequest.objects.of(document).filter(kind=states.ISSUE).annotate(hands=models.Count("steps")).first()
    )
    pending = latest if latest and latest.is_pending else None
    deliveries = list(document.deliveries.select_related("unit"))
    steps = steps_of(ProgressFacts(
        state=document.state, reviewer=pending.current if pending else 1, reviewers=latest.hands if latest else 2,
        is_archived=hasattr(document, "archive"),
        sent=len(deliveries), signed_for=sum(one.received_at is not None for one in deliveries),
    ))  # fmt: skip
    own = pending if pending and awaiting(actor).filter(pk=pending.pk).exists() else None
    return Progress(steps, own, deliveries)


def possible_reviewers(document: Document, on: date) -> QuerySet[Person]:
    """Staff and leaders of the organ's area or above, without the drafter."""
    roles = RoleAssignment.objects.on(on).filter(
        role__in=SIGNING_ROLES, area__path__in=paths_to(document.organ.area.path), person__user__is_active=True
    )
    people = Person.objects.filter(role_assignments__in=roles).distinct()
    return people.exclude(pk=document.drafter_id) if document.drafter_id else people


def issuing_organs(actor: Actor, on: date) -> QuerySet[Unit]:
    """Organs of the actor's area that sign documents."""
    return Unit.objects.visible_to(actor).on(on).exclude(kind__in=[UnitKind.STATION, UnitKind.OTHER])


def units_to_send(document: Document, on: date) -> QuerySet[Unit]:
    """Units of the organ's area and below that do not have the document; `answers`: somebody signs in for it."""
    have = document.deliveries.values("unit")
    handlers = RoleAssignment.objects.on(on).filter(role=HANDLER, unit=models.OuterRef("pk"))
    rows = Unit.objects.on(on).filter(area__path__startswith=document.organ.area.path).exclude(pk=document.organ_id)
    rows = rows.exclude(pk__in=have).annotate(answers=models.Exists(handlers))
    return rows.order_by("-answers", "area__path", "kind", "name")


def free_kinds() -> list[DocumentKind]:
    """Kinds that a clerk drafts without a system behind them."""
    return [kind for kind in registry.document_kinds().values() if kind.slug.startswith("general_")]


def letterhead_of(organ: Unit) -> Letterhead:
    """The organ's letterhead, or one that its name suggests, unsaved and without a code."""
    found = Letterhead.objects.filter(organ=organ).first()
    return found or Letterhead(organ=organ, mark=f"{organ.name}文件", code="", office=organ.name)


def last_reviewers(document: Document) -> dict[str, Person]:
    """Who reviewed the organ's last document of the same drafter: offered again."""
    last = Document.objects.filter(organ=document.organ_id, drafter=document.drafter_id).exclude(pk=document.pk)
    for one in last.order_by("-pk")[:5]:
        for request in requests_of(one):
            people = [step.person for step in request.steps.select_related("person").order_by("number")]
            if len(people) == 2 and all(people):
                return {"checker": people[0], "signer": people[1]}
    return {}


def issue_request(document: Document) -> ApprovalRequest:
    """The approval of a document in review."""
    return ApprovalRequest.objects.of(document).get(kind=states.ISSUE, state=RequestState.PENDING)


def document_of(request: ApprovalRequest) -> Document:
    """The document that an approval is about."""
    return Document.objects.select_related("organ__area").get(pk=request.subject_id)


def waiting_for_archive() -> Iterable[int]:
    return Document.objects.unarchived().values_list("pk", flat=True)


def gaps(series: Series) -> list[int]:
    """Numbers of a series that nobody accounts for; there is none unless rows were changed behind the portal."""
    taken = set(series.numbers.values_list("number", flat=True))
    return [number for number in range(series.first, max(taken, default=0)) if number not in taken]


def document_by_code(code: str) -> Document | None:
    """The issued document of a verification code, typed in any case."""
    issued = Document.objects.filter(state__in=[states.ISSUED, states.WITHDRAWN])
    return issued.filter(code=code.upper()).select_related("organ__area", "archive").first()
