"""Putting a name down: chosen from the deputies or typed."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from apps.congress.elections.models import Election, Nomination
from apps.congress.elections.selectors.rules_here import deputies_of
from apps.congress.elections.services.nominating import NomineeDraft
from apps.foundation.core.actors import Actor
from apps.foundation.core.forms import DayField
from apps.foundation.people.forms.colleagues import ColleaguesField
from apps.foundation.people.models import Person, Post, Sex
from apps.foundation.people.rules.strokes import stroke_key
from apps.foundation.people.rules.vocabulary import ETHNIC_GROUPS, PARTIES

PARTICULARS = ("sex", "ethnic_group", "born_on", "party", "post_now", "introduction")


def _options(words: tuple[str, ...]) -> list[tuple[str, str]]:
    return [("", "(未填)"), *((word, word) for word in words)]


class NomineeForm(forms.Form):
    """A nominee; what is left empty for somebody of the register is taken from there."""

    person = forms.ChoiceField(label="被提名人", required=False)
    name = forms.CharField(label="姓名", max_length=30, required=False, help_text="名单中没有的,在这里填写姓名")
    sex = forms.ChoiceField(label="性别", choices=[("", "(未填)"), *Sex.choices], required=False)
    ethnic_group = forms.ChoiceField(label="民族", choices=_options(ETHNIC_GROUPS), required=False)
    born_on = DayField(label="出生日期", required=False, widget=forms.DateInput())
    party = forms.ChoiceField(label="政治面貌", choices=_options(PARTIES), required=False)
    post_now = forms.CharField(label="现任职务", max_length=120, required=False)
    introduction = forms.CharField(
        label="简介", max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 4}),
        help_text="提名人应当介绍被提名人的情况",
    )  # fmt: skip

    def __init__(self, *args: Any, election: Election, actor: Actor, asks: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        deputies = [seat.person for seat in deputies_of(election.term, today)]
        others = [] if election.deputies_only else _holders(election, today, {person.pk for person in deputies})
        self._people = {str(person.pk): person for person in [*deputies, *others]}
        empty = "请选择" if election.deputies_only else "请选择,或在下面填写姓名"
        self.fields["person"].choices = [("", empty), *((key, _shown(one)) for key, one in self._people.items())]
        if election.deputies_only:
            del self.fields["name"]
            self.fields["person"].required = True
        if asks:
            number = election.measures.co_signers
            self.fields["ask"] = ColleaguesField(
                required=False, help_text=f"共须{number}名代表联名(含本人);所选代表会收到消息,由本人在手机上确认"
            )
            self.fields["ask"].offer(one for one in deputies if one.pk != actor.person_id)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("person") and not data.get("name", "").strip() and "person" not in self.errors:
            self.add_error("person", "请选择被提名人,或填写姓名。")
        chosen = self._people.get(data.get("person", ""))
        if chosen and data.get("name", "").strip() not in ("", chosen.name) and "(" not in data["name"]:
            self.add_error("name", f"已选择{chosen.name},又填写了另一姓名。请只保留一项。")
        return data

    def draft(self) -> NomineeDraft:
        data = self.cleaned_data
        person = self._people.get(data["person"])
        name = data.get("name", "").strip() or (person.name if person else "")
        return NomineeDraft(name=name, person=person, **{field: data[field] for field in PARTICULARS})

    def asked(self) -> list[Person]:
        return [self._people[key] for key in self.cleaned_data.get("ask", ())]


class AskForm(forms.Form):
    """More deputies to be asked to co-sign."""

    ask = ColleaguesField()

    def __init__(self, *args: Any, nomination: Nomination, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = set(nomination.signatures.values_list("person_id", flat=True))
        deputies = [seat.person for seat in deputies_of(nomination.election.term, timezone.localdate())]
        self._people = {str(one.pk): one for one in deputies if one.pk not in asked}
        self.fields["ask"].offer(self._people.values())

    def asked(self) -> list[Person]:
        return [self._people[key] for key in self.cleaned_data["ask"]]


def _holders(election: Election, on: date, known: set[int]) -> list[Person]:
    """Others of the area who hold a post today."""
    path = election.body.area.path
    posts = Post.objects.on(on).filter(unit__area__path__startswith=path).exclude(person__in=known)
    people = Person.objects.filter(pk__in=posts.values("person"))
    return sorted(people, key=lambda person: stroke_key(person.name))


def _shown(person: Person) -> str:
    return f"{person.name}({person.workplace})" if person.workplace else person.name
