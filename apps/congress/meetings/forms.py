"""Shape of input: the meeting builder, leave and the reasons of acts."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from apps.congress.ballots.models import Poll, PollState
from apps.congress.meetings.models import AgendaItem, Meeting, MeetingState, Sitting, SittingKind, SittingState
from apps.congress.meetings.services import AgendaLine, MeetingPlan, SittingLine
from apps.foundation.core.actors import Actor
from apps.foundation.core.forms import MomentField
from apps.foundation.people.models import Person, Term
from apps.office.files.rules import ALLOWED
from apps.office.files.services import upload_refusal

ROWS_LIMIT = 100


class MeetingForm(forms.Form):
    """What holds for the whole meeting."""

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

    def __init__(self, *args: Any, actor: Actor, meeting: Meeting | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["term"]
        field.queryset = terms_of(actor) if meeting is None else Term.objects.filter(pk=meeting.term_id)
        if meeting is not None:
            field.disabled = True
            field.required = False
        for name in ("number", "title") if meeting and meeting.state != MeetingState.PLANNED else ():
            self.fields[name].disabled = True


class AgendaForm(forms.Form):
    """One item of the agenda; an empty title leaves it out."""

    public_id = forms.UUIDField(required=False, widget=forms.HiddenInput)
    title = forms.CharField(label="议题", required=False, max_length=200)
    reporter = forms.CharField(label="报告人", required=False, max_length=80)


class SittingForm(forms.Form):
    """One sitting; without a time it is left out."""

    public_id = forms.UUIDField(required=False, widget=forms.HiddenInput)
    kind = forms.ChoiceField(label="类别", choices=SittingKind.choices, initial=SittingKind.PLENARY)
    starts_at = MomentField(label="开始时间", required=False)
    place = forms.CharField(label="地点(不同时填)", required=False, max_length=120)
    presided_by = forms.CharField(label="主持人", required=False, max_length=60)


_AgendaSet = forms.formset_factory(AgendaForm, extra=1, can_order=True, can_delete=True, max_num=ROWS_LIMIT)
_SittingSet = forms.formset_factory(SittingForm, extra=1, can_delete=True, max_num=ROWS_LIMIT)
ROW_SETS = {"agenda": _AgendaSet, "sittings": _SittingSet}


class MeetingBuilder:
    """The one page on which a meeting is put together: the form and its two lists; `begun` is only shown."""

    def __init__(self, data: Any, *, actor: Actor, meeting: Meeting | None = None) -> None:
        self.begun = meeting.sittings.exclude(state=SittingState.PLANNED) if meeting else ()
        self.form = MeetingForm(data, actor=actor, meeting=meeting, initial=_meeting_values(meeting))
        self.agenda = _AgendaSet(data, prefix="agenda", initial=_agenda_values(meeting))
        self.sittings = _SittingSet(data, prefix="sittings", initial=_sitting_values(meeting))

    def is_valid(self) -> bool:
        """All three are checked, so that every mistake shows at once."""
        checked = [part.is_valid() for part in (self.form, self.agenda, self.sittings)]
        if all(checked) and not self.begun and not self._sitting_lines():
            self.form.add_error(None, "请至少安排一次预备会议或全体会议,并填写开始时间。")
        return all(checked) and self.form.is_valid()

    def add_error(self, field: str | None, error: Any) -> None:
        self.form.add_error(field, error)

    def plan(self) -> MeetingPlan:
        values = {name: value for name, value in self.form.cleaned_data.items() if name != "term"}
        return MeetingPlan(agenda=self._agenda_lines(), sittings=self._sitting_lines(), **values)

    def _agenda_lines(self) -> list[AgendaLine]:
        rows = [form.cleaned_data for form in self.agenda.ordered_forms if form.cleaned_data.get("title")]
        return [AgendaLine(row["title"], row["reporter"], row["public_id"]) for row in rows]

    def _sitting_lines(self) -> list[SittingLine]:
        rows = [form.cleaned_data for form in self.sittings if form not in self.sittings.deleted_forms]
        return [
            SittingLine(row["kind"], row["starts_at"], row["place"], row["presided_by"], row["public_id"])
            for row in rows
            if row.get("starts_at")
        ]


class ReasonForm(forms.Form):
    """Why an act is done."""

    reason = forms.CharField(label="理由", required=False, max_length=300)


class LeaveForm(forms.Form):
    """A member asks for leave."""

    reason = forms.CharField(
        label="请假事由", max_length=300, widget=forms.Textarea({"rows": 4}), help_text="如:住院治疗、因公出差"
    )


class LeaveRecordForm(LeaveForm):
    """The office records a request made by word or on paper."""

    person = forms.ModelChoiceField(Person.objects.none(), label="请假人", empty_label="请选择")
    field_order = ["person", "reason"]

    def __init__(self, *args: Any, people: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people


class LeaveDecisionForm(forms.Form):
    """The answer to a request for leave."""

    granted = forms.TypedChoiceField(choices=[("1", "批准"), ("0", "不批准")], coerce=lambda value: value == "1")
    answer = forms.CharField(required=False, max_length=300)


class SittingPollForm(forms.Form):
    """Which prepared vote is held at a sitting, on which item of the agenda."""

    poll = forms.ModelChoiceField(Poll.objects.none(), label="表决", empty_label="请选择已准备好的表决")
    agenda_item = forms.ModelChoiceField(
        AgendaItem.objects.none(), label="对应议程", required=False, empty_label="不对应议程"
    )

    def __init__(self, *args: Any, sitting: Sitting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        drafts = Poll.objects.filter(body=sitting.meeting.body_id, state=PollState.DRAFT)
        self.fields["poll"].queryset = drafts.filter(sitting_link__isnull=True)
        self.fields["agenda_item"].queryset = sitting.meeting.agenda.all()


def terms_of(actor: Actor) -> QuerySet[Term]:
    """Terms that run, of the bodies in the actor's area; the nearest body first."""
    rows = Term.objects.filter(body__area__path__startswith=actor.area_path, ended_on__isnull=True)
    return rows.select_related("body").order_by("body__area__path", "-number")


def _meeting_values(meeting: Meeting | None) -> dict[str, Any]:
    names = ("number", "title", "place", "contact", "requirements", "is_ad_hoc", "notice_reason")
    return {"term": meeting.term_id, **{name: getattr(meeting, name) for name in names}} if meeting else {}


def _agenda_values(meeting: Meeting | None) -> list[dict[str, Any]]:
    return list(meeting.agenda.values("public_id", "title", "reporter")) if meeting else []


def _sitting_values(meeting: Meeting | None) -> list[dict[str, Any]]:
    names = ("public_id", "kind", "starts_at", "place", "presided_by")
    rows = meeting.sittings.filter(state=SittingState.PLANNED) if meeting else []
    return [{name: getattr(row, name) for name in names} for row in rows]


class _PaperForm(forms.Form):
    """A file or a text; a file that cannot be taken is refused beside its field, and nothing else is lost."""

    file = forms.FileField(label="文件", required=False, help_text=f"可上传:{ALLOWED}。")
    text = forms.CharField(
        label="正文(不上传文件时填写)", required=False, max_length=20000, widget=forms.Textarea({"rows": 6})
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file and (refusal := upload_refusal(file)):
            raise forms.ValidationError(refusal)
        return file


class MaterialForm(_PaperForm):
    """A new paper; `item` fixes what it is for."""

    agenda_item = forms.ModelChoiceField(
        AgendaItem.objects.none(), label="对应议程", required=False, empty_label="整个会议"
    )
    title = forms.CharField(label="材料名称", max_length=120)
    field_order = ["agenda_item", "title", "file", "text"]

    def __init__(self, *args: Any, meeting: Meeting, item: AgendaItem | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agenda_item"].queryset = meeting.agenda.all()
        if item is not None:
            del self.fields["agenda_item"]


class MaterialReplaceForm(_PaperForm):
    """A newer version of a paper; `seen` is the version that was on the screen."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    note = forms.CharField(label="变更说明", required=False, max_length=200, help_text="告诉代表改了什么")
    field_order = ["seen", "file", "text", "note"]
