"""What waits for whom, and what was said on the way."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db import models
from django.db.models import Exists, OuterRef, Q

from apps.foundation.core.actors import OPERATOR, STAFF, Actor
from apps.foundation.core.registry import Hit, TodoItem
from apps.foundation.people.models import Person, Post, RoleAssignment
from apps.foundation.policies.selectors import paths_to
from apps.office.approvals.models import ApprovalRequest, ApprovalStep, RequestQuerySet, RequestState
from apps.office.files.models import Attachment


@dataclass(frozen=True, slots=True)
class StepLine:
    """A step with its files as the page shows it; `is_turn`: it waits to be done now."""

    step: ApprovalStep
    attachments: list[Attachment]
    is_turn: bool


def requests_of(subject: models.Model) -> RequestQuerySet:
    """Every request about a row, the latest first."""
    return ApprovalRequest.objects.of(subject)


def current_request(subject: models.Model, kind: str) -> ApprovalRequest | None:
    """The latest round of one kind of request about a row, pending or over."""
    return requests_of(subject).filter(kind=kind).first()


def awaiting(actor: Actor) -> RequestQuerySet:
    """Requests whose current step this actor is to do: sign, or (office of that very area) record a decision."""
    turn = ApprovalStep.objects.filter(request=OuterRef("pk"), number=OuterRef("current"))
    own = Q(Exists(turn.filter(person=actor.person_id))) if actor.person_id else Q(pk__in=[])
    if actor.role in {OPERATOR, STAFF} and actor.area_path:
        own |= Q(Exists(turn.filter(organ__isnull=False)), area__path=actor.area_path)
    return ApprovalRequest.objects.filter(own, state=RequestState.PENDING)


def drafted_by(actor: Actor) -> RequestQuerySet:
    """What the acting person submitted."""
    requests = ApprovalRequest.objects.all()
    return requests.filter(drafter=actor.person_id) if actor.person_id else requests.none()


def done_by(actor: Actor) -> RequestQuerySet:
    """What the acting person decided, recorded or handed on."""
    if not actor.person_id:
        return ApprovalRequest.objects.none()
    steps = ApprovalStep.objects.filter(request=OuterRef("pk"))
    did = steps.filter(Q(decided_by=actor.person_id) | Q(delegated_from=actor.person_id))
    return ApprovalRequest.objects.filter(Exists(did))


def chain_of(request: ApprovalRequest) -> list[StepLine]:
    """The steps in order, each with its files; needs `with_steps`."""
    steps = request.steps.all()
    label, files = ApprovalStep._meta.label_lower, defaultdict(list)
    for attachment in Attachment.objects.filter(parent_label=label, parent_id__in=[step.pk for step in steps]):
        files[attachment.parent_id].append(attachment)
    return [
        StepLine(step, files[step.pk], is_turn=request.is_pending and step.number == request.current) for step in steps
    ]


def earlier_rounds(request: ApprovalRequest) -> RequestQuerySet:
    """The rounds before this one, the latest first."""
    same = {name: getattr(request, name) for name in ("subject_label", "subject_id", "kind")}
    return ApprovalRequest.objects.filter(**same, round__lt=request.round).with_steps().order_by("-round")


def people_to_tell(step: ApprovalStep, on: date) -> list[int]:
    """Ids of those whose turn it is: the holder, or the staff of the area who record what the organ decides."""
    if step.person_id:
        return [step.person_id]
    staff = RoleAssignment.objects.on(on).filter(role=STAFF, area=step.request.area_id)
    return list(staff.values_list("person_id", flat=True))


def possible_delegates(request: ApprovalRequest, on: date) -> models.QuerySet[Person]:
    """Who may be handed a step: an account, a role in the area or above it or a post in it today, no part yet."""
    paths = paths_to(request.area.path)
    place = Q(area__path__in=paths) | Q(unit__area=request.area)
    roles = RoleAssignment.objects.on(on).filter(place, person=OuterRef("pk"))
    posts = Post.objects.on(on).filter(unit__area=request.area, person=OuterRef("pk"))
    holders = request.steps.filter(person__isnull=False).values("person")
    people = Person.objects.filter(Exists(roles) | Exists(posts), user__is_active=True)
    return people.exclude(Q(pk=request.drafter_id) | Q(pk__in=holders)).order_by("pinyin", "pk")


def todo(actor: Actor, on: date) -> Iterator[TodoItem]:
    """Steps that wait for the acting person."""
    for request in awaiting(actor).with_steps().order_by("created_at")[:20]:
        step = request.current_step
        title = f"{step.title}:{request.title}"
        if step.is_organ:
            detail = f"请{step.holder_name}研究后登记结果,{request.drafter_name}提请"
            yield TodoItem(title, request.get_absolute_url(), detail=detail, action="去登记")
        else:
            yield TodoItem(title, request.get_absolute_url(), detail=f"{request.drafter_name}拟稿", action="去审批")


def search(actor: Actor, text: str) -> Iterator[Hit]:
    """Requests by title, subject or the number of the paper that decided them."""
    numbered = ApprovalStep.objects.filter(request=OuterRef("pk"), document_number__icontains=text)
    named = Q(title__icontains=text) | Q(subject_text__icontains=text)
    for request in ApprovalRequest.objects.visible_to(actor).filter(named | Exists(numbered))[:21]:
        detail = f"{request.get_state_display()},{request.drafter_name}拟稿"
        yield Hit(request.title, request.get_absolute_url(), "审批", detail)
