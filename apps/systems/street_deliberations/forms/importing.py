"""The sheet of recommendations."""

from django import forms


class ImportForm(forms.Form):
    file = forms.FileField(
        label="推荐登记表格(.xlsx)", help_text="先检查并预览,有任何一处问题都不登记;确认后全部登记。",
        widget=forms.ClearableFileInput({"accept": ".xlsx"}),
    )  # fmt: skip
