"""推荐登记: typed by the office from self-nomination or an organisation's paper, submitted when complete."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction

from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import local_day
from apps.foundation.core.errors import CHANGED_MEANWHILE, Conflict, DomainError, require_ready
from apps.foundation.core.fields import blind_index
from apps.foundation.core.once import SAID_OTHERWISE
from apps.foundation.people.models import Term
from apps.systems.street_deliberations.models import Candidate, EntryOutcome, QuotaLine, Seat, SlateEntry
from apps.systems.street_deliberations.rules import states
from apps.systems.street_deliberations.rules.conditions import KEYS
from apps.systems.street_deliberations.selectors.candidates import issues_before_submitting, issues_with_line
from apps.systems.street_deliberations.selectors.standing import rules_here
from apps.systems.street_deliberations.services.records import (
    candidate_locked,
    record,
    required,
    settled_table,
    step_add,
    term_locked,
)

DETAILS = (
    "channel", "recommender", "recommender_opinion", "name", "sex", "ethnic_group", "nationality", "born_on", "party",
    "education", "workplace", "category", "occupation", "tie", "tie_place", "tie_since", "phone", "identity_number",
    "resume", "merits", "note",
)  # fmt: skip


@transaction.atomic
def candidate_create(
    *, term: Term, line: QuotaLine, details: Mapping[str, Any], by: Actor, at: datetime, vacancy: Seat | None = None,
    key: UUID | None = None,
) -> Candidate:  # fmt: skip
    """Begin a recommendation through a line; `details` has keys of DETAILS. Sent twice under one `key` it is one.

    Raises WrongState before plan and table stand, NotReady where the line is full or its community closed, Conflict
    where the same identity number is recommended already.
    """
    term, on = term_locked(term.pk), local_day(at)
    settled_table(term)
    if known := Candidate.objects.with_line().filter(term=term, public_id=key).first() if key else None:
        if any(getattr(known, name) != value for name, value in {"line": line, **details}.items()):
            raise Conflict(SAID_OTHERWISE)
        return known
    _require_line(term, line, vacancy)
    require_ready(issues_with_line(line, vacancy, on))
    candidate = Candidate(
        public_id=key or uuid4(),
        term=term,
        line=line,
        vacancy=vacancy,
        frozen_rules=rules_here(term, KEYS, on),
        created_at=at,
        **details,
    )
    _save(candidate)
    record("street_deliberations.candidate.created", candidate, by, line=line.name)
    return candidate


@transaction.atomic
def candidate_change(
    *, candidate: Candidate, line: QuotaLine, details: Mapping[str, Any], revision: int, by: Actor, at: datetime,
    vacancy: Seat | None = None,
) -> Candidate:  # fmt: skip
    """Correct a recommendation that was not submitted. Raises Conflict where somebody saved since `revision`."""
    term = term_locked(candidate.term_id)
    candidate = candidate_locked(candidate.pk)
    states.candidate_move(candidate.state, "change")
    if revision != candidate.revision:
        raise Conflict(CHANGED_MEANWHILE)
    _require_line(term, line, vacancy)
    candidate.line, candidate.vacancy, candidate.revision = line, vacancy, revision + 1
    for name, value in details.items():
        setattr(candidate, name, value)
    _save(candidate)
    record("street_deliberations.candidate.changed", candidate, by)
    return candidate


@transaction.atomic
def candidate_submit(*, candidate: Candidate, by: Actor, at: datetime) -> Candidate:
    """提交工委初审. Raises NotReady with every condition that is not met and every field that is missing."""
    term = term_locked(candidate.term_id)
    candidate = candidate_locked(candidate.pk)
    state = states.candidate_move(candidate.state, "submit")
    settled_table(term)
    require_ready(issues_before_submitting(candidate, local_day(at)))
    candidate.state = state
    candidate.save(update_fields=["state"])
    organ = candidate.recommender or candidate.name
    step_add(candidate, candidate.get_channel_display(), "提交", by=by, at=at, organ=organ,
             opinion=candidate.recommender_opinion)  # fmt: skip
    record("street_deliberations.candidate.submitted", candidate, by)
    return candidate


@transaction.atomic
def candidate_withdraw(*, candidate: Candidate, reason: str, by: Actor, at: datetime) -> Candidate:
    """撤回: the person or who recommended them takes it back; off the slate too, if on one."""
    candidate = candidate_locked(candidate.pk)
    candidate.state = states.candidate_move(candidate.state, "withdraw")
    reason = required(reason, "请写明撤回的理由。")
    candidate.save(update_fields=["state"])
    open_entries = SlateEntry.objects.filter(candidate=candidate, outcome=EntryOutcome.LISTED)
    open_entries.update(outcome=EntryOutcome.DROPPED)
    step_add(candidate, "撤回", "撤回推荐", by=by, at=at, opinion=reason)
    record("street_deliberations.candidate.withdrawn", candidate, by, reason=reason)
    return candidate


def _require_line(term: Term, line: QuotaLine, vacancy: Seat | None) -> None:
    if line.table.term_id != term.pk:
        raise DomainError("所选名额不属于本届,请重新选择。")
    if vacancy is not None and vacancy.line_id != line.pk:
        raise DomainError(f"{vacancy.mandate.person}的空缺属于“{vacancy.line}”,请选择同一行名额。")


def _save(candidate: Candidate) -> None:
    candidate.identity_index = blind_index(candidate.identity_number)
    try:
        with transaction.atomic():
            candidate.save()
    except IntegrityError as error:
        if "candidate_once" in str(error):
            raise Conflict(f"{candidate.name}(身份证号相同)本届已有推荐登记,请在原登记上办理,不要重复登记。") from error
        raise
