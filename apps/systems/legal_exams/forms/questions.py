"""A question as its author types it: one form a kind, options and key beneath each other."""

from typing import Any

from django import forms
from django.db.models import Q

from apps.foundation.core.forms import DayField, RevisedForm
from apps.foundation.organisations.models import Area
from apps.systems.legal_exams.models import Bank, Law, Part, Question
from apps.systems.legal_exams.models.choices import DIFFICULTIES
from apps.systems.legal_exams.rules import drawing
from apps.systems.legal_exams.rules.questions import (
    EXPLANATION_LIMIT,
    LETTERS,
    OPTION_LIMIT,
    STEM_LIMIT,
    Content,
    content_of,
)
from apps.systems.legal_exams.services.questions import Draft

OFFERED = {drawing.SINGLE: 4, drawing.MULTIPLE: 6}
"""So many lines for options; a question that has more keeps its own."""


def area_text(rows: int) -> forms.Textarea:
    return forms.Textarea({"rows": rows})


class QuestionForm(RevisedForm):
    revision = forms.IntegerField(min_value=0, widget=forms.HiddenInput, initial=0)
    stem = forms.CharField(
        label="题干", max_length=STEM_LIMIT, widget=area_text(3), help_text="加密保存,只有命题审题人能看到。"
    )
    explanation = forms.CharField(
        label="解析", max_length=EXPLANATION_LIMIT, widget=area_text(2), required=False,
        help_text="练习题交卷后给考生看;正式题只供审题。",
    )  # fmt: skip
    law = forms.ModelChoiceField(label="法律法规", queryset=Law.objects.none(), empty_label="请选择")
    article = forms.CharField(label="条款", max_length=40, required=False, help_text="如:第二十三条")
    bank = forms.ChoiceField(label="题库", choices=Bank, help_text="练习过的题不会抽到正式试卷里。")
    part = forms.ChoiceField(label="所属部分", choices=Part)
    difficulty = forms.ChoiceField(label="难度", choices=DIFFICULTIES, initial=drawing.MEDIUM)
    valid_from = DayField(label="启用日期", required=False, help_text="不填的,审定后即可抽用。")
    valid_until = DayField(label="停用日期", required=False, help_text="当日仍可抽用;不填的长期有效。")

    def __init__(self, *given: Any, office: Area, kind: str, question: Question | None = None, **named: Any) -> None:
        named["initial"] = {**_initial(question), **named.get("initial", {})} if question else named.get("initial")
        super().__init__(*given, **named)
        self.kind = kind
        offered = Q(is_repealed=False) | Q(pk=question.law_id if question else None)
        self.fields["law"].queryset = Law.objects.filter(offered, office=office)
        for name, field in _answers(kind, question).items():
            self.fields[name] = field
        order = ["stem", *(f"option_{letter}" for letter in LETTERS), "key"]
        self.order_fields(order)

    def draft(self) -> Draft:
        data = self.cleaned_data
        return Draft(
            bank=data["bank"], part=data["part"], kind=self.kind, difficulty=data["difficulty"], law=data["law"],
            article=data["article"], valid_from=data["valid_from"], valid_until=data["valid_until"],
            content=Content(data["stem"], self._options(), self._key(), data["explanation"]),
        )  # fmt: skip

    def _options(self) -> tuple[str, ...]:
        """As typed up to the last that is filled, so that a gap between them is seen."""
        if self.kind == drawing.JUDGE:
            return drawing.JUDGE_OPTIONS
        options = [self.cleaned_data.get(f"option_{letter}", "") for letter in LETTERS]
        while options and not options[-1]:
            options.pop()
        return tuple(options)

    def _key(self) -> tuple[int, ...]:
        ticked = self.cleaned_data["key"]
        return tuple(sorted(int(place) for place in ([ticked] if isinstance(ticked, str) else ticked)))


def _answers(kind: str, question: Question | None) -> dict[str, forms.Field]:
    if kind == drawing.JUDGE:
        pairs = [(str(place), word) for place, word in enumerate(drawing.JUDGE_OPTIONS)]
        return {"key": forms.ChoiceField(label="答案", choices=pairs, widget=forms.RadioSelect)}
    letters = LETTERS[: max(OFFERED[kind], len(question.content["options"]) if question else 0)]
    fields: dict[str, forms.Field] = {
        f"option_{letter}": forms.CharField(label=f"选项{letter}", max_length=OPTION_LIMIT, required=False)
        for letter in letters
    }
    pairs = [(str(place), letter) for place, letter in enumerate(letters)]
    if kind == drawing.SINGLE:
        return {**fields, "key": forms.ChoiceField(label="答案", choices=pairs, widget=forms.RadioSelect)}
    ticks = forms.MultipleChoiceField(label="答案", choices=pairs, widget=forms.CheckboxSelectMultiple)
    return {**fields, "key": ticks}


def _initial(question: Question) -> dict[str, Any]:
    content = content_of(question.content)
    key: Any = [str(place) for place in content.key]
    same = ("revision", "law", "article", "bank", "part", "difficulty", "valid_from", "valid_until")
    return {
        **{name: getattr(question, name) for name in same},
        "stem": content.stem, "explanation": content.explanation,
        "key": key if question.kind == drawing.MULTIPLE else key[0],
        **{f"option_{letter}": text for letter, text in zip(LETTERS, content.options, strict=False)},
    }  # fmt: skip


class ReturnForm(forms.Form):
    revision = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    note = forms.CharField(
        label="退回意见", max_length=500, widget=area_text(4), help_text="加密保存,只有命题审题人能看到。"
    )


class ValidityForm(forms.Form):
    valid_from = DayField(label="启用日期", required=False)
    valid_until = DayField(label="停用日期", required=False, help_text="当日仍可抽用;过后自动停用。")


class ContentsForm(forms.Form):
    """Which part of the bank leaves the portal with its contents, and why."""

    bank = forms.ChoiceField(label="题库", choices=Bank)
    part = forms.ChoiceField(label="所属部分", choices=[("", "全部"), *Part.choices], required=False)
    reason = forms.CharField(
        label="用途", max_length=300, widget=area_text(2),
        help_text="导出含题目和答案,记入办理记录。用途全办公室可见,不要写题目内容;文件请按涉密要求保管,用后销毁。",
    )  # fmt: skip


class WordsForm(forms.Form):
    words = forms.CharField(
        label="题干含有", min_length=2, max_length=60,
        help_text="几个词用空格隔开,都要含有。题目是加密的,要逐题解密比对,比按题号、法律查找慢;查找记入办理记录,不记所查的词。",
    )  # fmt: skip


class SinceForm(forms.Form):
    since = DayField(label="自哪一天起")


class LawForm(RevisedForm):
    revision = forms.IntegerField(min_value=0, widget=forms.HiddenInput, initial=0)
    name = forms.CharField(label="名称", max_length=80, help_text="写全称,不加书名号,如:中华人民共和国监督法")
    part = forms.ChoiceField(label="所属部分", choices=Part, help_text="命题时的默认值,每题可以另选。")
    version = forms.CharField(label="版本", max_length=60, required=False, help_text="如:2022年3月11日第六次修正")


class AmendForm(forms.Form):
    is_repealed = forms.TypedChoiceField(
        label="情况", choices=[("", "修改(修正、修订)"), ("yes", "废止")], coerce=bool, empty_value=False,
        required=False, widget=forms.RadioSelect, initial="",
    )  # fmt: skip
    on = DayField(label="施行(失效)日期", help_text="从这一天起,没有核对过的题目不再抽用。")
    version = forms.CharField(label="新版本", max_length=60, required=False, help_text="如:2024年11月8日第二次修正")
