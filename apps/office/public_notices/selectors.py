"""What runs, what waits for the office, and how long a notice lasts."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Model
from django.urls import reverse

from apps.foundation.core.actors import OPERATOR, STAFF, Actor
from apps.foundation.core.dates import chinese_date, chinese_days
from apps.foundation.core.errors import Issue
from apps.foundation.core.registry import EVERYBODY, Deadline, Hit, Related, TodoItem, Watch
from apps.foundation.core.selectors import add_working_days, calendar_warning
from apps.foundation.core.streams import CHUNK, in_chunks
from apps.foundation.organisations.models import Area
from apps.foundation.people.selectors import asked, staff_by_area
from apps.foundation.policies.selectors import Resolved, resolve_many
from apps.office.public_notices import rules
from apps.office.public_notices.models import NoticeState, Objection, PublicNotice, PublicNoticeQuerySet

DAYS = "public_notices.days"


def length_here(area: Area, on: date) -> dict[str, Resolved]:
    """The rule that says how many working days a notice of `area` runs."""
    return resolve_many([DAYS], area=area, on=on)


def last_day(starts_on: date, days: int) -> date:
    """The last of `days` whole working days; the day of publication is not counted."""
    return add_working_days(starts_on, days)


def holiday_warning(notice: PublicNotice) -> str:
    """A sentence where the holiday table does not reach the days of a notice, else ""."""
    return calendar_warning(notice.starts_on, notice.ends_on)


def notices_of(subject: Model) -> PublicNoticeQuerySet:
    """Every notice of a row, the latest first."""
    found = PublicNotice.objects.filter(subject_label=subject._meta.label_lower, subject_id=subject.pk)
    return found.order_by("-pk")


def issues_before_concluding(notice: PublicNotice, on: date) -> list[Issue]:
    """What keeps a notice from being concluded on a day: the page shows what the service asks."""
    unsettled = notice.objections.unsettled().count()
    return list(rules.issues_before_concluding(ends_on=notice.ends_on, on=on, unsettled=unsettled))


def todo(actor: Actor, on: date) -> Iterator[TodoItem]:
    """For the office of the area: objections without an answer, and notices whose time is over."""
    if actor.role not in {OPERATOR, STAFF} or not actor.area_path:
        return
    own = PublicNotice.objects.filter(state=NoticeState.PUBLISHED, area__path=actor.area_path)
    waiting = Counter(Objection.objects.unsettled().filter(notice__in=own).values_list("notice", flat=True))
    for notice in own.order_by("ends_on"):
        if waiting[notice.pk]:
            title = f"处理公示意见{waiting[notice.pk]}条:{notice.title}"
            yield TodoItem(title, notice.get_absolute_url(), notice.ends_on, action="去处理")
        elif notice.ends_on < on:
            detail = f"公示已于{chinese_date(notice.ends_on)}期满"
            yield TodoItem(f"办结公示:{notice.title}", notice.get_absolute_url(), detail=detail, action="去办结")


def deadlines(on: date, watch: Watch = EVERYBODY) -> Iterator[Deadline]:
    """The last day of each running notice, for the staff of its area."""
    running = PublicNotice.objects.running_on(on).filter(asked(watch, due="ends_on", area="area"))
    for chunk in in_chunks(running.iterator(CHUNK), CHUNK):
        staff = staff_by_area((notice.area_id for notice in chunk), on)
        for notice in chunk:
            people, key = tuple(sorted(staff.get(notice.area_id, ()))), f"public_notices.end:{notice.public_id}"
            yield Deadline(f"公示期满:{notice.title}", notice.ends_on, notice.get_absolute_url(), people, key)


def search(actor: Actor, text: str) -> Iterator[Hit]:
    """Notices of the actor's area by title."""
    for notice in PublicNotice.objects.visible_to(actor).filter(title__icontains=text)[:21]:
        detail = chinese_days(notice.starts_on, notice.ends_on)
        yield Hit(notice.title, notice.get_absolute_url(), "公示", detail)


def related(subject: Any, actor: Actor) -> Iterator[Related]:
    """The notices of a thing, for those who may see them."""
    for notice in notices_of(subject).visible_to(actor) if isinstance(subject, Model) else ():
        yield Related(f"查看公示({notice.get_state_display()})", notice.get_absolute_url())


def public_list_url() -> str:
    """Where the public reads what runs."""
    return reverse("public_notices_open_list")
