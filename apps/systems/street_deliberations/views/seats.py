"""The roster, seats, their end, and a year's points."""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from apps.foundation.core.acts import attempt, form_page
from apps.foundation.core.permissions import may
from apps.foundation.core.registers import Action, Column, Register
from apps.foundation.people.models import Term
from apps.office.documents.downloads import file_of
from apps.systems.street_deliberations.filters import SeatFilter
from apps.systems.street_deliberations.forms.slates import AssignForm, EndForm, SeatForm
from apps.systems.street_deliberations.models import Seat
from apps.systems.street_deliberations.papers.people import certificate, roster_paper
from apps.systems.street_deliberations.selectors.roster import seats_on
from apps.systems.street_deliberations.selectors.seats import unassigned
from apps.systems.street_deliberations.services import seats as services
from apps.systems.street_deliberations.views.common import MANAGE, mandate_for, seat_for, term_for

SEARCHED = ("mandate__person__name__icontains", "mandate__person__workplace__icontains", "line__name__icontains")


@require_GET
def roster(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """名册 as of today; imported representatives appear once they sit for a line."""
    term, today = term_for(request, public_id), timezone.localdate()
    keeps = may(request.actor, MANAGE, term)
    columns = [
        Column("姓名", "mandate.person.name", link=_seat if keeps else _person, sort="mandate__person__pinyin"),
        Column("性别", "mandate.person.get_sex_display"), Column("出生日期", "mandate.person.born_on", on_screen=False),
        Column("民族", "mandate.person.ethnic_group", on_screen=False),
        Column("政治面貌", "mandate.person.party"), Column("学历", "mandate.person.education", on_screen=False),
        Column("单位及职务", "mandate.person.workplace"), Column("名额", "line.name", sort="line__number"),
        Column("代表来源", "get_category_display"), Column("职业", "get_occupation_display", on_screen=False),
        Column("证号", "mandate.certificate_number"),
    ]  # fmt: skip
    return Register(
        f"{term}议事代表名册", seats_on(term, today), columns, filterset=SeatFilter, search=SEARCHED,
        search_hint="查姓名、单位、名额", empty="议事代表确定或者编入名额以后,会显示在这里。",
        actions=[*_assigning(term, today, keeps=keeps), *_papers(term)],
    ).respond(request)  # fmt: skip


def _assigning(term: Term, today: date, *, keeps: bool) -> list[Action]:
    waits = keeps and unassigned(term, today).exists()
    return [Action("编入名额", _at("assign", term), "user-plus")] if waits else []


def _papers(term: Term) -> list[Action]:
    pdf, docx = (reverse("street_deliberations_roster_paper", args=[term.public_id, end]) for end in ("pdf", "docx"))
    return [Action("PDF", pdf, "printer"), Action("Word", docx, "file-word")]


def _seat(seat: Seat) -> str:
    return reverse("street_deliberations_seat", args=[seat.public_id])


def _person(seat: Seat) -> str:
    return reverse("people_person", args=[seat.mandate.person.public_id])


def _at(name: str, term: Term) -> str:
    return reverse(f"street_deliberations_{name}", args=[term.public_id])


@require_GET
def roster_paper_view(request: HttpRequest, public_id: UUID, ending: str) -> FileResponse:
    term, today = term_for(request, public_id), timezone.localdate()
    return file_of(roster_paper(term, list(seats_on(term, today)), today), ending)


@require_http_methods(["GET", "POST"])
def assign(request: HttpRequest, public_id: UUID) -> HttpResponse:
    term = term_for(request, public_id, MANAGE)
    form = AssignForm(request.POST or None, term=term)
    done = request.method == "POST" and attempt(
        form, lambda: services.seats_assign(**form.cleaned_data, by=request.actor, at=timezone.now())
    )
    if done:
        messages.success(request, f"已将{len(done)}人编入名额。")
        return redirect("street_deliberations_term", term.public_id)
    hint = "由名册导入的议事代表,在这里编入名额分配表的各行;编入后才能计算空缺和结构比例。"
    if not form.fields["mandates"].queryset.exists():
        hint = "在任的议事代表都已编入名额。"
    back = reverse("street_deliberations_term", args=[term.public_id])
    return form_page(request, form, title="编入名额", pretitle=str(term), cancel=back, submit="编入", hint=hint)


@require_http_methods(["GET", "POST"])
def seat(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One seat: from where its holder comes; the way to the certificate, the person and the end."""
    found = seat_for(request, public_id, MANAGE)
    form = SeatForm(request.POST or None, initial={"category": found.category, "occupation": found.occupation})
    if request.method == "POST" and attempt(
        form, lambda: services.seat_describe(seat=found, **form.cleaned_data, by=request.actor, at=timezone.now())
    ):
        messages.success(request, "已保存。")
        return redirect("street_deliberations_roster", found.mandate.term.public_id)
    back = reverse("street_deliberations_roster", args=[found.mandate.term.public_id])
    return form_page(
        request, form, title=found.mandate.person.name, pretitle=f"{found.mandate.term} · {found.line.name}",
        actions=_ways(found), cancel=back, hint="代表来源和职业用于统计结构比例。",
    )  # fmt: skip


def _ways(seat: Seat) -> list[Action]:
    mandate = seat.mandate
    ways = [
        Action("聘书", reverse("street_deliberations_certificate", args=[seat.public_id, "pdf"]), "certificate"),
        Action("履职档案", reverse("street_deliberations_record", args=[mandate.public_id, _year(), "pdf"]), "id"),
        Action("人员页面", reverse("people_person", args=[mandate.person.public_id]), "user"),
        Action("办理终止", reverse("street_deliberations_end", args=[mandate.public_id]), "user-off"),
    ]
    if seat.candidate:
        ways.append(Action("推荐登记", seat.candidate.get_absolute_url(), "file-text"))
    return ways


def _year() -> int:
    return timezone.localdate().year


@require_http_methods(["GET", "POST"])
def representative_end(request: HttpRequest, public_id: UUID) -> HttpResponse:
    mandate = mandate_for(request, public_id, MANAGE)
    form = EndForm(request.POST or None, initial={"reason": request.GET.get("reason")})
    if request.method == "POST" and attempt(
        form,
        lambda: services.representative_end(mandate=mandate, **form.cleaned_data, by=request.actor, at=timezone.now()),
    ):
        messages.success(request, f"已终止{mandate.person.name}的议事代表资格,其名额出现空缺,可以办理补推。")
        return redirect("street_deliberations_term", mandate.term.public_id)
    back = reverse("street_deliberations_term", args=[mandate.term.public_id])
    hint = "终止后,本届各团组的成员身份同时终止,其名额出现空缺。"
    title = f"终止议事代表资格:{mandate.person.name}"
    return form_page(request, form, title=title, pretitle=str(mandate.term), cancel=back, submit="登记终止", hint=hint)


@require_GET
def certificate_paper(request: HttpRequest, public_id: UUID, ending: str) -> FileResponse:
    today = timezone.localdate()
    return file_of(certificate(seat_for(request, public_id), today).numbered("", today), ending)
