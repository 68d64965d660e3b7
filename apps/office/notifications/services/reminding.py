"""Reminders of a working day: every date of every system, each stage told once to each person, one message a person.

A reminder is a notice whose key names the person's date and stage, so that two beats at once, a worker killed half way
or a run begun again tell it once. Nothing is remembered between runs: what was missed is found by what is true today.
"""

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import cache, partial

from django.db import connection, transaction
from django.db.models import Count

from apps.foundation.core import registry
from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import chinese_date, is_working_day, local_day
from apps.foundation.core.registry import EVERYBODY, Deadline
from apps.foundation.core.streams import CHUNK, in_chunks
from apps.foundation.organisations.models import Area
from apps.foundation.people.models import Person
from apps.office.notifications import rules, selectors
from apps.office.notifications.models import GATHER, Notice, ReminderRun
from apps.office.notifications.rules import reminders
from apps.office.notifications.services.gathering import notices_gather

logger = logging.getLogger(__name__)


def reminders_run(*, at: datetime) -> ReminderRun | None:
    """Remind of what is due now, once a working day. None where nothing is to be done, or another is at it."""
    calendar = selectors.calendar_around(local_day(at))
    if not is_working_day(local_day(at), calendar):
        return None
    with _alone() as is_alone:
        run = _open(calendar, at) if is_alone else None
        if run:
            _carry_out(run, calendar, at)
        return run


@contextmanager
def _alone() -> Iterator[bool]:
    """Whether nobody else runs reminders now. The database forgets the lock with the connection of a killed worker."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(hashtext('reminders'))")
        (held,) = cursor.fetchone()
    try:
        yield held
    finally:
        if held:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(hashtext('reminders'))")


@transaction.atomic
def _open(calendar: reminders.Calendar, at: datetime) -> ReminderRun | None:
    """Today's run if it is not finished. What an earlier day left half done is told anew with today's words."""
    today = local_day(at)
    last = ReminderRun.objects.filter(day__lt=today, finished_at__isnull=False).first()
    missed = reminders.working_days_in(last.day, today - timedelta(days=1), calendar) if last else 0
    run, _ = ReminderRun.objects.get_or_create(day=today, defaults={"started_at": at, "missed": missed})
    if run.finished_at:
        return None
    left = Notice.objects.filter(gather__startswith=GATHER).exclude(gather=run.gather)
    for keys in in_chunks(left.unread().values_list("pk", flat=True).iterator(CHUNK), CHUNK):
        Notice.objects.filter(pk__in=keys).delete()
    left.update(gather="")
    return run


def _carry_out(run: ReminderRun, calendar: reminders.Calendar, at: datetime) -> None:
    """Every system's dates. One that fails holds up none of the others and is asked again by the next beat."""
    writer, failed, run.seen = _Writer(run, calendar, at), [], 0
    for system in registry.systems():
        try:
            for chunk in in_chunks(system.deadlines(run.day, EVERYBODY) if system.deadlines else (), CHUNK):
                writer.write(chunk)
                run.seen += len(chunk)
        except Exception:
            logger.exception("dates of %s were not read", system.slug)
            failed.append(system.title)
    notices_gather(gather=run.gather, text="notifications.reminders", by=Actor.system(), at=at)
    made = Notice.objects.filter(key__startswith=GATHER, created_at__gte=run.started_at)
    counts = made.aggregate(told=Count("pk"), people=Count("recipient", distinct=True))
    run.told, run.people, run.problem = counts["told"], counts["people"], "、".join(failed)[:300]
    run.finished_at = None if failed else at
    run.save()


class _Writer:
    """Writes the reminders of one run; what holds in an area or for a date is looked up once."""

    def __init__(self, run: ReminderRun, calendar: reminders.Calendar, at: datetime) -> None:
        self.run, self.at = run, at
        self.areas: dict[int, Area] = {}
        text = registry.notice_texts()["notifications.reminder"]
        self.wording_in = cache(partial(selectors.wording_of, text))
        self.plan_in = cache(partial(selectors.plan_in, on=run.day))
        self.distance_to = cache(partial(reminders.working_days_to, today=run.day, exceptions=calendar))

    def write(self, deadlines: Sequence[Deadline]) -> None:
        """Those that are due to be told; who was told of a stage before is not told again."""
        wanted = {person for deadline in deadlines for person in deadline.recipient_ids}
        home = dict(Person.objects.filter(pk__in=wanted).values_list("pk", "area"))
        self.areas |= Area.objects.in_bulk(set(home.values()) - self.areas.keys())
        pairs = ((deadline, key) for deadline in deadlines for key in deadline.recipient_ids if key in home)
        found = (self._reminder(deadline, key, self.areas[home[key]]) for deadline, key in pairs)
        for rows in in_chunks((row for row in found if row), CHUNK):
            Notice.objects.bulk_create(rows, ignore_conflicts=True)

    def _reminder(self, deadline: Deadline, person: int, area: Area) -> Notice | None:
        if not deadline.key:
            raise ValueError(f"{deadline.title}: no key")
        today, distance = self.run.day, self.distance_to(deadline.on)
        stage = reminders.stage_of(distance, deadline.on < today, self.plan_in(area))
        if stage is None:
            return None
        words = self.wording_in(area)
        when = reminders.when_told(deadline.on, today, distance)
        values = {"title": deadline.title, "due": chinese_date(deadline.on), "when": when}
        return Notice(
            recipient_id=person, key=f"{GATHER}{deadline.key}:{deadline.on}:{stage}", gather=self.run.gather,
            title=rules.title_of(words.subject, values), body=rules.filled(words.body, values).strip(),
            url=deadline.url, due=deadline.on, sender=Actor.system().name, created_at=self.at,
            is_outside=words.text.outside,
        )  # fmt: skip
