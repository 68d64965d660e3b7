"""Django's admin shows the office every table and changes none that a service keeps."""

from io import BytesIO

import pytest
from django.apps import apps
from django.contrib import admin
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from apps.foundation.accounts.models import SignedInDevice
from apps.foundation.audit.models import Entry
from apps.foundation.core.actors import (
    DEPUTY,
    EXAM_SETTER,
    EXAM_STAFF,
    HANDLER,
    INVIGILATOR,
    LEADER,
    REPRESENTATIVE,
)
from apps.foundation.core.admin import ReadOnlyAdmin
from apps.foundation.core.audiences import OFFICE, audience_of
from apps.foundation.people.models import Person
from tests import factories as make
from tests.foundation.people.rosters import identity_number
from tests.house.test_addresses import plain_pages

MODELS = [model for model in apps.get_models() if model.__module__.startswith("apps.")]
KEPT_BY_HAND = {"core.Holiday"}


def address(model, act, *args):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{act}", args=args)


def test_every_table_is_registered():
    assert [model._meta.label for model in MODELS if not admin.site.is_registered(model)] == []


def test_only_the_holiday_table_is_changed_there():
    ours = {model._meta.label: admin.site.get_model_admin(model) for model in MODELS}
    assert {label for label, kept in ours.items() if not isinstance(kept, ReadOnlyAdmin)} == KEPT_BY_HAND


def test_each_list_opens_and_is_searched(cast):
    client = cast.client("operator")
    answers = {model._meta.label: client.get(address(model, "changelist"), {"q": "安"}).status_code for model in MODELS}
    assert {label: status for label, status in answers.items() if status != 200} == {}


def test_each_list_takes_nothing(cast):
    client = cast.client("operator")
    answers = {model._meta.label: client.get(address(model, "add")).status_code for model in MODELS}
    assert {label for label, status in answers.items() if status != 403} == KEPT_BY_HAND


def test_the_office_alone_is_declared_for_every_page_of_it():
    assert {audience_of(name) for name in plain_pages() if name.startswith("admin:")} == {OFFICE}


@pytest.mark.parametrize("part", [LEADER, HANDLER, DEPUTY, REPRESENTATIVE, EXAM_STAFF, EXAM_SETTER, INVIGILATOR])
def test_nobody_else_enters(part, cast):
    """One door for all of it, so one table of each app is asked."""
    person = make.make_person(cast.district, "示例")
    if part in (DEPUTY, REPRESENTATIVE):
        make.make_mandate(person, cast.deputies()[0].mandates.get().term, kind=part)
    else:
        make.make_role(person, part, cast.district)
    pages = [reverse("admin:index"), *{one._meta.app_label: address(one, "changelist") for one in MODELS}.values()]
    browser = _of(person)
    assert {browser.get(page).status_code for page in pages} == {403}


def _of(person: Person) -> Client:
    browser = Client()
    browser.force_login(make.make_user(person))
    return browser


def test_an_account_without_a_role_does_not_enter(cast):
    assert _of(make.make_person(cast.town, "无身份")).get(reverse("admin:index")).status_code == 403


def test_staff_see_the_people_of_their_area_only(cast):
    path = reverse("admin:people_person_changelist")
    assert "安然" in cast.client("staff").get(path).content.decode()
    assert "安然" not in cast.client("other_staff").get(path).content.decode()


def test_a_row_leads_to_the_page_where_it_is_acted_on(cast):
    person = cast.people["deputy"]
    html = cast.client("staff").get(reverse("admin:people_person_change", args=[person.pk])).content.decode()
    assert f"/people/{person.public_id}/" in html


def test_a_row_cannot_be_changed_by_a_forged_form(cast):
    person = cast.people["deputy"]
    path = reverse("admin:people_person_change", args=[person.pk])
    assert cast.client("operator").post(path, {"name": "改名"}).status_code == 403
    person.refresh_from_db()
    assert person.name == "安然"


def test_no_secret_is_guessed_letter_by_letter(cast, rf):
    """Whoever learned the key of a session would be its holder; a vote shows by whether its row is found."""
    client = cast.client("operator")
    for model in MODELS:
        kept = admin.site.get_model_admin(model)
        for name in kept.get_exclude(rf.get("/")) if isinstance(kept, ReadOnlyAdmin) else ():
            answer = client.get(address(model, "changelist"), {f"{name}__startswith": "a"})
            assert answer.status_code == 400, (model, name)
    asked = {"session_key__startswith": "a"}
    assert client.get(address(SignedInDevice, "export"), asked).status_code == 400


def test_secrets_are_neither_shown_nor_exported(cast):
    person = cast.people["deputy"]
    person.identity_number = identity_number()
    person.save()
    client = cast.client("operator")
    shown = client.get(reverse("admin:people_person_change", args=[person.pk])).content.decode()
    shown += client.get(reverse("admin:accounts_user_change", args=[person.user.pk])).content.decode()
    assert identity_number() not in shown
    assert person.user.password not in shown
    path = reverse("admin:people_person_export")
    assert "personresource_name" in client.get(path).content.decode()
    assert "personresource_identity" not in client.get(path).content.decode()
    asked = {f"personresource_{name}": "on" for name in ("name", "identity_number", "identity_index")}
    book = load_workbook(BytesIO(client.post(path, {"format": "0", **asked}).content))
    assert [cell.value for cell in book.active[1]] == ["name"]
    assert Entry.objects.get(act="audit.list.exported").facts["title"] == "管理后台:人员"
