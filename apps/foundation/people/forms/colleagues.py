"""Members of a body to tick, found by name or pinyin."""

from collections.abc import Iterable
from typing import Any

from django import forms

from apps.foundation.people.models import Person


class ColleaguesWidget(forms.CheckboxSelectMultiple):
    """Members to tick; each box carries name, pinyin and initials for `<filter-choices>`.

    `people` by key where the choices are not a query's.
    """

    finds = True
    people: dict[str, Person] = {}

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        if person := getattr(value, "instance", None) or self.people.get(str(value)):
            option["attrs"]["data-find"] = f"{person.name} {person.pinyin.replace(' ', '')} {person.initials}"
        return option


class ColleaguesField(forms.MultipleChoiceField):
    """Members who are asked to co-sign."""

    widget = ColleaguesWidget

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"label": "请哪些代表附议", **kwargs})

    def offer(self, people: Iterable[Person]) -> None:
        self.widget.people = {str(one.pk): one for one in people}
        self.choices = [(key, one.name) for key, one in self.widget.people.items()]

    def chosen(self, keys: Iterable[str]) -> list[Person]:
        """The people behind cleaned keys."""
        return [self.widget.people[key] for key in keys]
