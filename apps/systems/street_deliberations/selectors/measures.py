"""What leaders compare of streets: seats, who sits on them, what was said."""

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any

from django.db.models import QuerySet, Sum

from apps.congress.matters.models import Aspect
from apps.congress.matters.rules.kinds import OPINION
from apps.congress.matters.selectors import measures as of_matters
from apps.foundation.core.measures import by_area, list_of
from apps.foundation.core.registry import Measure
from apps.foundation.organisations.models import UnitKind
from apps.foundation.people.models import MandateState, MandateStatus, Term
from apps.systems.street_deliberations.models import Seat

TERM_OF_SEAT = "mandate__term__"


def _running(rows: QuerySet, path: str, term: str = "") -> QuerySet:
    """Of running terms of deliberation meetings; `term` leads to the term of a row."""
    return rows.filter(
        **{
            f"{term}body__kind": UnitKind.DELIBERATION_MEETING,
            f"{term}ended_on": None,
            f"{term}body__area__path__startswith": path,
        }
    )


def quota(path: str, on: date) -> Mapping[int, int]:
    return by_area(_running(Term.objects.all(), path), "body__area", Sum("quota"))


def serving(path: str, on: date) -> Mapping[int, int]:
    """A mandate has one status a day."""
    rows = MandateStatus.objects.on(on).filter(state=MandateState.SERVING)
    return by_area(_running(rows, path, TERM_OF_SEAT), f"{TERM_OF_SEAT}body__area")


def vacant(path: str, on: date) -> Mapping[int, int]:
    return by_area(_running(Seat.objects.vacant_on(on), path, TERM_OF_SEAT), f"{TERM_OF_SEAT}body__area")


def vacant_rows(path: str, on: date) -> QuerySet[Seat]:
    rows = _running(Seat.objects.vacant_on(on), path, TERM_OF_SEAT)
    return rows.select_related("mandate__term__body__area", "mandate__person", "line").order_by("mandate", "pk")


def _terms(area: Any) -> str:
    return list_of("street_deliberations_terms", area, running="yes")


def _opinions(aspect: Aspect, path: str, on: date) -> Mapping[int, int]:
    return of_matters.counted(aspect, path, on, kind=OPINION)


MEASURES = (
    Measure(
        "representatives_vacant", "议事代表空缺", "资格终止以后还没有补推确定的名额数", vacant, _terms,
        unit="名", base="representatives_quota", alarm=True, sums="空缺", rows=vacant_rows,
        line=lambda row: f"{row.mandate.term.body.area.name}{row.line.name}({row.mandate.person.name}的空缺)",
    ),
    Measure(
        "representatives_quota", "议事代表名额", "各街道本届议事代表名额之和", quota, _terms, unit="名", sums="名额"
    ),
    Measure(
        "representatives_serving", "在任议事代表", "今日在任且未暂停履职的本届议事代表人数", serving, _terms,
        unit="名", base="representatives_quota", sums="在任",
    ),
    Measure(
        "opinions_received", "今年议事代表意见", "今年提交的议事代表意见建议件数", partial(_opinions, Aspect.RECEIVED),
        partial(of_matters.listed, kind=OPINION),
    ),
    Measure(
        "opinions_answered", "其中已答复", "今年提交的议事代表意见建议中已经答复的件数",
        partial(_opinions, Aspect.ANSWERED),
        partial(of_matters.listed, kind=OPINION, answer=Aspect.ANSWERED.value), base="opinions_received",
    ),
)  # fmt: skip
