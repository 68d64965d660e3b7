"""What is typed about an opinion: at the door, at a reception, on its way."""

from typing import Any

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone

from apps.congress.matters.forms import SubmissionForm
from apps.congress.matters.forms.reviewing import DeputyField, RefuseForm
from apps.congress.matters.models import Channel, Grade
from apps.congress.matters.rules.writing import TITLE_LIMIT, WRITTEN_LIMIT
from apps.congress.matters.services.handing_over import PartDraft
from apps.foundation.core.forms import DayField
from apps.foundation.organisations.models import Unit
from apps.foundation.people.models import Mandate, Person
from apps.systems.deputy_stations.models import OpinionRoute, Station, StationOpinion
from apps.systems.deputy_stations.rules.opinions import TO_SUGGEST
from apps.systems.deputy_stations.selectors.opinions import categories_of
from apps.systems.deputy_stations.services.opinions import Reception
from apps.systems.deputy_stations.services.routing import LIMIT, RequestDraft

SALT, FASTEST, OLDEST = "deputy_stations.begun", 2, 24 * 3600
"""Seconds: nobody writes a sentence faster, and no page stays open longer."""
TOO_FAST = "提交得太快,没有收下。请核对一下内容,再点一次“提交”。"
TOO_OLD = "这一页打开太久,没有收下。写好的内容都还在,请再点一次“提交”。"
TRAPPED = "没有收下:请把“网址”一栏清空再提交。"
TAKEN_DOWN = [
    (channel.value, channel.label)
    for channel in (Channel.VISIT, Channel.PHONE, Channel.LETTER, Channel.DEPUTY, Channel.OTHER)
]
SUGGESTIONS = [("", "由人大工作人员确定"), *((route, OpinionRoute(route).label) for route in TO_SUGGEST)]


def begun_now() -> str:
    return signing.dumps(int(timezone.now().timestamp()), salt=SALT)


class DoorForm(SubmissionForm):
    """What somebody leaves at the door. Programs are told by two things that people never do: they fill in a field that
    nobody sees, and send within a second or two of opening the page. No picture has to be read, no stranger is asked.
    """

    website = forms.CharField(
        label="网址(请留空)", required=False, max_length=200,
        widget=forms.TextInput({"tabindex": "-1", "autocomplete": "off"}),
    )  # fmt: skip
    begun = forms.CharField(required=False, max_length=100, widget=forms.HiddenInput, initial=begun_now)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if values.get("website"):
            raise ValidationError(TRAPPED)
        if refusal := self._timing(values.get("begun", "")):
            self.data = self.data.copy()
            self.data[self.add_prefix("begun")] = begun_now() if refusal == TOO_OLD else values["begun"]
            raise ValidationError(refusal)
        return values

    def _timing(self, begun: str) -> str:
        try:
            age = timezone.now().timestamp() - signing.loads(begun, salt=SALT)
        except signing.BadSignature:
            return TOO_OLD
        return TOO_OLD if age > OLDEST else TOO_FAST if age < FASTEST else ""


class ReceptionForm(SubmissionForm):
    """接待登记: one field is needed, everything else is free."""

    category = forms.ChoiceField(label="诉求类别", required=False)
    answer = forms.CharField(
        label="当场答复(没有可不填)", required=False, max_length=LIMIT, widget=forms.Textarea({"rows": 2}),
        help_text="填了就算当场办结,群众凭查询码可以看到、可以评价。",
    )  # fmt: skip
    suggested = forms.ChoiceField(label="建议怎样办", required=False, choices=SUGGESTIONS)
    deputy = forms.ModelChoiceField(
        Person.objects.none(), label="接待代表", required=False, to_field_name="public_id", empty_label="(没有代表在场)"
    )
    channel = forms.ChoiceField(label="方式", choices=TAKEN_DOWN, initial=Channel.VISIT)
    people = forms.IntegerField(label="来访人数", min_value=1, max_value=500, initial=1)
    received_on = DayField(label="接待日期", help_text="补录纸质登记的,填当天的日期。")

    field_order = ["text", "answer", "suggested", "category", "photos", "name", "phone", "place"]

    def __init__(self, *args: Any, station: Station, deputies: QuerySet[Person] | None, **kwargs: Any) -> None:
        """`deputies` to choose from, None where a deputy takes it down for themselves."""
        initial = {"received_on": timezone.localdate(), **kwargs.pop("initial", {})}
        super().__init__(*args, initial=initial, **kwargs)
        words = categories_of(station, timezone.localdate())
        self.fields["category"].choices = [("", "(未分类)"), *((word, word) for word in words)]
        self.fields["text"].label = "群众反映的内容"
        self.fields["text"].help_text = "可以用输入法的语音输入。"
        self.fields["may_be_published"].label = "群众同意公开内容(隐去个人信息)"
        if deputies is None:
            del self.fields["deputy"]
        else:
            self.fields["deputy"].queryset = deputies

    @property
    def reception(self) -> Reception:
        given = self.cleaned_data
        return Reception(**{name: given[name] for name in Reception.__dataclass_fields__})

    def clean_received_on(self) -> Any:
        day = self.cleaned_data["received_on"]
        if day > timezone.localdate():
            raise ValidationError("接待日期不能晚于今天。")
        return day


class AnswerForm(forms.Form):
    answer = forms.CharField(
        label="答复群众的话", max_length=LIMIT, widget=forms.Textarea({"rows": 4}),
        help_text="用群众看得懂的话写明怎样办的。发出后不能修改。",
    )  # fmt: skip


class SuggestForm(forms.Form):
    route = forms.ChoiceField(label="建议的办理路径", choices=SUGGESTIONS[1:], widget=forms.RadioSelect)


class DeclineForm(RefuseForm):
    """A ground of the regulation, with where to go instead."""


class UnitChoice(forms.ModelChoiceField):
    def label_from_instance(self, unit: Unit) -> str:
        return unit.name


class _RequestForm(forms.Form):
    """群众诉求 as the office puts it for who answers it."""

    title = forms.CharField(label="标题", max_length=TITLE_LIMIT)
    text = forms.CharField(label="内容", max_length=WRITTEN_LIMIT, widget=forms.Textarea({"rows": 8}))
    category = forms.ChoiceField(label="内容分类", required=False)

    def __init__(self, *args: Any, opinion: StationOpinion, **kwargs: Any) -> None:
        said = opinion.submission
        initial = {"title": said.excerpt(40), "text": said.text, "category": opinion.category}
        super().__init__(*args, initial=initial, **kwargs)
        words = dict.fromkeys([*categories_of(opinion.station, timezone.localdate()), opinion.category])
        self.fields["category"].choices = [("", "(未分类)"), *((word, word) for word in words if word)]

    @property
    def draft(self) -> RequestDraft:
        return RequestDraft(*(self.cleaned_data[name] for name in ("title", "text", "category")))


class HandOnForm(_RequestForm):
    """To a village, or to a unit of the office; without one it waits to be handed over."""

    unit = UnitChoice(Unit.objects.none(), label="承办单位", to_field_name="public_id", empty_label="请选择")
    field_order = ["unit", "title", "text", "category"]

    def __init__(self, *args: Any, units: QuerySet[Unit], needs_unit: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["unit"]
        field.queryset, field.required = units, needs_unit
        if not needs_unit:
            field.empty_label, field.help_text = "(稍后交办)", "有协办、分办单位的,请留空,下一步再选。"

    @property
    def parts(self) -> list[PartDraft]:
        return [PartDraft(self.cleaned_data["unit"])] if self.cleaned_data["unit"] else []


class PassOnForm(_RequestForm):
    """由区(县)人大代表提出建议."""

    deputy = DeputyField(Mandate.objects.none(), label="请哪位代表提出", to_field_name="public_id")
    note = forms.CharField(label="给代表的说明", max_length=200, required=False, widget=forms.Textarea({"rows": 2}))
    field_order = ["deputy", "note", "title", "text", "category"]

    def __init__(self, *args: Any, deputies: QuerySet[Mandate], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["deputy"].queryset = deputies


class CityForm(forms.Form):
    name = forms.CharField(label="请哪位市人大代表反映", max_length=60)


class OutcomeForm(forms.Form):
    sentence = forms.CharField(
        label="反映的结果", max_length=LIMIT, widget=forms.Textarea({"rows": 4}),
        help_text="群众和接待代表会看到这句话。登记后不能修改。",
    )  # fmt: skip


class DeputyRatingForm(forms.Form):
    """代表评价 of what came of what they received."""

    grade = forms.ChoiceField(label="对办理结果", choices=Grade, widget=forms.RadioSelect)
    comment = forms.CharField(
        label="具体意见", max_length=300, required=False, widget=forms.Textarea({"rows": 3}),
        help_text="评价“不满意”的必须填写。",
    )  # fmt: skip
