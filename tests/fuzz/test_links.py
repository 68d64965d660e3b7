"""No page offers a reader what then refuses: every link from everybody's first page on is followed."""

import os
import re
from collections import Counter, deque
from collections.abc import Iterator
from html import unescape
from urllib.parse import urljoin, urlsplit

import pytest
from django.test import Client
from django.urls import Resolver404, resolve

from apps.foundation.accounts.models import User
from tests.fuzz.asking import Answer, ask

ACCOUNTS = (
    "qinghe", "binjiang", "quwei", "jiazhan", "zhenwei", "lingdao", "chengban", "guijian", "daibiao1", "qudaibiao",
    "yishi1", "admin", "renmian", "mingti", "jiankao",
)  # fmt: skip
EACH = 3 if os.environ.get("FUZZ_MINUTES") else 1
"""So many addresses of one URL name are followed for one account, more in the long run (`make fuzz`)."""
LINK = re.compile(r'<a\s[^>]*href="([^"]+)"')
ELSEWHERE = ("/static/", "/media/", "/admin/", "/accounts/logout/")


@pytest.mark.parametrize("account", ACCOUNTS)
def test_every_link_leads_somewhere(account, visitors):
    browser = Client(raise_request_exception=False)
    browser.force_login(User.objects.get(username=account))
    followed, refused = Counter[str](), []
    waiting, seen = deque([("/", "the first page")]), {"/"}
    while waiting:
        url, source = waiting.popleft()
        name = _name_of(url)
        if followed[name] == EACH:
            continue
        followed[name] += 1
        answer = ask(browser, url)
        if answer.status >= 400:
            refused.append(f"{source} leads to {url}: {answer.status}")
        for link in _links(url, answer):
            if link not in seen:
                seen.add(link)
                waiting.append((link, url))
    assert "\n".join(refused) == ""
    assert len(followed) > 20


def _links(url: str, answer: Answer) -> Iterator[str]:
    if "text/html" not in answer.kind:
        return
    for found in LINK.findall(answer.body.decode(errors="replace")):
        link = urlsplit(urljoin(url, unescape(found)))
        if not link.scheme and not link.netloc and link.path and not link.path.startswith(ELSEWHERE):
            yield f"{link.path}?{link.query}" if link.query else link.path


def _name_of(url: str) -> str:
    try:
        return resolve(urlsplit(url).path).view_name
    except Resolver404:
        return url
