"""Django's admin shows the office every table and changes none that a service keeps."""

from io import BytesIO

import pytest
from django.apps import apps
from django.contrib import admin
from django.urls import reverse
from openpyxl import load_workbook

from apps.foundation.audit.models import Entry
from apps.foundation.core.admin import ReadOnlyAdmin
from tests.foundation.people.rosters import identity_number

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


@pytest.mark.parametrize("part", ["leader", "handler", "deputy", "representative"])
def test_nobody_else_enters(part, cast):
    assert cast.client(part).get(reverse("admin:index")).status_code == 403


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
