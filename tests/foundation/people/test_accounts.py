"""Accounts: closed and opened again by operators, and rid of a second factor whose phone is lost."""

from datetime import UTC, datetime

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

from apps.foundation.accounts.services import slip_issue
from apps.foundation.audit.models import Entry
from apps.foundation.core.errors import NotAllowed, WrongState
from apps.foundation.people.services.accounts import account_lock, account_unlock, second_factor_reset
from tests import factories as make

AT = datetime(2026, 3, 20, 1, tzinfo=UTC)


@pytest.fixture
def doing(cast):
    return {"reason": "手机遗失", "by": cast.actor("operator"), "at": AT}


def address(person, act):
    return f"/people/{person.public_id}/account/{act}/"


def test_a_closed_account_is_out_at_once_and_its_slips_end(cast, doing):
    person = cast.people["deputy"]
    browser = cast.client("deputy")
    slip, _ = slip_issue(user=person.user, by=doing["by"], at=AT, hours=72)
    assert browser.get("/").status_code == 200
    account_lock(person=person, **doing)
    assert browser.get("/").status_code == 302
    slip.refresh_from_db()
    assert slip.expires_at == AT


def test_an_account_is_opened_again(cast, doing):
    person = cast.people["deputy"]
    account_lock(person=person, **doing)
    assert account_unlock(person=person, **doing).is_active
    acts = Entry.objects.filter(area_path=cast.town.path).order_by("pk").values_list("act", flat=True)
    assert list(acts) == ["people.account.locked", "people.account.unlocked"]


def test_nobody_closes_the_account_they_work_with(cast, doing):
    with pytest.raises(NotAllowed, match="另一名系统管理员"):
        account_lock(person=cast.people["operator"], **doing)


def test_a_lost_phone_locks_nobody_out(cast, doing):
    person = cast.people["deputy"]
    TOTP.activate(person.user, generate_totp_secret())
    found_by_somebody = cast.client("deputy")
    second_factor_reset(person=person, **doing)
    assert not Authenticator.objects.exists()
    assert found_by_somebody.get("/").status_code == 302
    with pytest.raises(WrongState, match="没有启用两步验证"):
        second_factor_reset(person=person, **doing)


def test_it_says_so_where_there_is_no_account(cast, doing):
    with pytest.raises(WrongState, match="还没有账号"):
        account_lock(person=make.make_person(cast.town, "吴号"), **doing)


def test_operators_do_it_on_the_person_s_page(cast):
    person, client = cast.people["deputy"], cast.client("operator")
    assert "停用账号" in client.get(f"/people/{person.public_id}/").content.decode()
    assert client.post(address(person, "lock"), {"reason": "离任"}).status_code == 302
    page = client.get(f"/people/{person.public_id}/").content.decode()
    assert "已停用" in page
    assert "恢复账号" in page
    assert client.get(address(person, "other")).status_code == 404


@pytest.mark.parametrize("part", ["staff", "leader", "deputy"])
def test_nobody_else_does(cast, part):
    assert cast.client(part).get(address(cast.people["deputy"], "lock")).status_code == 403
