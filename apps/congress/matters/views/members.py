"""What a deputy or representative passes on for somebody, and what became of it."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from apps.congress.matters import selectors, services
from apps.congress.matters.entry import to_success_page
from apps.congress.matters.forms import CollectedForm
from apps.congress.matters.models import Channel, Submission
from apps.congress.matters.views.office import progress_tone
from apps.foundation.core.acts import attempt, form_page
from apps.foundation.core.permissions import require
from apps.foundation.core.registers import Action, Column, Register
from apps.foundation.people.models import Person


@require_GET
def brought_list(request: HttpRequest) -> HttpResponse:
    return Register(
        "我反映的",
        Submission.objects.brought_by(request.actor.person_id).select_related("area").with_progress(),
        [
            Column("内容", "excerpt", link=Submission.get_absolute_url),
            Column("编号", "number", sort="number"),
            Column("反映人", "proposer"),
            Column("进展", "progress", tone=progress_tone),
            Column("最近一次告知", "last_sentence"),
            Column("提交时间", "received_at", sort="received_at"),
        ],
        search=lambda rows, text: rows.found_by(text),
        search_hint="查内容、地点、姓名或编号",
        actions=[Action("帮群众反映", reverse("matters_collect"), "message-plus", primary=True)],
        empty="走访时听到的意见,可以在这里替群众写下来,办理进展会告诉您和群众。",
    ).respond(request)


@require_http_methods(["GET", "POST"])
def collect(request: HttpRequest) -> HttpResponse:
    """帮群众反映."""
    require(request.actor, "matters.collect")
    areas = selectors.areas_within(request.actor, timezone.localdate())
    form = CollectedForm(request.POST or None, request.FILES or None, areas=areas)
    received = form.is_bound and attempt(form, lambda: _collected(request, form))
    if received:
        return to_success_page(received)
    hint = "提交后会给出查询码,请转给群众;进展也会发到您的消息里。"
    return form_page(request, form, title="帮群众反映", cancel=reverse("matters_brought"), submit="提交", hint=hint)


def _collected(request: HttpRequest, form: CollectedForm) -> tuple[Submission, str]:
    return services.submission_receive(
        **form.values(), channel=Channel.DEPUTY, collected_by=Person.objects.get(pk=request.actor.person_id),
        by=request.actor, at=timezone.now(),
    )  # fmt: skip
