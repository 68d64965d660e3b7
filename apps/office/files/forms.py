"""A field for files whose refusals stand beside it, so that the rest of the form is not lost."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from apps.office.files import services
from apps.office.files.rules import ALLOWED

COUNT_LIMIT = 20


class UploadsInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class UploadsField(forms.FileField):
    """Any number of files up to COUNT_LIMIT; cleans to a list, each fit for `attachment_add`.

    `noun` is what they are called where they must be chosen again (`portal.chosen_again`).
    """

    widget, noun = UploadsInput, "附件"

    def __init__(self, **options: Any) -> None:
        options.setdefault("help_text", f"可选多个:{ALLOWED}。")
        options.setdefault("required", False)
        super().__init__(**options)

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        uploads = data if isinstance(data, Sequence) else [data] if data else []
        if self.required and not uploads:
            raise ValidationError("请选择文件。")
        if len(uploads) > COUNT_LIMIT:
            raise ValidationError(f"一次最多上传 {COUNT_LIMIT} 个文件。")
        refusals = [refusal for upload in uploads if (refusal := services.upload_refusal(upload))]
        if refusals:
            raise ValidationError(refusals)
        return list(uploads)
