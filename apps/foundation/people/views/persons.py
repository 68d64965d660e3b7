"""The register of people and one person's page."""

from functools import partial

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from apps.foundation.audit.selectors import history_of
from apps.foundation.core.actors import Actor
from apps.foundation.core.acts import attempt, form_page
from apps.foundation.core.permissions import may, require
from apps.foundation.core.registers import Action, Column, Register
from apps.foundation.people.filters import PersonFilter
from apps.foundation.people.forms.persons import ChangePersonForm, PersonForm
from apps.foundation.people.models import MandateState, Person
from apps.foundation.people.permissions import phone_shown
from apps.foundation.people.rules.mandates import ACTS, acts_from
from apps.foundation.people.selectors import current_state, duty_file, people_found, people_listed, person_file
from apps.foundation.people.services.persons import person_change, person_create

TABS = {"": "基本情况", "duty": "履职档案", "history": "办理记录"}


def person_url(person: Person) -> str:
    return reverse("people_person", args=[person.public_id])


def people_list(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    actions = [Action("导入名册", reverse("people_roster_import"), "table-import", primary=True)]
    actions.append(Action("登记人员", reverse("people_person_add"), "user-plus"))
    return Register(
        "人员名册",
        people_listed(request.actor, today),
        _columns(request.actor),
        filterset=PersonFilter,
        search=people_found,
        search_hint="查姓名、拼音、首字母、单位或手机号",
        actions=actions if may(request.actor, "people.add_person") else [],
        empty="请先下载模板,导入代表名册;也可以逐人登记。",
    ).respond(request)


def _columns(actor: Actor) -> list[Column]:
    return [
        Column("姓名", "name", link=person_url, sort="pinyin"),
        Column("性别", "get_sex_display"),
        Column("代表资格", _seats),
        Column("状态", _state, tone=_state_tone),
        Column("代表团组", lambda person: "、".join(held.group.name for held in person.current_memberships)),
        Column("单位及职务", "workplace"),
        Column("手机号", partial(phone_shown, actor)),
        Column("政治面貌", "party", on_screen=False),
        Column("民族", "ethnic_group", on_screen=False),
        Column("出生日期", "born_on", on_screen=False),
        Column("学历", "education", on_screen=False),
        Column("所在区划", "area.name", sort="area__path"),
    ]


def _seats(person: Person) -> str:
    return "、".join(str(seat.term) for seat in person.seats)


def _state(person: Person) -> str:
    return "、".join(dict.fromkeys(state.get_state_display() for seat in person.seats for state in seat.states))


def _state_tone(person: Person) -> str:
    states = {state.state for seat in person.seats for state in seat.states}
    if not states:
        return ""
    return "green" if states == {MandateState.SERVING} else "orange"


def person_page(request: HttpRequest, person_id: str) -> HttpResponse:
    person = _person(request, person_id)
    tab = request.GET.get("tab", "")
    today = timezone.localdate()
    file = person_file(person, request.actor)
    seats = [(mandate, state := current_state(mandate, today), _moves(state)) for mandate in file.mandates]
    context = {"person": person, "file": file, "seats": seats, "tab": tab, "tabs": TABS, "today": today}
    context["sso_is_on"] = bool(settings.SSO_SERVER)
    context["details"] = may(request.actor, "people.see_details", person)
    if tab == "duty":
        context["page"] = Paginator(duty_file(person), 50).get_page(request.GET.get("page"))
    if tab == "history":
        require(request.actor, "people.see_details", person)
        context["lines"] = history_of(person)
    return render(request, "people/person.html", context)


def _moves(state: object) -> list[tuple[str, str]]:
    return [(act, ACTS[act]) for act in acts_from(state.state)] if state else []


def person_me(request: HttpRequest) -> HttpResponse:
    person = get_object_or_404(Person, pk=request.actor.person_id)
    return redirect(f"{person_url(person)}?tab=duty")


def person_add(request: HttpRequest) -> HttpResponse:
    require(request.actor, "people.add_person")
    form = PersonForm(request.POST or None, actor=request.actor)
    person = form.is_bound and attempt(
        form,
        lambda: person_create(
            area=form.cleaned_data["area"], details=form.details, by=request.actor, at=timezone.now()
        ),
    )
    if person:
        messages.success(request, f"已登记{person.name}。可在下方授予代表资格、职务或角色。")
        return redirect(person_url(person))
    return form_page(request, form, title="登记人员", cancel=reverse("people_list"))


def person_edit(request: HttpRequest, person_id: str) -> HttpResponse:
    person = _person(request, person_id)
    require(request.actor, "people.change_person", person)
    form = ChangePersonForm(request.POST or None, instance=person, actor=request.actor)
    done = form.is_bound and attempt(
        form,
        lambda: person_change(
            person=person, details=form.details, seen=form.cleaned_data["seen"], by=request.actor, at=timezone.now()
        ),
    )
    if done:
        messages.success(request, "已保存。")
        return redirect(person_url(person))
    return form_page(request, form, title="修改人员信息", pretitle=person.name, cancel=person_url(person))


def _person(request: HttpRequest, person_id: str) -> Person:
    people = Person.objects.visible_to(request.actor).select_related("area", "user")
    return get_object_or_404(people, public_id=person_id)
