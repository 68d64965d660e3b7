"""Shape of input: what somebody brings, what they are told, which two say the same."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet

from apps.congress.matters.models import Channel, ProposerKind, Submission
from apps.congress.matters.rules.acts import PHOTO_LIMIT, SENTENCE_LIMIT, TEXT_LIMIT
from apps.congress.matters.services import Proposer
from apps.foundation.core.forms import OnceForm, PhoneField
from apps.foundation.organisations.models import Area, AreaKind
from apps.foundation.people.models import Person
from apps.office.files.forms import UploadsField, UploadsInput
from apps.office.files.rules import kind_of

REQUEST_LIMIT_MB = 60
INDENTED = {AreaKind.VILLAGE, AreaKind.COMMUNITY}
BY_HAND = [(channel.value, channel.label) for channel in Channel if channel not in {Channel.ONLINE, Channel.SCAN}]


class PhotosInput(UploadsInput):
    template_name = "matters/parts/photos_input.html"


class PhotosField(UploadsField):
    """Up to six pictures, not too large together."""

    widget, noun = PhotosInput, "照片"

    def __init__(self, **options: Any) -> None:
        help_text = f"最多 {PHOTO_LIMIT} 张。照片里的拍摄地点等隐藏信息会自动去掉。"
        super().__init__(label="照片(可不填)", help_text=help_text, **options)
        self.widget.attrs["accept"] = "image/*"

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        uploads = list(data) if isinstance(data, list | tuple) else [data] if data else []
        if len(uploads) > PHOTO_LIMIT:
            raise ValidationError(f"照片最多 {PHOTO_LIMIT} 张,请去掉一些再提交。")
        if sum(upload.size for upload in uploads) > REQUEST_LIMIT_MB * 1024 * 1024:
            raise ValidationError(f"照片合计超过 {REQUEST_LIMIT_MB} MB,请少选几张,或在手机上先压缩。")
        if any((kind := kind_of(upload.name or "", upload)) and not kind.is_image for upload in uploads):
            raise ValidationError("这里只收照片,请从相册选择或直接拍照。")
        return super().clean(data, initial)


class SubmissionForm(OnceForm):
    """What every sentence that somebody brings is made of; systems above add their own fields to it.

    `member` is the deputy or representative who is signed in and speaks for themselves.
    """

    text = forms.CharField(
        label="您要反映什么",
        max_length=TEXT_LIMIT,
        widget=forms.Textarea({"rows": 6, "maxlength": TEXT_LIMIT}),
        help_text=f"写清楚哪里、什么事、希望怎么办。最多 {TEXT_LIMIT} 字。",
        error_messages={"required": "请写下要反映的事情。"},
    )
    place = forms.CharField(label="地点(可不填)", required=False, max_length=120, help_text="如:新民村三组村口")
    latitude = forms.DecimalField(
        required=False, min_value=-90, max_value=90, max_digits=9, decimal_places=6, widget=forms.HiddenInput
    )
    longitude = forms.DecimalField(
        required=False, min_value=-180, max_value=180, max_digits=9, decimal_places=6, widget=forms.HiddenInput
    )
    photos = PhotosField()
    name = forms.CharField(
        label="姓名(可不填)", required=False, max_length=60, widget=forms.TextInput({"autocomplete": "name"})
    )
    phone = PhoneField(
        label="电话(可不填)",
        widget=forms.TextInput({"autocomplete": "tel"}),
        help_text="姓名和电话只用于工作人员向您核实情况、告知结果,不会公开。都不填就是匿名。",
    )
    may_be_published = forms.BooleanField(
        label="同意公开内容(隐去个人信息)", required=False, help_text="不勾选的,内容和答复不会公开。"
    )

    def __init__(self, *args: Any, member: Person | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.member = member
        for field in ("name", "phone") if member else ():
            del self.fields[field]

    @property
    def proposer(self) -> Proposer:
        if self.member:
            return Proposer(ProposerKind.PERSON, self.member)
        name, phone = self.cleaned_data["name"], self.cleaned_data["phone"]
        return Proposer(ProposerKind.RESIDENT if name or phone else ProposerKind.ANONYMOUS, None, name, phone)

    @property
    def position(self) -> tuple[Decimal, Decimal] | None:
        latitude, longitude = self.cleaned_data["latitude"], self.cleaned_data["longitude"]
        return None if latitude is None or longitude is None else (latitude, longitude)

    def values(self) -> dict[str, Any]:
        """What `submission_receive` takes from this form."""
        return {
            "text": self.cleaned_data["text"],
            "place": self.cleaned_data["place"],
            "position": self.position,
            "files": self.cleaned_data["photos"],
            "proposer": self.proposer,
            "may_be_published": self.cleaned_data["may_be_published"],
            "key": self.cleaned_data["key"],
        }


class _AreaField(forms.ModelChoiceField):
    def label_from_instance(self, area: Area) -> str:
        return f"　　{area.name}" if area.kind in INDENTED else area.name


class _ElsewhereForm(SubmissionForm):
    """Written down for somebody who is not at the keyboard: the place is chosen, no position is asked."""

    area = _AreaField(Area.objects.none(), label="关于哪里", empty_label="请选择", to_field_name="public_id")

    def __init__(self, *args: Any, areas: QuerySet[Area], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = areas
        self.fields["text"].label = "反映的内容"
        self.fields["may_be_published"].label = "反映人同意公开内容(隐去个人信息)"

    def values(self) -> dict[str, Any]:
        return {**super().values(), "area": self.cleaned_data["area"]}


class CollectedForm(_ElsewhereForm):
    """A member passes on what somebody told them."""

    field_order = ["area", "text", "place", "photos", "name", "phone", "may_be_published"]


class ByHandForm(_ElsewhereForm):
    """The office writes down who came, called or wrote."""

    channel = forms.ChoiceField(label="渠道", choices=BY_HAND)
    field_order = ["area", "channel", "text", "place", "photos", "name", "phone", "may_be_published"]

    def values(self) -> dict[str, Any]:
        return {**super().values(), "channel": self.cleaned_data["channel"]}


class TellForm(OnceForm):
    """One sentence to the proposer."""

    sentence = forms.CharField(
        label="告知反映人的话", max_length=SENTENCE_LIMIT, widget=forms.Textarea({"rows": 4}),
        help_text="用群众看得懂的话写明办到哪一步、结果怎样;不办的,写明为什么。不要写他人姓名、电话。发出后不能修改。",
    )  # fmt: skip
    is_final = forms.BooleanField(label="这是最终结果", required=False)


class MergeForm(forms.Form):
    """Into which one, by its number, and why."""

    into = forms.CharField(label="并入哪一件(受理编号)", max_length=16, help_text="如 2026-000123")
    reason = forms.CharField(label="合并理由", max_length=300, widget=forms.Textarea({"rows": 3}))

    def __init__(self, *args: Any, among: QuerySet[Submission], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.among = among

    def clean_into(self) -> Submission:
        number = self.cleaned_data["into"].strip()
        found = self.among.filter(number=number).first()
        if found is None:
            raise ValidationError(f"没有编号为{number}的意见建议,请核对编号。")
        return found


class CodeForm(forms.Form):
    """The follow-up code as it was copied by hand."""

    code = forms.CharField(
        label="查询码", max_length=40,
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
        help_text="12 位字母和数字,大小写、空格、横线都不影响。",
        error_messages={"required": "请填写查询码。"},
    )  # fmt: skip
