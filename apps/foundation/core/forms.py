"""Form fields for days, moments and telephone numbers; rows of lists.

A slip of the keyboard (year 1, year 9999) is refused where it is typed:
PostgreSQL keeps the first hours of year 1 as a day before Christ, which Python cannot read back.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.core.exceptions import ValidationError

from apps.foundation.core.dates import chinese_datetime
from apps.foundation.core.typed import PHONE, half_width

FIRST_YEAR, LAST_YEAR = 1900, 2100


def plausible_year(value: date | datetime) -> None:
    """Refuse a year that no office can mean."""
    if not FIRST_YEAR <= value.year <= LAST_YEAR:
        raise ValidationError(f"年份应在{FIRST_YEAR}年至{LAST_YEAR}年之间,请核对。")


class DayField(forms.DateField):
    default_validators = [plausible_year]


class MomentField(forms.DateTimeField):
    default_validators = [plausible_year]


class PhoneField(forms.RegexField):
    """A mobile or fixed number; digits of full width are digits."""

    default_error_messages = {"invalid": "电话请填数字,如 13800001234 或 023-12345678;也可以不填。"}

    def __init__(self, **options: Any) -> None:
        options.setdefault("max_length", 20)
        super().__init__(PHONE, required=False, **options)
        self.widget.attrs |= {"type": "tel", "inputmode": "tel"}

    def to_python(self, value: Any) -> str:
        return half_width(super().to_python(value))


class RowForm(forms.Form):
    """One row of a list: left out while its first cell `named_by` is empty, refused where others are typed already.

    A row that is named must have its `needed` cells.
    """

    named_by, others, needed = "", (), ()

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if values.get(self.named_by):
            for name in self.needed:
                if values.get(name) in (None, "") and name not in self.errors:
                    self.add_error(name, f"请填写{self.fields[name].label}。")
        if values.get(self.named_by) or self.named_by in self.errors:
            return values
        if any(values.get(name) for name in self.others):
            label = self.fields[self.named_by].label
            self.add_error(self.named_by, f"请填写{label}。不要这一行的,请把这一行清空或者勾选删除。")
        return values


class Rows(forms.BaseFormSet):
    """Rows of a list. Where they name in the hidden field `known_by` the row that they change, a refused save shows
    each beside what is saved of it, whatever its place, and `added` says by the field `told_by` what others added."""

    known_by = told_by = ""
    added: Sequence[str] = ()
    default_error_messages = {
        **forms.BaseFormSet.default_error_messages,
        "too_many_forms": "最多填写%(num)d行,请删减后再保存。",
    }

    def upon_newest(self, saved: Sequence[Mapping[str, Any]] | None = None) -> None:
        """After somebody else saved. `saved` are the newest rows where a row may have come from another list."""
        known = self._by_key(self.initial or () if saved is None else saved)
        for form, key in zip(self.forms, self.keys, strict=True):
            if key in known:
                stand_beside(form, known[key])
            elif key:
                form.is_dropped = True
        self.added = [_told(row[self.told_by]) for key, row in known.items() if key not in self.keys]

    def _construct_form(self, i: int, **kwargs: Any) -> forms.BaseForm:
        """A posted row is compared with the saved row of its key, not with what now stands in its place."""
        if self.is_bound and self.known_by:
            key = self.data.get(f"{self.add_prefix(i)}-{self.known_by}", "")
            kwargs["initial"] = self._by_key(self.initial or ()).get(key, {})
        return super()._construct_form(i, **kwargs)

    def _by_key(self, rows: Sequence[Mapping[str, Any]]) -> dict[str, Mapping[str, Any]]:
        return {str(row[self.known_by]): {"ORDER": place, **row} for place, row in enumerate(rows, start=1)}

    @property
    def keys(self) -> list[str]:
        """Which row each of the page's rows changes, "" for a new one."""
        return [str(form[self.known_by].value() or "") for form in self.forms]


def row_set(form: type[forms.Form], limit: int, *, known_by: str = "", told_by: str = "", **options: Any) -> type[Rows]:
    """A list of up to `limit` rows. Whoever posts more is told so; Django alone would build a thousand more."""
    made = forms.formset_factory(form, formset=Rows, max_num=limit, absolute_max=limit, **options)
    made.known_by, made.told_by = known_by, told_by
    return made


def _told(value: Any) -> str:
    return chinese_datetime(value) if isinstance(value, datetime) else str(value)


def stand_beside(form: forms.BaseForm, saved: Mapping[str, Any]) -> None:
    """From now on its page shows `saved` beside what was typed (`portal.saved_beside`)."""
    form.initial, form.is_overtaken = dict(saved), True


class RevisedForm(forms.Form):
    """Carries in the hidden field `rests_on` the state on which it was typed; its initial value is the newest state.

    Once the service has refused what rests on an older state, the next save rests on the newest: whoever reads the
    refusal sees both, field by field, and merges. A page that only has mistakes rests on what it was typed on.
    """

    rests_on = "revision"

    def upon_newest(self) -> None:
        stand_beside(self, self.initial)
        newest = self.fields.get(self.rests_on)
        if newest is not None:
            self.data = self.data.copy()
            self.data[self.add_prefix(self.rests_on)] = self.get_initial_for_field(newest, self.rests_on)


class MarkedForm(RevisedForm):
    """Rests on the mark (`core.marks`) of what is changed, which its `initial` gives as `seen`."""

    rests_on = "seen"

    seen = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)


class Editor:
    """A head and rows on one page that are valid or refused together; speaks as a form to `attempt`."""

    head: RevisedForm
    rows: Rows

    @property
    def revision(self) -> int:
        return self.head.cleaned_data["revision"]

    @property
    def has_errors(self) -> bool:
        return self.rows.is_bound and (bool(self.rows.total_error_count()) or bool(self.head.errors))

    def is_valid(self) -> bool:
        return all([self.head.is_valid(), self.rows.is_valid()])

    def add_error(self, field: None, error: list[str]) -> None:
        self.head.add_error(field, error)

    def upon_newest(self) -> None:
        self.head.upon_newest()


class OnceForm(forms.Form):
    """Carries in the hidden field `key` the public id of the row that it will make, so that sent twice it makes one.

    Once the service has refused what was sent under a key that is used, the next save makes a row of its own.
    """

    key = forms.UUIDField(required=False, widget=forms.HiddenInput, initial=uuid4)

    def clean_key(self) -> UUID:
        return self.cleaned_data["key"] or uuid4()

    def upon_newest(self) -> None:
        self.data = self.data.copy()
        self.data[self.add_prefix("key")] = str(uuid4())
