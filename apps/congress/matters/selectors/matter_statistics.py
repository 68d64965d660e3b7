"""Figures of matters in a scope as they stood at a moment: asked again for the same moment, they are the same.

They rest on the times at which things happened, never on the present state alone.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db.models import (
    Case,
    CharField,
    Count,
    DateField,
    Exists,
    F,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce, TruncDate
from django.utils import timezone

from apps.congress.matters.models import Extension, Handling, Matter, PartState, Rating, Reply, ReturnRecord, Route
from apps.congress.matters.rules import kinds, schemes
from apps.congress.matters.rules.statistics import Row, Section, UnitRow, rating_section, shared, together
from apps.foundation.core.dates import local_day

RECEIVED = {
    "accepted": "立案办理", "refused": "不予受理", "returned": "退回修改", "merged": "并案", "withdrawn": "撤回",
    "waiting": "待审核",
}  # fmt: skip
NOT_ROUTED = "none"
ROUTES = {**dict(Route.choices), NOT_ROUTED: "尚未确定"}
ANSWERED_ON = Coalesce("reply__paper_on", TruncDate("done_at"))
"""The day of an answer: of one that came on paper the day of its letter, however late it was registered."""
ORDINALS = {1: "第一次办理", 2: "重新办理"}


@dataclass(frozen=True, slots=True)
class Scope:
    """Which matters: the subtree of an area, a kind, a term, where they came from, the days on which they came."""

    path: str
    kind: str = ""
    term_id: int | None = None
    source: tuple[str, int] | None = None
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Statistics:
    """Everything the page, the spreadsheet and the document show."""

    as_of: datetime
    received: int
    sections: tuple[Section, ...]
    units: tuple[UnitRow, ...]

    @property
    def all_units(self) -> UnitRow:
        return together(self.units)


def statistics_of(scope: Scope, as_of: datetime) -> Statistics:
    """Received, routes, categories, classes, ratings of both rounds, and answers by unit; nine queries."""
    rows = received_in(scope, as_of)
    stood = _counted(rows.annotate(stood=_standing(as_of)), "stood")
    accepted = rows.annotate(stood=_standing(as_of)).filter(stood="accepted")
    units = _by_unit(accepted, as_of)
    received = sum(stood.values())
    sections = [
        Section("收到", "提交人大办公室的件数;退回修改后重新提交的不重复计。各项之和等于收到数。",
                shared(RECEIVED, stood, received)),
        _routes(accepted, as_of),
        _categories(accepted),
        *_classes(accepted, as_of),
        _timeliness(together(units)),
        *_ratings(accepted, as_of),
    ]  # fmt: skip
    return Statistics(as_of, received, tuple(sections), units)


def received_in(scope: Scope, as_of: datetime) -> QuerySet[Matter]:
    """What was handed in for the first time within the scope's days, and not after `as_of`."""
    first = ReturnRecord.objects.values("matter").annotate(first=Min("submitted_at"))
    bounds: dict[str, Any] = {"lte": as_of}
    if scope.since:
        bounds["gte"] = _midnight(scope.since)
    if scope.until:
        bounds["lt"] = _midnight(date.fromordinal(scope.until.toordinal() + 1))
    once = Q(**{f"submitted_at__{bound}": at for bound, at in bounds.items()}) & ~Q(pk__in=first.values("matter"))
    again = Q(pk__in=first.filter(**{f"first__{bound}": at for bound, at in bounds.items()}).values("matter"))
    rows = Matter.objects.filter(once | again, path__startswith=scope.path)
    if scope.kind:
        rows = rows.filter(kind=scope.kind)
    if scope.term_id:
        rows = rows.filter(term=scope.term_id)
    if scope.source:
        rows = rows.filter(source_label=scope.source[0], source_id=scope.source[1])
    return rows.order_by()


def _standing(at: datetime) -> Case:
    """Exactly one of RECEIVED for every matter."""
    over = {state: Q(state=state, closed_at__lte=at) for state in ("refused", "merged", "withdrawn")}
    back = ReturnRecord.objects.filter(returned_at__lte=at).filter(Q(again_at__isnull=True) | Q(again_at__gt=at))
    return _case(
        *((condition, state) for state, condition in over.items()),
        (Q(accepted_at__lte=at), "accepted"),
        (Q(pk__in=back.values("matter")), "returned"),
        otherwise="waiting",
    )


def _routes(accepted: QuerySet[Matter], at: datetime) -> Section:
    route = Case(When(Q(routed_at__lte=at) & ~Q(route=""), then=F("route")), default=Value(NOT_ROUTED))
    counts = _counted(accepted.annotate(went=route), "went")
    definition = "立案办理的件数,按截至时已确定的办理渠道。"
    return Section("办理渠道", definition, shared(ROUTES, counts, sum(counts.values())))


def _categories(accepted: QuerySet[Matter]) -> Section:
    counts = _counted(accepted, "category")
    definition = "立案办理的件数,按登记的内容分类(分类更正后按更正后的统计)。"
    return Section("内容分类", definition, shared({}, dict(sorted(counts.items())), sum(counts.values())))


def _classes(accepted: QuerySet[Matter], at: datetime) -> list[Section]:
    """One table for each scheme in use, since a place may have changed it."""
    sent = Reply.objects.filter(handling__matter=OuterRef("pk"), sent_at__lte=at)
    leads = Case(When(handling__unit=F("handling__matter__main_unit"), then=0), default=1)
    decided = sent.order_by("-handling__round", leads, "handling").values("result")[:1]
    rows = accepted.annotate(classed=Subquery(decided)).filter(classed__isnull=False)
    scheme = F("frozen_rules__matters.result_scheme__value")
    counts: dict[str, Counter[str]] = {}
    for row in rows.values("classed", scheme=scheme).annotate(count=Count("pk")):
        counts.setdefault(row["scheme"] or schemes.ABCD, Counter())[row["classed"]] += row["count"]
    return [_class_section(name, counts[name]) for name in sorted(counts)]


def _class_section(scheme: str, counts: Counter[str]) -> Section:
    labels = {key: schemes.label_of(scheme, key) for key in schemes.CLASSES.get(scheme, {})}
    definition = f"截至时已答复的件数,按最近一次答复({schemes.SCHEMES.get(scheme, scheme)});分办的按首个承办单位。"
    return Section("答复类别", definition, shared(labels, counts, counts.total()))


def _timeliness(all_units: UnitRow) -> Section:
    total = all_units.total
    rows = (
        Row("按期答复", all_units.on_time, total), Row("逾期答复", all_units.late, total),
        Row("办理中,未到期", all_units.running, total), Row("逾期未答复", all_units.overdue, total),
    )  # fmt: skip
    definition = (
        "主办、分办单位的答复件次,重新办理另计一次;答复之日(书面答复的,为答复函的日期)不晚于截至时有效的期限(含已同意的延期)的为按期。"
        "按期答复率=按期答复÷(按期答复+逾期答复+逾期未答复)。"
    )
    return Section("答复时限", definition, rows, (all_units.rate,))


def _by_unit(accepted: QuerySet[Matter], at: datetime) -> tuple[UnitRow, ...]:
    """Every answer asked for by `at` and not given back or stopped by then, under the unit that owes it."""
    on = local_day(at)
    stopped = Coalesce("replaced_by__handed_over_at", "matter__closed_at")
    ended = Q(state=PartState.SENT_BACK, return_answered_at__lte=at) | Q(state=PartState.STOPPED, stopped__lte=at)
    parts = Handling.objects.answering().filter(matter__in=accepted.values("pk"), handed_over_at__lte=at)
    later = Exists(Extension.objects.filter(handling=OuterRef("pk"), granted_at__gt=at))
    due = Case(When(later, then=F("first_due_on")), default=F("due_on"), output_field=DateField())
    parts = parts.annotate(stopped=stopped).exclude(ended).annotate(due=due, done=ANSWERED_ON)
    answered = Q(done_at__lte=at)
    how = _case(
        (answered & Q(done__lte=F("due")), "on_time"), (answered, "late"), (Q(due__gte=on), "running"),
        otherwise="overdue",
    )  # fmt: skip
    counts: dict[tuple[str, int], Counter[str]] = {}
    rows = parts.annotate(how=how).order_by().values("unit", "unit__name", "how").annotate(count=Count("pk"))
    for row in rows:
        counts.setdefault((row["unit__name"], row["unit"]), Counter())[row["how"]] += row["count"]
    made = [
        UnitRow(name, *(count[how] for how in ("on_time", "late", "running", "overdue")))
        for (name, _), count in counts.items()
    ]
    return tuple(sorted(made, key=lambda row: (-row.total, row.unit)))


def _ratings(accepted: QuerySet[Matter], at: datetime) -> list[Section]:
    sections = []
    for round_, ordinal in ORDINALS.items():
        graded = accepted.filter(kind__in=kinds.RATED).filter(*_answered(round_, at))
        rating = Rating.objects.filter(matter=OuterRef("pk"), round=round_, rated_at__lte=at)
        for field, what in (("attitude", "办理态度"), ("result", "办理结果")):
            other = _case((Q(closed_at__lte=at), "lapsed"), otherwise="open")
            said = Coalesce(Subquery(rating.values(field)[:1]), other, output_field=CharField())
            counts = _counted(graded.annotate(said=said), "said")
            definition = (
                f"{ordinal}已全部答复、由提出人评价的件数(联名的由领衔人评价)。百分比以已评价数为基数;"
                "提醒后逾期未评价的不计入基数(重庆市代表建议工作条例第二十九条)。"
            )
            if round_ == 1 or counts:
                sections.append(rating_section(f"{ordinal}:对{what}的评价", definition, counts))
    return sections


def _answered(round_: int, at: datetime) -> tuple[Exists, Any]:
    """Everybody whose answer was awaited in a round had answered by `at`."""
    asked = Handling.objects.standing() | Handling.objects.to_reassign()
    awaited = asked.answering().filter(matter=OuterRef("pk"), round=round_)
    return Exists(awaited), ~Exists(awaited.exclude(done_at__lte=at))


def _counted(rows: QuerySet[Matter], field: str) -> dict[str, int]:
    return {row[field]: row["count"] for row in rows.values(field).annotate(count=Count("pk")).order_by()}


def _case(*cases: tuple[Q, str], otherwise: str) -> Case:
    whens: Iterable[When] = (When(condition, then=Value(name)) for condition, name in cases)
    return Case(*whens, default=Value(otherwise), output_field=CharField())


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
