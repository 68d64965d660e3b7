"""What is typed of an exam, its rooms and its candidates."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import Q, QuerySet

from apps.foundation.core.forms import MomentField, OnceForm, RevisedForm
from apps.foundation.organisations.models import Area
from apps.foundation.people.models import Person
from apps.systems.legal_exams.models import Blueprint, Exam, Nomination, Room
from apps.systems.legal_exams.rules import seating
from apps.systems.legal_exams.selectors.exams import room_stand
from apps.systems.legal_exams.selectors.people import invigilators_here
from apps.systems.legal_exams.services.exams import ExamDraft, RoomDraft

SCOPE = "宪法;地方组织法、监督法、公务员法、监察法等公共部分;与拟任职务相关的法律法规。"


class _ExamFields(forms.Form):
    title = forms.CharField(label="名称", max_length=100)
    blueprint = forms.ModelChoiceField(Blueprint.objects.none(), label="命题方案", to_field_name="public_id")
    starts_at = MomentField(label="开考时间", widget=forms.DateTimeInput)
    scope = forms.CharField(label="考试范围", max_length=2000, required=False, widget=forms.Textarea({"rows": 4}))
    chief = forms.ModelChoiceField(
        Person.objects.none(), label="总监考", required=False, to_field_name="public_id", help_text="发通知前须确定"
    )

    def offer(self, office: Area, on: date, kept: int | None = None) -> None:
        """What may be chosen in the area; the blueprint that the exam has stays in the list."""
        rows = Blueprint.objects.filter(Q(retired_at__isnull=True) | Q(pk=kept), office=office)
        self.fields["blueprint"].queryset = rows  # type: ignore[attr-defined]
        self.fields["chief"].queryset = invigilators_here(office, on)  # type: ignore[attr-defined]

    def draft(self) -> ExamDraft:
        return ExamDraft(**{name: self.cleaned_data[name] for name in _ExamFields.base_fields})


class ExamForm(OnceForm, _ExamFields):
    def __init__(self, data: Any, *, office: Area, on: date, resit_of: Exam | None = None) -> None:
        initial: dict[str, Any] = {"title": f"{on.year}年任前法律知识考试", "scope": SCOPE}
        if resit_of is not None:
            initial = {
                "title": f"{resit_of.title}补考", "blueprint": resit_of.blueprint.public_id, "scope": resit_of.scope,
                "chief": resit_of.chief.public_id if resit_of.chief else None,
            }  # fmt: skip
        super().__init__(data, initial=initial)
        self.offer(office, on, resit_of.blueprint_id if resit_of else None)


class ExamChangeForm(RevisedForm, _ExamFields):
    revision = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, data: Any, *, exam: Exam, on: date) -> None:
        initial = {
            "title": exam.title, "blueprint": exam.blueprint.public_id, "starts_at": exam.starts_at,
            "scope": exam.scope, "chief": exam.chief.public_id if exam.chief else None, "revision": exam.revision,
        }  # fmt: skip
        super().__init__(data, initial=initial)
        self.offer(exam.office, on, exam.blueprint_id)


class RoomForm(RevisedForm):
    rests_on = "stand"
    stand = forms.CharField(widget=forms.HiddenInput, required=False)
    name = forms.CharField(label="考场", max_length=40, help_text="如“第一考场”")
    address = forms.CharField(label="地点", max_length=120)
    seats = forms.IntegerField(label="座位数", min_value=1, max_value=seating.SEATS_MOST)
    invigilators = forms.ModelMultipleChoiceField(
        Person.objects.none(), label="监考员", required=False, to_field_name="public_id",
        widget=forms.CheckboxSelectMultiple, help_text="具有监考员角色的人员;发通知前每个考场须有监考员",
    )  # fmt: skip

    def __init__(self, data: Any, *, exam: Exam, on: date, room: Room | None = None) -> None:
        initial: dict[str, Any] = {"name": "第一考场", "seats": 30}
        if room is not None:
            initial = {name: getattr(room, name) for name in ("name", "address", "seats")}
            initial["invigilators"] = [one.public_id for one in room.invigilators.all()]
            initial["stand"] = room_stand(room)
        super().__init__(data, initial=initial)
        self.fields["invigilators"].queryset = invigilators_here(exam.office, on)  # type: ignore[attr-defined]

    def draft(self) -> RoomDraft:
        data = self.cleaned_data
        return RoomDraft(data["name"], data["address"], data["seats"], list(data["invigilators"]))


class NominationChoice(forms.ModelMultipleChoiceField):
    def label_from_instance(self, nomination: Nomination) -> str:
        return f"{nomination} {nomination.name}({nomination.get_organ_display()},{nomination.post})"


class ScheduleForm(forms.Form):
    """Who sits, and how seats are dealt."""

    nominations = NominationChoice(
        Nomination.objects.none(), label="人选", to_field_name="public_id", widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "请选择要排考的人选。"},
    )  # fmt: skip
    order = forms.ChoiceField(label="排座", choices=seating.ORDERS, widget=forms.RadioSelect)

    def __init__(self, data: Any, *, waiting: QuerySet[Nomination]) -> None:
        chosen = [one.public_id for one in waiting] if data is None else []
        super().__init__(data, initial={"nominations": chosen, "order": seating.BY_LOT})
        self.fields["nominations"].queryset = waiting  # type: ignore[attr-defined]


class MoveForm(forms.Form):
    room = forms.ModelChoiceField(Room.objects.none(), label="调到考场", to_field_name="public_id")
    seat = forms.IntegerField(label="座位号", min_value=1, required=False, help_text="不填的,排第一个空座位")

    def __init__(self, data: Any, *, exam: Exam, room: Room | None) -> None:
        super().__init__(data, initial={"room": room.public_id if room else None})
        self.fields["room"].queryset = exam.rooms.order_by("name")  # type: ignore[attr-defined]
