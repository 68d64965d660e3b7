"""The public version, on which several may work."""

from django import forms

from apps.congress.matters.models import REPLY_LIMIT
from apps.congress.matters.rules.publishing import Draft
from apps.foundation.core.forms import RevisedForm


class PublicationForm(RevisedForm):
    """Rests on the revision it was typed on; 0 while nothing was published."""

    title = forms.CharField(label="标题", max_length=100)
    text = forms.CharField(label="建议内容(公开稿)", max_length=8000, widget=forms.Textarea({"rows": 8}))
    reply = forms.CharField(label="答复内容(公开稿)", max_length=REPLY_LIMIT, widget=forms.Textarea({"rows": 10}))
    revision = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    @property
    def draft(self) -> Draft:
        return Draft(*(self.cleaned_data[name] for name in ("title", "text", "reply")))


class SearchForm(forms.Form):
    """The public's search: a few words."""

    q = forms.CharField(label="查找", max_length=60, required=False, widget=forms.TextInput({"type": "search"}))
