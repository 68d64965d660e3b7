"""Setting up a poll: its settings, its options (one line each), its scrutineers and tellers (by name)."""

import re
from typing import Any

from django import forms
from django.forms import BoundField

from apps.congress.ballots.models import Base, Duty, Poll, PollModel, method_choices
from apps.congress.ballots.selectors import SETTINGS, settings_mark
from apps.congress.ballots.services.setting_up import (
    OfficerDraft,
    OptionDraft,
    PollDraft,
    issues_with_officers,
    issues_with_options,
)
from apps.foundation.core.actors import Actor
from apps.foundation.core.forms import MarkedForm, MomentField, OnceForm
from apps.foundation.organisations.models import Unit
from apps.foundation.people.models import Person

NAME_SEPARATORS = re.compile(r"[、,,;;\s]+")
TITLE_LIMIT = 120
SEAT_MODELS = (PollModel.CHOOSE_UP_TO, PollModel.PER_ITEM, PollModel.PREFERENCE, PollModel.ELECTION)
NOTHING: dict[str, Any] = {"seats": None, "equal_slate": False, "base": "", "grades": []}
DETAIL_SEPARATOR = re.compile(r"\t|\||\|")


class PollForm(forms.ModelForm):
    """What staff decide; the counting rules are shown beside it and come from the policies.

    Fields that do not apply to the chosen 表决方式 are hidden where scripts run, and emptied in any case.
    """

    grades = forms.CharField(label="测评等次", required=False, help_text="由好到差,用顿号隔开;留空用本地规定的等次")
    more = ("equal_slate", "grades", "instructions")
    applies_to = {
        "seats": SEAT_MODELS,
        "equal_slate": (PollModel.CHOOSE_UP_TO, PollModel.PREFERENCE, PollModel.ELECTION),
        "base": (PollModel.ASSESSMENT,),
        "grades": (PollModel.ASSESSMENT,),
    }

    class Meta:
        model = Poll
        fields = SETTINGS
        help_texts = {
            "seats": "逐项表决不限赞成数的,留空",
            "closes_at": "到时自动截止,也可提前手动截止;留空则由工作人员截止。表决开始后不能再改",
        }
        widgets = {"instructions": forms.Textarea(attrs={"rows": 3}), "method": forms.RadioSelect}
        field_classes = {"closes_at": MomentField}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["grades"] = "、".join(self.instance.grades)
        self.fields["closes_at"].widget = forms.DateTimeInput()
        self.fields["method"].choices = method_choices()
        self.fields["base"] = forms.ChoiceField(
            label="计算基数", choices=[("", "请按测评办法选择"), *Base.choices], required=False,
            help_text="满意度测评必选:以全体代表、到会代表还是有效票为基数,会影响等次",
        )  # fmt: skip
        if self.instance.pk is None or self.instance.model != PollModel.ASSESSMENT:
            self.initial["base"] = ""  # nothing is chosen for staff

    def settings(self) -> list[tuple[BoundField, str]]:
        """The fields in sight, each with the values of `model` it belongs to ("" for all)."""
        return [self._placed(name) for name in self.fields if name not in self.more]

    def more_settings(self) -> list[tuple[BoundField, str]]:
        """更多设置: what is rarely touched."""
        return [self._placed(name) for name in self.more]

    @property
    def more_is_open(self) -> bool:
        return any(self[name].errors or self[name].value() for name in self.more)

    def _placed(self, name: str) -> tuple[BoundField, str]:
        return self[name], " ".join(self.applies_to.get(name, ()))

    def clean_grades(self) -> list[str]:
        return _names(self.cleaned_data["grades"])

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        for name, models in self.applies_to.items():
            if data.get("model") not in models:
                data[name] = NOTHING[name]
                self.errors.pop(name, None)
        if data.get("model") == PollModel.ASSESSMENT and not data.get("base"):
            self.add_error("base", "请选择计算基数:测评以全体代表、到会代表还是有效票为基数,平台不代为决定。")
        return data

    def draft(self) -> PollDraft:
        return PollDraft(**{field: self.cleaned_data[field] for field in self.Meta.fields})


class NewPollForm(OnceForm, PollForm):
    """The first settings of a poll, with the body that votes."""

    body = forms.ModelChoiceField(Unit.objects.none(), label="表决机关", empty_label=None)
    field_order = ("body",)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].queryset = Unit.objects.visible_to(actor).holding_terms()


class ChangePollForm(MarkedForm, PollForm):
    """The settings anew; `seen` is the mark of those that are changed."""

    def __init__(self, *args: Any, instance: Poll, **kwargs: Any) -> None:
        super().__init__(*args, instance=instance, initial={"seen": settings_mark(instance)}, **kwargs)


class OptionsForm(forms.Form):
    """Everything to vote on, one line each."""

    lines = forms.CharField(
        label="表决事项",
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text="每行一项,按票面顺序;需要说明的写成“名称|说明”,也可直接粘贴表格的两列",
    )

    @classmethod
    def of(cls, poll: Poll, data: Any = None) -> "OptionsForm":
        lines = [f"{option.title}|{option.detail}" if option.detail else option.title for option in poll.options.all()]
        return cls(data, initial={"lines": "\n".join(lines)})

    def drafts(self) -> list[OptionDraft]:
        lines = [line.strip() for line in self.cleaned_data["lines"].splitlines() if line.strip()]
        parts = [DETAIL_SEPARATOR.split(line, maxsplit=1) for line in lines]
        return [OptionDraft(part[0].strip(), part[1].strip() if len(part) > 1 else "") for part in parts]

    def clean(self) -> dict[str, Any]:
        titles = [draft.title for draft in self.drafts()] if "lines" in self.cleaned_data else []
        for title in titles:
            if len(title) > TITLE_LIMIT:
                self.add_error("lines", f"名称不超过{TITLE_LIMIT}字:“{title[:20]}…”请缩短,详情写在“|”之后。")
        for issue in issues_with_options(titles):
            self.add_error("lines", issue.sentence)
        return self.cleaned_data


class OfficersForm(forms.Form):
    """Scrutineers are members of the body, tellers anybody of the place with an account; all by name."""

    chief_scrutineer = forms.CharField(label="总监票人", required=False)
    scrutineer = forms.CharField(label="监票人", required=False, help_text="从代表中推选,两名以上,用顿号隔开")
    teller = forms.CharField(label="计票人", required=False, help_text="工作人员,两名,用顿号隔开;须有账号,各自录入")

    def __init__(self, *args: Any, poll: Poll, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.poll = poll
        officers = list(poll.officers.select_related("person"))
        for duty in Duty:
            self.initial[duty] = "、".join(officer.person.name for officer in officers if officer.duty == duty)

    def clean_chief_scrutineer(self) -> list[int]:
        return self._members("chief_scrutineer")

    def clean_scrutineer(self) -> list[int]:
        return self._members("scrutineer")

    def clean_teller(self) -> list[int]:
        people = Person.objects.filter(area__path__startswith=self.poll.body.area.path, user__isnull=False)
        return self._found("teller", people)

    def clean(self) -> dict[str, Any]:
        for issue in issues_with_officers(self.drafts()):
            self.add_error(None, issue.sentence)
        return self.cleaned_data

    def drafts(self) -> list[OfficerDraft]:
        return [OfficerDraft(pk, duty.value) for duty in Duty for pk in self.cleaned_data.get(duty.value, [])]

    def _members(self, field: str) -> list[int]:
        """Members of the body; who stands for election in this poll is no scrutineer (选举法 art. 43)."""
        members = Person.objects.filter(mandates__term__body=self.poll.body, mandates__term__ended_on=None)
        candidates = set(self.poll.options.values_list("title", flat=True))
        standing = [name for name in _names(self.cleaned_data[field]) if name in candidates]
        if standing:
            raise forms.ValidationError(f"{'、'.join(standing)}是本次表决的候选人,不能担任监票人。")
        return self._found(field, members.distinct())

    def _found(self, field: str, people: Any) -> list[int]:
        names = _names(self.cleaned_data[field])
        found: dict[str, list[int]] = {name: [] for name in names}
        for pk, name in people.filter(name__in=names).values_list("pk", "name"):
            found[name].append(pk)
        unknown = [name for name, keys in found.items() if not keys]
        if unknown:
            raise forms.ValidationError(f"找不到:{'、'.join(unknown)}。监票人须是本届代表,计票人须是本地有账号的人员。")
        same = [name for name, keys in found.items() if len(keys) > 1]
        if same:
            raise forms.ValidationError(f"有同名人员:{'、'.join(same)}。请改由其他人担任,或先在名册中区分姓名。")
        return [keys[0] for keys in found.values()]


class VoidForm(forms.Form):
    """Why a poll is void."""

    reason = forms.CharField(label="作废理由", max_length=300)


def _names(text: str) -> list[str]:
    return [name for name in NAME_SEPARATORS.split(text.strip()) if name]
