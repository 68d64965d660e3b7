"""Terms with their roster and five numbers; groups with their members."""

from datetime import date

from django.contrib import messages
from django.db.models import Count, Prefetch, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from apps.foundation.audit.selectors import history_of
from apps.foundation.core.acts import attempt, form_page
from apps.foundation.core.permissions import may, require
from apps.foundation.core.registers import Action, Column, Register
from apps.foundation.people.filters import SeatFilter, TermFilter
from apps.foundation.people.forms.terms import GroupForm, GroupMembersForm, TermForm, TermNumbersForm
from apps.foundation.people.models import Group, Mandate, MandateStatus, Membership, Term
from apps.foundation.people.selectors import members_due
from apps.foundation.people.services import terms


def term_url(term: Term) -> str:
    return reverse("people_term", args=[term.public_id])


def group_url(group: Group) -> str:
    return reverse("people_group", args=[group.public_id])


def _person_of(seat: Mandate) -> str:
    return reverse("people_person", args=[seat.person.public_id])


def _tone(seat: Mandate) -> str:
    tones = {"serving": "green", "suspended": "orange", "ended": "secondary"}
    return tones[seat.states[0].state] if seat.states else ""


SEAT_COLUMNS = [
    Column("姓名", "person.name", link=_person_of, sort="person__pinyin"),
    Column("性别", "person.get_sex_display"),
    Column("状态", lambda seat: seat.states[0].get_state_display() if seat.states else "", tone=_tone),
    Column("选区", "electoral_district.name", sort="electoral_district__number"),
    Column("代表团组", lambda seat: "、".join(held.group.name for held in seat.person.current_memberships)),
    Column("单位及职务", "person.workplace"),
    Column("证件号", "certificate_number", sort="certificate_number"),
    Column("推荐单位", "recommending_unit", on_screen=False),
]


def term_list(request: HttpRequest) -> HttpResponse:
    columns = [
        Column("机关", "body.name", link=term_url, sort="body__name"),
        Column("届次", lambda term: f"第{term.number}届", sort="number"),
        Column("首次会议", "first_session_on", sort="first_session_on"),
        Column("届满", "ended_on"),
        Column("名额", "quota"),
        Column("选出", "elected"),
        Column("区划", "body.area.name"),
    ]
    actions = [Action("登记新一届", reverse("people_term_add"), "plus", primary=True)]
    return Register(
        "届次",
        Term.objects.visible_to(request.actor).select_related("body__area").order_by("body__area__path", "-number"),
        columns,
        filterset=TermFilter,
        search=["body__name__icontains"],
        search_hint="查机关名称",
        actions=actions if may(request.actor, "people.open_term") else [],
        empty="请先登记机关的本届届次、名额和首次会议日期,再导入名册。",
    ).respond(request)


def term_page(request: HttpRequest, term_id: str) -> HttpResponse:
    term = _term(request, term_id)
    today = timezone.localdate()
    context = {"term": term, "counts": members_due(term.body, term, today), "groups": _groups(term)}
    return Register(
        f"{term}名册",
        _seats_of(term, today),
        SEAT_COLUMNS,
        filterset=SeatFilter,
        search=["person__name__icontains", "person__initials__istartswith", "person__workplace__icontains"],
        search_hint="查姓名、首字母或单位",
        actions=_term_actions(request, term),
        empty="请导入本届代表名册。",
        template="people/term.html",
        context=context,
    ).respond(request)


def _seats_of(term: Term, day: date) -> QuerySet[Mandate]:
    states = Prefetch("statuses", MandateStatus.objects.order_by("-starts_on", "-pk"), to_attr="states")
    groups = Membership.objects.on(day).filter(group__term=term).select_related("group")
    seats = term.mandates.select_related("person", "electoral_district").prefetch_related(
        states, Prefetch("person__memberships", groups, to_attr="current_memberships")
    )
    return seats.order_by("person__pinyin")


def _term_actions(request: HttpRequest, term: Term) -> list[Action]:
    if not may(request.actor, "people.open_term", term):
        return []
    return [
        Action("导入名册", f"{reverse('people_roster_import')}?term={term.public_id}", "table-import", primary=True),
        Action("修改届次", reverse("people_term_edit", args=[term.public_id]), "edit"),
        Action("新建团组", reverse("people_group_add", args=[term.public_id]), "users-plus"),
    ]


def _groups(term: Term) -> list[Group]:
    today = timezone.localdate()
    held = Q(memberships__starts_on__lte=today) & (Q(memberships__until=None) | Q(memberships__until__gt=today))
    return list(term.groups.annotate(size=Count("memberships", filter=held)))


def term_add(request: HttpRequest) -> HttpResponse:
    require(request.actor, "people.open_term")
    form = TermForm(request.POST or None, actor=request.actor)
    term = form.is_bound and attempt(
        form, lambda: terms.term_open(**form.cleaned_data, by=request.actor, at=timezone.now())
    )
    if term:
        messages.success(request, f"已登记{term}。下一步:导入名册。")
        return redirect(term_url(term))
    hint = "新一届首次会议之日,上一届任期届满,上一届代表资格随之终止。"
    return form_page(request, form, title="登记新一届", cancel=reverse("people_terms"), hint=hint)


def term_edit(request: HttpRequest, term_id: str) -> HttpResponse:
    term = _term(request, term_id)
    require(request.actor, "people.open_term", term)
    form = TermNumbersForm(request.POST or None, instance=term)
    done = form.is_bound and attempt(
        form, lambda: terms.term_change(term=term, **form.cleaned_data, by=request.actor, at=timezone.now())
    )
    if done:
        messages.success(request, "已保存。")
        return redirect(term_url(term))
    hint = "已召开的会议保留其当时的人数,不受修改影响。"
    return form_page(request, form, title="修改届次", pretitle=str(term), cancel=term_url(term), hint=hint)


def group_add(request: HttpRequest, term_id: str) -> HttpResponse:
    term = _term(request, term_id)
    require(request.actor, "people.change_group", term)
    form = GroupForm(request.POST or None)
    group = form.is_bound and attempt(
        form, lambda: terms.group_create(term=term, **form.cleaned_data, by=request.actor, at=timezone.now())
    )
    if group:
        messages.success(request, f"已建立{group.name}。下一步:添加成员。")
        return redirect(group_url(group))
    return form_page(request, form, title="新建代表团组", pretitle=str(term), cancel=term_url(term))


def group_page(request: HttpRequest, group_id: str) -> HttpResponse:
    group = _group(request, group_id)
    held = group.memberships.on(timezone.localdate()).select_related("person__area")
    context = {"group": group, "memberships": held.order_by("person__pinyin"), "lines": history_of(group)}
    return render(request, "people/group.html", context)


def group_members_add(request: HttpRequest, group_id: str) -> HttpResponse:
    group = _group(request, group_id)
    require(request.actor, "people.change_group", group)
    form = GroupMembersForm(request.POST or None, group=group)
    if form.is_bound and attempt(
        form,
        lambda: terms.group_members_add(group=group, **form.cleaned_data, by=request.actor, at=timezone.now()),
    ):
        messages.success(request, "已添加。")
        return redirect(group_url(group))
    hint = "一名代表同时只在一个代表团:加入新的代表团,即离开原代表团。"
    return form_page(request, form, title="添加成员", pretitle=group.name, cancel=group_url(group), hint=hint)


@require_POST
def group_member_end(request: HttpRequest, group_id: str, person_id: str) -> HttpResponse:
    group = _group(request, group_id)
    require(request.actor, "people.change_group", group)
    today = timezone.localdate()
    membership = get_object_or_404(group.memberships.on(today), person__public_id=person_id)
    terms.membership_end(membership=membership, on=today, by=request.actor, at=timezone.now())
    return redirect(group_url(group))


def _term(request: HttpRequest, term_id: str) -> Term:
    return get_object_or_404(Term.objects.visible_to(request.actor).select_related("body__area"), public_id=term_id)


def _group(request: HttpRequest, group_id: str) -> Group:
    groups = Group.objects.visible_to(request.actor).select_related("term__body__area")
    return get_object_or_404(groups, public_id=group_id)
