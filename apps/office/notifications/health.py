"""Whether people are told in time: reminders of today, messages that should have left, channels out of order."""

from datetime import datetime, time, timedelta

from django.db.models import Count, Min
from django.utils import timezone

from apps.foundation.core.dates import is_working_day, local_day
from apps.foundation.core.health import span
from apps.foundation.core.selectors import working_day_exceptions
from apps.foundation.core.vitals import Finding, Light, Vital
from apps.office.notifications.models import ChannelRest, DeliveryAttempt, DeliveryState, ReminderRun

BY_THEN, TOO_LATE = time(9), time(12)
"""Runs are tried from eight o'clock on."""
LATE, STUCK = timedelta(minutes=10), timedelta(hours=2)
CHECK = "请看任务进程和定时进程是否正常;恢复后自动补发。"


def reminders(at: datetime) -> Finding:
    today, last = local_day(at), ReminderRun.objects.filter(finished_at__isnull=False).first()
    done = f"最近一次完成于 {last.day}。" if last else "还没有做过。"
    run = ReminderRun.objects.filter(day=today).first()
    now = timezone.localtime(at).time()
    is_due = is_working_day(today, working_day_exceptions(today, today)) and now >= BY_THEN
    is_late = is_due and not (run and run.finished_at)
    gauges = {"reminders_late": int(is_late)}
    if not is_late:
        return Finding(Light.GREEN, done, gauges=gauges)
    sentence = f"今天的提醒没有完成{f'(未能查看:{run.problem})' if run and run.problem else ''}。{done}"
    return Finding(Light.RED if now >= TOO_LATE else Light.YELLOW, sentence, CHECK, gauges)


def messages(at: datetime) -> Finding:
    """Messages whose hour has come through channels in order; and channels that are paused."""
    rests = list(ChannelRest.objects.out_of_order())
    waiting = DeliveryAttempt.objects.filter(state=DeliveryState.WAITING, due_at__lte=at)
    waiting = waiting.exclude(channel__in=[rest.channel for rest in rests])
    found = waiting.aggregate(count=Count("pk"), oldest=Min("due_at"))
    age = at - found["oldest"] if found["oldest"] else timedelta()
    gauges = {
        "notices_waiting": found["count"], "notice_oldest_seconds": age.total_seconds(), "channels_failed": len(rests)
    }  # fmt: skip
    if age >= LATE:
        light = Light.RED if age >= STUCK else Light.YELLOW
        sentence = f"{found['count']} 条对外通知没有发出,最早的已等{span(age.total_seconds())}。"
        return Finding(light, sentence, CHECK, gauges)
    if rests:
        names = "、".join(rest.label for rest in rests)
        advice = "请到“发送记录”查看原因;渠道恢复后自动发出。"
        return Finding(Light.YELLOW, f"{names}渠道暂停。", advice, gauges)
    return Finding(Light.GREEN, "对外通知没有积压。", gauges=gauges)


VITALS = (
    Vital("reminders", "期限提醒", reminders, CHECK, rests_on="database"),
    Vital("messages", "对外通知", messages, CHECK, rests_on="database"),
)
