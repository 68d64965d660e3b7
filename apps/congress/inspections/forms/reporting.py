"""The report with its opinions."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from apps.congress.inspections.models import Inspection
from apps.congress.inspections.selectors.people import units_of
from apps.congress.inspections.services.reporting import OpinionLine, ReportText
from apps.foundation.core.forms import RevisedForm, row_set
from apps.foundation.organisations.models import Unit

OPINION_LIMIT = 60
SPARE_ROWS = 2


class ReportForm(RevisedForm):
    """情况, 问题, 建议 and the version that was read."""

    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    situation = forms.CharField(
        label="情况", max_length=6000, required=False, widget=forms.Textarea({"rows": 6}), help_text="每段一行"
    )
    problems = forms.CharField(label="问题", max_length=6000, required=False, widget=forms.Textarea({"rows": 5}))
    suggestions = forms.CharField(
        label="建议(总的要求)", max_length=6000, required=False, widget=forms.Textarea({"rows": 3}),
        help_text="可以不填;需要单位办理的,请在下面的意见清单中逐条填写",
    )  # fmt: skip

    def text(self) -> ReportText:
        return ReportText(**{name: self.cleaned_data[name] for name in ("situation", "problems", "suggestions")})


class OpinionForm(forms.Form):
    """One opinion for one unit; without a text it is left out."""

    public_id = forms.UUIDField(required=False, widget=forms.HiddenInput)
    text = forms.CharField(label="意见建议", required=False, max_length=1000, widget=forms.Textarea({"rows": 2}))
    unit = forms.ModelChoiceField(Unit.objects.none(), label="承办单位", required=False, empty_label="请选择")

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("text") and not values.get("unit"):
            self.add_error("unit", "请选择承办单位。")
        if values.get("unit") and not values.get("text"):
            self.add_error("text", "请填写意见建议;不需要这一条的,请把承办单位改为“请选择”。")
        return values


class ReportPage:
    """The one page on which the report is written: the sections and the list of opinions."""

    def __init__(self, data: Any, inspection: Inspection) -> None:
        names = ("situation", "problems", "suggestions")
        initial = {name: getattr(inspection, name) for name in names} | {"revision": inspection.report_revision}
        self.form = ReportForm(data, initial=initial)
        units = units_of(inspection.body.area, inspection.starts_on)
        rows = list(inspection.opinions.values("public_id", "text", "unit"))
        lines = row_set(
            OpinionForm, OPINION_LIMIT, known_by="public_id", told_by="text",
            extra=1 if rows else SPARE_ROWS, can_order=True, can_delete=True, can_delete_extra=False,
        )  # fmt: skip
        self.opinions = lines(data, prefix="opinions", initial=rows, form_kwargs={"units": units})

    def is_valid(self) -> bool:
        """Both are checked, so that every mistake shows at once."""
        return all([self.form.is_valid(), self.opinions.is_valid()])

    def add_error(self, field: str | None, error: Any) -> None:
        self.form.add_error(field, error)

    def upon_newest(self) -> None:
        self.form.upon_newest()
        self.opinions.upon_newest()

    def lines(self) -> list[OpinionLine]:
        rows = [form.cleaned_data for form in self.opinions.ordered_forms if form.cleaned_data.get("text")]
        return [OpinionLine(row["text"], row["unit"], row["public_id"]) for row in rows]
