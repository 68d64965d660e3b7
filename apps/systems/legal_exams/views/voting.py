"""提请表决: which votes there were, and putting nominations to a sitting of the standing committee."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from apps.foundation.core.acts import attempt, form_page
from apps.foundation.core.registers import Action, Column, Register
from apps.systems.legal_exams.forms.voting import SubmitForm
from apps.systems.legal_exams.models import AppointmentVote
from apps.systems.legal_exams.selectors.voting import committee_sittings, may_be_voted
from apps.systems.legal_exams.services.voting import appointment_submit
from apps.systems.legal_exams.views.finding import office_for

TONES = {"appointed": "green", "not_appointed": "red", "void": "secondary", "": "orange"}
COLUMNS = [
    Column("提请任命", "nomination", link=lambda row: row.nomination.get_absolute_url(), sort="nomination.number"),
    Column("姓名", "nomination.name"),
    Column("拟任职务", "nomination.post"),
    Column("表决", "poll.title"),
    Column("票上序号", "option_number"),
    Column("提请时间", "submitted_at", sort="submitted_at"),
    Column("结果", lambda row: row.get_result_display() or "待表决", tone=lambda row: TONES[row.result]),
    Column("宣布时间", "decided_at", sort="decided_at"),
]


def found(rows: list[AppointmentVote], text: str) -> list[AppointmentVote]:
    """Names are encrypted, so they are searched here."""
    said = {row.pk: f"{row.nomination} {row.nomination.name} {row.nomination.post} {row.poll.title}" for row in rows}
    return [row for row in rows if all(word in said[row.pk] for word in text.split())]


@require_GET
def votes(request: HttpRequest) -> HttpResponse:
    rows = AppointmentVote.objects.visible_to(request.actor).select_related("nomination", "poll")
    waiting = may_be_voted(request.actor).count()
    label = f"提请表决({waiting}人可提请)" if waiting else "提请表决"
    return Register(
        "任命表决", list(rows), COLUMNS, search=found, search_hint="查提名编号、姓名、职务",
        actions=[Action(label, reverse("legal_exams_vote_new"), "send", primary=bool(waiting))],
        empty="还没有提请表决的人选。考试及格或者免考的人选,可在常委会会议当日提请表决。",
    ).respond(request)  # fmt: skip


@require_http_methods(["GET", "POST"])
def vote_new(request: HttpRequest) -> HttpResponse:
    sittings = committee_sittings(office_for(request), timezone.localdate())
    form = SubmitForm(request.POST or None, nominations=may_be_voted(request.actor), sittings=sittings)
    poll = attempt(form, lambda: appointment_submit(
        nominations=list(form.cleaned_data["nominations"]), sitting=form.cleaned_data["sitting"],
        method=form.cleaned_data["method"], by=request.actor, at=timezone.now(),
    ))  # fmt: skip
    if poll:
        messages.success(request, f"“{poll.title}”已列入会议,由会务人员安排监票人、开始表决。结果宣布后自动登记。")
        return redirect("legal_exams_votes")
    hint = "无记名逐人表决,以常委会全体组成人员的过半数通过。会议当日才能提请:票面写有姓名,提请后会务人员即可看到。"
    return form_page(request, form, title="提请表决", hint=hint, cancel=reverse("legal_exams_votes"), submit="提请表决")
