"""Finding submissions: by code, by likeness, and what is still untold."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import reduce
from itertools import groupby
from operator import or_
from uuid import UUID

from django.db.models import Q, QuerySet
from django.urls import reverse

from apps.congress.matters.models import Matter, Submission
from apps.congress.matters.rules.codes import code_from, plain
from apps.congress.matters.rules.likeness import LIKELY, bigrams
from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import chinese_date, local_day
from apps.foundation.core.fields import blind_index
from apps.foundation.core.registry import Figure, Hit, TodoItem
from apps.foundation.organisations.models import Area, AreaKind
from apps.foundation.policies.models import Policy
from apps.foundation.policies.selectors import paths_to, resolve

OFFICES = (AreaKind.TOWN, AreaKind.STREET)
PLACES = (*OFFICES, AreaKind.VILLAGE, AreaKind.COMMUNITY)
OPEN_KEY, CONTACT_KEY, UNTOLD_KEY = "matters.public_entry", "matters.contact", "matters.untold_days"


@dataclass(frozen=True, slots=True)
class Likeness:
    """A submission that says something alike; `score` is Jaccard's measure of the bigrams, from 0 to 1."""

    submission: Submission
    score: float

    @property
    def percent(self) -> int:
        return round(100 * self.score)


def likely_duplicates(*, text: str, among: QuerySet[Submission], limit: int = 5) -> list[Likeness]:
    """Those of `among` that probably speak of the same thing, the likest first."""
    grams = bigrams(text)
    if not grams:
        return []
    rows = among.alike(grams).filter(score__gte=LIKELY).order_by("-score", "-pk")  # type: ignore[attr-defined]
    return [Likeness(row, row.score) for row in rows[:limit]]


def duplicates_of(submission: Submission) -> list[Likeness]:
    """What the office may want to merge a submission with."""
    rows = Submission.objects.in_place_of(submission).standing().exclude(pk=submission.pk).with_progress()
    return likely_duplicates(text=submission.text, among=rows.select_related("area"))


def code_of_entry(key: UUID) -> str:
    """The follow-up code of what is sent under a form's key: whoever sends it twice is given the same code."""
    return code_from(blind_index(f"matters.entry:{key}"))


def code_index(code: str) -> str:
    """The index under which the submission of a code is kept; one that finds nothing for what is no code."""
    return blind_index(f"matters.code:{plain(code)}")


def submission_by_code(code: str) -> Submission | None:
    """The submission whose follow-up code this is, however it was typed. The same work is done for any text."""
    return Submission.objects.filter(code_index=code_index(code)).select_related("area", "merged_into").first()


def may_withdraw(submission: Submission) -> bool:
    """Whether the proposer may still take it back: neither ended in another one, nor being handled, nor answered for
    good. What is handled is taken back on the page of the matter."""
    is_handled = Matter.objects.filter(submission=submission).exists()
    is_over = submission.withdrawn or submission.merged_into_id is not None or is_handled
    return not is_over and not submission.updates.filter(is_final=True).exists()


def may_rate(submission: Submission) -> bool:
    """Whether the proposer may say what they think of what they were told: it ended without becoming a matter."""
    is_over = submission.stands and submission.updates.filter(is_final=True).exists()
    is_matter = Matter.objects.filter(submission=submission).exists()
    return is_over and not is_matter and not hasattr(submission, "rating")


def office_of(area: Area) -> Area:
    """The town or street that numbers what comes from `area`; above towns and streets the area itself."""
    if area.kind in OFFICES:
        return area
    above = Area.objects.filter(path__in=paths_to(area.path), kind__in=OFFICES)
    return above.first() or area


@dataclass(frozen=True, slots=True)
class District:
    """Towns and streets side by side under one area, which is None for those at the top."""

    above: Area | None
    areas: list[Area]


def districts_open(on: date) -> list[District]:
    """Towns and streets in which the public may write today."""
    rows = Area.objects.on(on).filter(kind__in=OFFICES).order_by("path")
    is_ruled = Policy.objects.on(on).filter(key=OPEN_KEY).exists()  # a city has hundreds of streets
    areas = [area for area in rows if not is_ruled or is_open(area, on)]
    above = Area.objects.in_bulk({_path_above(area) for area in areas}, field_name="path")
    return [District(above.get(path), list(group)) for path, group in groupby(areas, key=_path_above)]


def _path_above(area: Area) -> str:
    return area.path[: -Area.steplen]


def is_open(area: Area, on: date) -> bool:
    """Whether the public may write without signing in, by the rules of the place."""
    return area.in_force(on) and bool(resolve(OPEN_KEY, area=area, on=on).value)


def contact_of(area: Area, on: date) -> str:
    """How else the office can be reached, as a sentence of its own; "" where it entered none."""
    return str(resolve(CONTACT_KEY, area=area, on=on).value)


def areas_within(actor: Actor, on: date) -> QuerySet[Area]:
    """Places of which the actor may write something down: the office in its area, members where their bodies are."""
    rows = Area.objects.on(on).order_by("path")
    if actor.sees_area:
        return rows.filter(path__startswith=actor.area_path)
    paths = Area.objects.filter(units__in=actor.body_ids).values_list("path", flat=True).distinct()
    within = reduce(or_, (Q(path__startswith=path) for path in paths), Q(pk__in=[]))
    return rows.filter(within, kind__in=PLACES)


def untold(actor: Actor) -> QuerySet[Submission]:
    """Submissions to the office itself of which nobody has heard anything yet, the oldest first.

    What was brought to another purpose is told by the system it was brought to.
    """
    return Submission.objects.visible_to(actor).filter(purpose="").standing().untold().order_by("received_at", "pk")


def todo(actor: Actor, on: date) -> Iterator[TodoItem]:
    """Staff: what waits for a first word, with the day by which the oldest should have one."""
    if actor.role != "staff" or (oldest := untold(actor).select_related("area").first()) is None:
        return
    days = resolve(UNTOLD_KEY, area=oldest.area, on=on).value
    due = local_day(oldest.received_at) + timedelta(days=days)
    detail = f"最早一件收到于{chinese_date(local_day(oldest.received_at))},应在{days}日内告知反映人"
    yield TodoItem(
        f"{untold(actor).count()} 件意见建议还没有告知进展", f"{reverse('matters_list')}?state=untold", due, detail
    )


def search(actor: Actor, text: str) -> Iterator[Hit]:
    """Submissions by what they say, where, who said it, or by number."""
    for row in Submission.objects.visible_to(actor).found_by(text).select_related("area")[:21]:
        yield Hit(row.excerpt(), row.get_absolute_url(), "意见建议", f"{row.area.name} {row.number}号")


def figures(actor: Actor, on: date) -> Iterator[Figure]:
    """How much was brought this year, and how much of it is still without a word."""
    rows = Submission.objects.visible_to(actor).filter(received_at__year=on.year)
    page = reverse("matters_list")
    yield Figure("今年收到意见建议", rows.count(), "今年登记的意见建议件数,含已并件和已撤回的", page)
    waiting = untold(actor).count()
    definition = "收到后还没有向反映人告知过进展的一般意见建议件数"
    yield Figure("未告知进展", waiting, definition, f"{page}?state=untold&purpose=general", alarm=bool(waiting))
