"""Forms of a season: its settings, candidates, opinions, its vote."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django import forms
from django.db.models import QuerySet
from django.forms import BoundField

from apps.congress.ballots.models import Method, PollModel, method_choices
from apps.congress.ballots.services.setting_up import PollDraft
from apps.congress.meetings.models import Sitting
from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import chinese_datetime
from apps.foundation.core.forms import DayField
from apps.systems.livelihood_projects import rules, selectors
from apps.systems.livelihood_projects.models import GroupOpinion, Project, ProjectState, ScopeQuestion, Season

WAN = Decimal(10000)
VOTE_METHODS = (Method.SECRET, Method.NAMED, Method.PAPER, Method.SECRET_MIXED, Method.MIXED)
VOTE_MODELS = (PollModel.CHOOSE_UP_TO, PollModel.PER_ITEM, PollModel.PREFERENCE, PollModel.WHOLE_LIST)


def offer(field: forms.ModelChoiceField, rows: QuerySet) -> None:
    """Offer these rows, named by their public ids: primary keys never leave the database."""
    field.queryset, field.to_field_name = rows, "public_id"


class WanField(forms.DecimalField):
    """An amount typed in 万元 and kept in yuan."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_value=0, max_digits=14, decimal_places=6, **kwargs)

    def clean(self, value: Any) -> Decimal | None:
        amount = super().clean(value)
        return None if amount is None else (amount * WAN).quantize(Decimal("0.01"))

    def prepare_value(self, value: Any) -> Any:
        return format((value / WAN).normalize(), "f") if isinstance(value, Decimal) else value


class SeasonForm(forms.ModelForm):
    """A new season; `term` only among the bodies of the actor's area."""

    class Meta:
        model = Season
        fields = ("term", "year", "to_choose", "equal_slate_reason")
        labels = {"term": "本级机关(届)"}
        help_texts = {
            "year": "项目实施的年份,通常是明年。",
            "equal_slate_reason": "候选数等于应选数时填写;本地规则不允许等额的,不能送达。",
        }

    def __init__(self, *args: Any, actor: Actor, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["year"].initial = today.year + 1
        terms = selectors.open_terms(actor.area_path)
        offer(self.fields["term"], terms)
        self.fields["term"].initial = terms.first()
        self.earliest = today.year - 1

    def clean_year(self) -> int:
        year = self.cleaned_data["year"]
        if not self.earliest <= year <= self.earliest + 6:
            raise forms.ValidationError(f"请填写{self.earliest}至{self.earliest + 6}之间的年份。")
        return year

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        term, year = cleaned.get("term"), cleaned.get("year")
        if term and year and Season.objects.filter(term=term, year=year).exists():
            self.add_error("year", f"{term.body}{year}年度的民生实事项目已经建立,请直接打开办理。")
        return cleaned


class SeasonChangeForm(forms.ModelForm):
    class Meta:
        model = Season
        fields = ("to_choose", "equal_slate_reason")


class ProjectForm(forms.ModelForm):
    """Every field of the official list (候选项目表)."""

    budget = WanField(label="投资(万元)", help_text="按万元填写,可带小数。")

    class Meta:
        model = Project
        fields = (
            "name", "category", "content", "place", "budget", "fund_source", "responsible_unit",
            "responsible_leader", "starts_on", "finishes_on", "yearly_goal", "beneficiaries", "expected_result",
            "origin", "feasibility",
        )  # fmt: skip
        field_classes = {"starts_on": DayField, "finishes_on": DayField}
        widgets = {
            "content": forms.Textarea(attrs={"rows": 3}),
            "expected_result": forms.Textarea(attrs={"rows": 2}),
        }
        help_texts = {
            "content": "做什么、多大规模、多少数量,便于以后对照检查。",
            "fund_source": "如:区级财政资金60%、镇级财政资金40%。",
            "yearly_goal": "完成日期跨年度的,写明当年要做到什么程度。",
            "origin": "如:群众提出、代表建议、部门提出。",
        }

    def __init__(self, *args: Any, season: Season, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.season = season
        offer(self.fields["responsible_unit"], selectors.doing_units(season))
        if self.instance.pk:
            self.initial["responsible_unit"] = self.instance.responsible_unit

    def clean_name(self) -> str:
        name = self.cleaned_data["name"].strip()
        others = self.season.projects.standing().filter(name=name).exclude(pk=self.instance.pk)
        if others.exists():
            raise forms.ValidationError(f"本年度已有名为“{name}”的项目,请换一个名称。")
        return name


class ScopeRow(NamedTuple):
    """One question of the checklist with its two controls."""

    question: str
    met: BoundField
    reason: BoundField


class ScopeForm(forms.Form):
    """The scope checklist; gaps are allowed while drafting and listed before sending."""

    ANSWERS = (("yes", "是"), ("no", "否"))

    def __init__(
        self, *args: Any, project: Project | None = None, known: Mapping[str, tuple[bool, str]] | None = None,
        **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        checks = project.scope_checks.all() if project else ()
        known = {check.question: (check.met, check.reason) for check in checks} | dict(known or {})
        for question in ScopeQuestion:
            met, reason = known.get(question.value, (None, ""))
            self.fields[f"scope_{question}"] = forms.ChoiceField(
                label=question.label,
                choices=self.ANSWERS,
                widget=forms.RadioSelect(attrs={"class": "form-check-input"}),
                required=False,
                initial=None if met is None else "yes" if met else "no",
            )
            self.fields[f"reason_{question}"] = forms.CharField(
                label=f"{question.label}:说明", max_length=300, required=False, initial=reason
            )

    def rows(self) -> Iterator[ScopeRow]:
        for question in ScopeQuestion:
            yield ScopeRow(question.label, self[f"scope_{question}"], self[f"reason_{question}"])

    @property
    def answers(self) -> dict[str, tuple[bool, str]]:
        """Answered questions only: question -> (met, reason)."""
        data = self.cleaned_data
        return {
            question.value: (data[f"scope_{question}"] == "yes", data[f"reason_{question}"])
            for question in ScopeQuestion
            if data[f"scope_{question}"]
        }


class OpinionForm(forms.ModelForm):
    """What staff note for a group."""

    class Meta:
        model = GroupOpinion
        fields = ("group", "project", "text")
        widgets = {"text": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, season: Season, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self.fields["project"], season.projects.standing())
        self.fields["project"].empty_label = "对全部候选项目"
        self.fields["text"].label = "意见内容"
        if "group" in self.fields:
            offer(self.fields["group"], selectors.season_groups(season))
            self.fields["group"].required = True


class OwnOpinionForm(OpinionForm):
    """A member's own opinion; the group follows from the seat."""

    class Meta(OpinionForm.Meta):
        fields = ("project", "text")


class AnswerForm(forms.Form):
    answer = forms.CharField(
        label="政府说明", max_length=2000, widget=forms.Textarea(attrs={"rows": 5}),
        help_text="写明承办单位对意见的答复。保存后不能修改。",
    )  # fmt: skip


class SittingField(forms.ModelChoiceField):
    def label_from_instance(self, sitting: Sitting) -> str:
        return f"{sitting.meeting.title} {sitting.name}({chinese_datetime(sitting.starts_at)})"


class VoteForm(forms.Form):
    """Where and how the candidates are put to the vote; counting rules come from the policies of the place."""

    sitting = SittingField(label="会议", queryset=Sitting.objects.none(), empty_label=None)
    title = forms.CharField(label="票名", max_length=120)
    held_under = forms.CharField(label="依据的办法", max_length=120)
    model = forms.ChoiceField(
        label="表决方式", choices=[(model.value, model.label) for model in VOTE_MODELS],
        initial=PollModel.CHOOSE_UP_TO, help_text="按会议通过的办法选择;整体表决只用于等额。",
    )  # fmt: skip
    method = forms.ChoiceField(
        label="投票方式",
        choices=method_choices(*VOTE_METHODS),
        initial=Method.NAMED,
        widget=forms.RadioSelect,
    )
    instructions = forms.CharField(
        label="填写说明", max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, season: Season, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.season, self.on, words = season, on, season.words
        sittings = selectors.coming_sittings(season)
        offer(self.fields["sitting"], sittings)
        self.initial = {
            "title": f"{season}{words.ballot}",
            "held_under": f"{season.body.area}{words.measures}",
            "instructions": f"同意的划“○”,所选不得超过{season.to_choose}项,多选的作废。",
        } | self.initial

    def clean_sitting(self) -> Sitting:
        sitting = self.cleaned_data["sitting"]
        issues = selectors.issues_before_voting(self.season, sitting, self.on)
        if issues:
            raise forms.ValidationError([issue.sentence for issue in issues])
        return sitting

    @property
    def draft(self) -> PollDraft:
        data = self.cleaned_data
        is_whole = data["model"] == PollModel.WHOLE_LIST
        candidates = self.season.projects.standing().count()
        return PollDraft(
            title=data["title"],
            held_under=data["held_under"],
            model=data["model"],
            method=data["method"],
            seats=None if is_whole else self.season.to_choose,
            equal_slate=candidates == self.season.to_choose,
            instructions=data["instructions"],
        )

    def clean_model(self) -> str:
        model = self.cleaned_data["model"]
        if model == PollModel.WHOLE_LIST and self.season.projects.standing().count() != self.season.to_choose:
            raise forms.ValidationError("整体表决只用于等额;候选数多于应选数的,请选择其他表决方式。")
        return model


class SettleForm(forms.Form):
    """Which of the undecided projects a decision of the presidium adopts."""

    chosen = forms.ModelMultipleChoiceField(
        label="确定的项目", queryset=Project.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )
    reason = forms.CharField(
        label="决定依据", max_length=300, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="写明哪次会议、什么日期、依据办法第几条作出决定。未选的项目进入储备库。",
    )  # fmt: skip

    def __init__(self, *args: Any, season: Season, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.seats = selectors.open_seats(season)
        offer(self.fields["chosen"], season.projects.filter(state=ProjectState.CANDIDATE))
        self.fields["chosen"].label = f"{season.words.settle}的项目(还可{season.words.settle}{self.seats}项)"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        chosen = cleaned.get("chosen", [])
        for issue in rules.issues_before_settling(chosen=len(chosen), open_seats=self.seats, reason="已填"):
            self.add_error("chosen", issue.sentence)
        return cleaned
