"""承诺事项: the unit reports what it has kept, the proposer rates it (重庆市代表建议工作条例第二十四、二十八条)."""

from collections.abc import Sequence
from datetime import date, datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from apps.congress.matters.models import Commitment
from apps.congress.matters.rules.rating import Voice, issues_before_rating
from apps.congress.matters.services.matter_records import record, tell_proposer
from apps.congress.matters.services.matter_telling import tell_members
from apps.congress.matters.services.rating import ONLY_PROPOSER
from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import chinese_date, local_day
from apps.foundation.core.errors import DomainError, WrongState, require_ready
from apps.foundation.core.permissions import require
from apps.office.files.services import attachment_add

KEPT = "{unit}报告承诺事项“{text}”已于{on}落实:{note}"
LONGEST = 120


@transaction.atomic
def commitment_report(
    *, commitment: Commitment, on: date, note: str, files: Sequence[UploadedFile] = (), by: Actor, at: datetime
) -> Commitment:
    """落实情况: when it was kept and how, with what proves it; the proposer is told and asked to rate it.

    Raises WrongState where it was reported already, DomainError for a day to come or before the reply.
    """
    commitment = _locked(commitment)
    if commitment.done_on:
        raise WrongState(f"这项承诺已报告于{chinese_date(commitment.done_on)}落实,不能重复报告。请刷新页面查看。")
    if on > local_day(at):
        raise DomainError("落实日期不能晚于今天,请在落实以后报告。")
    promised_on = local_day(commitment.reply.sent_at or at)
    if on < promised_on:
        raise DomainError(f"落实日期不能早于答复之日({chinese_date(promised_on)}),请核对。")
    commitment.done_on, commitment.done_note = on, note.strip()
    commitment.reported_by, commitment.reported_at = by.name, at
    commitment.save(update_fields=["done_on", "done_note", "reported_by", "reported_at"])
    matter, unit = commitment.matter, commitment.handling.unit_name
    record("matters.commitment.kept", matter, by, number=commitment.number, day=chinese_date(on))
    for file in files:
        attachment_add(parent=commitment, upload=file, by=by, at=at, area_path=matter.path)
    told = {"text": commitment.text[:LONGEST], "on": chinese_date(on), "note": commitment.done_note[:LONGEST]}
    tell_proposer(matter, KEPT.format(unit=unit, **told), by=by, at=at)
    if matter.lead_id:
        tell_members(matter, [matter.lead_id], "matters.commitment_kept", by=by, at=at, unit=unit, promise=told["text"])
    return commitment


@transaction.atomic
def commitment_grade(*, commitment: Commitment, grade: str, comment: str, by: Actor, at: datetime) -> Commitment:
    """The proposer's rating of what was kept; a second click changes nothing, another rating is refused."""
    commitment = _locked(commitment)
    require(by, "matters.rate", commitment.matter, ONLY_PROPOSER)
    comment = comment.strip()
    if commitment.grade:
        if (grade, comment) != (commitment.grade, commitment.grade_comment):
            raise WrongState(f"您已评价为“{commitment.get_grade_display()}”,评价不能修改,这次填写的没有保存。")
        return commitment
    if not commitment.done_on:
        raise WrongState("承办单位还没有报告落实情况,落实以后再评价。")
    require_ready(issues_before_rating(Voice(grade, grade, comment)))
    commitment.grade, commitment.grade_comment, commitment.graded_at = grade, comment, at
    commitment.save(update_fields=["grade", "grade_comment", "graded_at"])
    record(
        "matters.commitment.graded", commitment.matter, by, reason=commitment.grade_comment,
        number=commitment.number, grade=commitment.get_grade_display(),
    )  # fmt: skip
    return commitment


def _locked(commitment: Commitment) -> Commitment:
    """The row for this transaction, read after it is held."""
    Commitment.objects.select_for_update().only("pk").get(pk=commitment.pk)
    return Commitment.objects.with_all().get(pk=commitment.pk)
