"""Beginning a paper, its details, one section, and what is stated when it goes to its approvers."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from apps.congress.meetings.models import Meeting, Sitting
from apps.congress.minutes.models import Minutes, MinutesKind, MinutesSection
from apps.congress.minutes.selectors.desk import sittings_with_minutes
from apps.congress.minutes.selectors.page import DETAILS, details_mark
from apps.congress.minutes.services.editing import TEXT_LIMIT
from apps.foundation.core.forms import MarkedForm
from apps.foundation.people.models import Person
from apps.office.documents.forms import split_names


class DraftForm(forms.Form):
    """Which paper is begun: the record or minutes of the meeting, or minutes of one presidium or group sitting."""

    paper = forms.ChoiceField(label="起草什么", widget=forms.RadioSelect)
    recorder = forms.CharField(label="记录人", max_length=60)
    presided_by = forms.CharField(
        label="主持人", max_length=120, required=False, help_text="各次会议已登记主持人的,不用填写。"
    )

    def __init__(self, data: Any = None, *, meeting: Meeting, recorder: str) -> None:
        super().__init__(data, initial={"recorder": recorder, "paper": MinutesKind.RECORD})
        self.sittings = {str(sitting.public_id): sitting for sitting in sittings_with_minutes(meeting)}
        existing = {(one.kind, one.sitting_id) for one in meeting.minutes.all()}
        whole = [(kind.value, kind.label) for kind in MinutesKind if (kind.value, None) not in existing]
        own = [
            (key, f"{sitting.name}纪要")
            for key, sitting in self.sittings.items()
            if (MinutesKind.MINUTES, sitting.pk) not in existing
        ]
        self.fields["paper"].choices = [*whole, *own]

    @property
    def kind(self) -> str:
        return MinutesKind.MINUTES if self.sitting else self.cleaned_data["paper"]

    @property
    def sitting(self) -> Sitting | None:
        return self.sittings.get(self.cleaned_data["paper"])


class DetailsForm(MarkedForm):
    """What is printed over and under the text; `seen` is the mark of what is changed."""

    title = forms.CharField(label="标题", max_length=200)
    recorder = forms.CharField(label="记录人", max_length=60, required=False)
    presided_by = forms.CharField(label="主持人", max_length=120, required=False)

    def __init__(self, data: Any = None, *, minutes: Minutes) -> None:
        stored = {name: getattr(minutes, name) for name in DETAILS}
        super().__init__(data, initial={**stored, "seen": details_mark(minutes)})


class SectionForm(forms.Form):
    """The text of one section, a paragraph a line; `revision` is the one that was read."""

    text = forms.CharField(
        label="正文", required=False, max_length=TEXT_LIMIT, strip=False, widget=forms.Textarea(attrs={"rows": 18})
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, data: Any = None, *, section: MinutesSection, text: str) -> None:
        super().__init__(data, initial={"text": text, "revision": section.revision})

    def keep_typing(self, section: MinutesSection) -> None:
        """After a refusal: what was typed stays, to be saved upon the newest revision once both were looked at."""
        if self.is_bound:
            self.data = self.data.copy()
            self.data["revision"] = section.revision


class SubmitForm(forms.Form):
    """Who checks and who signs; why numbers differ; to whom it goes."""

    checker = forms.ModelChoiceField(Person.objects.none(), label="核稿人")
    signer = forms.ModelChoiceField(Person.objects.none(), label="签发人", help_text="会议主持人或者分管负责人。")
    reason = forms.CharField(
        label="数字、名单与登记不符的理由", max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="有不符之处而又不改正的,必须写明;理由随本稿存档。",
    )  # fmt: skip
    copies = forms.CharField(label="分送", max_length=500, required=False, help_text="多个用顿号隔开,印在版记里。")
    is_published = forms.BooleanField(label="签发后向代表公开", required=False)

    def __init__(self, data: Any = None, *, people: QuerySet[Person], minutes: Minutes, has_differences: bool) -> None:
        super().__init__(data)
        for name in ("checker", "signer"):
            self.fields[name].queryset = people
            self.fields[name].empty_label = "请选择"
        if not has_differences:
            del self.fields["reason"]
        if minutes.is_record:
            del self.fields["copies"], self.fields["is_published"]

    @property
    def stated(self) -> dict[str, Any]:
        """The arguments of the act."""
        values = self.cleaned_data
        return {
            "reviewers": [values["checker"], values["signer"]],
            "reason": values.get("reason", ""),
            "copies": split_names(values.get("copies", "")),
            "is_published": values.get("is_published", False),
        }
