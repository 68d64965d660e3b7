"""The plan of an inspection, its route, who is asked."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from apps.congress.inspections.models import Inspection, Kind
from apps.congress.inspections.selectors.people import people_of, units_of
from apps.congress.inspections.selectors.steps import arrangement_mark, route_mark
from apps.congress.inspections.services.setting_up import InspectionDraft, StopLine
from apps.congress.meetings.models import Meeting
from apps.foundation.core.dates import local_day
from apps.foundation.core.forms import DayField, MarkedForm, MomentField, OnceForm, RowForm, row_set
from apps.foundation.people.forms.colleagues import ColleaguesWidget
from apps.foundation.people.models import Person, Term

ROUTE_LIMIT = 30
SPARE_ROWS = 3


class InspectionForm(MarkedForm):
    """Everything but the route and the people; `seen` is the mark of the arrangement that is changed."""

    kind = forms.ChoiceField(label="类别", choices=Kind.choices)
    theme = forms.CharField(
        label="主题", max_length=100, help_text="只写内容,不写“视察”“调研”等字样。如:农村饮水安全、居家养老服务"
    )
    basis = forms.CharField(
        label="依据", required=False, max_length=300, help_text="如:年度监督计划第3项;主席团第12次会议决定"
    )
    gathers_at = MomentField(label="集合时间")
    gathers_place = forms.CharField(label="集合地点", max_length=120)
    starts_on = DayField(label="开始日期", required=False, help_text="不填则为集合当日")
    ends_on = DayField(label="结束日期", required=False, help_text="不填则为开始当日")
    leader = forms.ModelChoiceField(Person.objects.none(), label="带队人", required=False, empty_label="暂不确定")
    contact = forms.CharField(label="联系人及电话", required=False, max_length=80)
    requirements = forms.CharField(
        label="有关要求", required=False, max_length=1000, widget=forms.Textarea({"rows": 3}),
        help_text="乘车、着装、携带材料等",
    )  # fmt: skip
    meeting = forms.ModelChoiceField(
        Meeting.objects.none(), label="相关会议", required=False, empty_label="没有相关会议",
        help_text="会前视察、调研的,选择所服务的会议",
    )  # fmt: skip

    def __init__(self, *args: Any, inspection: Inspection | None = None, terms: QuerySet[Term], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        on = local_day(inspection.gathers_at) if inspection else None
        self.fields["leader"].queryset = Person.objects.filter(mandates__term__in=terms).distinct().order_by("pinyin")
        self.fields["meeting"].queryset = Meeting.objects.filter(term__in=terms).order_by("-starts_on")
        self.fields["leader"].label_from_instance = lambda person: person.name
        if on is not None:
            self.fields["starts_on"].required = True
        else:
            del self.fields["seen"]

    def draft(self) -> InspectionDraft:
        values = dict(self.cleaned_data)
        for name in ("term", "seen", "key"):
            values.pop(name, None)
        day = local_day(values["gathers_at"])
        values["starts_on"] = values["starts_on"] or day
        values["ends_on"] = values["ends_on"] or values["starts_on"]
        return InspectionDraft(**values)


def initial_of(inspection: Inspection) -> dict[str, Any]:
    """What is stored, for the form that changes it."""
    stored = {name: getattr(inspection, name) for name in InspectionForm.base_fields if name != "seen"}
    return {**stored, "seen": arrangement_mark(inspection)}


class NewInspectionForm(OnceForm, InspectionForm):
    """With the body it is for."""

    term = forms.ModelChoiceField(Term.objects.none(), label="届", empty_label=None)
    field_order = ["term"]

    def __init__(self, *args: Any, terms: QuerySet[Term], **kwargs: Any) -> None:
        super().__init__(*args, terms=terms, **kwargs)
        self.fields["term"].queryset = terms


class StopForm(RowForm):
    """One stop; without a place it is left out."""

    named_by, others = "place", ("arrives_at", "unit", "host", "officials")

    public_id = forms.UUIDField(required=False, widget=forms.HiddenInput)
    place = forms.CharField(label="地点", required=False, max_length=120)
    arrives_at = MomentField(label="到达时间", required=False)
    unit = forms.ModelChoiceField(
        label="被视察单位", queryset=Term.objects.none(), required=False, empty_label="不在名册"
    )
    host = forms.CharField(label="现场单位(不在名册的)", required=False, max_length=100)
    officials = forms.CharField(label="到场负责人", required=False, max_length=200)

    def __init__(self, *args: Any, units: QuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units


class RouteMarkForm(MarkedForm):
    """Which route the page showed."""


class RoutePage:
    """The route as rows to fill in, with spare ones."""

    def __init__(self, data: Any, inspection: Inspection) -> None:
        self.form = RouteMarkForm(data, initial={"seen": route_mark(inspection)})
        stops = list(inspection.stops.values("public_id", "place", "arrives_at", "unit", "host", "officials"))
        units = units_of(inspection.body.area, inspection.starts_on)
        rows = row_set(
            StopForm, ROUTE_LIMIT, known_by="public_id", told_by="place",
            extra=1 if stops else SPARE_ROWS, can_order=True, can_delete=True, can_delete_extra=False,
        )  # fmt: skip
        self.rows = rows(data, prefix="route", initial=stops, form_kwargs={"units": units})

    def is_valid(self) -> bool:
        return all([self.form.is_valid(), self.rows.is_valid()])

    def add_error(self, field: str | None, error: Any) -> None:
        self.form.add_error(field, error)

    def upon_newest(self) -> None:
        self.form.upon_newest()
        self.rows.upon_newest()

    def lines(self) -> list[StopLine]:
        """The rows that name a place, in their order."""
        names = ("place", "arrives_at", "unit", "host", "officials", "public_id")
        filled = [form.cleaned_data for form in self.rows.ordered_forms if form.cleaned_data.get("place")]
        return [StopLine(**{name: row[name] for name in names}) for row in filled]


class ParticipantsForm(forms.Form):
    """Who is asked, of those who serve."""

    people = forms.ModelMultipleChoiceField(
        Person.objects.none(), label="参加代表", widget=ColleaguesWidget, required=False
    )

    def __init__(self, *args: Any, inspection: Inspection, **kwargs: Any) -> None:
        asked = list(inspection.participants.values_list("person_id", flat=True))
        super().__init__(*args, initial={"people": asked}, **kwargs)
        self.fields["people"].queryset = people_of(inspection.term, inspection.starts_on)
        self.fields["people"].label_from_instance = lambda person: person.name
        self.fields["people"].label = f"参加{inspection.members_are_called}"
