"""Who has unread notices, which tries staff must look after, whose words and whose rules hold where, whose calendar an
address is.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import models
from django.db.models import Count
from django.urls import reverse
from django.utils import timezone

from apps.foundation.core import registry
from apps.foundation.core.actors import OPERATOR, STAFF, Actor
from apps.foundation.core.dates import chinese_datetime, local_day
from apps.foundation.core.errors import Issue
from apps.foundation.core.fields import blind_index
from apps.foundation.core.registry import NoticeText, TodoItem
from apps.foundation.core.selectors import working_day_exceptions
from apps.foundation.organisations.models import Area
from apps.foundation.policies.selectors import resolve, resolve_many
from apps.office.notifications import rules
from apps.office.notifications.models import (
    NEEDS_STAFF,
    CalendarFeed,
    ChannelRest,
    DeliveryAttempt,
    DeliveryState,
    Notice,
    NoticeWording,
    ReminderRun,
)
from apps.office.notifications.policies import BEFORE, EVERY, MOST, QUIET
from apps.office.notifications.rules.leaving import hours_of, rest_ends
from apps.office.notifications.rules.reminders import Calendar, Plan, days_before

FAR_BACK, FAR_AHEAD = timedelta(days=3650), timedelta(days=400)


def unread_count(actor: Actor) -> int:
    """How many notices the acting person has not read; a digest is one."""
    return Notice.objects.inbox_of(actor).whole().unread().count()


def troubled(actor: Actor) -> models.QuerySet[DeliveryAttempt]:
    """Latest tries that failed or ended nobody knows how, among those the actor looks after."""
    notices = Notice.objects.visible_to(actor) if actor.sees_area else Notice.objects.none()
    tries = DeliveryAttempt.objects.latest().filter(notice__in=notices, state__in=NEEDS_STAFF)
    return tries.select_related("notice__recipient")


def todo(actor: Actor, on: date) -> list[TodoItem]:
    """For staff: one line while messages are in trouble. For operators: channels at rest, reminders not finished."""
    if actor.role not in {OPERATOR, STAFF}:
        return []
    page, lines = reverse("notifications_delivery_list"), []
    if count := troubled(actor).count():
        lines.append(TodoItem(f"{count} 条对外通知发送失败或结果未知", page, action="去处理"))
    if actor.role == OPERATOR:
        lines += [TodoItem(rest.sentence, page, detail=rest.reason, action="去查看") for rest in resting()]
        lines += [
            TodoItem(f"期限提醒没有做完:{run.problem}", reverse("notifications_run_list"), run.day, action="去查看")
            for run in ReminderRun.objects.filter(day=on, finished_at=None).exclude(problem="")
        ]
    return lines


@dataclass(frozen=True, slots=True)
class Resting:
    """A channel that is paused: until when, why, and how many messages wait for it."""

    label: str
    until: datetime
    reason: str
    waiting: int

    @property
    def sentence(self) -> str:
        return f"{self.label}渠道暂停,{self.waiting}条通知等待发送,{chinese_datetime(self.until)}再试"


def resting() -> list[Resting]:
    """Every channel that was paused and has not been found in order since."""
    rests = list(ChannelRest.objects.out_of_order())
    waiting = DeliveryAttempt.objects.filter(state=DeliveryState.WAITING, channel__in=[one.channel for one in rests])
    counts = dict(waiting.order_by().values_list("channel").annotate(Count("pk")))
    return [Resting(one.label, one.until, one.reason, counts.get(one.channel, 0)) for one in rests if one.until]


def waiting_for_morning(actor: Actor, at: datetime) -> int:
    """Messages to those the actor looks after that wait for the end of the hours of rest."""
    notices = Notice.objects.visible_to(actor) if actor.sees_area else Notice.objects.none()
    later = DeliveryAttempt.objects.filter(state=DeliveryState.WAITING, due_at__gt=at)
    return later.filter(notice__in=notices).count()


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of a notice in some place; `row` is the office's setting, None where the default holds."""

    text: NoticeText
    system: str
    row: NoticeWording | None

    @property
    def subject(self) -> str:
        return self.row.subject if self.row else self.text.subject

    @property
    def body(self) -> str:
        return self.row.body if self.row else self.text.body

    @property
    def origin(self) -> str:
        """Whose words they are."""
        return self.row.where if self.row else "默认"


def wordings_here(area: Area | None) -> list[Wording]:
    """Every kind of notice with the words that hold in `area`, in the order of the menu; one query."""
    texts = [(system.title, text) for system in registry.systems() for text in system.notice_texts]
    rows: dict[str, list[NoticeWording]] = {}
    for row in NoticeWording.objects.reaching(area).newest([text.slug for _, text in texts]):
        rows.setdefault(row.slug, []).append(row)
    return [Wording(text, system, _nearest(text, rows.get(text.slug, []))) for system, text in texts]


def wording_of(text: NoticeText, area: Area | None) -> Wording:
    """The words of one kind of notice in `area`. Words that quote a field which is gone give way to the next."""
    rows = NoticeWording.objects.reaching(area).newest([text.slug])
    return Wording(text, _system_of(text), _nearest(text, list(rows)))


def _nearest(text: NoticeText, rows: list[NoticeWording]) -> NoticeWording | None:
    usable = (row for row in rows if not row.is_default and _is_usable(text, row))
    return max(usable, key=lambda row: row.area.depth if row.area else 0, default=None)


def _is_usable(text: NoticeText, row: NoticeWording) -> bool:
    return not rules.issues_with_wording(text, row.subject, row.body)


@dataclass(frozen=True, slots=True)
class Setting:
    """One line of the history of a notice's words; `is_live`: not replaced and not taken back."""

    row: NoticeWording
    is_live: bool
    is_usable: bool

    @property
    def standing(self) -> str:
        if self.row.is_default:
            return "恢复默认"
        if not self.is_live:
            return "已更换"
        return "使用中" if self.is_usable else "字段已变,未采用"


def history_of(text: NoticeText, actor: Actor) -> list[Setting]:
    """Every setting of the words of a notice that concerns the actor's area, newest first."""
    rows = NoticeWording.objects.visible_to(actor)
    newest = {row.pk for row in rows.newest([text.slug])}
    settings = rows.filter(slug=text.slug).select_related("area", "set_by")
    return [Setting(row, row.pk in newest and not row.is_default, _is_usable(text, row)) for row in settings]


@dataclass(frozen=True, slots=True)
class Preview:
    """A notice as its reader would see it, or what is wrong with its words."""

    subject: str = ""
    body: str = ""
    issues: tuple[Issue, ...] = ()


def preview(text: NoticeText, subject: str, body: str) -> Preview:
    """The words with sample values in them."""
    if issues := rules.issues_with_wording(text, subject, body):
        return Preview(issues=tuple(issues))
    samples = rules.samples_of(text)
    return Preview(rules.title_of(subject, samples), rules.filled(body, samples).strip())


def _system_of(text: NoticeText) -> str:
    return next((system.title for system in registry.systems() if text in system.notice_texts), "")


def feed_of(token: str) -> CalendarFeed | None:
    """The calendar an address belongs to; none for a closed account."""
    feeds = CalendarFeed.objects.select_related("person__user")
    return feeds.filter(token_index=blind_index(token), person__user__is_active=True).first()


def calendar_around(day: date) -> Calendar:
    """The days off and make-up days that reminders of `day` may have to count."""
    return working_day_exceptions(day - FAR_BACK, day + FAR_AHEAD)


def plan_in(area: Area, on: date) -> Plan:
    """When people of `area` are reminded."""
    found = resolve_many([BEFORE, EVERY, MOST], area=area, on=on)
    return Plan(days_before(found[BEFORE].value), found[EVERY].value, found[MOST].value)


def rests_until(notice: Notice, at: datetime) -> datetime | None:
    """When the hours of rest of the recipient's area are over; None where the notice may leave now."""
    if notice.is_urgent:
        return None
    hours = resolve(QUIET, area=notice.recipient.area, on=local_day(at)).value
    return rest_ends(timezone.localtime(at), hours_of(hours))
