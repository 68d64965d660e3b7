"""编组进站: deputies to tick from the roster, one by name, the public page of one."""

from collections.abc import Iterable
from typing import Any

from django import forms

from apps.foundation.core.forms import DayField, PhoneField
from apps.foundation.people.forms.colleagues import ColleaguesWidget
from apps.foundation.people.models import Mandate, Person
from apps.systems.deputy_stations.forms.stations import offer_namesakes
from apps.systems.deputy_stations.models import DeputyPage, Level
from apps.systems.deputy_stations.services.stationing import ELSEWHERE


class SeatsForm(forms.Form):
    """Seats come with `station_name` ("" or None where their holder is in no station)."""

    starts_on = DayField(label="进站日期", widget=forms.DateInput)
    is_main = forms.BooleanField(
        label="作为所在家站", required=False, initial=True,
        help_text="每名代表只有一个所在家站:已在其他家站的,转入本站。不勾选的,另外参加本站(如产业链家站)。",
    )  # fmt: skip
    seats = forms.MultipleChoiceField(
        label="代表", widget=ColleaguesWidget, error_messages={"required": "请勾选进站的代表。"}
    )

    def __init__(self, *args: Any, seats: Iterable[Mandate], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.found = {str(seat.public_id): seat for seat in seats}
        self.fields["seats"].widget.people = {key: seat.person for key, seat in self.found.items()}
        self.fields["seats"].choices = [(key, _label(seat)) for key, seat in self.found.items()]

    def chosen(self) -> list[Mandate]:
        return [self.found[key] for key in self.cleaned_data["seats"]]


def _label(seat: Any) -> str:
    district = f",{seat.electoral_district.name}" if seat.electoral_district else ""
    where = f",现在{seat.station_name}" if seat.station_name else ""
    return f"{seat.person.name}({seat.term.body.name}{district}{where})"


class ByNameForm(forms.Form):
    """Deputies of congresses that are not kept here."""

    name = forms.CharField(label="姓名", max_length=60)
    level = forms.ChoiceField(label="代表层级", choices=[(level, Level(level).label) for level in ELSEWHERE])
    starts_on = DayField(label="进站日期", widget=forms.DateInput)
    is_main = forms.BooleanField(label="作为所在家站", required=False, initial=True)
    person = forms.ChoiceField(label="名册中的同名人员", required=False)

    def __init__(self, *args: Any, namesakes: Iterable[Person] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = offer_namesakes(self, "person", namesakes)

    def who(self) -> Person | None:
        return self.people.get(self.cleaned_data["person"])


class EndForm(forms.Form):
    until = DayField(label="出站日期", widget=forms.DateInput, help_text="当日起不在本站。")
    reason = forms.CharField(label="原因", max_length=300, required=False)


class DeputyPageForm(forms.Form):
    introduction = forms.CharField(
        label="简介", max_length=600, required=False, widget=forms.Textarea({"rows": 5}),
        help_text="对外公开,例如本职工作、关注的事。不要写住址、手机号。",
    )  # fmt: skip
    office_phone = PhoneField(label="公开电话", help_text="愿意对外公开的办公电话;不填就不显示。")
    is_shown = forms.BooleanField(label="对外公开这个页面", required=False)

    def __init__(self, *args: Any, page: DeputyPage, **kwargs: Any) -> None:
        names = ("introduction", "office_phone", "is_shown")
        super().__init__(*args, initial={name: getattr(page, name) for name in names}, **kwargs)
