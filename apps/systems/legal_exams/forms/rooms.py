"""What invigilators write down."""

from django import forms

from apps.systems.legal_exams.rules.sitting import MOST_MINUTES


class ExtendForm(forms.Form):
    """`extra`: the minutes that had been added when the page was read."""

    minutes = forms.IntegerField(label="延长多少分钟", min_value=1, max_value=MOST_MINUTES, initial=5)
    reason = forms.CharField(label="原因", max_length=200, help_text="记入监考记录。")
    extra = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class NoteForm(forms.Form):
    text = forms.CharField(label="记录考场情况", max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
