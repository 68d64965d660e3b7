"""退办 and 改交: a unit gives back what is not its own, the office decides, another unit takes over."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from apps.congress.matters.models import Handling, Matter, PartState
from apps.congress.matters.rules import deadlines
from apps.congress.matters.rules.handling import issues_before_return
from apps.congress.matters.rules.states import move_part
from apps.congress.matters.selectors.deadlines import due
from apps.congress.matters.services.handing_over import PartDraft, matter_hand_over
from apps.congress.matters.services.handling_records import part_locked
from apps.congress.matters.services.matter_records import record, tell_proposer
from apps.congress.matters.services.matter_telling import tell_handlers, tell_office
from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import chinese_date, local_day
from apps.foundation.core.errors import DomainError, WrongState
from apps.foundation.organisations.models import Unit


@transaction.atomic
def handling_return_ask(*, part: Handling, reason: str, unit: Unit | None = None, by: Actor, at: datetime) -> Handling:
    """申请退办, in writing, within the limit; `unit` is who the unit thinks should have it.

    Raises NotReady one day after the limit: then only the office may agree by itself.
    """
    part, on = part_locked(part), local_day(at)
    ground = due(part.matter, deadlines.RETURN, local_day(part.handed_over_at)).ground
    issues = issues_before_return(on=on, due_on=part.return_due_on, ground=ground, reason=reason)
    part.state = move_part(part.state, "ask_return", issues)
    part.return_reason, part.return_unit, part.return_asked_at = reason.strip(), unit, at
    part.return_answer, part.return_answered_at = "", None
    part.save()
    record("matters.handling.return_asked", part.matter, by, reason=part.return_reason, unit=part.unit_name)
    tell_office(part.matter, "matters.return_asked", unit=part.unit_name, reason=part.return_reason, by=by, at=at)
    return part


@transaction.atomic
def handling_return_decline(*, part: Handling, answer: str, by: Actor, at: datetime) -> Handling:
    """The unit keeps it, and is told why."""
    part = part_locked(part)
    part.state = move_part(part.state, "decline_return")
    _answered(part, answer, "请写明不同意退办的理由。", at)
    part.taken_at, part.taken_by = part.taken_at or at, part.taken_by or part.unit_name
    part.save()
    record("matters.handling.return_declined", part.matter, by, reason=part.return_answer, unit=part.unit_name)
    tell_handlers(part, "matters.return_declined", reason=part.return_answer, by=by, at=at)
    return part


@dataclass(frozen=True, slots=True)
class Takeover:
    """Who takes a part over. `reply_due_on` moves the day promised to the proposer, which needs a `reason`."""

    unit: Unit | None
    requirements: str = ""
    reply_due_on: date | None = None
    reason: str = ""


@transaction.atomic
def handling_return_grant(
    *, part: Handling, answer: str, takeover: Takeover | None = None, by: Actor, at: datetime
) -> Handling:
    """同意退办: asked for, or by the office's own decision at any time.

    Another unit takes over in the same act, or within the days of reassigning.
    """
    part = part_locked(part)
    part.state = move_part(part.state, "grant_return")
    _answered(part, answer, "请写明同意退办的理由。", at)
    part.save()
    matter = part.matter
    record("matters.handling.sent_back", matter, by, reason=part.return_answer, unit=part.unit_name)
    if part.answers:
        matter.due_on = due(matter, deadlines.REASSIGN, local_day(at)).on
        matter.save(update_fields=["due_on"])
        tell_proposer(matter, f"经研究,本件不再由{part.unit_name}办理,将另行确定承办单位。", by=by, at=at)
    tell_handlers(part, "matters.return_granted", reason=part.return_answer, by=by, at=at)
    return _taken_over(part, takeover, by, at) if takeover and takeover.unit else part


@transaction.atomic
def handling_reassign(*, part: Handling, takeover: Takeover, by: Actor, at: datetime) -> Handling:
    """Another unit takes over what was sent back. The day promised to the proposer stays unless the office moves it."""
    part = part_locked(part)
    if part.state != PartState.SENT_BACK or hasattr(part, "replaced_by"):
        raise WrongState(f"{part.unit_name}这一件不是待改交的退办件,可能已由他人改交。请刷新页面查看。")
    return _taken_over(part, takeover, by, at)


@transaction.atomic
def handling_hand_on(*, part: Handling, takeover: Takeover, by: Actor, at: datetime) -> Handling:
    """The unit exists no longer: its successor goes on. The part keeps the name of its day."""
    part = part_locked(part)
    if part.unit.exists_on(local_day(at)):
        raise WrongState(f"{part.unit_name}没有撤销,不能直接移交;不应由其办理的,请办理同意退办。")
    part.state = move_part(part.state, "hand_on")
    part.save(update_fields=["state"])
    record("matters.handling.handed_on", part.matter, by, unit=part.unit_name)
    return _taken_over(part, takeover, by, at)


def _taken_over(part: Handling, takeover: Takeover, by: Actor, at: datetime) -> Handling:
    matter = part.matter
    if takeover.unit is None:
        raise DomainError("请选择改交的单位。")
    if takeover.reply_due_on and takeover.reply_due_on != matter.reply_due_on:
        _move_reply_day(matter, takeover, by, at)
    draft = PartDraft(takeover.unit, part.role, replaces=part)
    matter_hand_over(matter=matter, parts=[draft], requirements=takeover.requirements, by=by, at=at)
    made = Handling.objects.with_all().get(replaces=part)
    if made.answers:
        day = chinese_date(made.due_on)
        tell_proposer(matter, f"本件改由{made.unit_name}办理,应在{day}前答复您。", by=by, at=at)
    return made


def _move_reply_day(matter: Matter, takeover: Takeover, by: Actor, at: datetime) -> None:
    """At most as long as a matter handed over today would have."""
    step = deadlines.REHANDLE if matter.round > 1 else deadlines.REPLY
    day, latest = takeover.reply_due_on, due(matter, step, local_day(at))
    if day is None or not local_day(at) < day <= latest.on:
        raise DomainError(f"答复期限应在今天以后,最晚为{chinese_date(latest.on)}(自今天起{latest.ground})。")
    if not takeover.reason.strip():
        raise DomainError("调整向提出人承诺的答复期限,请写明理由。")
    matter.reply_due_on = matter.due_on = day
    matter.save(update_fields=["reply_due_on", "due_on"])
    record("matters.matter.reply_day_moved", matter, by, reason=takeover.reason.strip(), day=chinese_date(day))


def _answered(part: Handling, answer: str, otherwise: str, at: datetime) -> None:
    if not answer.strip():
        raise DomainError(otherwise)
    part.return_answer, part.return_answered_at = answer.strip()[:500], at
