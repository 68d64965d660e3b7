"""Single sign-on with a platform that lives in this file: linked accounts are opened, none is made."""

from dataclasses import dataclass, field
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from django.test import Client

from apps.foundation.accounts.adapters import SingleSignOnAdapter
from apps.foundation.accounts.models import SignedInDevice, User
from apps.foundation.accounts.services import sso_link
from apps.foundation.audit.models import Entry

HOST = "https://sso.district.example"
PASSWORD = "correct horse 9"
BEGIN, OWN, LINK, CALLBACK = (
    "/accounts/sso/begin/", "/accounts/sso/", "/accounts/sso/link/", "/accounts/sso/sso/callback/",
)  # fmt: skip


@dataclass
class Answer:
    data: dict
    status_code: int = 200
    headers: dict = field(default_factory=lambda: {"content-type": "application/json"})
    content: bytes = b""

    def json(self) -> dict:
        return self.data

    def raise_for_status(self) -> None:
        pass


@dataclass
class Platform:
    """Answers as an OpenID Connect provider does; `uid` is who is signed in there."""

    uid: str = "G1024"
    is_down: bool = False

    def __enter__(self) -> "Platform":
        return self

    def __exit__(self, *error: object) -> None:
        pass

    def get(self, url: str, headers: dict | None = None) -> Answer:
        if self.is_down:
            raise requests.ConnectionError
        if url.endswith("/.well-known/openid-configuration"):
            return Answer({
                "issuer": HOST, "authorization_endpoint": f"{HOST}/authorize", "token_endpoint": f"{HOST}/token",
                "userinfo_endpoint": f"{HOST}/userinfo", "jwks_uri": f"{HOST}/keys",
            })  # fmt: skip
        return Answer({"sub": self.uid, "name": "王小明"})

    def request(self, method: str, url: str, **kwargs: object) -> Answer:
        token = jwt.encode({"iss": HOST, "aud": "portal", "sub": self.uid, "exp": 4_102_444_800}, "x" * 32, "HS256")
        return Answer({"access_token": "a", "token_type": "Bearer", "id_token": token})


@pytest.fixture
def platform(settings, monkeypatch) -> Platform:
    settings.SSO_SERVER, settings.SSO_NAME = HOST, "区统一身份平台"
    app = {
        "provider_id": "sso", "name": "区统一身份平台", "client_id": "portal", "secret": "s",
        "settings": {"server_url": HOST, "uid_field": "sub"},
    }  # fmt: skip
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}
    platform = Platform()
    monkeypatch.setattr(SingleSignOnAdapter, "get_requests_session", lambda adapter: platform)
    return platform


@pytest.fixture
def user(db) -> User:
    return User.objects.create_user("wangxiaoming0001", password=PASSWORD, name="王小明")


def come_back(client: Client, away: str, **said: str):
    """The browser returns from the platform with its answer."""
    state = parse_qs(urlsplit(away).query)["state"][0]
    return client.get(CALLBACK, {"state": state, **(said or {"code": "c"})})


def test_a_linked_account_is_opened_and_leads_where_its_holder_wanted(user, platform):
    sso_link(user=user, uid="G1024")
    client = Client()
    assert "用区统一身份平台登录" in client.get("/accounts/login/").content.decode()
    away = client.get(BEGIN, {"next": "/notices/"}).url
    assert away.startswith(f"{HOST}/authorize?")
    assert "code_challenge" in away
    assert come_back(client, away).url == "/notices/"
    assert SignedInDevice.objects.get(user=user).kind == "sso"
    assert Entry.objects.get(act="accounts.user.signed_in").facts == {"how": "单点登录"}


def test_whoever_is_not_linked_reads_their_number_and_what_to_do(user, platform):
    client = Client()
    answer = come_back(client, client.get(BEGIN).url)
    assert answer.status_code == 403
    assert "已确认您的身份(编号 G1024),但这个编号还没有关联本系统的账号" in answer.content.decode()
    assert "_auth_user_id" not in client.session
    assert User.objects.count() == 1


def test_a_closed_account_stays_closed(user, platform):
    sso_link(user=user, uid="G1024")
    User.objects.update(is_active=False)
    client = Client()
    assert come_back(client, client.get(BEGIN).url).url == "/accounts/inactive/"
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("said", [{"error": "access_denied"}, {"error": "server_error"}])
def test_a_platform_that_refuses_is_a_sentence(user, platform, said):
    client = Client()
    assert "请稍后再试,或改用登录单" in come_back(client, client.get(BEGIN).url, **said).content.decode()


def test_a_platform_that_does_not_answer_is_a_sentence(user, platform):
    platform.is_down = True
    assert "区统一身份平台暂时连不上" in Client().get(BEGIN).content.decode()


def test_an_answer_nobody_asked_for_opens_nothing(user, platform):
    sso_link(user=user, uid="G1024")
    client = Client()
    assert client.get(CALLBACK, {"state": "made-up", "code": "c"}).status_code == 422
    assert "_auth_user_id" not in client.session


def proved(user: User) -> Client:
    client = Client()
    client.force_login(user)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    return client


def test_a_holder_links_their_own_account_and_takes_it_off_again(user, platform):
    client = proved(user)
    client.post(LINK)
    assert come_back(client, client.get(LINK).url).url == OWN
    assert "已关联编号 <strong>G1024</strong>" in client.get(OWN).content.decode()
    client.post("/accounts/sso/unlink/")
    assert not SocialAccount.objects.exists()
    acts = Entry.objects.filter(act__startswith="accounts.sso").order_by("pk").values_list("act", "facts__uid")
    assert list(acts) == [("accounts.sso.linked", "G1024"), ("accounts.sso.unlinked", "G1024")]


def test_no_link_from_elsewhere_begins_the_linking(user, platform):
    assert proved(user).get(LINK).url == OWN


def test_one_number_opens_one_account(user, platform):
    sso_link(user=User.objects.create_user("lihong0002", name="李红"), uid="G1024")
    client = proved(user)
    client.post(LINK)
    come_back(client, client.get(LINK).url)
    assert "已经关联另一个账号" in client.get(OWN).content.decode()
    assert SocialAccount.objects.get().user.name == "李红"


def test_without_a_platform_there_is_no_page_of_it(user):
    assert Client().get(BEGIN).status_code == 404
    assert proved(user).get(OWN).status_code == 404


def test_an_operator_enters_the_number_on_the_person_s_page(cast, platform):
    person, client = cast.people["deputy"], cast.client("operator")
    page = f"/people/{person.public_id}/"
    assert "关联单点登录" in client.get(page).content.decode()
    client.post(f"{page}account/sso-link/", {"uid": "G1024"})
    assert SocialAccount.objects.get().user == person.user
    other = f"/people/{cast.people['other_deputy'].public_id}/account/sso-link/"
    assert "已经关联另一个账号" in client.post(other, {"uid": "G1024"}).content.decode()
    client.post(f"{page}account/sso-unlink/", {"reason": "调离"})
    assert not SocialAccount.objects.exists()
