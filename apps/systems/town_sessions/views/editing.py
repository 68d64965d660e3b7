"""The editor of a draft and its rows; beginning an amendment, giving a draft up."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from apps.foundation.core.acts import attempt, form_page, reason_of
from apps.foundation.core.numbers import number_of
from apps.systems.town_sessions.forms.acts import AmendForm
from apps.systems.town_sessions.forms.editor import MOST_TOPICS, PlanEditor
from apps.systems.town_sessions.models import AnnualPlan
from apps.systems.town_sessions.rules import states
from apps.systems.town_sessions.rules.planning import MOST_SESSIONS
from apps.systems.town_sessions.selectors.organs import reporting_units
from apps.systems.town_sessions.services import planning as services
from apps.systems.town_sessions.views.common import managed


@require_http_methods(["GET", "POST"])
def plan_change(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = managed(request, public_id)
    if request.method == "GET":
        states.move(found.state, "change")
    editor = _editor(request.POST or None, found)
    if request.method == "POST" and attempt(
        editor,
        lambda: services.plan_change(
            plan=found, sessions=editor.lines(), revision=editor.revision, by=request.actor, at=timezone.now()
        ),
    ):
        messages.success(request, "方案已保存。")
        return redirect(found)
    return render(request, "town_sessions/editor.html", {"plan": found, "editor": editor})


@require_GET
def session_add(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One more empty session for the editor, and the raised number of sessions."""
    found = managed(request, public_id)
    count = number_of(request.GET.get("sessions-TOTAL_FORMS"), up_to=MOST_SESSIONS - 1)
    if count is None:
        raise Http404
    context = {"plan": found, "block": _editor(None, found).added_block(count), "total": count + 1}
    return render(request, "town_sessions/parts/session_added.html", context)


@require_GET
def topic_add(request: HttpRequest, public_id: UUID, index: int) -> HttpResponse:
    """One more empty topic for a session of the editor, and the raised number of topics."""
    found = managed(request, public_id)
    kind = f"sessions-{index}-topics"
    count = number_of(request.GET.get(f"{kind}-TOTAL_FORMS"), up_to=MOST_TOPICS - 1)
    if count is None or index > MOST_SESSIONS:
        raise Http404
    row = _editor(None, found).added_topic(index, count)
    return render(request, "town_sessions/parts/topic_added.html", {"row": row, "kind": kind, "total": count + 1})


@require_http_methods(["GET", "POST"])
def plan_amend(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = managed(request, public_id)
    form = AmendForm(request.POST or None)
    made = request.method == "POST" and attempt(
        form, lambda: services.plan_amend(plan=found, **form.cleaned_data, by=request.actor, at=timezone.now())
    )
    if made:
        messages.success(request, "已带入现行方案的全部内容,请修改后提请。批准前现行方案继续有效。")
        return redirect("town_sessions_change", made.public_id)
    hint = "批准后的方案不直接修改。调整另拟一版,写明理由,按原程序讨论、研究、备案。"
    return form_page(
        request, form, title="调整方案", pretitle=str(found), cancel=found.get_absolute_url(), submit="拟调整方案",
        hint=hint,
    )  # fmt: skip


@require_POST
def plan_abandon(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = managed(request, public_id)
    services.plan_abandon(plan=found, reason=reason_of(request), by=request.actor, at=timezone.now())
    messages.success(request, "方案已作废。")
    return redirect(found)


def _editor(data: object, plan: AnnualPlan) -> PlanEditor:
    return PlanEditor(data, plan=plan, units=list(reporting_units(plan.body, timezone.localdate())))
