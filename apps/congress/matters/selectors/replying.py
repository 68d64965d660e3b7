"""What a reply depends on: contact on record, opinions of helping units, who may sign it."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from apps.congress.matters.models import Handling, PartRole, PartState, Reply
from apps.congress.matters.policies import BOTH, SIGNERS_KEY
from apps.congress.matters.rules.replying import Promise, ReplyFacts, issues_before_reply
from apps.foundation.core.actors import HANDLER, LEADER
from apps.foundation.core.errors import Issue
from apps.foundation.people.models import Person, Post, RoleAssignment
from apps.office.documents.models import DocumentState


def has_contact(part: Handling) -> bool:
    """Contact by the unit or a waiver; what a unit that was dissolved had on record counts for its successor."""
    if part.contacts.exists():  # type: ignore[attr-defined]
        return True
    before = part.replaces
    return before is not None and before.state == PartState.STOPPED and has_contact(before)


def must_contact(part: Handling) -> bool:
    """Members put it forward, and neither contact with them nor a waiver is on record."""
    return part.matter.is_by_members and not has_contact(part)


def silent_helpers(part: Handling) -> list[str]:
    """Helping units of the same round that have not given an opinion."""
    rows = part.matter.parts.open().filter(round=part.round, role=PartRole.CO)  # type: ignore[attr-defined]
    return list(rows.values_list("unit_name", flat=True)) if part.role == PartRole.MAIN else []


def reply_issues(reply: Reply, on: date) -> list[Issue]:
    """What is missing before it can be signed and sent on that day."""
    part = reply.handling
    facts = ReplyFacts(
        scheme=part.matter.scheme,
        result=reply.result,
        text=reply.text,
        promises=promises_of(reply),
        needs_contact=must_contact(part),
        helpers=silent_helpers(part),
        helpers_note=reply.helpers_note,
        on=on,
    )
    return list(issues_before_reply(facts))


def promises_of(reply: Reply) -> list[Promise]:
    """What it promises, as drafted."""
    return [Promise(text, date.fromisoformat(day)) for text, day in reply.promises]


def is_in_review(reply: Reply) -> bool:
    """Whether its letter lies before those who sign."""
    return reply.document is not None and reply.document.state == DocumentState.IN_REVIEW


def needs_checker(part: Handling) -> bool:
    """核稿 before 签发, by the rule of the matter's day."""
    return part.matter.frozen_rules.get(SIGNERS_KEY, {}).get("value", BOTH) == BOTH


def possible_signers(part: Handling, drafters: Sequence[int], on: date) -> QuerySet[Person]:
    """Who signs for a unit: its other handlers, who holds a post in it, the leaders of its area; not who drafted."""
    held = RoleAssignment.objects.on(on).filter(person=OuterRef("pk"))
    of_unit = held.filter(Q(role=HANDLER, unit=part.unit_id) | Q(role=LEADER, area=part.unit.area_id))
    posts = Post.objects.on(on).filter(person=OuterRef("pk"), unit=part.unit_id)
    people = Person.objects.filter(Exists(of_unit) | Exists(posts), user__is_active=True)
    return people.exclude(pk__in=drafters).order_by("pinyin", "pk")
