"""Colleagues are asked to put their names to a suggestion; each answers for themselves."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from apps.congress.matters.models import Consent, CoSigner, Matter, MatterState
from apps.congress.matters.rules.states import move
from apps.congress.matters.rules.writing import named_with
from apps.congress.matters.selectors.writing import colleagues_of, serves
from apps.congress.matters.services.matter_records import matter_locked, record
from apps.congress.matters.services.matter_telling import tell_members
from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import local_day
from apps.foundation.core.errors import Conflict, DomainError, NotAllowed
from apps.foundation.core.permissions import require
from apps.foundation.people.models import Person


@transaction.atomic
def colleagues_ask(*, matter: Matter, people: Iterable[Person], by: Actor, at: datetime) -> Matter:
    """The lead asks more colleagues; who was asked before is not asked again."""
    matter = matter_locked(matter)
    require(by, "matters.change", matter, otherwise="只有领衔提出的代表本人可以请人附议。")
    matter.state = move(matter.state, "change")
    asked = ask_colleagues(matter, people, by=by, at=at)
    if not asked:
        raise DomainError("请至少选择一名还没有请过的在任代表。")
    record("matters.matter.asked", matter, by, number=asked)
    return matter


def ask_colleagues(matter: Matter, people: Iterable[Person], *, by: Actor, at: datetime) -> int:
    """Only those who serve in the same body today, each once; returns how many."""
    wanted = {person.pk for person in people} - {matter.lead_id}
    if not wanted or matter.term is None:
        return 0
    known = set(matter.signers.values_list("person_id", flat=True))  # type: ignore[attr-defined]
    new = list(colleagues_of(matter.term, local_day(at)).filter(pk__in=wanted - known))
    CoSigner.objects.bulk_create(CoSigner(matter=matter, person=one, name=one.name, asked_at=at) for one in new)
    tell_members(matter, [one.pk for one in new], "matters.sign", by=by, at=at, lead=by.name)
    return len(new)


@transaction.atomic
def matter_sign(*, matter: Matter, revision: int, by: Actor, at: datetime) -> CoSigner:
    """A member who was asked puts their own name to the text they read. Raises Conflict on a second time."""
    matter, row = _asked(matter, by, at)
    if row.consent == Consent.SIGNED:
        raise Conflict("您已附议,无须再办理。")
    if revision != matter.revision:
        raise Conflict("内容刚被领衔代表修改,请刷新页面,阅读新的内容后再附议。")
    row = _answer(matter, row, Consent.SIGNED, at)
    record("matters.matter.signed", matter, by)
    return row


@transaction.atomic
def matter_unsign(*, matter: Matter, by: Actor, at: datetime) -> CoSigner:
    """A member who was asked refuses, or one who signed takes it back before it is accepted."""
    matter, row = _asked(matter, by, at)
    if row.consent in (Consent.REFUSED, Consent.WITHDRAWN):
        raise Conflict("您目前没有附议。")
    row = _answer(matter, row, Consent.WITHDRAWN if row.consent == Consent.SIGNED else Consent.REFUSED, at)
    record("matters.matter.unsigned", matter, by)
    return row


def proposer_named(matter: Matter) -> str:
    """Who puts it forward, with how many others, as of now."""
    lead = matter.lead.name if matter.lead else matter.proposer_name
    others = matter.signers.filter(consent=Consent.SIGNED).count()  # type: ignore[attr-defined]
    return named_with(lead, others)[:80]


def _asked(matter: Matter, by: Actor, at: datetime) -> tuple[Matter, CoSigner]:
    """Both rows, the matter's locked, where the member may still answer."""
    matter = matter_locked(matter)
    if not serves(matter.term, by.person_id, local_day(at)):
        body = matter.body.name if matter.body else "本次会议"
        raise NotAllowed(f"只有{body}的在任代表可以附议。")
    matter.state = move(matter.state, "sign")
    row = matter.signers.filter(person=by.person_id).first()  # type: ignore[attr-defined]
    if row is None:
        raise NotAllowed("领衔代表没有请您附议。愿意附议的,请联系领衔代表。")
    return matter, row


def _answer(matter: Matter, row: CoSigner, consent: str, at: datetime) -> CoSigner:
    row.consent, row.answered_at = consent, at
    row.save(update_fields=["consent", "answered_at"])
    if matter.state == MatterState.SUBMITTED:
        matter.proposer_name = proposer_named(matter)
        matter.save(update_fields=["proposer_name"])
    return row
