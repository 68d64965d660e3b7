"""Forms of results."""

from django import forms

from apps.systems.legal_exams.models.choices import WITHDRAWN_HOW


class WithdrawForm(forms.Form):
    """By number: whoever runs the exam does not see what the question says."""

    number = forms.IntegerField(
        label="题号", min_value=1, help_text="题库中的题号,由命题审题人核对题目内容后提出。本页不显示题目内容。"
    )
    how = forms.ChoiceField(label="处理", choices=WITHDRAWN_HOW, widget=forms.RadioSelect)
    reason = forms.CharField(
        label="理由", max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="如:命题审题人认为答案有争议。不要写题目内容和考生姓名。",
    )  # fmt: skip
