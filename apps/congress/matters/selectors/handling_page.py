"""A matter's parts as each reader sees them: who has it, how far they are, what was answered."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch
from django.utils import timezone

from apps.congress.matters.models import CoOpinion, Handling, Matter, MatterState, PartRole, PartState, Reply
from apps.congress.matters.models.handling import HandlingQuerySet
from apps.congress.matters.selectors.extensions import may_ask
from apps.congress.matters.selectors.replying import has_contact
from apps.congress.matters.selectors.units import has_account
from apps.foundation.core.actors import HANDLER, Actor
from apps.foundation.core.permissions import may
from apps.office.documents.models import DocumentState

TONES = {"sent": "red", "taken": "blue", "return_asked": "orange", "done": "green"}
WITH_UNITS = (MatterState.HANDED_OVER, MatterState.REHANDLING)


@dataclass(frozen=True, slots=True)
class PartLine:
    """One part. `reply` is what was sent or, for its own unit, the draft; `opinions` only for those they are for;
    `may` names what the reader may do.
    """

    part: Handling
    late: int
    tone: str
    reply: Reply | None
    opinions: list[CoOpinion]
    may: frozenset[str]

    @property
    def is_sent(self) -> bool:
        return self.reply is not None and self.reply.sent_at is not None

    @property
    def in_review(self) -> bool:
        return _in_review(self.reply)

    @property
    def came_back(self) -> bool:
        """The letter was sent back by those who sign, or taken back."""
        return self.reply is not None and _letter_state(self.reply) == DocumentState.DRAFT


@dataclass(frozen=True, slots=True)
class HandlingPage:
    """`rounds` maps the number of each round, the latest first, to its parts."""

    rounds: dict[int, list[PartLine]]


def page_of(matter: Matter, actor: Actor, on: date | None = None) -> HandlingPage:
    """For `matters/parts/handlings.html`; `on` is today."""
    rows = Handling.objects.visible_to(actor) if actor.role == HANDLER else Handling.objects.all()
    lines = [line_of(part, actor, on) for part in with_story(rows).filter(matter=matter).order_by("-round", "pk")]
    rounds: dict[int, list[PartLine]] = {}
    for line in lines:
        rounds.setdefault(line.part.round, []).append(line)
    return HandlingPage(rounds)


def with_story(rows: HandlingQuerySet) -> HandlingQuerySet:
    """Parts with everything their line says, in a fixed number of queries."""
    rows = rows.with_all().select_related("reply__document", "return_unit", "replaced_by")
    opinions = Prefetch("opinions", CoOpinion.objects.order_by("-pk"))
    return rows.prefetch_related("contacts", opinions, "extensions", "reply__commitments")


def line_of(part: Handling, actor: Actor, on: date | None = None) -> PartLine:
    """One part for one reader."""
    reply = getattr(part, "reply", None)
    is_own = may(actor, "matters.handle", part)
    reads_opinions = actor.sees_area or actor.role == HANDLER
    return PartLine(
        part=part,
        late=part.late_on(on or timezone.localdate()),
        tone=TONES.get(part.state, "secondary"),
        reply=reply if reply and (reply.sent_at or is_own) else None,
        opinions=list(part.opinions.all()) if reads_opinions else [],  # type: ignore[attr-defined]
        may=frozenset(acts_of(part, reply, actor)),
    )


def acts_of(part: Handling, reply: Reply | None, actor: Actor) -> set[str]:
    """What the reader may do with a part now, by the names the pages know."""
    matter, found = part.matter, set[str]()
    if matter.state not in WITH_UNITS or part.round != matter.round:
        return found
    if may(actor, "matters.handle", part):
        found |= _acts_of_unit(part, reply)
    if may(actor, "matters.answer_units", part):
        found |= _acts_of_office(part, reply)
    if part.allows("redo") and part.role == PartRole.CO and may(actor, "matters.send_opinion_back", part):
        found.add("redo")
    if matter.is_by_members and part.answers and part.is_open and may(actor, "matters.waive_contact", part):
        found |= set() if has_contact(part) else {"waive"}
    return found


def _acts_of_unit(part: Handling, reply: Reply | None) -> set[str]:
    found = {act for act in ("take", "ask_return") if part.allows(act)}
    if part.state != PartState.TAKEN:
        return found
    if not part.answers:
        return found | {"opinion"}
    found |= {"recall"} if _in_review(reply) else {"reply"} | ({"submit"} if reply else set())
    found |= {"contact"} if part.matter.is_by_members else set()
    return found | {"extend"} if part.round == 1 and may_ask(part) else found


def _acts_of_office(part: Handling, reply: Reply | None) -> set[str]:
    today = timezone.localdate()
    is_gone = not part.unit.exists_on(today)
    if part.state == PartState.SENT_BACK:
        return set() if hasattr(part, "replaced_by") else {"reassign"}
    if not part.is_open:
        return set()
    found = {"decline"} if part.allows("decline_return") else set()
    if not has_account(part.unit_id, today):
        found |= {"take_on_paper"} if part.allows("take") else set()
        found |= set() if part.answers or part.state == PartState.RETURN_ASKED else {"opinion_on_paper"}
    if part.answers and part.state != PartState.RETURN_ASKED and not _in_review(reply):
        found.add("reply_on_paper")
    return found | ({"reassign"} if is_gone else {"grant"})


def _in_review(reply: Reply | None) -> bool:
    return reply is not None and _letter_state(reply) == DocumentState.IN_REVIEW


def _letter_state(reply: Reply) -> str:
    return reply.document.state if reply.document else ""
