"""Who is on a slate, its notice, its objections, its determination, and the end of a seat."""

from typing import Any

from django import forms
from django.utils import timezone

from apps.foundation.core.forms import DayField, RevisedForm
from apps.foundation.people.models import Mandate, Person, Term
from apps.foundation.people.rules.mandates import REPRESENTATIVE_END_REASONS
from apps.office.public_notices.models import Objection
from apps.systems.street_deliberations.models import (
    Candidate,
    Category,
    EntryOutcome,
    Occupation,
    QuotaLine,
    Slate,
    SlateEntry,
)
from apps.systems.street_deliberations.selectors.candidates import missing_organs
from apps.systems.street_deliberations.selectors.seats import unassigned
from apps.systems.street_deliberations.selectors.slates import eligible, unanswered_objections


class PeopleChoice(forms.ModelMultipleChoiceField):
    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, candidate: Candidate) -> str:
        missing = missing_organs(candidate)
        waits = f"(还没有{'、'.join(missing)}的联审意见)" if missing else ""
        return f"{candidate.name} · {candidate.line.name} · {candidate.workplace}{waits}"


class SlateForm(RevisedForm):
    """Whoever may go on the list. One that is still empty offers everybody whose opinions are complete."""

    revision = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    candidates = PeopleChoice(
        Candidate.objects.none(), label="联审中和联审通过的人员", to_field_name="public_id",
        error_messages={
            "required": "请选择列入名单的人员。",
            "invalid_choice": "所选人员中有人已不在联审环节或者已列入另一批名单,请重新选择。",
        },
    )  # fmt: skip

    def __init__(self, *args: Any, slate: Slate, **kwargs: Any) -> None:
        people = eligible(slate)
        chosen = list(slate.entries.values_list("candidate__public_id", flat=True))
        chosen = chosen or [one.public_id for one in people if not missing_organs(one)]
        kwargs["initial"] = {"revision": slate.revision, "candidates": chosen}
        super().__init__(*args, **kwargs)
        self.fields["candidates"].queryset = people


class PublishForm(forms.Form):
    starts_on = DayField(label="公示开始日期", widget=forms.DateInput(), initial=timezone.localdate)
    where = forms.CharField(
        label="公布于何处", max_length=200, initial="街道公示栏、各社区公开栏、街道公众号",
        help_text="期限按本地规则的工作日计算。公示内容只有姓名、性别、单位及职务、社区(单位、界别)。",
    )  # fmt: skip


class EntryChoice(forms.ModelChoiceField):
    def label_from_instance(self, entry: SlateEntry) -> str:
        return entry.candidate.name


class ObjectionChoice(forms.ModelChoiceField):
    def label_from_instance(self, objection: Objection) -> str:
        return objection.text[:60]


class ObjectionPlaceForm(forms.Form):
    objection = ObjectionChoice(
        Objection.objects.none(), label="成立的意见", to_field_name="public_id", empty_label=None
    )
    entry = EntryChoice(
        SlateEntry.objects.none(), label="涉及的人选", required=False, to_field_name="public_id",
        empty_label="不涉及具体人选", help_text="所涉及的人选暂缓确定,其余的人照常确定。涉及几个人的,逐人登记。",
    )  # fmt: skip
    reason = forms.CharField(label="情况", max_length=500, widget=forms.Textarea({"rows": 3}))

    def __init__(self, *args: Any, slate: Slate, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        objections = Objection.objects.filter(notice=slate.notice_id, upheld=True)
        self.fields["objection"].queryset = objections
        self.fields["objection"].initial = next((one.public_id for one in unanswered_objections(slate)), None)
        people = slate.entries.filter(outcome__in=(EntryOutcome.LISTED, EntryOutcome.HELD))
        self.fields["entry"].queryset = people.select_related("candidate")


class DetermineForm(forms.Form):
    determined_on = DayField(label="确定日期", widget=forms.DateInput(), initial=timezone.localdate)
    document_number = forms.CharField(
        label="文号", max_length=80, help_text="党工委确定议事代表的文件或者会议纪要文号。"
    )


class PersonChoice(forms.ModelChoiceField):
    def label_from_instance(self, person: Person) -> str:
        born = f"{person.born_on:%Y年%m月}出生" if person.born_on else "出生日期未登记"
        return ",".join(part for part in (person.name, born, person.workplace, person.area.name) if part)


class MatchForm(forms.Form):
    person = PersonChoice(
        Person.objects.none(), label="人员名册中的同名人员", required=False, to_field_name="public_id",
        empty_label="都不是,登记为新人员", widget=forms.RadioSelect,
    )  # fmt: skip

    def __init__(self, *args: Any, people: tuple[int, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = Person.objects.filter(pk__in=people).select_related("area")


class MandatesChoice(forms.ModelMultipleChoiceField):
    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, mandate: Mandate) -> str:
        return " · ".join(part for part in (mandate.person.name, mandate.person.workplace) if part)


class SeatForm(forms.Form):
    category = forms.ChoiceField(label="代表来源", choices=[("", "未登记"), *Category.choices], required=False)
    occupation = forms.ChoiceField(label="职业", choices=[("", "未登记"), *Occupation.choices], required=False)


class AssignForm(SeatForm):
    line = forms.ModelChoiceField(QuotaLine.objects.none(), label="名额", to_field_name="public_id", empty_label=None)
    mandates = MandatesChoice(Mandate.objects.none(), label="还没有编入名额的议事代表", to_field_name="public_id")
    field_order = ["line", "category", "occupation", "mandates"]

    def __init__(self, *args: Any, term: Term, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["line"].queryset = QuotaLine.objects.filter(table__term=term)
        self.fields["mandates"].queryset = unassigned(term, timezone.localdate()).order_by("person__pinyin")


class EndForm(forms.Form):
    """终止: reason, who proposed, who approved, when, by which paper."""

    reason = forms.ChoiceField(label="事由", choices=list(REPRESENTATIVE_END_REASONS.items()), widget=forms.RadioSelect)
    proposed_by = forms.CharField(label="提出单位(人)", max_length=100)
    approved_by = forms.CharField(label="批准单位", max_length=100, initial="街道党工委")
    on = DayField(label="终止日期", widget=forms.DateInput(), initial=timezone.localdate)
    document = forms.CharField(label="依据文件", max_length=120, help_text="文件名称和文号。")
    note = forms.CharField(
        label="情况说明", max_length=1000, required=False, widget=forms.Textarea({"rows": 3}),
        help_text="加密保存,只有工作人员能看到。",
    )  # fmt: skip
