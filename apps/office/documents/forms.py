"""Drafting, reviewers, letterheads, numbers; the verification of a paper in hand."""

from collections import defaultdict
from dataclasses import replace
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from apps.foundation.core import registry
from apps.foundation.core.actors import Actor
from apps.foundation.core.errors import DomainError
from apps.foundation.core.forms import OnceForm
from apps.foundation.organisations.models import Unit
from apps.foundation.people.models import Person
from apps.office.documents import selectors
from apps.office.documents.models import Document, Letterhead
from apps.office.documents.rules.drafting import BODY_LIMIT, body_text, plain, with_body
from apps.office.documents.rules.numbers import issues_with_code
from apps.office.documents.rules.tree import Tree

SEPARATORS = str.maketrans("，,;；\n", "、、、、、")


def split_names(text: str) -> tuple[str, ...]:
    """Names typed with any separator."""
    return tuple(name.strip() for name in plain(text).translate(SEPARATORS).split("、") if name.strip())


class DraftForm(forms.Form):
    """What a clerk may edit of a draft; what recorded facts made stays."""

    title = forms.CharField(
        label="标题", max_length=200, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="排版时按词意自动分行;需要固定分行的,在此换行。",
    )  # fmt: skip
    recipients = forms.CharField(label="主送机关", max_length=500, required=False, help_text="多个用顿号隔开。")
    body = forms.CharField(label="正文", max_length=BODY_LIMIT, widget=forms.Textarea(attrs={"rows": 20}))
    attachments = forms.CharField(
        label="附件说明", max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="一行一个附件名称,不写书名号。",
    )  # fmt: skip
    signer = forms.CharField(
        label="签发人", max_length=20, required=False, help_text="只有上行文(请示、报告)在版头标注。"
    )
    urgency = forms.ChoiceField(
        label="紧急程度", required=False, choices=[("", "不标注"), ("特急", "特急"), ("加急", "加急")]
    )
    note = forms.CharField(label="附注", max_length=200, required=False, help_text="如联系人、电话;不写括号。")
    copies = forms.CharField(label="抄送", max_length=500, required=False, help_text="多个用顿号隔开。")
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, data: Any = None, *, document: Document) -> None:
        self.tree = document.content
        super().__init__(data, initial=self._values(self.tree) | {"revision": document.revision})

    @staticmethod
    def _values(tree: Tree) -> dict[str, Any]:
        return {
            "title": tree.title,
            "recipients": "、".join(tree.recipients),
            "body": body_text(tree),
            "attachments": "\n".join(tree.attachments),
            "signer": tree.head.signer,
            "urgency": tree.head.urgency,
            "note": tree.note,
            "copies": "、".join(tree.colophon.copies) if tree.colophon else "",
        }

    def clean_body(self) -> str:
        """Kept as text; the tree is made in `clean`, so that a lost table stands beside its field."""
        try:
            self.tree = with_body(self.tree, self.cleaned_data["body"])
        except DomainError as error:
            raise ValidationError(error.sentence) from error
        return self.cleaned_data["body"]

    def keep_typing(self, document: Document) -> None:
        """After a refusal: what was typed stays, to be saved upon the newest revision once it was looked at."""
        if self.is_bound:
            self.data = self.data.copy()
            self.data["revision"] = document.revision

    @property
    def edited(self) -> Tree:
        """The tree as edited; for a valid form."""
        values = self.cleaned_data
        colophon = self.tree.colophon and replace(self.tree.colophon, copies=split_names(values["copies"]))
        attachments = tuple(line.strip() for line in plain(values["attachments"]).splitlines() if line.strip())
        return replace(
            self.tree,
            title=plain(values["title"]).strip(),
            head=replace(self.tree.head, signer=plain(values["signer"]), urgency=values["urgency"]),
            recipients=split_names(values["recipients"]),
            attachments=attachments,
            note=plain(values["note"]).strip().removeprefix("(").removesuffix(")"),
            colophon=colophon,
        )


class NewDocumentForm(OnceForm):
    """A document that no system makes by itself."""

    kind = forms.ChoiceField(label="文种")
    organ = forms.ModelChoiceField(Unit.objects.none(), label="发文机关")
    title = forms.CharField(label="标题", max_length=200)

    def __init__(self, data: Any = None, *, actor: Actor, on: date) -> None:
        super().__init__(data)
        self.fields["kind"].choices = [(kind.slug, kind.title) for kind in selectors.free_kinds()]
        self.fields["organ"].queryset = selectors.issuing_organs(actor, on)


class ReviewersForm(forms.Form):
    """核稿人 and 签发人, neither of them the drafter."""

    checker = forms.ModelChoiceField(Person.objects.none(), label="核稿人")
    signer = forms.ModelChoiceField(Person.objects.none(), label="签发人")

    def __init__(self, data: Any = None, *, people: QuerySet[Person], last: dict[str, Person] | None = None) -> None:
        super().__init__(data, initial=last)
        for field in self.fields.values():
            field.queryset = people
            field.empty_label = "请选择"


class _UnitsField(forms.ModelMultipleChoiceField):
    def label_from_instance(self, unit: Unit) -> str:
        return unit.name if unit.answers else f"{unit.name}(没有办理账号,须线下送达)"


class DeliverForm(forms.Form):
    """送达: which units get an issued document in their 收文."""

    units = _UnitsField(
        Unit.objects.none(), label="收文单位", widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "请至少选择一个收文单位。"},
    )  # fmt: skip

    def __init__(self, data: Any = None, *, units: QuerySet[Unit]) -> None:
        super().__init__(data)
        self.fields["units"].queryset = units


class LetterheadForm(forms.ModelForm):
    class Meta:
        model = Letterhead
        fields = ["mark", "code", "office"]

    def clean_code(self) -> str:
        code = self.cleaned_data["code"].strip()
        if issues := issues_with_code(code):
            raise ValidationError([issue.sentence for issue in issues])
        return code


class NumberForm(forms.Form):
    reason = forms.CharField(
        label="用途", max_length=200, help_text="如:线下印发的《关于……的通知》。登记后取下一个号。"
    )


class SeriesForm(forms.Form):
    """Where a series begins, for an office that starts in the middle of a year."""

    organ = forms.ModelChoiceField(Unit.objects.none(), label="发文机关")
    kind = forms.ChoiceField(label="文种")
    first = forms.IntegerField(label="起始号", min_value=1, max_value=99999)
    reason = forms.CharField(label="说明", max_length=200, required=False, help_text="如:1至17号已在线下使用。")

    def __init__(self, data: Any = None, *, actor: Actor, on: date) -> None:
        super().__init__(data)
        self.fields["organ"].queryset = selectors.issuing_organs(actor, on)
        self.fields["kind"].choices = _series_choices()


def _series_choices() -> list[tuple[str, str]]:
    """One choice a series: 发(通知、报告、会议通知等9种); named by the first of its kinds."""
    kinds = defaultdict(list)
    for kind in registry.document_kinds().values():
        kinds[kind.suffix].append(kind)
    return [(same[0].slug, f"{suffix}({_some(same)})") for suffix, same in kinds.items() if suffix]


def _some(kinds: list[registry.DocumentKind], shown: int = 3) -> str:
    titles = "、".join(kind.title for kind in kinds[:shown])
    return f"{titles}等{len(kinds)}种" if len(kinds) > shown else titles


class VerifyForm(forms.Form):
    """The file in hand, to be compared with the archive."""

    file = forms.FileField(label="手中的 PDF 或 Word 文件")
