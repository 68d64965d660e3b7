"""Forms as a browser sends them: a second time after a second click, or from a page that was opened before."""

import re

from django.http import HttpResponse
from django.test import Client


def hidden(page: HttpResponse, name: str) -> str:
    """What a hidden field of the form carries."""
    return re.search(rf'name="{name}" value="([0-9a-f-]+)"', page.content.decode())[1]


def key_on(page: HttpResponse) -> str:
    """The key of the row that the form of a page will make."""
    return hidden(page, "key")


def sent_twice(client: Client, url: str, typed: dict[str, object]) -> list[str]:
    """Where each of two sends of one page leads."""
    key = key_on(client.get(url))
    return [client.post(url, {**typed, "key": key}).url for _ in range(2)]
