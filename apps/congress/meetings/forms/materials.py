"""Shape of input: papers for a meeting and their newer versions."""

from typing import Any

from django import forms

from apps.congress.meetings.models import AgendaItem, Meeting
from apps.foundation.core.forms import OnceForm
from apps.office.files.rules import ALLOWED
from apps.office.files.services import upload_refusal


class _PaperForm(forms.Form):
    """A file or a text; a file that cannot be taken is refused beside its field, and nothing else is lost."""

    file = forms.FileField(label="文件", required=False, help_text=f"可上传:{ALLOWED}。")
    text = forms.CharField(
        label="正文(不上传文件时填写)", required=False, max_length=20000, widget=forms.Textarea({"rows": 6})
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file and (refusal := upload_refusal(file)):
            raise forms.ValidationError(refusal)
        return file


class MaterialForm(OnceForm, _PaperForm):
    """A new paper; `item` fixes what it is for."""

    agenda_item = forms.ModelChoiceField(
        AgendaItem.objects.none(), label="对应议程", required=False, empty_label="整个会议"
    )
    title = forms.CharField(label="材料名称", max_length=120)
    field_order = ["agenda_item", "title", "file", "text"]

    def __init__(self, *args: Any, meeting: Meeting, item: AgendaItem | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agenda_item"].queryset = meeting.agenda.all()
        if item is not None:
            del self.fields["agenda_item"]


class MaterialReplaceForm(_PaperForm):
    """A newer version of a paper; `seen` is the version that was on the screen."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    note = forms.CharField(label="变更说明", required=False, max_length=200, help_text="告诉代表改了什么")
    field_order = ["seen", "file", "text", "note"]
