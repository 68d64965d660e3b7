"""Persons: entering and correcting who somebody is. Only here are pinyin and the identity index set."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from apps.foundation.audit import services as audit
from apps.foundation.core.actors import Actor
from apps.foundation.core.errors import COMPARE, Conflict
from apps.foundation.core.fields import blind_index
from apps.foundation.core.marks import fields_mark
from apps.foundation.organisations.models import Area
from apps.foundation.people.models import Person
from apps.foundation.people.rules import initials_of, pinyin_of

DETAILS = (
    "name", "sex", "ethnic_group", "born_on", "party", "education", "workplace", "phone", "email", "identity_number",
)  # fmt: skip


@transaction.atomic
def person_create(*, area: Area, details: Mapping[str, Any], by: Actor, at: datetime) -> Person:
    """Enter a person in `area`; `details` has keys of DETAILS.

    Raises Conflict where the identity number, or the name with the phone, is known: the roster tells people by them.
    """
    person = Person(area=area, **details)
    if person.phone and Person.objects.filter(area=area, name=person.name, phone=person.phone).exists():
        raise Conflict(f"{person.name}(手机号相同)已经登记过。请在人员名册中查找,在原有人员上办理,不要重复登记。")
    person_index(person)
    _save_once(person)
    audit.record("people.person.created", on=person, by=by, area_path=area.path)
    return person


@transaction.atomic
def person_change(
    *, person: Person, details: Mapping[str, Any], by: Actor, at: datetime, seen: str | None = None
) -> Person:
    """Correct details of a person; keys left out stay. Values are not copied into the audit entry.

    `seen` is the mark of the details that were read; raises Conflict where somebody saved others since.
    """
    person = Person.objects.select_for_update(of=("self",)).select_related("area").get(pk=person.pk)
    changed = [name for name, value in details.items() if getattr(person, name) != value]
    if not changed:
        return person
    if seen is not None and seen != details_mark(person):
        raise Conflict(f"{person.name}的信息刚被他人修改过,{COMPARE}")
    for name in changed:
        setattr(person, name, details[name])
    person_index(person)
    _save_once(person)
    fields = {field.name: field for field in Person._meta.fields}
    labels = "、".join(str(fields[name].verbose_name) for name in changed)
    audit.record("people.person.changed", on=person, by=by, area_path=person.area.path, fields=labels)
    return person


def details_mark(person: Person) -> str:
    """Names the details as they are stored. Of the identity number the keyed digest: the mark stands on a page."""
    return fields_mark(person, [name for name in DETAILS if name != "identity_number"] + ["identity_index"])


def person_index(person: Person) -> None:
    """Set what finding and sorting need from name and identity number; saves nothing."""
    person.pinyin = pinyin_of(person.name)
    person.initials = initials_of(person.name)
    person.identity_index = blind_index(person.identity_number)


def _save_once(person: Person) -> None:
    try:
        with transaction.atomic():
            person.save()
    except IntegrityError as error:
        if "person_identity_once" not in str(error):
            raise
        sentence = "此身份证号已登记在另一人名下。请在人员名册中按姓名查找,在原有人员上办理,不要重复登记。"
        raise Conflict(sentence) from error
