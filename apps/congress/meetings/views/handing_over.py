"""The office hands over opinions of a meeting, and what was promised in an answer."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from apps.congress.meetings.forms.handing_over import HandOverForm
from apps.congress.meetings.models import Question
from apps.congress.meetings.rules.questions import opinion_word
from apps.congress.meetings.selectors.handed import open_opinions
from apps.congress.meetings.selectors.opinions import units_asked
from apps.congress.meetings.services import handing_over as services
from apps.congress.meetings.views.meetings import meeting_of
from apps.foundation.core.acts import attempt, form_page
from apps.foundation.core.dates import chinese_date
from apps.foundation.core.permissions import require


@require_http_methods(["GET", "POST"])
def opinions_hand_over(request: HttpRequest, public_id: UUID) -> HttpResponse:
    meeting = meeting_of(request, public_id)
    require(request.actor, "meetings.manage", meeting)
    word = opinion_word(is_street=meeting.body.is_street_body)
    form = HandOverForm(
        request.POST or None, opinions=open_opinions(meeting, request.actor),
        units=units_asked(meeting, timezone.localdate()), word=word,
        initial={"opinions": request.GET.getlist("opinion"), "approved_on": timezone.localdate()},
    )  # fmt: skip
    made = request.method == "POST" and attempt(
        form,
        lambda: services.opinions_hand_over(
            meeting=meeting, opinions=list(form.cleaned_data["opinions"]), parts=form.parts(), draft=form.draft(),
            by=request.actor, at=timezone.now(),
        ),
    )  # fmt: skip
    if made:
        messages.success(request, f"已交办,应在{chinese_date(made.matter.reply_due_on)}前反馈。")
        return redirect("meetings_opinions", public_id)
    back = reverse("meetings_opinions", args=[public_id])
    return form_page(request, form, title=f"交办{word}", pretitle=meeting.title, submit="交办", cancel=back)


@require_POST
def promise_hand_over(request: HttpRequest, public_id: UUID) -> HttpResponse:
    rows = Question.objects.visible_to(request.actor).select_related("meeting__body__area")
    found = get_object_or_404(rows, public_id=public_id)
    require(request.actor, "meetings.manage", found)
    made = services.promise_hand_over(question=found, by=request.actor, at=timezone.now())
    messages.success(request, f"已交{made.unit.name}办理,期限{chinese_date(made.due_on)}。")
    return redirect("meetings_question", public_id)
