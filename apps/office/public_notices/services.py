"""Publishing, hearing what people say against it, answering each, and concluding."""

from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Model

from apps.foundation.audit import services as audit
from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import chinese_date, local_day
from apps.foundation.core.errors import Conflict, DomainError, require_ready
from apps.foundation.organisations.models import Area
from apps.foundation.policies.selectors import frozen
from apps.office.public_notices import rules, selectors
from apps.office.public_notices.models import Channel, Objection, PublicNotice
from apps.office.public_notices.signals import notice_concluded, notice_withdrawn

DOUBLE_TAP = timedelta(minutes=10)


@transaction.atomic
def notice_publish(
    *,
    subject: Model,
    title: str,
    body: str,
    area: Area,
    starts_on: date,
    where: str = "",
    by: Actor,
    at: datetime,
    url: str = "",
) -> PublicNotice:
    """Show a saved row to the public from `starts_on` for the working days that the rule of `area` says.

    The day of publication is not counted, the last day counts in full. Raises Conflict while the same subject
    runs under the same title.
    """
    issues = rules.issues_before_publishing(title=title, body=body, starts_on=starts_on, today=local_day(at))
    require_ready(issues)
    length = selectors.length_here(area, starts_on)
    notice = PublicNotice(
        subject_label=subject._meta.label_lower, subject_id=subject.pk, subject_text=str(subject)[:200], url=url,
        area=area, title=title.strip()[:150], body=body.strip(), where_published=where.strip()[:200],
        starts_on=starts_on, ends_on=selectors.last_day(starts_on, length[selectors.DAYS].value),
        rules=frozen(length), published_by=by.name, published_at=at,
    )  # fmt: skip
    _insert(notice)
    day = chinese_date(notice.ends_on)
    audit.record("public_notices.notice.published", on=notice, by=by, area_path=area.path, ends_on=day)
    return notice


@transaction.atomic
def objection_receive(
    *, notice: PublicNotice, text: str, name: str, contact: str, channel: str, by: Actor, at: datetime
) -> Objection:
    """Take in what somebody says; name and contact may be empty. Online until the end of the last day, local time.

    A phone that sends the same twice (a double tap, a reload) is heard once. Raises NotReady outside that time,
    WrongState once the notice is concluded or withdrawn.
    """
    notice = _locked(notice)
    rules.move(notice.state, "登记异议")
    require_ready(
        rules.issues_with_objecting(
            channel=channel, starts_on=notice.starts_on, ends_on=notice.ends_on, on=local_day(at)
        )
    )
    text = _required(text, "请写明您的意见和理由。")
    if len(text) > rules.TEXT_LIMIT:
        raise DomainError(f"意见不能超过{rules.TEXT_LIMIT}字,请精简后再提交。")
    said = {"text": text, "name": name.strip()[:60], "contact": contact.strip()[:100], "channel": channel}
    if twin := _said_just_now(notice, said, at):
        return twin
    recorded_by = "" if channel == Channel.ONLINE else by.name
    objection = Objection.objects.create(notice=notice, received_at=at, recorded_by=recorded_by, **said)
    _record("public_notices.objection.received", objection, by, channel=objection.get_channel_display())
    return objection


@transaction.atomic
def objection_settle(*, objection: Objection, upheld: bool, answer: str, by: Actor, at: datetime) -> Objection:
    """Say whether an objection holds and why; said once. Raises Conflict where somebody has done so meanwhile."""
    notice = _locked(objection.notice)
    objection = Objection.objects.select_for_update(of=("self",)).get(pk=objection.pk)
    objection.notice = notice
    if objection.settled_at:
        raise Conflict(f"这条意见已由{objection.settled_by}处理,请刷新页面查看结论。")
    rules.move(notice.state, "处理异议")
    objection.upheld, objection.answer = upheld, _required(answer, "请写明核实情况和处理结论。")
    objection.settled_by, objection.settled_at = by.name, at
    objection.save(update_fields=["upheld", "answer", "settled_by", "settled_at"])
    _record("public_notices.objection.settled", objection, by, verdict="成立" if upheld else "不成立")
    return objection


@transaction.atomic
def notice_conclude(*, notice: PublicNotice, conclusion: str, by: Actor, at: datetime) -> PublicNotice:
    """End a notice with its conclusion. Raises NotReady on and before its last day and while objections wait."""
    notice = _locked(notice)
    state = rules.move(notice.state, "办结")
    require_ready(selectors.issues_before_concluding(notice, local_day(at)))
    notice.conclusion = _required(conclusion, "请填写公示结论。")
    notice.state, notice.concluded_by, notice.concluded_at = state, by.name, at
    notice.save(update_fields=["state", "conclusion", "concluded_by", "concluded_at"])
    count, upheld = notice.objections.count(), notice.objections.filter(upheld=True).count()
    path = notice.area.path
    audit.record("public_notices.notice.concluded", on=notice, by=by, area_path=path, count=count, upheld=upheld)
    notice_concluded.send(sender=PublicNotice, notice=notice, upheld_count=upheld, by=by, at=at)
    return notice


@transaction.atomic
def notice_withdraw(*, notice: PublicNotice, reason: str, by: Actor, at: datetime) -> PublicNotice:
    """Take a notice down before it is concluded, with a reason."""
    notice = _locked(notice)
    state = rules.move(notice.state, "撤回")
    notice.withdraw_reason = _required(reason, "请写明撤回的理由。")[:500]
    notice.state, notice.withdrawn_at = state, at
    notice.save(update_fields=["state", "withdraw_reason", "withdrawn_at"])
    path, reason = notice.area.path, notice.withdraw_reason
    audit.record("public_notices.notice.withdrawn", on=notice, by=by, reason=reason, area_path=path)
    notice_withdrawn.send(sender=PublicNotice, notice=notice, reason=reason, by=by, at=at)
    return notice


def _insert(notice: PublicNotice) -> None:
    try:
        with transaction.atomic():
            notice.save(force_insert=True)
    except IntegrityError as error:
        if "public_notice_once_at_a_time" in str(error):
            raise Conflict(f"“{notice.title}”正在公示,办结或者撤回以后才能再次公示。") from error
        raise


def _said_just_now(notice: PublicNotice, said: dict[str, str], at: datetime) -> Objection | None:
    """The same words of the same person a moment ago; names are encrypted and are compared here."""
    recent = notice.objections.unsettled().filter(text=said["text"], received_at__gt=at - DOUBLE_TAP)
    return next((row for row in recent if all(getattr(row, name) == value for name, value in said.items())), None)


def _locked(notice: PublicNotice) -> PublicNotice:
    return PublicNotice.objects.select_for_update(of=("self",)).select_related("area").get(pk=notice.pk)


def _required(text: str, sentence: str) -> str:
    if not text.strip():
        raise DomainError(sentence)
    return text.strip()


def _record(act: str, objection: Objection, by: Actor, **facts: str) -> None:
    """On the notice, without a word of who objected: entries are read by more people than the objection."""
    audit.record(act, on=objection.notice, by=by, area_path=objection.notice.area.path, **facts)
