"""The programme of a sitting on one page."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from apps.congress.meetings import selectors, services
from apps.congress.meetings.forms import STEPS_LIMIT, ProgrammeEditor, StepSet, item_choices
from apps.congress.meetings.models import SittingState
from apps.congress.meetings.views.sittings import managed
from apps.foundation.core.acts import attempt
from apps.foundation.core.errors import WrongState
from apps.foundation.core.numbers import number_of

OVER = (SittingState.CLOSED, SittingState.CALLED_OFF)


def programme(request: HttpRequest, public_id: UUID) -> HttpResponse:
    sitting = managed(request, public_id)
    if sitting.state in OVER:
        raise WrongState(f"{sitting.name}{sitting.get_state_display()},日程不能再改。")
    found = selectors.programme_of(sitting)
    editor = ProgrammeEditor(request.POST or None, programme=found)
    if request.method == "POST" and attempt(
        editor,
        lambda: services.programme_save(
            sitting=sitting, lines=editor.lines(), revision=editor.seen, by=request.actor, at=timezone.now()
        ),
    ):
        messages.success(request, "日程已保存,时间已重新推算。")
        return redirect("meetings_programme", public_id)
    return render(request, "meetings/programme.html", {"sitting": sitting, "editor": editor, "programme": found})


@require_GET
def step_add(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One more empty step, and the raised number of steps."""
    sitting = managed(request, public_id)
    count = number_of(request.GET.get("steps-TOTAL_FORMS"), up_to=STEPS_LIMIT - 1)
    if count is None:
        raise Http404
    steps = StepSet(prefix="steps", form_kwargs={"sitting": sitting, "items": item_choices(sitting)})
    row = steps.empty_form
    row.prefix = steps.add_prefix(count)
    return render(request, "meetings/_step_added.html", {"row": row, "kind": "steps", "total": count + 1})
