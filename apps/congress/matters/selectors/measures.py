"""What leaders compare of matters: from the tally of places, and what is late from that of days."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from django.db.models import QuerySet, Sum
from django.utils import timezone

from apps.congress.matters.models import Aspect, Matter, PlaceTally
from apps.congress.matters.models.place_tallies import CONDITIONS
from apps.congress.matters.rules.kinds import SUGGESTION
from apps.congress.matters.selectors.matter_lists import LATE, RATED, UNDONE
from apps.foundation.core.dates import chinese_date
from apps.foundation.core.measures import by_area, list_of
from apps.foundation.core.registry import Measure
from apps.foundation.organisations.selectors import standing_by_place

REGISTER = "matters_items"
Numbers = dict[int, int]


def counted(aspect: Aspect, path: str, on: date, *, kind: str = "", every_year: bool = False) -> Numbers:
    """Of what came in the year of `on`, or ever; by office."""
    rows = PlaceTally.objects.within(path).filter(aspect=aspect)
    rows = rows if every_year else rows.filter(year=on.year)
    return by_area(rows.filter(kind=kind) if kind else rows, "office", Sum("count"))


def listed(area: Any, *, every_year: bool = False, **filters: Any) -> str:
    """The register of what came this year, or ever."""
    year = {} if every_year else {"year": timezone.localdate().year}
    return list_of(REGISTER, area, **year, **filters)


def late_rows(path: str, on: date) -> QuerySet[Matter]:
    return Matter.objects.handed_in(path).late(on).select_related("office").order_by("act_by", "pk")


def dissatisfied_rows(path: str, on: date) -> QuerySet[Matter]:
    rows = Matter.objects.handed_in(path).filter(CONDITIONS[Aspect.DISSATISFIED], submitted_at__year=on.year)
    return rows.select_related("office").order_by("-pk")


def _of(aspect: Aspect, **named: Any) -> Callable[[str, date], Numbers]:
    return partial(counted, aspect, **named)


MEASURES = (
    Measure(
        "matters_late", "逾期未办", "轮到的一方(人大工作机构、承办单位或者提出人)过了期限还没有办的件数,不论哪年收到",
        partial(standing_by_place, "matters_late"), partial(listed, every_year=True, due=LATE),
        base="matters_open", alarm=True,
        rows=late_rows, line=lambda row: f"{row.title}({row.office.name},{chinese_date(row.act_by)}到期)",
    ),
    Measure(
        "matters_open", "未办结", "已经提交、还有一方要办的件数,不论哪年收到",
        _of(Aspect.OPEN, every_year=True), partial(listed, every_year=True, state=UNDONE),
    ),
    Measure(
        "matters_received", "今年收到", "今年提交到人大工作机构的建议、意见、诉求件数,含后来不予受理、并案、撤回的",
        _of(Aspect.RECEIVED), listed,
    ),
    Measure(
        "matters_answered", "今年收到的已答复", "今年收到的当中已经答复提出人的件数",
        _of(Aspect.ANSWERED), partial(listed, answer=Aspect.ANSWERED.value), base="matters_received",
    ),
    Measure(
        "matters_on_time", "按期答复", "今年收到并已答复的当中,最近一次答复之日不晚于答复期限(含已同意的延期)的件数",
        _of(Aspect.ON_TIME), partial(listed, answer=Aspect.ON_TIME.value), base="matters_answered",
    ),
    Measure(
        "matters_rated", "已评价", "今年收到的当中提出人已经评价的件数", _of(Aspect.RATED),
        partial(listed, grade=RATED), base="matters_answered",
    ),
    Measure(
        "matters_satisfied", "评价满意", "今年收到的当中最近一次评价为满意的件数,不含基本满意",
        _of(Aspect.SATISFIED), partial(listed, grade="satisfied"), base="matters_rated",
    ),
    Measure(
        "matters_dissatisfied", "评价不满意", "今年收到的当中最近一次评价为不满意的件数",
        _of(Aspect.DISSATISFIED), partial(listed, grade="dissatisfied"), base="matters_rated", alarm=True,
        rows=dissatisfied_rows, line=lambda row: f"{row.title}({row.office.name})",
    ),
    Measure(
        "matters_key", "重点督办", "列为重点督办、还没有办结的件数,不论哪年收到",
        _of(Aspect.KEY, every_year=True), partial(listed, every_year=True, key="yes", state=UNDONE),
        base="matters_open",
    ),
    Measure(
        "suggestions_received", "今年代表建议", "今年提交的代表建议、批评和意见件数,含后来不予受理、并案、撤回的",
        _of(Aspect.RECEIVED, kind=SUGGESTION), partial(listed, kind=SUGGESTION),
    ),
    Measure(
        "suggestions_answered", "代表建议已答复", "今年提交的代表建议中已经答复代表的件数",
        _of(Aspect.ANSWERED, kind=SUGGESTION), partial(listed, kind=SUGGESTION, answer=Aspect.ANSWERED.value),
        base="suggestions_received",
    ),
)  # fmt: skip
