"""询问: the list, registering, the answer, the commitment and its outcome."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from apps.congress.meetings import selectors
from apps.congress.meetings.filters import QuestionFilter
from apps.congress.meetings.forms.questions import AnswerForm, AssessForm, OutcomeForm, QuestionForm
from apps.congress.meetings.models import Meeting, Question
from apps.congress.meetings.rules.questions import ASKABLE, question_word
from apps.congress.meetings.selectors.opinions import running_sitting, units_asked
from apps.congress.meetings.services import questions as services
from apps.congress.meetings.views.meetings import meeting_of
from apps.foundation.audit.selectors import history_of
from apps.foundation.core.acts import attempt, form_page, reason_of
from apps.foundation.core.permissions import may, require
from apps.foundation.core.registers import Action, Column, Register
from apps.foundation.people.models import Person

TONES = {"asked": "orange", "answered": "green", "committed": "blue", "done": "green", "withdrawn": "secondary"}


@require_GET
def question_list(request: HttpRequest) -> HttpResponse:
    rows = Question.objects.visible_to(request.actor).select_related("meeting", "unit", "agenda_item")
    columns = [
        Column("询问内容", lambda row: Truncator(row.text).chars(60), link=_address, exported=False),
        Column("会议", "meeting.title", sort="meeting__starts_on"),
        Column("编号", "number", sort="number"),
        Column("询问人", "name", sort="name"),
        Column("询问内容", "text", on_screen=False),
        Column("应询单位", "unit.name", sort="unit__name"),
        Column("答复人", "answered_by", on_screen=False),
        Column("答复要点", "answer", on_screen=False),
        Column("承诺事项", "commitment", on_screen=False),
        Column("承诺期限", "due_on", sort="due_on"),
        Column("办理结果", "outcome", on_screen=False),
        Column("办结日期", "done_on", on_screen=False),
        Column("状态", "get_state_display", tone=_tone, sort="state"),
    ]
    search = ["text__icontains", "name__icontains", "unit__name__icontains", "answer__icontains"]
    return Register(
        "询问", rows.order_by("-meeting__starts_on", "number"), columns, filterset=QuestionFilter, search=search,
        search_hint="查内容、询问人、应询单位", empty="会议通知发出后,可在会次页面登记询问。",
        actions=_ask_here(request),
    ).respond(request)  # fmt: skip


def _ask_here(request: HttpRequest) -> list[Action]:
    """Registering one more, where the list is that of one meeting."""
    meeting = next((one for one in _asked_now(request) if str(one.public_id) == request.GET.get("meeting")), None)
    if meeting is None or not may(request.actor, "meetings.note", meeting):
        return []
    return [Action("登记询问", reverse("meetings_question_ask", args=[meeting.public_id]), "plus", primary=True)]


def _asked_now(request: HttpRequest) -> QuerySet[Meeting]:
    rows = Meeting.objects.visible_to(request.actor).filter(state__in=ASKABLE)
    return rows.select_related("body__area")


@require_http_methods(["GET", "POST"])
def question_ask(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Members ask for themselves; staff register what was asked by word or on paper."""
    meeting = meeting_of(request, public_id)
    require(request.actor, "meetings.note", meeting)
    form = _question_form(request, meeting)
    sitting = running_sitting(meeting, request.GET.get("sitting", ""))
    question = request.method == "POST" and attempt(
        form, lambda: services.question_ask(
            meeting=meeting, sitting=sitting, by=request.actor, at=timezone.now(), **_asked(request, form)
        ),
    )  # fmt: skip
    if question:
        messages.success(request, f"已登记为第{question.number}号。")
        return redirect("meetings_question", question.public_id)
    word = question_word(is_street=meeting.body.is_street_body)
    back = reverse("meetings_follow", args=[sitting.public_id]) if sitting else _meeting_page(request, meeting)
    return form_page(request, form, title=f"登记{word}", pretitle=meeting.title, submit="提交", cancel=back)


@require_GET
def question(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = _question(request, public_id)
    manages = may(request.actor, "meetings.manage", found)
    context = {
        "question": found,
        "tone": _tone(found),
        "manages": manages,
        "withdraws": found.state == "asked" and may(request.actor, "meetings.withdraw_own", found),
        "is_overdue": found.state == "committed" and found.due_on < timezone.localdate(),
        "history": history_of(found, limit=20) if request.actor.sees_area else None,
    }
    return render(request, "meetings/question.html", context)


@require_http_methods(["GET", "POST"])
def question_answer(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = _managed(request, public_id)
    names = ("revision", "answered_by", "answer", "commitment", "due_on")
    form = AnswerForm(request.POST or None, initial={name: getattr(found, name) for name in names})
    if request.method == "POST" and attempt(
        form,
        lambda: services.question_answer(
            question=found, answer=form.answer_given(), revision=form.cleaned_data["revision"], by=request.actor,
            at=timezone.now(),
        ),
    ):  # fmt: skip
        messages.success(request, "答复已记录。")
        return redirect("meetings_question", public_id)
    return form_page(request, form, title="记录答复", pretitle=_title(found), hint=found.text, cancel=_address(found))


@require_http_methods(["GET", "POST"])
def commitment_close(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = _managed(request, public_id)
    form = OutcomeForm(request.POST or None, initial={"done_on": timezone.localdate()})
    if request.method == "POST" and attempt(
        form,
        lambda: services.commitment_close(question=found, **form.cleaned_data, by=request.actor, at=timezone.now()),
    ):
        messages.success(request, "承诺事项已登记办结。")
        return redirect("meetings_question", public_id)
    return form_page(
        request, form, title="登记办理结果", pretitle=_title(found), hint=f"承诺事项:{found.commitment}",
        cancel=_address(found),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def question_assess(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = _managed(request, public_id)
    form = AssessForm(request.POST or None)
    prepared = request.method == "POST" and attempt(
        form,
        lambda: services.question_assess(question=found, **form.cleaned_data, by=request.actor, at=timezone.now()),
    )
    if prepared:
        messages.success(request, "测评已准备好,请安排到会次。")
        return redirect("ballots_poll", prepared.poll.public_id)
    return form_page(
        request, form, title="组织满意度测评", pretitle=_title(found), submit="准备测评", cancel=_address(found)
    )


@require_POST
def question_withdraw(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = _question(request, public_id)
    require(request.actor, "meetings.withdraw_own", found)
    services.question_withdraw(question=found, reason=reason_of(request), by=request.actor, at=timezone.now())
    messages.success(request, "已撤回,编号和内容保留在记录中。")
    return redirect("meetings_question", public_id)


def _question_form(request: HttpRequest, meeting: Meeting) -> QuestionForm:
    today = timezone.localdate()
    people = selectors.people_invited(meeting, today) if may(request.actor, "meetings.manage", meeting) else None
    return QuestionForm(request.POST or None, meeting=meeting, units=units_asked(meeting, today), people=people)


def _asked(request: HttpRequest, form: QuestionForm) -> dict[str, Any]:
    own = {} if "person" in form.fields else {"person": Person.objects.get(pk=request.actor.person_id)}
    return {**form.cleaned_data, **own}


def _question(request: HttpRequest, public_id: UUID) -> Question:
    rows = Question.objects.visible_to(request.actor).select_related(
        "meeting__body__area", "unit", "agenda_item", "sitting__meeting", "poll", "matter"
    )
    return get_object_or_404(rows, public_id=public_id)


def _managed(request: HttpRequest, public_id: UUID) -> Question:
    found = _question(request, public_id)
    require(request.actor, "meetings.manage", found)
    return found


def _tone(row: Question) -> str:
    is_overdue = row.state == "committed" and row.due_on is not None and row.due_on < timezone.localdate()
    return "red" if is_overdue else TONES[row.state]


def _address(row: Question) -> str:
    return reverse("meetings_question", args=[row.public_id])


def _title(found: Question) -> str:
    return f"{found.meeting.title}第{found.number}号"


def _meeting_page(request: HttpRequest, meeting: Meeting) -> str:
    name = "meetings_detail" if request.actor.sees_area else "meetings_notice"
    return reverse(name, args=[meeting.public_id])
