"""确定: the people shown to the public and not held become representatives of the term."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import local_day
from apps.foundation.core.errors import DomainError, WrongState, require_ready
from apps.foundation.people.models import Mandate, Person, Term
from apps.foundation.people.services.mandates import mandate_give, mandate_return
from apps.foundation.people.services.persons import person_create
from apps.foundation.people.services.terms import term_change
from apps.systems.street_deliberations.models import Candidate, EntryOutcome, Seat, Slate, SlateEntry
from apps.systems.street_deliberations.rules import matching, states
from apps.systems.street_deliberations.selectors.candidates import match_of
from apps.systems.street_deliberations.selectors.slates import entries_of, issues_to_determine, listed
from apps.systems.street_deliberations.services.records import (
    candidate_locked,
    people_lock,
    record,
    required,
    slate_locked,
    step_add,
    term_locked,
)
from apps.systems.street_deliberations.services.telling import tell_determined


@transaction.atomic
def person_choose(*, candidate: Candidate, person: Person | None, by: Actor, at: datetime) -> Candidate:
    """Say who an unclear candidate is: somebody the register knows, or (None) somebody new."""
    candidate = candidate_locked(candidate.pk)
    if candidate.state in (*states.OVER, states.DETERMINED):
        raise WrongState("此人已经办结,不再核对。请刷新页面查看。")
    possible = match_of(candidate)
    if possible.verdict != matching.UNCLEAR or (person is not None and person.pk not in possible.people):
        raise WrongState(f"{candidate.name}已经核对过,或者所选人员不是同名人员。请刷新页面查看。")
    candidate.person, candidate.is_new_person = person, person is None
    candidate.save(update_fields=["person", "is_new_person"])
    record("street_deliberations.candidate.matched", candidate, by, who="已登记人员" if person else "新人员")
    return candidate


@transaction.atomic
def slate_determine(*, slate: Slate, determined_on: date, document_number: str, by: Actor, at: datetime) -> Slate:
    """确定 everybody who is listed and not held: Person, Mandate of kind representative, seat in their quota line.

    Raises NotReady before the notice has ended, while an objection waits, and where nobody can say who somebody is.
    """
    term = term_locked(slate.term_id)
    slate, on = slate_locked(slate.pk), local_day(at)
    people_lock(slate)
    entries = entries_of(slate)
    if slate.state == states.NOTICE:
        require_ready(issues_to_determine(slate, entries, on))
    state = states.slate_move(slate.state, "determine")
    number = required(document_number, "请填写确定议事代表的文件或者会议纪要文号。", 80)
    _require_day(slate, determined_on, on)
    require_ready(issues_to_determine(slate, entries, on))
    going = listed(entries)
    people = [_seat(entry, term, determined_on, number, by, at) for entry in going]
    slate.state, slate.determined_on, slate.document_number = state, determined_on, number
    slate.save(update_fields=["state", "determined_on", "document_number"])
    _count(term, going, by, at)
    tell_determined(slate, people, by=by, at=at)
    record("street_deliberations.slate.determined", slate, by, count=len(going), number=number)
    return slate


def _require_day(slate: Slate, day: date, today: date) -> None:
    ends_on = slate.notice.ends_on if slate.notice else today
    if not ends_on < day <= today:
        raise DomainError("确定日期应在公示期满以后、不晚于今天,请核对后填写。")


def _seat(entry: SlateEntry, term: Term, on: date, number: str, by: Actor, at: datetime) -> Person:
    candidate = candidate_locked(entry.candidate_id)
    candidate.state = states.candidate_move(candidate.state, "determine")
    person = _person_of(candidate, by, at)
    mandate = _mandate(candidate, person, term, on, number, by, at)
    Seat.objects.update_or_create(
        mandate=mandate,
        defaults={
            "line": candidate.line, "candidate": candidate, "category": candidate.category,
            "occupation": candidate.occupation,
        },
    )  # fmt: skip
    candidate.person = person
    candidate.save(update_fields=["state", "person"])
    entry.outcome = EntryOutcome.DETERMINED
    entry.save(update_fields=["outcome"])
    step_add(candidate, "确定", "确定为议事代表", by=by, at=at, on=on, number=number)
    return person


def _person_of(candidate: Candidate, by: Actor, at: datetime) -> Person:
    match = match_of(candidate)
    if match.verdict == matching.SAME:
        return Person.objects.get(pk=match.people[0])
    details: dict[str, Any] = {
        name: getattr(candidate, name)
        for name in (
            "name", "sex", "ethnic_group", "born_on", "party", "education", "workplace", "phone", "identity_number"
        )
    }  # fmt: skip
    return person_create(area=candidate.line.community or candidate.term.body.area, details=details, by=by, at=at)


def _mandate(
    candidate: Candidate, person: Person, term: Term, on: date, number: str, by: Actor, at: datetime
) -> Mandate:
    """A new seat, or the one of this term that had ended and is held again."""
    held = Mandate.objects.filter(term=term, person=person).first()
    if held:
        mandate_return(mandate=held, reason="elected_again", document=number, on=on, by=by, at=at)
        return held
    serial = Mandate.objects.filter(term=term).count() + 1
    return mandate_give(
        person=person, term=term, starts_on=on, recommending_unit=(candidate.recommender or candidate.line.name)[:100],
        certificate_number=f"{term.number}{serial:04}", by=by, at=at,
    )  # fmt: skip


def _count(term: Term, going: list[SlateEntry], by: Actor, at: datetime) -> None:
    """产生人数 of the term grows by those who fill no vacancy."""
    new = sum(1 for entry in going if entry.candidate.vacancy_id is None)
    if new:
        term_change(
            term=term, first_session_on=term.first_session_on, quota=term.quota, elected=term.elected + new, by=by,
            at=at,
        )  # fmt: skip
