"""What every act does: hold its rows in one order (term, slate, people), leave one entry, keep one step."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db.models import Model

from apps.foundation.audit import services as audit
from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import local_day
from apps.foundation.core.errors import DomainError, WrongState
from apps.foundation.people.models import Term
from apps.office.files.services import attachment_add
from apps.systems.street_deliberations.models import Candidate, CandidateStep, QuotaTable, Slate
from apps.systems.street_deliberations.permissions import area_path_of
from apps.systems.street_deliberations.rules.plans import NO_PLAN
from apps.systems.street_deliberations.selectors.standing import plan_in_force, quota_table

NO_TABLE = "名额分配表还没有定案。请先拟定名额分配表并定案,再开始推荐。"


def term_locked(pk: int) -> Term:
    """The term's row for this transaction: whatever counts seats waits here."""
    return Term.objects.select_for_update(of=("self",)).select_related("body__area").get(pk=pk)


def candidate_locked(pk: int) -> Candidate:
    return Candidate.objects.select_for_update(of=("self",)).with_line().get(pk=pk)


def slate_locked(pk: int) -> Slate:
    return Slate.objects.select_for_update(of=("self",)).with_term().get(pk=pk)


def people_lock(slate: Slate) -> None:
    """Everybody on the list, so that nobody leaves it while it is decided."""
    for pk in sorted(slate.entries.values_list("candidate", flat=True)):
        candidate_locked(pk)


def require_plan(term: Term) -> None:
    """Raises WrongState while no plan is approved, or once the term is over."""
    if term.ended_on:
        raise WrongState(f"{term}已经届满,不再办理。请在新一届办理。")
    if plan_in_force(term) is None:
        raise WrongState(NO_PLAN)


def settled_table(term: Term) -> QuotaTable:
    """The table through which people are recommended. Raises WrongState before it is settled."""
    require_plan(term)
    table = quota_table(term)
    if table is None or not table.is_settled:
        raise WrongState(NO_TABLE)
    return table


def required(text: str, sentence: str, limit: int = 300) -> str:
    if not text.strip():
        raise DomainError(sentence)
    return text.strip()[:limit]


def step_add(
    candidate: Candidate, title: str, result: str, *, by: Actor, at: datetime, organ: str = "", on: date | None = None,
    opinion: str = "", number: str = "", files: Iterable[UploadedFile] = (),
) -> CandidateStep:  # fmt: skip
    """One step of a person's way, with its files."""
    step = CandidateStep.objects.create(
        candidate=candidate, title=title, organ=organ.strip(), on=on or local_day(at), result=result,
        opinion=opinion.strip(), document_number=number.strip(), recorded_by=by.name, recorded_as=by.role_title,
        recorded_at=at,
    )  # fmt: skip
    for upload in files:
        attachment_add(parent=step, upload=upload, by=by, at=at, area_path=area_path_of(candidate))
    return step


def record(act: str, on: Model, by: Actor, *, reason: str = "", **facts: Any) -> None:
    """One entry, visible where the thing is."""
    audit.record(act, on=on, by=by, reason=reason, area_path=area_path_of(on), **facts)
