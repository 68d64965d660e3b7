"""经验做法: the list, one of them, its adoption."""

from uuid import UUID

from django.contrib import messages
from django.db.models import Count
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from apps.foundation.core.acts import attempt, form_page
from apps.foundation.core.dates import chinese_date
from apps.foundation.core.permissions import may, require
from apps.foundation.core.registers import Column, Register
from apps.office.documents.downloads import file_of
from apps.systems.reform_tasks.filters import PracticeFilter
from apps.systems.reform_tasks.forms.following import AdoptionForm, PracticeChangeForm, PracticeForm
from apps.systems.reform_tasks.models import GoodPractice
from apps.systems.reform_tasks.papers.practices import practice_paper
from apps.systems.reform_tasks.selectors.places import office_of
from apps.systems.reform_tasks.services import practising
from apps.systems.reform_tasks.views.common import ANSWER, MANAGE, ONLY_OF_PLACE, plan_for, practice_for


@require_GET
def practices(request: HttpRequest) -> HttpResponse:
    rows = GoodPractice.objects.visible_to(request.actor).select_related("plan", "area", "item")
    columns = [
        Column("题目", "title", link=GoodPractice.get_absolute_url, sort="title"),
        Column("镇街", "area.name", sort="area__path"),
        Column("改革事项", "item.title"),
        Column("报送时间", "written_at", sort="written_at"),
        Column("采用次数", "adopted", sort="adopted"),
        Column("采用情况", _adoptions, on_screen=False),
        Column("做法和成效", "text", on_screen=False),
    ]
    return Register(
        "经验做法", rows.annotate(adopted=Count("adoptions")).prefetch_related("adoptions"), columns,
        filterset=PracticeFilter, search=["title__icontains", "text__icontains", "area__name__icontains"],
        search_hint="查题目、内容、镇街", empty="镇街可以从实施方案页面报送经验做法。",
    ).respond(request)  # fmt: skip


def _adoptions(practice: GoodPractice) -> str:
    return ";".join(f"{chinese_date(one.on)}{one}" for one in practice.adoptions.all())  # type: ignore[attr-defined]


@require_http_methods(["GET", "POST"])
def practice_new(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found, area = plan_for(request, public_id), office_of(request.actor)
    require(request.actor, ANSWER, area, ONLY_OF_PLACE)
    form = PracticeForm(request.POST or None, plan=found)
    made = request.method == "POST" and attempt(
        form,
        lambda: practising.practice_write(
            plan=found, area=area, draft=form.draft(), key=form.cleaned_data["key"], by=request.actor,
            at=timezone.now(),
        ),
    )  # fmt: skip
    if made:
        messages.success(request, "经验做法已报送。")
        return redirect(made)
    return form_page(
        request, form, title="报送经验做法", pretitle=found.title, cancel=found.get_absolute_url(), submit="报送"
    )


@require_GET
def practice(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = practice_for(request, public_id)
    own, adoptions = may(request.actor, ANSWER, found.area), list(found.adoptions.all())
    context = {
        "practice": found, "adoptions": adoptions, "changes": own and not adoptions,
        "records": own or may(request.actor, MANAGE, found),
    }  # fmt: skip
    return render(request, "reform_tasks/practice.html", context)


@require_http_methods(["GET", "POST"])
def practice_change(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = practice_for(request, public_id)
    require(request.actor, ANSWER, found.area, ONLY_OF_PLACE)
    form = PracticeChangeForm(request.POST or None, practice=found)
    if request.method == "POST" and attempt(
        form,
        lambda: practising.practice_change(
            practice=found, draft=form.draft(), revision=form.cleaned_data["revision"], by=request.actor,
            at=timezone.now(),
        ),
    ):  # fmt: skip
        messages.success(request, "经验做法已保存。")
        return redirect(found)
    return form_page(request, form, title="修改经验做法", cancel=found.get_absolute_url())


@require_http_methods(["GET", "POST"])
def adoption_new(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = practice_for(request, public_id)
    if not may(request.actor, ANSWER, found.area):
        require(request.actor, MANAGE, found)
    form = AdoptionForm(request.POST or None, initial={"on": timezone.localdate()})
    if request.method == "POST" and attempt(
        form,
        lambda: practising.adoption_record(practice=found, draft=form.draft(), by=request.actor, at=timezone.now()),
    ):
        messages.success(request, "采用情况已登记。")
        return redirect(found)
    cancel = reverse("reform_tasks_practice", args=[found.public_id])
    return form_page(request, form, title="登记采用情况", pretitle=found.title, cancel=cancel, submit="登记")


@require_GET
def practice_file(request: HttpRequest, public_id: UUID, ending: str) -> FileResponse:
    return file_of(practice_paper(practice_for(request, public_id), timezone.localdate()), ending)
