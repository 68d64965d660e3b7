"""登录单: used once, by whoever holds it, within its hours."""

import threading
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from apps.foundation.accounts.models import SignInSlip, User
from apps.foundation.accounts.services import slip_issue, slip_redeem
from apps.foundation.audit.models import Entry
from apps.foundation.core.actors import Actor
from apps.foundation.core.errors import NotAllowed, WrongState

AT = datetime(2026, 3, 20, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
STAFF = Actor(name="陈晨", role="staff", role_title="青禾镇 人大工作人员")


@pytest.fixture
def user(db) -> User:
    return User.objects.create_user("wangxiaoming0001", name="王小明")


def issue(user: User, at: datetime = AT, hours: int = 72) -> str:
    return slip_issue(user=user, by=STAFF, at=at, hours=hours)[1]


def refusal(code: str, at: datetime = AT) -> str:
    with pytest.raises((WrongState, NotAllowed)) as caught:
        slip_redeem(code=code, at=at)
    return caught.value.sentence


def slip_url(code: str) -> str:
    return reverse("accounts_slip", args=[code])


def test_it_signs_in_whom_it_was_issued_for(user):
    assert slip_redeem(code=issue(user), at=AT) == user


def test_it_refuses_a_slip_used_twice(user):
    code = issue(user)
    slip_redeem(code=code, at=AT)
    assert refusal(code) == "这张登录单已经用过,一张只能用一次。如需再次登录,请本级人大工作人员重新开一张。"


@pytest.mark.django_db(transaction=True)
def test_of_parallel_redemptions_exactly_one_signs_in():
    code = issue(User.objects.create_user("wangxiaoming0001", name="王小明"))
    outcomes, start = [], threading.Barrier(8)

    def redeem() -> None:
        start.wait()
        try:
            outcomes.append(slip_redeem(code=code, at=AT).username)
        except WrongState:
            outcomes.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=redeem) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["refused"] * 7 + ["wangxiaoming0001"]


@pytest.mark.django_db(transaction=True)
def test_of_parallel_issues_exactly_one_slip_stays_open():
    user = User.objects.create_user("wangxiaoming0001", name="王小明")
    start = threading.Barrier(4)

    def issue_one() -> None:
        start.wait()
        issue(user)
        connection.close()

    threads = [threading.Thread(target=issue_one) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert SignInSlip.objects.filter(used_at=None, expires_at__gt=AT).count() == 1


def test_it_refuses_an_expired_slip_and_says_what_to_do(user):
    assert (
        refusal(issue(user, hours=2), AT + timedelta(hours=2)) == "这张登录单已过有效期,请本级人大工作人员重新开一张。"
    )


def test_it_still_works_a_second_before_it_expires(user):
    assert slip_redeem(code=issue(user, hours=2), at=AT + timedelta(hours=2, seconds=-1)) == user


def test_a_newer_slip_revokes_the_older(user):
    older, newer = issue(user), issue(user, AT + timedelta(minutes=1))
    assert refusal(older, AT + timedelta(minutes=2)) == "这张登录单已作废:之后又给您开了一张新的,请用新的那张。"
    assert slip_redeem(code=newer, at=AT + timedelta(minutes=2)) == user


def test_it_refuses_a_code_nobody_issued(user):
    assert refusal("AAAAAAAAAAAAAAAAAAAAAA").startswith("这张登录单无效")


def test_it_refuses_the_slip_of_an_account_that_was_closed_since(user):
    code = issue(user)
    User.objects.update(is_active=False)
    assert refusal(code) == "此账号已停用,不能登录。如有疑问,请联系本级人大工作人员。"
    assert SignInSlip.objects.get().used_at is None


def test_it_issues_no_slip_for_a_closed_account(user):
    user.is_active = False
    user.save()
    with pytest.raises(NotAllowed):
        issue(user)


def test_the_code_is_kept_nowhere(user):
    code = issue(user)
    assert SignInSlip.objects.get().code_hash != code
    assert Entry.objects.get(act="accounts.slip.issued").facts == {"hours": 72}


def test_each_act_leaves_one_entry(user):
    slip_redeem(code=issue(user), at=AT)
    assert list(Entry.objects.order_by("pk").values_list("act", "actor_name")) == [
        ("accounts.slip.issued", "陈晨"),
        ("accounts.slip.used", "王小明"),
    ]


def test_looking_at_a_slip_neither_signs_in_nor_uses_it(user):
    client = Client()
    response = client.get(slip_url(issue(user, timezone.now())))
    assert "您好,王小明" in response.content.decode()
    assert "_auth_user_id" not in client.session
    assert SignInSlip.objects.get().used_at is None


def test_the_button_signs_in_straight_to_the_home_page(user):
    client = Client()
    response = client.post(slip_url(issue(user, timezone.now())))
    assert response.status_code == 302
    assert response.url == "/"
    assert client.session["_auth_user_id"] == str(user.pk)


def test_pressing_the_button_again_says_that_the_slip_is_used(user):
    url = slip_url(issue(user, timezone.now()))
    Client().post(url)
    response = Client().post(url)
    assert response.status_code == 410
    assert "一张只能用一次" in response.content.decode()


def test_a_slip_replaces_whoever_was_signed_in_on_the_phone(user):
    other = User.objects.create_user("lihong0002", name="李红")
    client = Client()
    client.force_login(other)
    url = slip_url(issue(user, timezone.now()))
    assert "换成王小明" in client.get(url).content.decode()
    client.post(url)
    assert client.session["_auth_user_id"] == str(user.pk)


def test_guessing_codes_is_stopped(user):
    client = Client()
    answers = [client.get(slip_url(f"{number:022d}")).status_code for number in range(31)]
    assert answers == [410] * 30 + [429]


def test_somebody_who_guesses_in_a_hall_keeps_no_holder_of_a_slip_out(user):
    client = Client()
    for number in range(32):
        client.get(slip_url(f"{number:022d}"))
    url = slip_url(issue(user, timezone.now()))
    assert client.get(url).status_code == 200
    client.post(url)
    assert client.session["_auth_user_id"] == str(user.pk)


def test_a_clock_that_is_set_back_revives_no_slip(user):
    replaced = issue(user, at=AT + timedelta(hours=5))
    used = issue(user, at=AT + timedelta(hours=6))
    slip_redeem(code=used, at=AT + timedelta(hours=7))
    for code in (used, replaced):
        assert refusal(code, at=AT + timedelta(hours=5, minutes=30))
