"""联审: one organ's word about many people, and the correction of one that was entered wrongly."""

from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from apps.foundation.core.acts import attempt, form_page
from apps.foundation.core.registers import Action
from apps.systems.street_deliberations.forms.candidates import CorrectionForm, OpinionsForm
from apps.systems.street_deliberations.selectors.candidates import awaited_opinions
from apps.systems.street_deliberations.services import reviewing
from apps.systems.street_deliberations.views.common import MANAGE, candidate_for, term_for


@require_http_methods(["GET", "POST"])
def opinions(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Organ after organ, until nobody waits for any."""
    term = term_for(request, public_id, MANAGE)
    awaited = awaited_opinions(term)
    organ = request.POST.get("organ") or request.GET.get("organ") or next(iter(awaited), "")
    if request.method == "GET" and organ not in awaited:
        return redirect("street_deliberations_term", public_id)
    form = OpinionsForm(request.POST or None, organ=organ, people=awaited.get(organ, []))
    said = request.method == "POST" and attempt(
        form,
        lambda: reviewing.opinions_record(term=term, **form.cleaned_data, by=request.actor, at=timezone.now()),
    )
    if said:
        messages.success(request, f"已登记{organ}对{len(said)}人无异议。")
        return redirect("street_deliberations_opinions", public_id)
    others = [
        Action(f"{one}({len(awaited[one])}人)", f"?{urlencode({'organ': one})}") for one in awaited if one != organ
    ]
    hint = f"{organ}无异议的,一次登记。有异议、一票否决的请取消勾选,在此人的页面单独登记。"
    back = reverse("street_deliberations_term", args=[public_id])
    return form_page(
        request, form, title=f"登记联审意见:{organ}", pretitle=str(term), cancel=back, submit="登记无异议", hint=hint,
        actions=others,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def opinion_correct(request: HttpRequest, public_id: UUID, opinion_id: UUID) -> HttpResponse:
    found = candidate_for(request, public_id, MANAGE)
    wrong = get_object_or_404(found.opinions, public_id=opinion_id)
    form = CorrectionForm(request.POST or None, request.FILES or None, wrong=wrong)
    corrected = request.method == "POST" and attempt(
        form,
        lambda: reviewing.opinion_correct(
            candidate=found, wrong=wrong, **form.cleaned_data, by=request.actor, at=timezone.now()
        ),
    )
    if corrected:
        messages.success(request, "联审意见已更正,原来的登记保留在办理过程中。")
        return redirect(found)
    return form_page(
        request, form, title=f"更正联审意见:{wrong.organ}", pretitle=str(found), cancel=found.get_absolute_url(),
        submit="更正", hint="一票否决更正为无异议的,恢复联审;无异议更正为一票否决的,不予推荐。",
    )  # fmt: skip
