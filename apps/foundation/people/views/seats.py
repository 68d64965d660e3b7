"""Acts on a person's seats, posts, roles and account; each is one form."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone

from apps.foundation.core.acts import attempt, form_page
from apps.foundation.core.permissions import require
from apps.foundation.people.forms.seats import (
    EndForm,
    MandateForm,
    MandateMoveForm,
    PostForm,
    ReasonForm,
    RoleForm,
    SingleSignOnForm,
)
from apps.foundation.people.models import Mandate, Person, Post, RoleAssignment
from apps.foundation.people.rules.mandates import ACTS
from apps.foundation.people.services import accounts, mandates, roles

MOVES = {
    "suspend": mandates.mandate_suspend, "resume": mandates.mandate_resume, "end": mandates.mandate_end,
    "return": mandates.mandate_return,
}  # fmt: skip
ACCOUNT_ACTS = {
    "lock": (accounts.account_lock, "停用账号"),
    "unlock": (accounts.account_unlock, "恢复账号"),
    "sign-out": (accounts.account_sign_out, "在全部设备上退出"),
    "sso-link": (accounts.account_link, "关联单点登录"),
    "sso-unlink": (accounts.account_unlink, "解除单点登录"),
    "second-factor": (accounts.second_factor_reset, "清除两步验证和通行密钥"),
}
HINTS = {
    "end": "终止后,该代表在本届各代表团组的成员身份以及依附于代表资格的主席、副主席等职务同时终止。",
    "return": "随资格终止的代表团组身份和职务不会自动恢复,请另行登记。",
}


def mandate_add(request: HttpRequest, person_id: str) -> HttpResponse:
    person = _visible(Person, request, person_id)
    require(request.actor, "people.give_mandate")
    form = MandateForm(request.POST or None, actor=request.actor)
    return _act(request, person, form, mandates.mandate_give, title="授予代表资格", person=person)


def mandate_move(request: HttpRequest, mandate_id: str, act: str) -> HttpResponse:
    mandate = _visible(Mandate, request, mandate_id)
    if act not in MOVES:
        raise Http404
    require(request.actor, "people.change_mandate", mandate)
    form = MandateMoveForm(request.POST or None, mandate=mandate, act=act)
    hint = f"{mandate.term}。{HINTS.get(act, '')}"
    return _act(request, mandate.person, form, MOVES[act], title=ACTS[act], hint=hint, mandate=mandate)


def post_add(request: HttpRequest, person_id: str) -> HttpResponse:
    person = _visible(Person, request, person_id)
    require(request.actor, "people.give_post")
    form = PostForm(request.POST or None, actor=request.actor)
    return _act(request, person, form, roles.post_give, title="登记职务", person=person)


def post_end(request: HttpRequest, post_id: str) -> HttpResponse:
    post = get_object_or_404(Post.objects.select_related("person", "unit__area"), public_id=post_id)
    _visible(Person, request, post.person.public_id)
    require(request.actor, "people.give_post", post)
    return _act(request, post.person, EndForm(request.POST or None), roles.post_end, title=f"免去{post}", post=post)


def role_add(request: HttpRequest, person_id: str) -> HttpResponse:
    person = _visible(Person, request, person_id)
    require(request.actor, "people.grant_role")
    form = RoleForm(request.POST or None, actor=request.actor, initial={"area": person.area.public_id})
    return _act(request, person, form, roles.role_grant, title="授予角色", person=person)


def role_end(request: HttpRequest, assignment_id: str) -> HttpResponse:
    assignments = RoleAssignment.objects.select_related("person", "area", "unit__area")
    assignment = get_object_or_404(assignments, public_id=assignment_id)
    _visible(Person, request, assignment.person.public_id)
    require(request.actor, "people.end_role", assignment)
    form = EndForm(request.POST or None)
    return _act(request, assignment.person, form, roles.role_end, title="终止角色", assignment=assignment)


def account_act(request: HttpRequest, person_id: str, act: str) -> HttpResponse:
    person = _visible(Person, request, person_id)
    if act not in ACCOUNT_ACTS:
        raise Http404
    require(request.actor, "people.keep_account", person)
    service, title = ACCOUNT_ACTS[act]
    form = (SingleSignOnForm if act == "sso-link" else ReasonForm)(request.POST or None)
    return _act(request, person, form, service, title=title, person=person)


def _visible(model: Any, request: HttpRequest, public_id: Any) -> Any:
    return get_object_or_404(model.objects.visible_to(request.actor), public_id=public_id)


def _act(
    request: HttpRequest,
    person: Person,
    form: BaseForm,
    service: Callable[..., Any],
    /,
    *,
    title: str,
    hint: str = "",
    **subject: Any,
) -> HttpResponse:
    """Show the form, or run the service with what was typed and go back to the person."""
    back = reverse("people_person", args=[person.public_id])
    if form.is_bound and attempt(
        form, lambda: service(**subject, **form.cleaned_data, by=request.actor, at=timezone.now())
    ):
        messages.success(request, f"已办理:{title}。")
        return redirect(back)
    return form_page(request, form, title=title, pretitle=person.name, cancel=back, submit="确认办理", hint=hint)
