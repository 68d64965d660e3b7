"""Terms, groups, rosters."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone

from apps.foundation.core.actors import Actor
from apps.foundation.core.forms import DayField
from apps.foundation.organisations.models import Unit
from apps.foundation.people.forms.colleagues import ColleaguesWidget
from apps.foundation.people.models import Group, Person, Term
from apps.foundation.people.selectors import serving_members


class TermNumbersForm(forms.ModelForm):
    """What may be corrected in a term."""

    quota = forms.IntegerField(label="代表名额", min_value=1, max_value=9999, help_text="依法确定的代表名额。")
    elected = forms.IntegerField(
        label="选出代表数", min_value=0, max_value=9999, help_text="本届换届时选出的代表人数。"
    )

    class Meta:
        model = Term
        fields = ["first_session_on", "quota", "elected"]
        field_classes = {"first_session_on": DayField}

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        quota, elected = values.get("quota"), values.get("elected")
        if quota and elected and elected > quota:
            self.add_error("elected", f"选出的代表不能多于名额({quota}名)。")
        return values

    def _post_clean(self) -> None:
        """The instance stays as stored: the service writes."""


class TermForm(TermNumbersForm):
    """A new term of a body."""

    body = forms.ModelChoiceField(queryset=Unit.objects.none(), to_field_name="public_id", label="机关")
    number = forms.IntegerField(label="届次", min_value=1, max_value=999)

    class Meta(TermNumbersForm.Meta):
        fields = ["body", "number", "first_session_on", "quota", "elected"]

    def __init__(self, *args: Any, actor: Actor, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["body"].queryset = Unit.objects.visible_to(actor).holding_terms().on(timezone.localdate())


class GroupForm(forms.ModelForm):
    number = forms.IntegerField(label="序号", min_value=1, max_value=9999, initial=1)

    class Meta:
        model = Group
        fields = ["kind", "name", "number"]

    def _post_clean(self) -> None:
        """The service writes."""


class GroupMembersForm(forms.Form):
    """Serving members who are not in the group yet."""

    people = forms.ModelMultipleChoiceField(
        queryset=Person.objects.none(), to_field_name="public_id", widget=ColleaguesWidget, label="人员"
    )
    title = forms.CharField(
        label="团组内职务", max_length=30, required=False, help_text="如:团长、副团长、组长;没有可不填。"
    )
    starts_on = DayField(label="起始日期", initial=timezone.localdate)

    def __init__(self, *args: Any, group: Group, **options: Any) -> None:
        super().__init__(*args, **options)
        today = timezone.localdate()
        members = serving_members(group.term, today).order_by().values("person")
        inside = group.memberships.on(today).values("person")
        self.fields["people"].queryset = Person.objects.filter(pk__in=members).exclude(pk__in=inside)


class RosterForm(forms.Form):
    """A roster for a running term. The size is looked at before anything is read."""

    term = forms.ModelChoiceField(queryset=Term.objects.none(), to_field_name="public_id", label="机关和届次")
    file = forms.FileField(label="名册文件(.xlsx)", widget=forms.FileInput(attrs={"accept": ".xlsx"}))
    starts_on = DayField(
        label="新增人员的资格起始日期", help_text="换届首次导入填本届首次会议日期;补选填当选公告日期。"
    )

    def __init__(self, *args: Any, actor: Actor, **options: Any) -> None:
        super().__init__(*args, **options)
        running = Term.objects.visible_to(actor).exclude(ended_on__lte=timezone.localdate())
        self.fields["term"].queryset = running.select_related("body")
        self.fields["file"].help_text = f"不超过{settings.UPLOAD_LIMIT_MB}MB、5万行。"

    def clean_file(self) -> UploadedFile:
        file = self.cleaned_data["file"]
        if file.size > settings.UPLOAD_LIMIT_MB * 1024 * 1024:
            size = file.size // (1024 * 1024)
            raise forms.ValidationError(
                f"文件有{size}MB,超过上限{settings.UPLOAD_LIMIT_MB}MB。请删去图片和多余的工作表,或分成几个文件。"
            )
        return file

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        term, starts_on = values.get("term"), values.get("starts_on")
        if term and starts_on and starts_on < term.first_session_on:
            self.add_error("starts_on", f"不能早于本届首次会议日期({term.first_session_on})。")
        return values
