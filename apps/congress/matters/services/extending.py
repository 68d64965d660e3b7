"""延期: asked for by the unit before its day, decided by the congress."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from apps.congress.matters.models import Extension, Handling, Matter
from apps.congress.matters.rules import deadlines
from apps.congress.matters.rules.deadlines import Due
from apps.congress.matters.rules.handling import Extending, issues_before_extending
from apps.congress.matters.rules.states import move_part
from apps.congress.matters.selectors.deadlines import due
from apps.congress.matters.selectors.extensions import asks_allowed, may_ask
from apps.congress.matters.services.handling_records import part_locked
from apps.congress.matters.services.matter_records import record, tell_proposer
from apps.congress.matters.services.matter_telling import tell_handlers
from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import chinese_date, local_day
from apps.foundation.core.errors import DomainError
from apps.foundation.organisations.models import Unit
from apps.foundation.organisations.selectors import standing_organ
from apps.office.approvals.models import ApprovalRequest
from apps.office.approvals.services import StepDraft, request_open

EXTENSION = "matters.extension"
"""The kind of approval that ends in more time."""


@transaction.atomic
def extension_ask(*, part: Handling, new_due_on: date, reason: str, by: Actor, at: datetime) -> Extension:
    """申请延期. Raises NotReady after the day, beyond the longest time the rules allow, while one stands, or where it
    was refused as often as it may be asked for."""
    part = part_locked(part)
    last = longest(part)
    asked = Extending(
        on=local_day(at), due_on=part.due_on, new_due_on=new_due_on, latest=last.on, ground=last.ground,
        reason=reason, answers=part.answers, round=part.round,
        stands=part.extensions.filter(refused_at=None).exists(), asks=asks_allowed(part),
        refused=list(part.extensions.exclude(refused_at=None).values_list("reason", flat=True)),
    )  # fmt: skip
    move_part(part.state, "extend", issues_before_extending(asked))
    extension = Extension.objects.create(
        handling=part, new_due_on=new_due_on, reason=reason.strip(), asked_by=by.name, asked_at=at
    )
    matter, day = part.matter, chinese_date(new_due_on)
    request_open(
        subject=extension, kind=EXTENSION, title=f"延期答复:{matter.title}({part.unit_name}申请延至{day})",
        area=matter.office, steps=[StepDraft("研究延期", organ=_organ(matter, local_day(at)))],
        url=part.get_absolute_url(), by=by, at=at,
    )  # fmt: skip
    record("matters.extension.asked", matter, by, reason=extension.reason, unit=part.unit_name, day=day)
    return extension


@transaction.atomic
def extension_granted(*, request: ApprovalRequest, by: Actor, at: datetime) -> Extension:
    """The days of the part and of the matter move, and the proposer is told."""
    extension, part = _locked(request)
    part.due_on = extension.new_due_on
    part.save(update_fields=["due_on"])
    extension.granted_at = at
    extension.save(update_fields=["granted_at"])
    matter = part.matter
    answering = matter.parts.open().answering().filter(round=matter.round)  # type: ignore[attr-defined]
    matter.reply_due_on = answering.aggregate(last=Max("due_on"))["last"]
    if not matter.parts.to_reassign().answering().filter(round=matter.round).exists():  # type: ignore[attr-defined]
        matter.due_on = matter.reply_due_on
    matter.save(update_fields=["reply_due_on", "due_on"])
    day = chinese_date(extension.new_due_on)
    record("matters.extension.granted", matter, by, unit=part.unit_name, day=day)
    sentence = f"经批准,{part.unit_name}答复您的日期延至{day}。理由:{extension.reason}"
    tell_proposer(matter, sentence[:500], by=by, at=at)
    tell_handlers(part, "matters.extension_granted", by=by, at=at)
    return extension


@transaction.atomic
def extension_refused(*, request: ApprovalRequest, reason: str, by: Actor, at: datetime) -> Extension:
    """Not granted, or taken back: the day stays."""
    extension = Extension.objects.select_related("handling").get(pk=request.subject_id)
    extension.refused_at, extension.answer = at, reason[:500]
    extension.save(update_fields=["refused_at", "answer"])
    part = Handling.objects.with_all().get(pk=extension.handling_id)
    record("matters.extension.refused", part.matter, by, reason=reason, unit=part.unit_name)
    if part.is_open:
        again = "可以写明新的理由再申请。" if may_ask(part) else "不能再申请延期。"
        tell_handlers(part, "matters.extension_refused", reason=reason, again=again, by=by, at=at)
    return extension


def longest(part: Handling) -> Due:
    """The last day that may be granted, with the rule that says so: a unit that took over goes on with the first
    hand-over."""
    while part.replaces is not None:
        part = part.replaces
    return due(part.matter, deadlines.EXTENDED, local_day(part.handed_over_at))


def _locked(request: ApprovalRequest) -> tuple[Extension, Handling]:
    extension = Extension.objects.select_related("handling__matter").get(pk=request.subject_id)
    part = part_locked(extension.handling)
    move_part(part.state, "extend")
    return extension, part


def _organ(matter: Matter, on: date) -> Unit:
    """主席团, 人大街道工委 or 常委会 of the office; the congress itself where it has none."""
    body = matter.body or Unit.objects.bodies().on(on).filter(area=matter.office).first()  # type: ignore[attr-defined]
    if body is None:
        raise DomainError("办理区划还没有登记人大机关,请联系人大办公室在“单位”中登记后再申请。")
    return standing_organ(body, on)
