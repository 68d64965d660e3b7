"""The plan's sections and the lines of the quota table, each saved as a whole."""

from typing import Any

from django import forms
from django.utils import timezone

from apps.foundation.core.forms import RevisedForm, RowForm, row_set
from apps.foundation.organisations.models import Area
from apps.systems.street_deliberations.models import ImplementationPlan, LineKind, QuotaTable
from apps.systems.street_deliberations.rules.plans import SECTIONS_LIMIT
from apps.systems.street_deliberations.rules.quotas import LINES_LIMIT
from apps.systems.street_deliberations.selectors.quotas import Line, lines_of
from apps.systems.street_deliberations.selectors.standing import communities

SPARE_SECTIONS, SPARE_LINES = 2, 5


class ReasonForm(forms.Form):
    """Why an act is done; the service says what to write where nothing is."""

    reason = forms.CharField(label="理由", required=False, max_length=300)


class AmendForm(forms.Form):
    reason = forms.CharField(
        label="调整理由", max_length=300, widget=forms.Textarea({"rows": 3}), help_text="批准前原方案继续有效。"
    )


class HeadForm(RevisedForm):
    """What the page was typed on; a settled table also asks why."""

    revision = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    reason = forms.CharField(
        label="调整理由", max_length=300, required=False, help_text="名额分配表已经定案,调整须写明理由。"
    )

    def __init__(self, *args: Any, asks_why: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not asks_why:
            del self.fields["reason"]


class SectionForm(RowForm):
    named_by, others = "title", ("text",)

    title = forms.CharField(label="标题", max_length=60, required=False)
    text = forms.CharField(label="内容", max_length=5000, required=False, widget=forms.Textarea({"rows": 4}))


class LineForm(RowForm):
    named_by, others = "seats", ("unit",)

    key = forms.UUIDField(required=False, widget=forms.HiddenInput)
    kind = forms.ChoiceField(label="类别", choices=LineKind)
    community = forms.ModelChoiceField(
        Area.objects.none(), label="社区(村)", required=False, to_field_name="public_id", empty_label="不属于社区(村)"
    )
    unit = forms.CharField(label="单位或者界别", max_length=80, required=False)
    seats = forms.IntegerField(label="名额", min_value=0, max_value=300, required=False)

    def __init__(self, *args: Any, places: list[Area], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["community"].queryset = Area.objects.filter(pk__in=[place.pk for place in places])

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        is_community = values.get("kind") == LineKind.COMMUNITY
        if values.get("seats") is None or self.errors:
            return values
        if is_community and not values.get("community"):
            self.add_error("community", "请选择社区(村)。")
        if not is_community and not values.get("unit"):
            self.add_error("unit", "请填写单位或者界别的名称。")
        return values


Sections = row_set(SectionForm, SECTIONS_LIMIT, extra=SPARE_SECTIONS)
Lines = row_set(LineForm, LINES_LIMIT, known_by="key", told_by="told", extra=SPARE_LINES)


class _Editor:
    """A head and a list of rows that are valid or refused together; speaks as a form to `attempt`."""

    def __init__(self, head: HeadForm, rows: forms.BaseFormSet) -> None:
        self.head, self.rows = head, rows

    @property
    def revision(self) -> int:
        return self.head.cleaned_data["revision"]

    @property
    def reason(self) -> str:
        return self.head.cleaned_data.get("reason", "")

    @property
    def has_errors(self) -> bool:
        return self.rows.is_bound and (bool(self.rows.total_error_count()) or bool(self.head.errors))

    def is_valid(self) -> bool:
        return all([self.head.is_valid(), self.rows.is_valid()])

    def add_error(self, field: None, error: list[str]) -> None:
        self.head.add_error(field, error)

    def upon_newest(self) -> None:
        self.head.upon_newest()


class PlanEditor(_Editor):
    """The sections of a draft in their order; one without a title is left out."""

    def __init__(self, data: Any, *, plan: ImplementationPlan) -> None:
        super().__init__(
            HeadForm(data, initial={"revision": plan.revision}),
            Sections(data, initial=plan.sections, prefix="sections"),
        )

    def sections(self) -> list[dict[str, str]]:
        rows = [row.cleaned_data for row in self.rows if row.cleaned_data.get("title")]
        return [{"title": row["title"], "text": row["text"]} for row in rows]


class QuotaEditor(_Editor):
    """The lines of a quota table in their order; one without a number is left out."""

    def __init__(self, data: Any, *, table: QuotaTable) -> None:
        stood = lines_of(table)
        places = communities(table.term.body.area, timezone.localdate())
        known = {place.pk for place in places}
        places += [line.community for line in stood if line.community and line.community.pk not in known]
        initial = [
            {
                "key": line.key, "told": line.name, "kind": line.kind, "seats": line.seats,
                "community": line.community.public_id if line.community else None,
                "unit": "" if line.community and line.name == line.community.name else line.name,
            }
            for line in stood
        ]  # fmt: skip
        super().__init__(
            HeadForm(data, initial={"revision": table.revision}, asks_why=table.is_settled),
            Lines(data, initial=initial, prefix="lines", form_kwargs={"places": places}),
        )

    def upon_newest(self) -> None:
        super().upon_newest()
        self.rows.upon_newest()

    def lines(self) -> list[Line]:
        rows = [row.cleaned_data for row in self.rows if row.cleaned_data.get("seats") is not None]
        return [
            Line(row["kind"], row["unit"] or row["community"].name, row["seats"], row["community"], row["key"])
            for row in rows
        ]
