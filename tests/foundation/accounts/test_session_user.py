"""Who a session belongs to is read anew with every request."""

import pytest

from apps.foundation.accounts.models import User

pytestmark = pytest.mark.django_db


def test_an_account_switched_off_is_signed_out_at_the_next_request(client):
    user = User.objects.create_user("zhangmin")
    client.force_login(user)
    assert client.get("/").wsgi_request.user == user
    user.is_active = False
    user.save(update_fields=["is_active"])
    assert client.get("/").wsgi_request.user.is_anonymous


def test_the_account_of_a_session_is_whole(client):
    user = User.objects.create_user("zhangmin", name="张敏")
    client.force_login(user)
    found = client.get("/").wsgi_request.user
    assert {field.attname: getattr(found, field.attname) for field in user._meta.concrete_fields} == {
        field.attname: getattr(user, field.attname) for field in user._meta.concrete_fields
    } | {"last_login": found.last_login}
