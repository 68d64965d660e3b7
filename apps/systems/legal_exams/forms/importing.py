"""The file of questions."""

from django import forms

from apps.systems.legal_exams.models import Bank
from apps.systems.legal_exams.models.choices import DIFFICULTIES
from apps.systems.legal_exams.rules.drawing import MEDIUM


class ImportForm(forms.Form):
    file = forms.FileField(
        label="试题文件(.xlsx、.docx)", widget=forms.ClearableFileInput({"accept": ".xlsx,.docx"}),
        help_text="先检查并预览,有任何一处问题都不导入;确认后全部送审,由另一位命题审题人审定。",
    )  # fmt: skip
    bank = forms.ChoiceField(label="导入到", choices=Bank)
    difficulty = forms.ChoiceField(label="没有写难度的题", choices=DIFFICULTIES, initial=MEDIUM)
