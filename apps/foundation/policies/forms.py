"""Setting a rule's local value: the field for the value follows the rule's kind."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from apps.foundation.core.actors import Actor
from apps.foundation.core.forms import DayField
from apps.foundation.core.registry import PolicyKey
from apps.foundation.organisations.models import Area, AreaKind
from apps.foundation.policies import rules
from apps.foundation.policies.services import Scope

BOOLS = (("1", "是"), ("0", "否"))
LEVELS = (AreaKind.DISTRICT, AreaKind.TOWN, AreaKind.STREET)


def value_field(policy: PolicyKey) -> forms.Field:
    """An input for the kind of value; the law's limits are checked by the rules, with the article."""
    if policy.kind == "int":
        return forms.IntegerField(label=f"取值({policy.unit})" if policy.unit else "取值")
    if policy.kind == "choice":
        return forms.ChoiceField(label="取值", choices=policy.choices, widget=forms.RadioSelect)
    if policy.kind == "bool":
        return forms.TypedChoiceField(
            label="取值", choices=BOOLS, coerce=lambda value: value == "1", widget=forms.RadioSelect
        )
    return forms.CharField(label="取值", max_length=rules.TEXT_LIMIT)


class PolicyForm(forms.Form):
    area = forms.ModelChoiceField(Area.objects.none(), label="适用区划", to_field_name="public_id", required=False)
    level = forms.ChoiceField(label="适用级别", required=False, help_text="例如区里只为各镇规定时选镇(乡)。")
    value = forms.Field(label="取值")
    source = forms.CharField(
        label="依据", max_length=200, help_text="文件名称和文号,例如《……办法》(×人大〔2026〕3号)。"
    )
    starts_on = DayField(label="施行日期", help_text="此前已经开始的会议、表决等不受影响。")
    reason = forms.CharField(label="说明", max_length=500, required=False, widget=forms.Textarea({"rows": 2}))

    def __init__(self, *args: Any, policy: PolicyKey, actor: Actor, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.policy, self.actor, self.today = policy, actor, today
        area = self.fields["area"]
        area.queryset = Area.objects.visible_to(actor).on(today)
        area.required = not actor.is_operator
        area.empty_label = "全平台" if actor.is_operator else None
        self.fields["level"].choices = [("", "不限"), *[(level.value, level.label) for level in LEVELS]]
        self.fields["value"] = value_field(policy)

    def clean_value(self) -> Any:
        value = self.cleaned_data["value"]
        if issues := rules.issues_before_setting(self.policy, value):
            raise ValidationError([issue.sentence for issue in issues])
        return value

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if day := data.get("starts_on"):
            operator, reason = self.actor.is_operator, data.get("reason", "")
            for issue in rules.issues_before_dating(day, self.today, is_operator=operator, reason=reason):
                self.add_error("starts_on", issue.sentence)
        return data

    def given(self) -> dict[str, Any]:
        """The arguments of `policy_set` that the form gives."""
        data = self.cleaned_data
        kept = {name: data[name] for name in ("value", "source", "starts_on", "reason")}
        return {**kept, "scope": Scope(area=data["area"], level=data["level"])}
