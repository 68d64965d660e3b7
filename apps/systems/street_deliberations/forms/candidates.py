"""推荐登记表 and what the committees say of it."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import uuid4

from django import forms
from django.utils import timezone

from apps.foundation.core.forms import DayField, RevisedForm
from apps.foundation.people.models import Sex, Term
from apps.foundation.people.rules import cells
from apps.foundation.people.rules.vocabulary import EDUCATIONS, ETHNIC_GROUPS, PARTIES
from apps.office.files.forms import UploadsField
from apps.systems.street_deliberations.models import (
    Candidate,
    Category,
    Channel,
    JointOpinion,
    Occupation,
    QuotaLine,
    Seat,
    Tie,
)
from apps.systems.street_deliberations.rules.conditions import CHINA
from apps.systems.street_deliberations.selectors.candidates import missing_organs
from apps.systems.street_deliberations.services.recommending import DETAILS
from apps.systems.street_deliberations.services.reviewing import FIRST


def _words(words: tuple[str, ...]) -> list[tuple[str, str]]:
    return [("", "未填写"), *((word, word) for word in words)]


def _optional(choices: Any) -> list[tuple[str, str]]:
    return [("", "未填写"), *choices.choices]


class VacancyChoice(forms.ModelChoiceField):
    def label_from_instance(self, seat: Seat) -> str:
        return f"{seat.mandate.person.name}({seat.line.name})"


class CandidateForm(RevisedForm):
    """Only name, line and channel are needed to begin; the rest before it is submitted."""

    revision = forms.IntegerField(min_value=0, widget=forms.HiddenInput, initial=0)
    key = forms.UUIDField(required=False, widget=forms.HiddenInput, initial=uuid4)
    line = forms.ModelChoiceField(
        QuotaLine.objects.none(), label="名额(社区、单位或者界别)", to_field_name="public_id", empty_label="请选择"
    )
    vacancy = VacancyChoice(
        Seat.objects.none(), label="补推谁的空缺", required=False, to_field_name="public_id", empty_label="不是补推",
        help_text="名额已满、因终止出现空缺的,选择补推谁的空缺。",
    )  # fmt: skip
    channel = forms.ChoiceField(label="推荐方式", choices=Channel)
    recommender = forms.CharField(label="推荐单位", max_length=100, required=False, help_text="组织推荐的必须填写。")
    recommender_opinion = forms.CharField(
        label="推荐单位意见", max_length=500, required=False, widget=forms.Textarea({"rows": 2})
    )
    name = forms.CharField(label="姓名", max_length=60)
    sex = forms.ChoiceField(label="性别", choices=_optional(Sex), required=False)
    ethnic_group = forms.ChoiceField(label="民族", choices=_words(ETHNIC_GROUPS), required=False)
    nationality = forms.CharField(label="国籍", max_length=20, initial=CHINA)
    born_on = DayField(label="出生日期", required=False, widget=forms.DateInput())
    party = forms.ChoiceField(label="政治面貌", choices=_words(PARTIES), required=False)
    education = forms.ChoiceField(label="学历", choices=_words(EDUCATIONS), required=False)
    workplace = forms.CharField(
        label="单位及职务", max_length=120, required=False, help_text="会在公示中公开,不要写个人信息。"
    )
    category = forms.ChoiceField(label="代表来源", choices=_optional(Category), required=False)
    occupation = forms.ChoiceField(label="职业", choices=_optional(Occupation), required=False)
    tie = forms.ChoiceField(label="在本街道居住或者工作", choices=Tie)
    tie_place = forms.CharField(label="居住(工作)地", max_length=120, required=False)
    tie_since = DayField(
        label="起始日期",
        required=False,
        widget=forms.DateInput(),
        help_text="自哪天起在本街道居住(工作),年限自动计算。",
    )
    phone = forms.CharField(label="联系电话", max_length=40, required=False, help_text="加密保存,只有工作人员能看到。")
    identity_number = forms.CharField(
        label="身份证号", max_length=40, required=False, help_text="18位,加密保存,用于联审和核对人员。"
    )
    resume = forms.CharField(label="简历", max_length=2000, required=False, widget=forms.Textarea({"rows": 4}))
    merits = forms.CharField(label="主要表现", max_length=2000, required=False, widget=forms.Textarea({"rows": 4}))
    note = forms.CharField(label="备注", max_length=300, required=False)

    def __init__(self, *args: Any, term: Term, candidate: Candidate | None = None, **kwargs: Any) -> None:
        if candidate:
            initial = {name: getattr(candidate, name) for name in (*DETAILS, "revision")}
            initial |= {"line": candidate.line.public_id, "identity_number": ""}
            initial["vacancy"] = candidate.vacancy.public_id if candidate.vacancy else None
            kwargs["initial"] = initial
        super().__init__(*args, **kwargs)
        self.candidate = candidate
        if candidate:
            del self.fields["key"]
        self.fields["line"].queryset = QuotaLine.objects.filter(table__term=term)
        vacant = Seat.objects.filter(mandate__term=term).vacant_on(timezone.localdate())
        self.fields["vacancy"].queryset = vacant.with_person()
        self.fields["phone"].widget.input_type = "tel"
        if candidate and candidate.identity_number:
            tail = candidate.identity_number[-4:]
            self.fields["identity_number"].help_text = f"已登记(末四位 {tail});只在需要更正时填写,不填则保留原号。"

    def clean_name(self) -> str:
        return _read(cells.read_name, self.cleaned_data["name"])

    def clean_phone(self) -> str:
        return _read(cells.read_phone, self.cleaned_data["phone"])

    def clean_identity_number(self) -> str:
        kept = self.candidate.identity_number if self.candidate else ""
        return _read(cells.read_identity_number, self.cleaned_data["identity_number"]) or kept

    def clean(self) -> dict[str, Any]:
        """An identity number says birth and sex: what is typed must agree with it, what is empty follows from it."""
        values = super().clean() or self.cleaned_data
        number = values.get("identity_number")
        if not number or self.errors:
            return values
        born, sex = cells.identity_birth(number), cells.identity_sex(number)
        if values["born_on"] and values["born_on"] != born:
            self.add_error("born_on", "与身份证号中的出生日期不一致,请核对。")
        if values["sex"] and values["sex"] != sex:
            self.add_error("sex", "与身份证号中的性别不一致,请核对。")
        values["born_on"], values["sex"] = values["born_on"] or born, values["sex"] or sex
        return values

    def upon_newest(self) -> None:
        """A new recommendation that was refused under a used key gets one of its own; see `core.forms.OnceForm`."""
        super().upon_newest()
        if "key" in self.fields:
            self.data[self.add_prefix("key")] = str(uuid4())

    @property
    def details(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in DETAILS}


OPINION_HELP = "加密保存,只有工作人员能看到。一票否决的,写明所依据的事实。"


def result_field() -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label="联审结果", choices=[("0", "无异议"), ("1", "一票否决")], coerce=lambda value: value == "1",
        widget=forms.RadioSelect, error_messages={"required": "请选择联审结果。"},
    )  # fmt: skip


class SaidForm(forms.Form):
    """An organ's word: on which day, what, under which number."""

    opinion = forms.CharField(label="意见", max_length=500, required=False, widget=forms.Textarea({"rows": 3}))
    on = DayField(label="日期", widget=forms.DateInput(), initial=timezone.localdate)
    document_number = forms.CharField(label="文号", max_length=80, required=False)


class FirstReviewForm(SaidForm):
    verdict = forms.ChoiceField(label="初审结果", choices=list(FIRST.items()), widget=forms.RadioSelect)
    files = UploadsField(label="附件")
    field_order = ["verdict", "opinion", "on", "document_number", "files"]


class OpinionForm(SaidForm):
    """One organ that has not said anything yet."""

    organ = forms.ChoiceField(label="联审单位")
    is_veto = result_field()
    files = UploadsField(label="附件")
    field_order = ["organ", "is_veto", "opinion", "on", "document_number", "files"]

    def __init__(self, *args: Any, candidate: Candidate, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organ"].choices = [(organ, organ) for organ in missing_organs(candidate)]
        self.fields["opinion"].help_text = OPINION_HELP


class CorrectionForm(SaidForm):
    """联审意见更正: what the organ did say, and how the mistake came about."""

    is_veto = result_field()
    reason = forms.CharField(
        label="更正原因", max_length=300, widget=forms.Textarea({"rows": 2}),
        help_text="会留在办理记录中,只写怎样登记错的,不写意见内容。",
    )  # fmt: skip
    files = UploadsField(label="附件")
    field_order = ["is_veto", "opinion", "on", "document_number", "reason", "files"]

    def __init__(self, *args: Any, wrong: JointOpinion, **kwargs: Any) -> None:
        initial = {name: getattr(wrong, name) for name in ("opinion", "on", "document_number")}
        super().__init__(*args, initial={**initial, "is_veto": "1" if wrong.is_veto else "0"}, **kwargs)
        self.fields["opinion"].help_text = OPINION_HELP


class PeopleChoice(forms.ModelMultipleChoiceField):
    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, candidate: Candidate) -> str:
        return f"{candidate.name} · {candidate.line.name} · {candidate.workplace}"


class OpinionsForm(forms.Form):
    """无异议 of one organ about many people."""

    organ = forms.CharField(max_length=40, widget=forms.HiddenInput)
    on = DayField(label="日期", widget=forms.DateInput(), initial=timezone.localdate)
    document_number = forms.CharField(label="文号", max_length=80, required=False)
    candidates = PeopleChoice(
        Candidate.objects.none(), label="无异议的人员", to_field_name="public_id",
        error_messages={
            "required": "请选择无异议的人员。",
            "invalid_choice": "所选人员中有人的意见已经登记或者已不在联审环节,请核对后重新选择。",
        },
    )  # fmt: skip

    def __init__(self, *args: Any, organ: str, people: list[Candidate], **kwargs: Any) -> None:
        super().__init__(*args, initial={"organ": organ, "candidates": [one.public_id for one in people]}, **kwargs)
        self.fields["candidates"].queryset = Candidate.objects.filter(pk__in=[one.pk for one in people]).with_line()


class DecisionForm(SaidForm):
    """不予推荐 or 恢复推荐: which organ, why."""

    organ = forms.CharField(label="研究单位", max_length=100)
    field_order = ["organ", "opinion", "on", "document_number"]


def _read(reader: Callable[[Any], Any], value: Any) -> Any:
    try:
        return reader(value)
    except ValueError as error:
        raise forms.ValidationError(str(error)) from error


def day_or_none(text: str | None) -> date | None:
    """A day from an address, None where it is none."""
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None
