from collections.abc import Iterable

from celery.schedules import crontab
from django.db.models import Q
from django.urls import reverse

from apps.foundation.core.actors import OPERATOR, Actor
from apps.foundation.core.audiences import INSIDE, OFFICE
from apps.foundation.core.registry import Hit, MenuItem, System, Timed, register
from apps.foundation.organisations.models import Unit


def search(actor: Actor, text: str) -> Iterable[Hit]:
    found = Unit.objects.visible_to(actor).filter(Q(name__icontains=text) | Q(short_name__icontains=text))
    for unit in found.select_related("area")[:21]:
        yield Hit(unit.name, reverse("organisations_unit", args=[unit.public_id]), "单位", unit.area.name)


register(
    System(
        slug="organisations",
        title="区划与机构",
        urls=("organisations/", "apps.foundation.organisations.urls"),
        menu=[
            MenuItem("区划", "organisations_areas", "map-2"),
            MenuItem("单位", "organisations_units", "building", folded=True),
            MenuItem("选区", "organisations_districts", "map-pin", folded=True),
        ],
        search=search,
        schedule=[Timed("organisations.fold_days", crontab(hour=3, minute=20))],
        audiences={
            "organisations_areas": INSIDE,
            "organisations_area_*": frozenset({OPERATOR}),
            "organisations_units": INSIDE,
            "organisations_unit": INSIDE,
            "organisations_unit_*": OFFICE,
            "organisations_districts": INSIDE,
            "organisations_district_*": OFFICE,
        },
        acts={
            "organisations.area.created": "{actor}设立了{subject}",
            "organisations.area.changed": "{actor}修改了{subject}(原名{before})",
            "organisations.area.closed": "{actor}自{day}起撤销{subject}",
            "organisations.unit.created": "{actor}登记了{subject}",
            "organisations.unit.changed": "{actor}修改了{subject}(原名{before})",
            "organisations.unit.closed": "{actor}自{day}起撤销{subject}",
            "organisations.district.created": "{actor}划定了{subject}",
            "organisations.district.changed": "{actor}修改了{subject}(原名{before})",
        },
        order=82,
    )
)
