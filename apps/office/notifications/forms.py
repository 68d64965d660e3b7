"""Setting the words of a notice."""

from typing import Any

from django import forms

from apps.foundation.core.actors import Actor
from apps.foundation.core.registry import NoticeText
from apps.foundation.organisations.models import Area, AreaKind
from apps.office.notifications import rules

LEVELS = (AreaKind.DISTRICT, AreaKind.TOWN, AreaKind.STREET)


class WordingForm(forms.Form):
    area = forms.ModelChoiceField(Area.objects.none(), label="适用区划", to_field_name="public_id", required=False)
    subject = forms.CharField(label="标题", max_length=rules.SUBJECT_LIMIT)
    body = forms.CharField(
        label="内容", max_length=rules.BODY_LIMIT, required=False, widget=forms.Textarea({"rows": 6}),
        help_text="纯文字,可以分段;花括号里的字段在发送时换成实际内容。",
    )  # fmt: skip

    def __init__(self, *args: Any, text: NoticeText, actor: Actor, **options: Any) -> None:
        super().__init__(*args, **options)
        self.text = text
        area = self.fields["area"]
        area.queryset = Area.objects.visible_to(actor).filter(kind__in=LEVELS)
        area.required = not actor.is_operator
        area.empty_label = "全平台" if actor.is_operator else None

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        for name in ("subject", "body"):
            if name in data:
                for issue in rules.issues_with(name, data[name], self.text):
                    self.add_error(name, issue.sentence)
        return data
