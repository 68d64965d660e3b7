"""What a candidate types at the door."""

from django import forms


class _Ticket(forms.Form):
    ticket = forms.CharField(
        label="准考证号",
        max_length=16,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "autofocus": True}),
    )


class DoorForm(_Ticket):
    code = forms.CharField(
        label="登录码",
        max_length=12,
        help_text="监考员核验身份后告诉您,6位数字,只能用一次。",
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )


class StudyForm(_Ticket):
    code = forms.CharField(
        label="练习码",
        max_length=16,
        help_text="印在准考证上,10位数字,考试前可以反复使用。",
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
