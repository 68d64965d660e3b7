"""What lies with a unit: to be taken, late, waiting for helping units; and what the office has to decide on."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import BooleanField, Case, Q, Value, When
from django.urls import reverse

from apps.congress.matters.models import Handling, Matter, PartRole, PartState, Reply
from apps.congress.matters.models.handling import HandlingQuerySet
from apps.congress.matters.rules import states
from apps.congress.matters.selectors.handling_page import WITH_UNITS
from apps.foundation.core.actors import HANDLER, STAFF, Actor
from apps.foundation.core.dates import chinese_date
from apps.foundation.core.registry import EVERYBODY, Deadline, Hit, Related, TodoItem, Watch
from apps.foundation.core.streams import CHUNK, in_chunks
from apps.foundation.people.selectors import answering, asked
from apps.office.documents.models import Document, DocumentState

TODO_LIMIT = 20
CONTACT = "与提出人沟通"
AHEAD = timedelta(days=30)
IS_OVER = Case(When(state__in=states.PART_OPEN, then=Value(False)), default=Value(True), output_field=BooleanField())


def inbox_of(actor: Actor) -> HandlingQuerySet:
    """Parts of the acting handler's unit, the most urgent first, what is over last."""
    rows = Handling.objects.filter(unit=actor.unit_id) if actor.role == HANDLER else Handling.objects.none()
    return rows.with_all().alias(is_over=IS_OVER).order_by("is_over", "due_on").select_related(
        "reply__document"
    ).prefetch_related("matter__parts", "contacts")  # fmt: skip


def parts_found(rows: HandlingQuerySet, text: str) -> HandlingQuerySet:
    return rows.filter(matter__in=Matter.objects.found_by(text).values("pk"))


def search(actor: Actor, text: str) -> Iterator[Hit]:
    """Handlers: what was handed to their unit, by title, text or number."""
    for part in parts_found(inbox_of(actor), text)[:TODO_LIMIT]:
        matter = part.matter
        number = f"第{matter.number}号 " if matter.number else ""
        standing = f"{number}{part.get_role_display()} {part.get_state_display()}"
        yield Hit(matter.title, part.get_absolute_url(), matter.get_kind_display(), standing)


def waiting_for(part: Handling) -> str:
    """Helping units whose opinion the main unit waits for; needs `matter__parts`."""
    if part.role != PartRole.MAIN or not part.is_open:
        return ""
    helpers = [
        one.unit_name
        for one in part.matter.parts.all()  # type: ignore[attr-defined]
        if one.round == part.round and one.role == PartRole.CO and one.is_open
    ]
    return "、".join(helpers)


def next_step(part: Handling) -> str:
    """What the unit has to do now, in a word; needs what `inbox_of` selects."""
    if part.state == PartState.SENT:
        return "签收"
    if part.state == PartState.RETURN_ASKED:
        return "等待退办答复"
    if part.state != PartState.TAKEN:
        return ""
    if not part.answers:
        return "提出协办意见"
    reply = getattr(part, "reply", None)
    if reply and reply.document and reply.document.state == DocumentState.IN_REVIEW:
        return "等待签发"
    if part.matter.is_by_members and not part.contacts.all():  # type: ignore[attr-defined]
        return CONTACT
    return "起草答复" if reply is None else "送签答复函"


def of_gone_units(actor: Actor, on: date) -> HandlingQuerySet:
    """Open parts of units that exist no longer: the office moves them to the successor."""
    return _in_area(actor).open().filter(unit__until__lte=on)


def to_reassign(actor: Actor) -> HandlingQuerySet:
    """Sent back, and nobody has taken over yet."""
    return _in_area(actor).to_reassign()


def to_answer(actor: Actor) -> HandlingQuerySet:
    """Units that ask to give a matter back."""
    return _in_area(actor).filter(state=PartState.RETURN_ASKED)


def returns_of(actor: Actor, on: date) -> HandlingQuerySet:
    """Everything on which the office has to decide who answers."""
    waits = Q(state=PartState.RETURN_ASKED) | Q(state=PartState.SENT_BACK, replaced_by=None)
    gone = Q(state__in=states.PART_OPEN, unit__until__lte=on)
    return _in_area(actor).filter(waits | gone).select_related("return_unit").order_by("matter__due_on")


def _in_area(actor: Actor) -> HandlingQuerySet:
    rows = Handling.objects.within(actor.area_path) if actor.sees_area else None
    rows = Handling.objects.none() if rows is None else rows
    return rows.filter(matter__state__in=WITH_UNITS).with_all()


def todo(actor: Actor, on: date) -> Iterator[TodoItem]:
    """Handlers: what has to be done next, by its day. Staff: returns to answer, parts without a unit."""
    if actor.role == HANDLER:
        for part in inbox_of(actor).open().filter(matter__state__in=WITH_UNITS)[:TODO_LIMIT]:
            step = next_step(part)
            detail = f"{part.get_role_display()},{part.due_ground}"
            due = part.contact_due_on if step == CONTACT else part.due_on
            yield TodoItem(f"{step}:{part.matter.title}", part.get_absolute_url(), due, detail)
    if actor.role != STAFF:
        return
    page = reverse("matters_returns")
    for rows, what, action in (
        (to_answer(actor), "件申请退办待答复", "去答复"),
        (to_reassign(actor), "件退办后待改交其他单位", "去改交"),
        (of_gone_units(actor, on), "件的承办单位已经撤销,待移交承接单位", "去移交"),
    ):
        if oldest := rows.order_by("matter__due_on").first():
            yield TodoItem(f"{rows.count()} {what}", page, oldest.matter.due_on, oldest.matter.title, action)


def deadlines(on: date, watch: Watch = EVERYBODY) -> Iterator[Deadline]:
    """Every open part due within a month or late, for the handlers of its unit; where it has none, for the office."""
    open_ = Handling.objects.open().filter(due_on__lte=on + AHEAD, matter__state__in=WITH_UNITS)
    open_ = open_.filter(asked(watch, due="due_on", unit="unit", otherwise="matter__office"))
    rows = open_.select_related("matter").only("public_id", "unit", "role", "due_on", "matter__title", "matter__office")
    for chunk in in_chunks(rows.order_by("due_on").iterator(CHUNK), CHUNK):
        told = answering([(part.unit_id, part.matter.office_id) for part in chunk], on)
        for part, people in zip(chunk, told, strict=True):
            verb, key = "答复" if part.answers else "提出协办意见", f"matters.part:{part.public_id}"
            yield Deadline(f"{verb}:{part.matter.title}", part.due_on, part.get_absolute_url(), people, key)


def late_words(part: Handling, on: date) -> str:
    """`3日`, "" in time."""
    late = part.late_on(on)
    return f"{late}日" if late else ""


def return_words(part: Handling, on: date) -> str:
    """Until when it may still be given back."""
    return chinese_date(part.return_due_on) if part.allows("ask_return") and on <= part.return_due_on else ""


def related(subject: object, actor: Actor) -> Iterator[Related]:
    """From a reply letter to the part it answers."""
    if isinstance(subject, Document) and subject.subject_label == Reply._meta.label_lower:
        for part in Handling.objects.visible_to(actor).filter(reply=subject.subject_id):
            yield Related("承办事项", part.get_absolute_url())
