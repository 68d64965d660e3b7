"""One duty: its page, changes, exchange, check-in; and the deputy's own page."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from apps.foundation.core.acts import attempt, form_page, reason_of
from apps.foundation.core.errors import DomainError
from apps.foundation.core.permissions import may
from apps.systems.deputy_stations.forms.duty import AskForm, CodeForm, GiveForm, SlotChangeForm, SlotForm
from apps.systems.deputy_stations.models import DutyExchange, DutySlot, RotaState, SlotState, Station
from apps.systems.deputy_stations.selectors import duty as selectors
from apps.systems.deputy_stations.selectors.my_duty import my_duty
from apps.systems.deputy_stations.services import exchanges, slots
from apps.systems.deputy_stations.views.common import RUN
from apps.systems.deputy_stations.views.finding import rota_for, run_station, slot_for

TONES = {"planned": "blue", "held": "green", "missed": "red", "cancelled": "secondary"}
EXCHANGES = {"asked": "orange", "agreed": "green", "refused": "red", "lapsed": "secondary"}


@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    found = my_duty(request.actor, timezone.now())
    return render(request, "deputy_stations/my_duty.html", {"mine": found, "tones": TONES})


@never_cache
@require_GET
def slot(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found, now = slot_for(request, public_id), timezone.now()
    actor = request.actor
    is_own = actor.is_member and found.deputy_id == actor.person_id
    is_public = found.rota is None or found.rota.state == RotaState.PUBLISHED
    ahead = found.state == SlotState.PLANNED and found.starts_at > now
    context = {
        "slot": found, "tone": TONES[found.state], "tones": EXCHANGES, "runs": may(actor, RUN, found),
        "is_own": is_own, "is_public": is_public, "ahead": ahead, "over": found.ends_at <= now,
        "exchanges": found.exchanges.select_related("asked_by", "asked_of", "for_slot__deputy"),
        "asked": selectors.open_exchange(found) if ahead else None, "form": CodeForm(),
        "checks_in": is_own and is_public and found.state == SlotState.PLANNED and found.ends_at > now,
    }  # fmt: skip
    return render(request, "deputy_stations/slot.html", context)


@require_http_methods(["GET", "POST"])
def slot_new(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """A duty by itself, or one more on a rota (`?rota=`)."""
    station, today = run_station(request, public_id), timezone.localdate()
    rota = _rota_asked(request, station)
    form = SlotForm(request.POST or None, station=station, on=today)
    made = request.method == "POST" and attempt(
        form,
        lambda: slots.slot_add(
            station=station, rota=rota, draft=form.draft(), key=form.cleaned_data["key"], by=request.actor,
            at=timezone.now(),
        ),
    )  # fmt: skip
    if made:
        messages.success(request, "值班已安排。")
        return redirect(rota or made)
    cancel = (rota or station).get_absolute_url()
    return form_page(request, form, title="增加值班", pretitle=station.name, cancel=cancel, submit="安排")


def _rota_asked(request: HttpRequest, station: Station):  # type: ignore[no-untyped-def]
    if not (asked := request.GET.get("rota")):
        return None
    try:
        rota = rota_for(request, UUID(asked))
    except ValueError as error:
        raise Http404 from error
    if rota.station_id != station.pk:
        raise Http404
    return rota


@require_http_methods(["GET", "POST"])
def slot_change(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found, today = slot_for(request, public_id, RUN), timezone.localdate()
    is_public = found.rota is None or found.rota.state == RotaState.PUBLISHED
    form = SlotChangeForm(request.POST or None, slot=found, on=today, is_public=is_public)
    if request.method == "POST" and attempt(
        form,
        lambda: slots.slot_change(
            slot=found, draft=form.draft(), stand=form.cleaned_data["stand"], by=request.actor, at=timezone.now()
        ),
    ):
        messages.success(request, "值班已修改。")
        return redirect(found if is_public else found.rota)
    return form_page(request, form, title="修改值班", pretitle=str(found), cancel=found.get_absolute_url())


@require_POST
def slot_remove(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = slot_for(request, public_id, RUN)
    rota = found.rota
    slots.slot_remove(slot=found, reason=reason_of(request), by=request.actor, at=timezone.now())
    if rota is not None and rota.state == RotaState.DRAFT:
        messages.success(request, "已从草稿中删去。")
        return redirect(rota)
    messages.success(request, "值班已取消,代表已收到通知。")
    return redirect(found)


@require_POST
def slot_check_in(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """By the liaison officer or the office."""
    found = slot_for(request, public_id, RUN)
    slots.slot_check_in_by_staff(slot=found, reason=reason_of(request), by=request.actor, at=timezone.now())
    messages.success(request, "已登记到站,记入履职档案。")
    return redirect(found)


@never_cache
@require_http_methods(["GET", "POST"])
def check_in(request: HttpRequest, code: str) -> HttpResponse:
    """Where the code at the door leads a deputy: looking never checks in, only the tap does."""
    station = get_object_or_404(Station.objects.select_related("area"), code__iexact=code)
    found = selectors.slot_to_check_in(request.actor.person_id, station, timezone.now())
    if request.method == "POST":
        if found is None:
            raise DomainError("您今天在本站没有待接待的值班。有疑问的,请联系家站联络员。")
        slots.slot_check_in_by_code(slot=found, code=code, by=request.actor, at=timezone.now())
        messages.success(request, "已签到,感谢您到站接待群众。")
        return redirect(found)
    return render(request, "deputy_stations/check_in.html", {"station": station, "slot": found})


@require_POST
def slot_code(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The deputy types the code that stands under the one at the door."""
    found, form = slot_for(request, public_id), CodeForm(request.POST)
    code = form.cleaned_data["code"] if form.is_valid() else ""
    slots.slot_check_in_by_code(slot=found, code=code, by=request.actor, at=timezone.now())
    messages.success(request, "已签到,感谢您到站接待群众。")
    return redirect(found)


@require_http_methods(["GET", "POST"])
def exchange_ask(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = slot_for(request, public_id)
    form = AskForm(request.POST or None, slot=found, now=timezone.now())
    if request.method == "POST" and attempt(
        form, lambda: exchanges.exchange_ask(slot=found, **form.cleaned_data, by=request.actor, at=timezone.now())
    ):
        messages.success(request, "已请对方换班,等待答复。接待开始前没有答复的,申请自动失效。")
        return redirect(found)
    cancel = found.get_absolute_url()
    return form_page(request, form, title="申请换班", pretitle=selectors.when(found), cancel=cancel, submit="发出申请")


@require_http_methods(["GET", "POST"])
def exchange_give(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The office exchanges by itself."""
    found = slot_for(request, public_id, RUN)
    form = GiveForm(request.POST or None, slot=found)
    if request.method == "POST" and attempt(
        form, lambda: exchanges.exchange_by_office(slot=found, **form.cleaned_data, by=request.actor, at=timezone.now())
    ):
        messages.success(request, "已换班,两名代表都收到通知。")
        return redirect(found)
    told, cancel = f"{found.deputy.name} {selectors.when(found)}", found.get_absolute_url()
    return form_page(request, form, title="换班", pretitle=told, cancel=cancel)


@require_POST
def exchange_answer(request: HttpRequest, public_id: UUID, answer: str) -> HttpResponse:
    """`agree`, `refuse` (with a reason) or `withdraw`."""
    rows = DutyExchange.objects.filter(slot__in=DutySlot.objects.visible_to(request.actor))
    found = get_object_or_404(rows.select_related("slot"), public_id=public_id)
    if answer == "withdraw":
        exchanges.exchange_withdraw(exchange=found, by=request.actor, at=timezone.now())
        messages.success(request, "换班申请已撤回。")
    elif answer in ("agree", "refuse"):
        exchanges.exchange_answer(
            exchange=found, agrees=answer == "agree", answer=reason_of(request), by=request.actor, at=timezone.now()
        )
        messages.success(request, "已换班。" if answer == "agree" else "已答复不能换班。")
    else:
        raise Http404
    return redirect(found.slot)
