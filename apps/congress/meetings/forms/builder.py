"""The meeting builder: one page with the meeting, its sittings and its agenda."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.db.models import QuerySet
from django.utils import timezone

from apps.congress.meetings import selectors
from apps.congress.meetings.models import (
    STREET_KINDS,
    Meeting,
    MeetingState,
    SittingKind,
    SittingState,
    Topic,
)
from apps.congress.meetings.services import AgendaLine, MeetingPlan, SittingLine
from apps.foundation.core.actors import Actor
from apps.foundation.core.forms import DayField, MarkedForm, MomentField, OnceForm, RowForm, row_set
from apps.foundation.organisations.models import Unit
from apps.foundation.people.models import Group, GroupKind, Term
from apps.foundation.people.selectors import running_terms

ROWS_LIMIT = 100


class MeetingForm(MarkedForm):
    """What holds for the whole meeting; `seen` is the mark of the arrangement that is changed."""

    term = forms.ModelChoiceField(Term.objects.none(), label="届", empty_label=None)
    number = forms.IntegerField(
        label="次", required=False, min_value=1, max_value=999, help_text="不填则自动取本届下一次"
    )
    title = forms.CharField(label="会议名称", required=False, max_length=120, help_text="不填则按规范名称自动生成")
    place = forms.CharField(label="地点", max_length=120)
    contact = forms.CharField(label="联系人及电话", required=False, max_length=80)
    requirements = forms.CharField(
        label="参会要求", required=False, max_length=1000, widget=forms.Textarea({"rows": 3}),
        help_text="报到时间、着装、携带材料、请假要求等",
    )  # fmt: skip
    is_ad_hoc = forms.BooleanField(
        label="临时召开的会议", required=False, help_text="主席团认为必要,或者五分之一以上代表提议"
    )
    notice_reason = forms.CharField(
        label="未按期通知或临时召开的理由", required=False, max_length=300,
        help_text="按期通知的会议不用填写;临时召开的,写明提议人和理由",
    )  # fmt: skip
    change_reason = forms.CharField(
        label="议程变更的理由", required=False, max_length=300,
        help_text="议程已经决定或通知,增减、调整议题须写明理由,并随变更内容告知代表",
    )  # fmt: skip

    def __init__(self, *args: Any, actor: Actor, meeting: Meeting | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["term"]
        field.queryset = running_terms(actor) if meeting is None else Term.objects.filter(pk=meeting.term_id)
        if meeting is not None:
            field.disabled = True
            field.required = False
        else:
            del self.fields["seen"]
        if meeting is None or not selectors.is_settled(meeting):
            del self.fields["change_reason"]
        for name in ("number", "title") if meeting and meeting.state != MeetingState.PLANNED else ():
            self.fields[name].disabled = True


class NewMeetingForm(OnceForm, MeetingForm):
    """The same for a meeting that is still to be made."""


@dataclass(frozen=True, slots=True)
class RowChoices:
    """What the rows of one builder may choose from; the lists are read once, however many rows there are."""

    kinds: list[tuple[str, str]]
    groups: QuerySet[Group]
    units: QuerySet[Unit]
    group_list: list[tuple[Any, str]]
    unit_list: list[tuple[Any, str]]


class AgendaForm(RowForm):
    """One item of the agenda; an empty title leaves it out."""

    named_by, others = "title", ("reporter", "unit", "materials_due_on")

    public_id = forms.UUIDField(required=False, widget=forms.HiddenInput)
    title = forms.CharField(label="议题", required=False, max_length=200)
    reporter = forms.CharField(label="报告人", required=False, max_length=80)
    topic = forms.ChoiceField(label="议题类型", choices=Topic.choices, initial=Topic.OTHER, required=False)
    unit = forms.ModelChoiceField(Unit.objects.none(), label="报告单位", required=False)
    materials_due_on = DayField(label="材料截止日期", required=False, widget=forms.DateInput)

    def __init__(self, *args: Any, choices: RowChoices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = choices.units
        self.fields["unit"].choices = choices.unit_list


class SittingForm(RowForm):
    """One sitting; without a time it is left out."""

    named_by, others = "starts_at", ("group", "place", "presided_by")

    public_id = forms.UUIDField(required=False, widget=forms.HiddenInput)
    kind = forms.ChoiceField(label="类别", initial=SittingKind.PLENARY)
    group = forms.ModelChoiceField(Group.objects.none(), label="分组(仅分组会议)", required=False)
    starts_at = MomentField(label="开始时间", required=False)
    place = forms.CharField(label="地点(不同时填)", required=False, max_length=120)
    presided_by = forms.CharField(label="主持人", required=False, max_length=60)

    def __init__(self, *args: Any, choices: RowChoices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = choices.kinds
        self.fields["group"].queryset = choices.groups
        self.fields["group"].choices = choices.group_list


_AgendaSet = row_set(
    AgendaForm, ROWS_LIMIT, known_by="public_id", told_by="title", extra=1, can_order=True, can_delete=True
)
_SittingSet = row_set(SittingForm, ROWS_LIMIT, known_by="public_id", told_by="starts_at", extra=1, can_delete=True)
ROW_SETS = {"agenda": _AgendaSet, "sittings": _SittingSet}


class MeetingBuilder:
    """The one page on which a meeting is put together: the form and its two lists; `begun` is only shown.

    `asked` is the term a new meeting is begun for.
    """

    def __init__(self, data: Any, *, actor: Actor, meeting: Meeting | None = None, asked: UUID | None = None) -> None:
        self.begun = meeting.sittings.exclude(state=SittingState.PLANNED) if meeting else ()
        values = _meeting_values(meeting) if meeting else {"term": _term_offered(actor, asked)}
        form = MeetingForm if meeting else NewMeetingForm
        self.form = form(data, actor=actor, meeting=meeting, initial=values)
        given = {"choices": row_choices(actor, meeting)}
        self.agenda = _AgendaSet(data, prefix="agenda", initial=_agenda_values(meeting), form_kwargs=given)
        self.sittings = _SittingSet(data, prefix="sittings", initial=_sitting_values(meeting), form_kwargs=given)

    def is_valid(self) -> bool:
        """All three are checked, so that every mistake shows at once."""
        checked = [part.is_valid() for part in (self.form, self.agenda, self.sittings)]
        if all(checked) and not self.begun and not self._sitting_lines():
            self.form.add_error(None, "请至少安排一次预备会议或全体会议,并填写开始时间。")
        return all(checked) and self.form.is_valid()

    def add_error(self, field: str | None, error: Any) -> None:
        self.form.add_error(field, error)

    def upon_newest(self) -> None:
        for part in (self.form, self.agenda, self.sittings):
            part.upon_newest()

    def plan(self) -> MeetingPlan:
        values = {name: value for name, value in self.form.cleaned_data.items() if name not in ("term", "key")}
        return MeetingPlan(agenda=self._agenda_lines(), sittings=self._sitting_lines(), **values)

    def _agenda_lines(self) -> list[AgendaLine]:
        rows = [form.cleaned_data for form in self.agenda.ordered_forms if form.cleaned_data.get("title")]
        return [
            AgendaLine(
                row["title"], row["reporter"], row["public_id"], row["topic"] or Topic.OTHER, row["unit"],
                row["materials_due_on"],
            )
            for row in rows
        ]  # fmt: skip

    def _sitting_lines(self) -> list[SittingLine]:
        rows = [form.cleaned_data for form in self.sittings if form not in self.sittings.deleted_forms]
        return [
            SittingLine(row["kind"], row["starts_at"], row["place"], row["presided_by"], row["public_id"], row["group"])
            for row in rows
            if row.get("starts_at")
        ]


def row_choices(actor: Actor, meeting: Meeting | None) -> RowChoices:
    """Kinds of sittings the body has, groups of its term, units of its area; all of the actor's terms before."""
    terms = list(running_terms(actor)) if meeting is None else [meeting.term]
    is_street = bool(terms) and all(term.body.is_street_body for term in terms)
    kinds = [(kind.value, kind.label) for kind in (STREET_KINDS if is_street else SittingKind)]
    if is_street:
        kinds = [(value, "分组讨论" if value == SittingKind.GROUP else label) for value, label in kinds]
    sitting_kinds = [GroupKind.DELEGATION, GroupKind.DEPUTY_GROUP]
    groups = Group.objects.filter(term=meeting.term_id, kind__in=sitting_kinds) if meeting else Group.objects.none()
    path = meeting.body.area.path if meeting else actor.area_path
    units = Unit.objects.on(timezone.localdate()).filter(area__path=path).order_by("kind", "pk")
    group_list = [("", "每个代表团(组)各一场"), *groups.values_list("pk", "name")]
    unit_list = [("", "未定"), *units.values_list("pk", "name")]
    return RowChoices(kinds, groups, units, group_list, unit_list)


def _term_offered(actor: Actor, asked: UUID | None) -> Term | None:
    """The one that was asked for; else the nearest body's newest that has begun: the next one waits for its day."""
    terms = running_terms(actor)
    found = terms.filter(public_id=asked).first() if asked else None
    return found or terms.filter(first_session_on__lte=timezone.localdate()).first() or terms.first()


def _meeting_values(meeting: Meeting) -> dict[str, Any]:
    names = ("number", "title", "place", "contact", "requirements", "is_ad_hoc", "notice_reason")
    values = {name: getattr(meeting, name) for name in names}
    return {"term": meeting.term_id, "seen": selectors.plan_mark(meeting), **values}


def _agenda_values(meeting: Meeting | None) -> list[dict[str, Any]]:
    names = ("public_id", "title", "reporter", "topic", "unit", "materials_due_on")
    return list(meeting.agenda.values(*names)) if meeting else []


def _sitting_values(meeting: Meeting | None) -> list[dict[str, Any]]:
    names = ("public_id", "kind", "group", "starts_at", "place", "presided_by")
    rows = meeting.sittings.filter(state=SittingState.PLANNED) if meeting else []
    return [{name: getattr(row, name) for name in names} for row in rows]
