"""A form that is sent a second time, as a second click does it."""

import re

from django.http import HttpResponse
from django.test import Client


def key_on(page: HttpResponse) -> str:
    """The key of the row that the form of a page will make."""
    return re.search(r'name="key" value="([0-9a-f-]{36})"', page.content.decode())[1]


def sent_twice(client: Client, url: str, typed: dict[str, object]) -> list[str]:
    """Where each of two sends of one page leads."""
    key = key_on(client.get(url))
    return [client.post(url, {**typed, "key": key}).url for _ in range(2)]
