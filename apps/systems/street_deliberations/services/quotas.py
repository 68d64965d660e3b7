"""名额分配表: typed as a whole, settled when it adds up, changed afterwards only with a reason."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import local_day
from apps.foundation.core.errors import CHANGED_MEANWHILE, Conflict, DomainError, WrongState, require_ready
from apps.foundation.organisations.selectors import standing_organ
from apps.foundation.people.models import Term
from apps.office.documents.models import Document
from apps.office.documents.services.drafting import only_document_draft
from apps.systems.street_deliberations.models import LineKind, QuotaLine, QuotaTable
from apps.systems.street_deliberations.papers.founding import quota_paper
from apps.systems.street_deliberations.rules import quotas
from apps.systems.street_deliberations.selectors.quotas import Line, facts_of, issues_before_settling, lines_of
from apps.systems.street_deliberations.selectors.standing import (
    QUOTA_DOCUMENT,
    communities,
    quota_table,
    rules_here,
)
from apps.systems.street_deliberations.services.records import record, require_plan, term_locked


@transaction.atomic
def quota_begin(*, term: Term, by: Actor, at: datetime) -> QuotaTable:
    """Begin the table with a line for every community. Raises WrongState before the plan is approved."""
    term, on = term_locked(term.pk), local_day(at)
    require_plan(term)
    if known := quota_table(term):
        return known
    table = QuotaTable.objects.create(term=term, frozen_rules=rules_here(term, quotas.KEYS, on), created_at=at)
    QuotaLine.objects.bulk_create(
        QuotaLine(table=table, number=number, kind=LineKind.COMMUNITY, name=area.name, community=area, seats=1)
        for number, area in enumerate(communities(term.body.area, on), start=1)
    )
    record("street_deliberations.quota.begun", table, by)
    return table


@transaction.atomic
def quota_change(
    *, table: QuotaTable, lines: Sequence[Line], revision: int, by: Actor, at: datetime, reason: str = ""
) -> QuotaTable:
    """Replace the lines. A settled table must add up again, keeps its reason, and leaves nobody without a seat."""
    term = term_locked(table.term_id)
    table, on = table_locked(table.pk), local_day(at)
    require_plan(term)
    if revision != table.revision:
        raise Conflict(CHANGED_MEANWHILE)
    facts = facts_of(table, lines, on)
    require_ready(quotas.issues_before_saving(facts))
    if table.is_settled:
        if not reason.strip():
            raise DomainError("名额分配表已经定案,请写明调整理由。")
        require_ready(issues_before_settling(table, facts, on))
    before = sum(table.lines.values_list("seats", flat=True))
    _write(table, lines)
    table.revision, table.reason = revision + 1, reason.strip()[:300]
    table.save(update_fields=["revision", "reason"])
    total = sum(line.seats for line in lines)
    record("street_deliberations.quota.changed", table, by, reason=table.reason, before=before, total=total)
    return table


@transaction.atomic
def quota_settle(*, table: QuotaTable, by: Actor, at: datetime) -> QuotaTable:
    """定案: from now on people are recommended through its lines."""
    term = term_locked(table.term_id)
    table, on = table_locked(table.pk), local_day(at)
    require_plan(term)
    if table.is_settled:
        raise WrongState("名额分配表已经定案。需要调整的,请修改并写明理由。")
    table.frozen_rules = rules_here(term, quotas.KEYS, on)
    require_ready(issues_before_settling(table, facts_of(table, lines_of(table), on), on))
    table.settled_on = on
    table.save(update_fields=["settled_on", "frozen_rules"])
    record("street_deliberations.quota.settled", table, by, total=term.quota)
    return table


@transaction.atomic
def quota_document_draft(*, table: QuotaTable, by: Actor, at: datetime) -> Document:
    """拟文 of the settled table."""
    table, on = table_locked(table.pk), local_day(at)
    if not table.is_settled:
        raise WrongState("名额分配表定案以后才能拟文印发。请先定案。")
    document = only_document_draft(
        subject=table, organ=standing_organ(table.term.body, on), kind=QUOTA_DOCUMENT, tree=quota_paper(table, on),
        by=by, at=at,
    )  # fmt: skip
    record("street_deliberations.quota.document_drafted", table, by)
    return document


def table_locked(pk: int) -> QuotaTable:
    return QuotaTable.objects.select_for_update(of=("self",)).select_related("term__body__area").get(pk=pk)


def _write(table: QuotaTable, lines: Sequence[Line]) -> None:
    known = {line.public_id: line for line in table.lines.all()}
    kept = {line.key for line in lines if line.key}
    for key, line in known.items():
        if key not in kept:
            if line.candidates.exists() or line.taken.exists():
                raise DomainError(f"“{line.name}”已有推荐或者在任的人员,不能删除;名额用尽的可以改为在任人数。")
            line.delete()
    for number, given in enumerate(lines, start=1):
        stood = known.get(given.key) if given.key else None
        line = stood or QuotaLine(table=table)
        line.number, line.kind, line.name = number, given.kind, given.name
        line.community, line.seats = given.community, given.seats
        line.save()
