"""Deputies and representatives hand in what residents told them, and see what became of it."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from apps.congress.matters.entry import to_success_page
from apps.congress.matters.models import Channel, Submission
from apps.foundation.core.acts import attempt, form_page
from apps.foundation.core.permissions import require
from apps.foundation.core.registers import Action, Column, Register
from apps.foundation.people.models import Person
from apps.systems.livelihood_projects import selectors
from apps.systems.livelihood_projects.forms import FromResidentForm
from apps.systems.livelihood_projects.models import Clue, Collection
from apps.systems.livelihood_projects.services import collecting
from apps.systems.livelihood_projects.views.clues import TONES


@require_GET
def brought_clues(request: HttpRequest) -> HttpResponse:
    """Clues the member brought, for residents or as their own wish."""
    actor, today = request.actor, timezone.localdate()
    calls = selectors.open_calls(actor.body_ids, today)
    return Register(
        "我收集的线索",
        Clue.objects.brought_by(actor.person_id).with_all().with_last_sentence(),
        [
            Column("线索", "title", link=lambda clue: clue.submission.get_absolute_url()),
            Column("编号", "submission.number"),
            Column("年度", "season.year", sort="season__year"),
            Column("状态", "state_label", tone=lambda clue: TONES[clue.state]),
            Column("最近一次告知", "last_sentence"),
            Column("提交时间", "submission.received_at", sort="submission__received_at"),
        ],
        search=lambda rows, text: rows.found_by(text),
        search_hint="查名称、内容、地点或编号",
        actions=[_bring(call) for call in calls],
        empty="征集期间,把走访时听到的群众愿望写在这里;采纳、候选、票决的结果会告诉您和群众。",
    ).respond(request)


def _bring(call: Collection) -> Action:
    url = reverse("livelihood_clue_bring", args=[call.public_id])
    return Action(f"为{call.season}提线索", url, "message-plus", primary=True)


@require_http_methods(["GET", "POST"])
def clue_bring(request: HttpRequest, public_id: UUID) -> HttpResponse:
    require(request.actor, "livelihood.clue.bring")
    calls = Collection.objects.visible_to(request.actor).with_season()
    call, today = get_object_or_404(calls, public_id=public_id), timezone.localdate()
    areas = selectors.call_areas(call.season, today)
    form = FromResidentForm(request.POST or None, request.FILES or None, areas=areas)
    received = form.is_bound and attempt(form, lambda: _brought(request, call, form))
    if received:
        return to_success_page(received)
    hint = "提交后给出查询码,请转给群众;进展也会发到您的消息里。"
    title, cancel = "为群众提线索", reverse("livelihood_brought_clues")
    return form_page(request, form, title=title, pretitle=str(call.season), cancel=cancel, submit="提交", hint=hint)


def _brought(request: HttpRequest, call: Collection, form: FromResidentForm) -> tuple[Submission, str]:
    clue, code = collecting.clue_collect(
        collection=call, area=form.chosen_area, channel=Channel.DEPUTY, values=form.values(),
        collected_by=Person.objects.get(pk=request.actor.person_id), by=request.actor, at=timezone.now(),
    )  # fmt: skip
    return clue.submission, code
