"""A spreadsheet of tasks: every row is a form of its own, with units and places by their names."""

import json
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet

from apps.congress.supervision.forms.opening import PlanForm, leaders_for, units_for
from apps.congress.supervision.models import UnitRole
from apps.congress.supervision.rules.steps import EXAMPLE, steps_of
from apps.congress.supervision.services import AssignmentDraft, NodeDraft, UnitDraft
from apps.congress.supervision.services.importing import HEADINGS, ROWS_LIMIT, TaskRow
from apps.foundation.core.forms import OnceForm
from apps.foundation.organisations.models import Area, Unit
from apps.foundation.people.models import Person

BETWEEN = re.compile(r"[、,\uff0c;\uff1b\n]+")
LABELS = {name: heading for heading, name in HEADINGS.items()}


class SheetForm(forms.Form):
    file = forms.FileField(
        label="督办任务表格(.xlsx)", widget=forms.ClearableFileInput({"accept": ".xlsx"}),
        help_text=f"请用“下载模板”得到的格式填写,一行一项,最多{ROWS_LIMIT}项。先逐行检查,有问题的指出来,核对后再导入。",
    )  # fmt: skip


class ConfirmForm(OnceForm):
    """The rows as they were read, to be written."""

    rows = forms.CharField(max_length=2_000_000, widget=forms.HiddenInput)
    is_handed_over = forms.BooleanField(
        label="导入后即交办", required=False, help_text="不勾选的,导入为“拟定中”,逐项核对后再交办"
    )

    def clean_rows(self) -> list[tuple[int, dict[str, str]]]:
        try:
            found = [(int(number), {name: str(cells[name]) for name in cells}) for number, cells in self._raw()]
        except (ValueError, TypeError, AttributeError, OverflowError, RecursionError) as error:
            raise forms.ValidationError("表格内容不完整,请重新上传。") from error
        if not 1 <= len(found) <= ROWS_LIMIT:
            raise forms.ValidationError("表格内容不完整,请重新上传。")
        return found

    def _raw(self) -> Any:
        return json.loads(self.cleaned_data["rows"])


class UnitsByName(forms.CharField):
    """Names of units, one after the other; cleaned to the units. `units` are those that may be named."""

    units: QuerySet[Unit] | Sequence[Unit] = ()

    def clean(self, value: Any) -> list[Unit]:
        return [self._unit(name.strip()) for name in BETWEEN.split(super().clean(value)) if name.strip()]

    def _unit(self, name: str) -> Unit:
        found = [unit for unit in self.units if unit.name == name]
        if not found:
            raise forms.ValidationError(f"没有找到“{name}”,请写“单位”中登记的全称。")
        if len(found) > 1:
            raise forms.ValidationError(f"有{len(found)}个单位都叫“{name}”,请在“新建督办任务”中选择。")
        return found[0]


class StepsField(forms.CharField):
    def clean(self, value: Any) -> list[NodeDraft]:
        try:
            return [NodeDraft(step.title, step.due_on, step.percent) for step in steps_of(super().clean(value))]
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error


class RowForm(PlanForm):
    """A row of the sheet for one place."""

    leader = None
    lead = UnitsByName(label="牵头单位")
    responsible = UnitsByName(label="责任单位", required=False)
    supporting = UnitsByName(label="配合单位", required=False)
    verifier = UnitsByName(label="核查单位", required=False)
    nodes = StepsField(label="节点", required=False, help_text=f"每行一项,例如:{EXAMPLE}")

    def __init__(self, data: Any, *, units: Sequence[Unit], leaders: Sequence[Person]) -> None:
        forms.Form.__init__(self, data)
        self.leaders = leaders
        for name in ("lead", "responsible", "supporting", "verifier"):
            self.fields[name].units = units

    def clean_lead(self) -> Unit:
        return self._single("lead")

    def clean_verifier(self) -> Unit | None:
        return self._single("verifier") if self.cleaned_data["verifier"] else None

    def _single(self, name: str) -> Unit:
        found = self.cleaned_data[name]
        if len(found) != 1:
            raise forms.ValidationError(f"{self.fields[name].label}只能写一个。")
        return found[0]

    def to_draft(self) -> AssignmentDraft:
        """A leader whose name only one account has is told of red lights by it."""
        values = dict(self.cleaned_data)
        units = [UnitDraft(values.pop("lead"))]
        for role in (UnitRole.RESPONSIBLE, UnitRole.SUPPORTING):
            units += [UnitDraft(unit, role) for unit in values.pop(role.value)]
        named = [person for person in self.leaders if person.name == values["leader_name"]]
        if len(named) == 1:
            values |= {"leader": named[0], "leader_name": ""}
        return AssignmentDraft(**values, units=units)


@dataclass(frozen=True, slots=True)
class CheckedRow:
    """A row as it was read, what is wrong with it, and what would be written where nothing is."""

    number: int
    cells: dict[str, str]
    problems: Sequence[str]
    row: TaskRow | None


class Book:
    """The places of an office by name, and of each place its units and leaders; asked for once a place."""

    def __init__(self, office: Area, places: Sequence[Area], on: date) -> None:
        self.office, self.on = office, on
        self.names: dict[str, list[Area]] = defaultdict(list)
        by_path = {place.path: place for place in places}
        for place in places:
            self.names[place.name].append(place)
            above = by_path.get(place.path[: -Area.steplen])
            if above is not None:
                self.names[f"{above.name}{place.name}"].append(place)
        self.known: dict[int, tuple[list[Unit], list[Person]]] = {}

    def check(self, number: int, cells: dict[str, str]) -> CheckedRow:
        name = cells.get("area", "")
        found = self.names.get(name, []) if name else [self.office]
        if len(found) != 1:
            wrong = f"没有找到“{name}”" if not found else f"有{len(found)}个区划都叫“{name}”,请连同上级名称写"
            return CheckedRow(number, cells, [f"承办区划:{wrong},请写“区划”中登记的全称。"], None)
        form = RowForm(cells, units=self._of(found[0])[0], leaders=self._of(found[0])[1])
        if not form.is_valid():
            told = [f"{LABELS.get(field, '')}:{' '.join(errors)}" for field, errors in form.errors.items()]
            return CheckedRow(number, cells, told, None)
        return CheckedRow(number, cells, [], TaskRow(number, found[0], form.to_draft()))

    def _of(self, area: Area) -> tuple[list[Unit], list[Person]]:
        if area.pk not in self.known:
            self.known[area.pk] = (list(units_for(area, self.on)), list(leaders_for(area, self.on)))
        return self.known[area.pk]
