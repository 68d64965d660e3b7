"""The acts of a roster import: upload, check, confirm, write, abandon. Nothing is written unless all is clean."""

import hashlib
from dataclasses import asdict
from datetime import date, datetime, timedelta
from typing import Any

from django.core.cache import cache
from django.core.files.base import File
from django.db import IntegrityError, transaction

from apps.foundation.audit import services as audit
from apps.foundation.core import outbox
from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import local_day
from apps.foundation.core.errors import WrongState
from apps.foundation.people.models import RosterImport, RosterState, Term
from apps.foundation.people.selectors import members_due
from apps.foundation.people.services.mandates import kind_in
from apps.foundation.people.services.roster.planning import Plan, roster_plan
from apps.foundation.people.services.roster.reading import Reading, roster_read
from apps.foundation.people.services.roster.writing import roster_apply

SHOWN = 500
EXAMPLES = 100
KEEP_UNSETTLED = timedelta(days=7)


@transaction.atomic
def roster_upload(*, term: Term, file: File, starts_on: date, by: Actor, at: datetime) -> RosterImport:
    """Store an uploaded roster and queue its check."""
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    roster = RosterImport.objects.create(
        term=term,
        starts_on=starts_on,
        file=file,
        file_name=(file.name or "名册.xlsx")[-200:],
        sha256=digest.hexdigest(),
        actor=asdict(by),
        uploaded_by_id=by.user_id,  # type: ignore[misc] # whoever uploads has an account
        uploaded_at=at,
    )
    audit.record("people.roster.uploaded", on=term, by=by, area_path=term.body.area.path, file=roster.file_name)
    outbox.send("people.roster_check", roster.pk)
    return roster


def roster_check(*, roster: RosterImport, at: datetime) -> RosterImport:
    """Read the file and compare it with the book; running twice finds the same."""
    waiting = [RosterState.UPLOADED, RosterState.CHECKING]
    if not RosterImport.objects.filter(pk=roster.pk, state__in=waiting).update(state=RosterState.CHECKING):
        return roster
    roster.refresh_from_db()
    today = local_day(at)
    reading, plan = _plan(roster, today)
    return _keep_findings(roster, reading, plan, today)


@transaction.atomic
def roster_confirm(*, roster: RosterImport, by: Actor, at: datetime) -> RosterImport:
    """Staff have seen the preview: queue the writing. Of two clicks one wins."""
    clean = RosterImport.objects.filter(pk=roster.pk, state=RosterState.CLEAN)
    if not clean.update(state=RosterState.WRITING, done=0, actor=asdict(by)):
        raise WrongState("此名册不在等待确认的状态,请刷新页面查看。")
    outbox.send("people.roster_write", roster.pk)
    roster.refresh_from_db()
    return roster


def roster_write(*, roster: RosterImport, at: datetime) -> RosterImport:
    """Write the whole roster in one transaction, or nothing: the book may have changed since the check."""
    try:
        with transaction.atomic():
            return _write(roster, at)
    except IntegrityError:  # somebody entered one of these people at this very moment: look again
        RosterImport.objects.filter(pk=roster.pk).update(state=RosterState.UPLOADED)
        return roster_check(roster=roster, at=at)


def _write(roster: RosterImport, at: datetime) -> RosterImport:
    roster = RosterImport.objects.select_for_update(of=("self",)).get(pk=roster.pk)
    if roster.state != RosterState.WRITING:
        return roster
    term = Term.objects.select_for_update(of=("self",)).select_related("body__area").get(pk=roster.term_id)
    today = local_day(at)
    reading, plan = _plan(roster, today)
    if plan.problems:
        return _keep_findings(roster, reading, plan, today)
    counts = _counts(plan)
    roster_apply(
        term=term,
        plan=plan,
        starts_on=roster.starts_on,
        today=today,
        progress=lambda done: roster_progress_note(roster, done, roster.total),
    )
    by = Actor(**{**roster.actor, "body_ids": tuple(roster.actor["body_ids"])})
    audit.record(
        "people.roster.imported", on=term, by=by, area_path=term.body.area.path, sha256=roster.sha256, **counts
    )
    return _settle(roster, RosterState.WRITTEN, at)


@transaction.atomic
def roster_abandon(*, roster: RosterImport, by: Actor, at: datetime) -> RosterImport:
    """Give up an import; its file is deleted. A running write holds the row, one that died has let it go."""
    settled = [RosterState.WRITTEN, RosterState.ABANDONED]
    free = RosterImport.objects.select_for_update(of=("self",), skip_locked=True).exclude(state__in=settled)
    free = free.select_related("term__body__area")
    found = free.filter(pk=roster.pk).first()
    if found is None:
        raise WrongState("此名册正在导入或已经办结,不能放弃。")
    path = found.term.body.area.path
    audit.record("people.roster.abandoned", on=found.term, by=by, area_path=path, file=found.file_name)
    return _settle(found, RosterState.ABANDONED, at)


def rosters_tidy(*, at: datetime) -> int:
    """Files hold identity numbers in the clear: imports left unsettled for a week are abandoned."""
    left = RosterImport.objects.filter(
        state__in=[RosterState.UPLOADED, RosterState.CHECKING, RosterState.FAULTY, RosterState.CLEAN],
        uploaded_at__lt=at - KEEP_UNSETTLED,
    )
    for roster in left:
        roster_abandon(roster=roster, by=Actor.system(), at=at)
    return len(left)


def roster_progress_note(roster: RosterImport, done: int, total: int) -> None:
    """Tell the page how far the worker is; through the cache, for the writing transaction is not yet visible."""
    cache.set(f"roster-progress-{roster.pk}", (done, total), timeout=3600)


def roster_progress(roster: RosterImport) -> tuple[int, int]:
    """(rows done, rows in all) as last told; the stored numbers where nothing was told."""
    return cache.get(f"roster-progress-{roster.pk}") or (roster.done, roster.total)


def _plan(roster: RosterImport, today: date) -> tuple[Reading, Plan]:
    term = Term.objects.select_related("body__area").get(pk=roster.term_id)
    with roster.file.open("rb") as file:
        reading = roster_read(
            file,
            kind=kind_in(term),
            today=today,
            progress=lambda done, total: roster_progress_note(roster, min(done, total), total),
        )
    plan = roster_plan(term=term, rows=reading.rows, starts_on=roster.starts_on, today=today)
    plan.problems = sorted({*reading.problems, *plan.problems}, key=lambda problem: (problem.row, problem.column))
    return reading, plan


def _keep_findings(roster: RosterImport, reading: Reading, plan: Plan, today: date) -> RosterImport:
    roster.state = RosterState.FAULTY if plan.problems else RosterState.CLEAN
    roster.total = roster.done = len(reading.rows)
    roster.problem_count = len(plan.problems)
    roster.problems = [[problem.row, problem.column, problem.sentence] for problem in plan.problems[:SHOWN]]
    roster.preview = {} if plan.problems and not reading.rows else _preview(plan, roster, today)
    roster.save(update_fields=["state", "total", "done", "problem_count", "problems", "preview"])
    roster_progress_note(roster, roster.done, roster.total)
    return roster


def _counts(plan: Plan) -> dict[str, Any]:
    new = sum(step.is_new for step in plan.steps)
    changed = sum(step.changes for step in plan.steps) - new
    return {"new": new, "changed": changed, "unchanged": len(plan.steps) - new - changed}


def _preview(plan: Plan, roster: RosterImport, today: date) -> dict[str, Any]:
    in_office = members_due(roster.term.body, roster.term, today).in_office
    seats = sum(step.mandate is None for step in plan.steps)
    changed = [step for step in plan.steps if step.changes and not step.is_new]
    return {
        **_counts(plan),
        "in_office": in_office + seats,
        "absent": len(plan.absent),
        "absent_names": [seat.person.name for seat in plan.absent[:SHOWN]],
        "new_groups": plan.new_groups[:SHOWN],
        "new_districts": plan.new_districts[:SHOWN],
        "new_names": [step.row.name for step in plan.steps if step.is_new][:EXAMPLES],
        "changed_names": [step.row.name for step in changed][:EXAMPLES],
    }


def _settle(roster: RosterImport, state: str, at: datetime) -> RosterImport:
    name, storage = roster.file.name, roster.file.storage
    roster.state, roster.file, roster.settled_at = state, "", at
    roster.save(update_fields=["state", "file", "settled_at"])
    if name:
        transaction.on_commit(lambda: storage.delete(name))
    return roster
