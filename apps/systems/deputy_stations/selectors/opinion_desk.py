"""What opinions put on everybody's desk."""

from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from apps.congress.matters.models import Matter, Submission
from apps.foundation.core.actors import HANDLER, STAFF, Actor
from apps.foundation.core.dates import chinese_date
from apps.foundation.core.measures import by_area, list_of
from apps.foundation.core.registry import EVERYBODY, Deadline, Figure, Hit, Measure, Related, TodoItem, Watch
from apps.foundation.core.streams import CHUNK, in_chunks
from apps.foundation.people.selectors import asked, staff_by_area
from apps.systems.deputy_stations.models import StationOpinion
from apps.systems.deputy_stations.rules.opinions import CITY, HANDED_ON
from apps.systems.deputy_stations.selectors.opinion_lists import RATED, SATISFIED, WAITING, condition_of, graded

LIMIT = 10
REGISTER = "deputy_stations_opinions"
UNRATED = Q(closed_at__isnull=False, deputy_grade="", route__in=(*HANDED_ON, CITY))


def todo(actor: Actor, on: date) -> Iterator[TodoItem]:
    """Whoever has the next act on what is waiting: the office routes, a deputy answers or suggests, then rates."""
    if actor.role not in (STAFF, HANDLER) and not actor.is_member:
        return
    rows, page = StationOpinion.objects.visible_to(actor), reverse(REGISTER)
    waiting = rows.filter(WAITING)
    waiting = waiting if actor.role == STAFF else waiting.filter(suggested="")
    if first := waiting.select_related("submission").order_by("due_on", "pk").first():
        words = "待分流" if actor.role == STAFF else "等您答复,或者建议怎样办"
        title = f"{waiting.count()} 件家站群众意见{words}"
        yield TodoItem(title, f"{page}?state=waiting", first.due_on, f"最早一件:{first.submission.excerpt()}")
    if actor.is_member and (unrated := rows.filter(UNRATED).count()):
        yield TodoItem(f"{unrated} 件接待的意见已办结,请您评价", f"{page}?state=closed", None, "", "去评价")
    if actor.role == STAFF and (unhappy := rows.filter(condition_of("unhappy", on)).count()):
        title = f"{unhappy} 件家站意见群众对答复不满意"
        yield TodoItem(title, f"{page}?state=unhappy", None, "可以重新确定办理路径", "去看看")


def deadlines(on: date, watch: Watch = EVERYBODY) -> Iterator[Deadline]:
    """What is to be routed, for the staff of the office and whoever received it; late ones stay until it is."""
    rows = StationOpinion.objects.filter(WAITING, due_on__isnull=False).select_related("submission", "station")
    rows = rows.filter(asked(watch, due="due_on", area="station__area", person="deputy"))
    for chunk in in_chunks(rows.order_by("due_on", "pk").iterator(CHUNK), CHUNK):
        staff = staff_by_area({row.station.area_id for row in chunk}, on)
        for row in chunk:
            people = {*staff.get(row.station.area_id, ())} | ({row.deputy_id} if row.deputy_id else set())
            title = f"确定办理路径:{row.submission.excerpt()}"
            key = f"stations.route:{row.public_id}"
            yield Deadline(title, row.due_on or on, row.get_absolute_url(), tuple(sorted(people)), key)


def search(actor: Actor, text: str) -> Iterator[Hit]:
    """Liaison officers and deputies find theirs here; the office finds the submission itself."""
    if actor.sees_area:
        return
    for row in StationOpinion.objects.visible_to(actor).found_by(text).with_all()[:LIMIT]:
        detail = f"{row.station} {row.submission.number}号"
        yield Hit(row.submission.excerpt(), row.get_absolute_url(), "家站意见建议", detail)


def related(subject: Any, actor: Actor) -> Iterator[Related]:
    """From a submission or a matter to the reception that it comes from, and from there to the next visitor."""
    submission = subject.submission if isinstance(subject, Matter) else subject
    if not isinstance(submission, Submission):
        return
    opinion = StationOpinion.objects.visible_to(actor).filter(submission=submission).select_related("station").first()
    if opinion is None:
        return
    yield Related("打开接待登记", opinion.get_absolute_url(), is_next=not opinion.route)
    if subject is submission and (actor.is_member or actor.role == HANDLER):
        yield Related("继续登记", reverse("deputy_stations_receive_at", args=[opinion.station.public_id]))


def figures(actor: Actor, on: date) -> Iterator[Figure]:
    if not actor.sees_area:
        return
    rows, page = StationOpinion.objects.visible_to(actor), reverse(REGISTER)
    since = date(on.year, 1, 1)
    received = rows.filter(received_on__gte=since).count()
    yield Figure("今年家站收到意见", received, "今年在家站接待登记和扫码、网上提交的件数", f"{page}?since={since}")
    late = rows.filter(condition_of("late", on)).count()
    definition = "超过期限还没有确定办理路径的件数"
    yield Figure("家站意见逾期未分流", late, definition, f"{page}?state=late", alarm=late > 0)


def _counted(path: str, on: date, *, condition: Q | None = None, state: str = "") -> dict[int, int]:
    """Of what was received in the year of `on`; by the state instead: whenever it was received. By town or street."""
    rows = StationOpinion.objects.filter(path__startswith=path)
    rows = rows.filter(condition_of(state, on)) if state else rows.filter(received_on__year=on.year)
    return by_area(rows.filter(condition) if condition is not None else rows, "station__area")


def _listed(area: Any, **filters: str) -> str:
    """This year's; a list of what is late has no beginning."""
    since = {} if filters.get("state") == "late" else {"since": f"{timezone.localdate().year}-01-01"}
    return list_of(REGISTER, area, **since, **filters)


def late_rows(path: str, on: date) -> QuerySet[StationOpinion]:
    """The longest late first."""
    rows = StationOpinion.objects.filter(condition_of("late", on), path__startswith=path)
    return rows.select_related("submission", "station").order_by("due_on", "pk")


MEASURES = (
    Measure(
        "stations_opinions", "家站今年收到意见", "今年在家站接待登记和扫码、网上提交的件数", _counted, _listed,
    ),
    Measure(
        "stations_opinions_late", "家站意见逾期未分流", "超过期限还没有确定办理路径的件数,不论哪年收到",
        partial(_counted, state="late"), partial(_listed, state="late"), alarm=True, rows=late_rows,
        line=lambda row: f"{row.submission.excerpt()}({row.station},{chinese_date(row.due_on)}到期)",
    ),
    Measure(
        "stations_opinions_closed", "家站意见办结", "今年收到的当中已经办结的件数",
        partial(_counted, condition=condition_of("closed", date.min)), partial(_listed, state="closed"),
        base="stations_opinions",
    ),
    Measure(
        "stations_opinions_rated", "家站意见群众已评价", "今年收到的当中群众已经评价的件数",
        partial(_counted, condition=RATED), partial(_listed, grade="rated"), base="stations_opinions",
    ),
    Measure(
        "stations_opinions_satisfied", "家站意见群众满意", "今年收到的当中群众评价满意的件数,不含基本满意",
        partial(_counted, condition=graded(SATISFIED)), partial(_listed, grade="satisfied"),
        base="stations_opinions_rated",
    ),
)  # fmt: skip
