"""Taking numbers: one after the other, none doubled, none lost."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from apps.foundation.audit import services as audit
from apps.foundation.core.actors import Actor
from apps.foundation.core.errors import DomainError, WrongState, require_ready
from apps.foundation.core.registry import DocumentKind
from apps.foundation.organisations.models import Unit
from apps.office.documents import selectors
from apps.office.documents.models import Document, Letterhead, Number, Series
from apps.office.documents.rules.numbers import Numbering, issues_with_code, period_of, written


@transaction.atomic
def letterhead_set(*, organ: Unit, mark: str, code: str, office: str, by: Actor, at: datetime) -> Letterhead:
    """How an organ signs its documents from now on; what is issued stays as it is."""
    require_ready(issues_with_code(code))
    letterhead, _ = Letterhead.objects.update_or_create(
        organ=organ, defaults={"mark": mark, "code": code, "office": office}
    )
    audit.record(
        "documents.letterhead.set", on=letterhead, by=by, area_path=organ.area.path, organ=organ.name, code=code
    )
    return letterhead


@transaction.atomic
def number_take(*, document: Document, kind: DocumentKind, on: date, by: Actor, at: datetime) -> Number:
    """The next number of the document's series. Others who want one wait for this transaction to end."""
    numbering = Numbering(kind.suffix, kind.per_term)
    series = _series_locked(document.organ, numbering, on)
    number = _next(series)
    text = written(numbering, code=document.organ.letterhead.code, period=series.period, number=number)
    return Number.objects.create(
        series=series, number=number, written=text, document=document, taken_by=by.name, taken_at=at
    )


@transaction.atomic
def number_record(*, series: Series, reason: str, by: Actor, at: datetime) -> Number:
    """The next number went to a paper outside the portal, or is left out: with a reason, or there would be a gap."""
    if not reason.strip():
        raise DomainError("请写明此号的用途,如“线下印发的会议通知”或“跳号”。")
    series = Series.objects.select_for_update(of=("self",)).select_related("organ__area").get(pk=series.pk)
    number = _next(series)
    numbering = Numbering(series.suffix, series.period.endswith("届"))
    code = selectors.letterhead_of(series.organ).code
    require_ready([] if numbering.per_term else issues_with_code(code))
    text = written(numbering, code=code, period=series.period, number=number)
    taken = Number.objects.create(
        series=series, number=number, written=text, reason=reason.strip(), taken_by=by.name, taken_at=at
    )
    path = series.organ.area.path
    audit.record("documents.number.recorded", on=series, by=by, area_path=path, reason=reason.strip(), number=text)
    return taken


@transaction.atomic
def series_start(
    *, organ: Unit, kind: DocumentKind, on: date, first: int, reason: str, by: Actor, at: datetime
) -> Series:
    """Let a series begin at a number above 1, because the ones before were used on paper."""
    if first < 1 or (first > 1 and not reason.strip()):
        raise DomainError("请填写起始号(大于0的整数);起始号大于1的,写明前面的号用在何处。")
    series = _series_locked(organ, Numbering(kind.suffix, kind.per_term), on)
    if series.numbers.exists():
        raise WrongState(f"{series}已经用号,不能再改起始号;线下用过的号请逐个登记。")
    series.first, series.first_reason = first, reason.strip()
    series.save(update_fields=["first", "first_reason"])
    audit.record("documents.series.started", on=series, by=by, area_path=organ.area.path, reason=reason, first=first)
    return series


def _series_locked(organ: Unit, numbering: Numbering, on: date) -> Series:
    period = period_of(numbering, on, selectors.term_number(organ, on))
    Series.objects.bulk_create([Series(organ=organ, suffix=numbering.suffix, period=period)], ignore_conflicts=True)
    return Series.objects.select_for_update().get(organ=organ, suffix=numbering.suffix, period=period)


def _next(series: Series) -> int:
    last = series.numbers.aggregate(last=Max("number"))["last"]
    return last + 1 if last else series.first
