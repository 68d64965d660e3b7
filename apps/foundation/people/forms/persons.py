"""A person's details."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from apps.foundation.core.actors import Actor
from apps.foundation.core.forms import MarkedForm
from apps.foundation.organisations.forms import AreaChoice, areas_of
from apps.foundation.people.models import Person
from apps.foundation.people.rules import cells
from apps.foundation.people.rules.vocabulary import EDUCATIONS, ETHNIC_GROUPS, PARTIES
from apps.foundation.people.services.persons import DETAILS, details_mark


def _words(words: tuple[str, ...], known: str) -> list[tuple[str, str]]:
    """Choices from a closed list; a word that is no longer in it stays choosable for its bearer."""
    return [("", "未填写"), *((word, word) for word in dict.fromkeys([*words, known]) if word)]


class PersonForm(forms.ModelForm):
    """Details of a person; an empty identity number keeps the one on file, which is never shown."""

    area = AreaChoice(label="所在区划")
    identity_number = forms.CharField(label="身份证号", required=False, max_length=40)

    field_order = ["area", *DETAILS]

    class Meta:
        model = Person
        fields = [name for name in DETAILS if name != "identity_number"]
        widgets = {"born_on": forms.DateInput}

    def __init__(self, *args: Any, actor: Actor, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["area"].queryset = areas_of(actor)
        for name, words in (("ethnic_group", ETHNIC_GROUPS), ("party", PARTIES), ("education", EDUCATIONS)):
            field = self.fields[name]
            self.fields[name] = forms.ChoiceField(
                label=field.label, required=False, choices=_words(words, getattr(self.instance, name))
            )
        self.fields["phone"].widget.input_type = "tel"
        help_text = "18位,加密保存。"
        if self.instance.identity_number:
            help_text = f"已登记(末四位 {self.instance.identity_number[-4:]});只在需要更正时填写,不填则保留原号。"
        self.fields["identity_number"].help_text = help_text
        if self.instance.pk:
            del self.fields["area"]

    def clean_name(self) -> str:
        return _read(cells.read_name, self.cleaned_data["name"])

    def clean_phone(self) -> str:
        return _read(cells.read_phone, self.cleaned_data["phone"])

    def clean_workplace(self) -> str:
        return _read(lambda text: cells.read_text(text, 120), self.cleaned_data["workplace"])

    def clean_identity_number(self) -> str:
        return _read(cells.read_identity_number, self.cleaned_data["identity_number"]) or self.instance.identity_number

    def clean_born_on(self) -> date | None:
        return _read(lambda born: cells.read_birth(born, timezone.localdate()), self.cleaned_data["born_on"])

    def _post_clean(self) -> None:
        """The instance stays as stored: the service compares and writes."""

    @property
    def details(self) -> dict[str, Any]:
        """The valid values of DETAILS."""
        return {name: self.cleaned_data[name] for name in DETAILS}


class ChangePersonForm(MarkedForm, PersonForm):
    """The details anew; `seen` is the mark of those that are changed."""

    def __init__(self, *args: Any, instance: Person, **options: Any) -> None:
        super().__init__(*args, instance=instance, initial={"seen": details_mark(instance)}, **options)

    def upon_newest(self) -> None:
        """Beside an identity number that was typed stand the last four digits of the saved one, never more."""
        saved = self.instance.identity_number
        if saved and self["identity_number"].value():
            self.initial["identity_number"] = f"末四位 {saved[-4:]}"
        super().upon_newest()


def _read(reader: Callable[[Any], Any], value: Any) -> Any:
    try:
        return reader(value)
    except ValueError as error:
        raise forms.ValidationError(str(error)) from error
