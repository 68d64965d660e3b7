"""A real Chromium before a real server: as a phone, a desk, or the hall's screen."""

import os

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.chromium import FLAGS, installed

expect.set_options(timeout=15_000)  # a busy machine is no defect of the page


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    return {**browser_type_launch_args, "executable_path": installed(), "args": FLAGS}


@pytest.fixture(scope="session", autouse=True)
def _database_beside_playwright():
    """Playwright keeps an event loop in this thread; the tests' own queries are synchronous all the same."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(os.environ, "DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        yield


@pytest.fixture
def open_page(browser: Browser, live_server):
    """`open_page((390, 844), "/path", client)`: a window of that size, signed in like the test client.

    Windows are closed with the test: pages that refresh themselves would hold connections to the database.
    """
    contexts = []

    def opened(size: tuple[int, int], path: str, client=None) -> Page:
        context = browser.new_context(viewport={"width": size[0], "height": size[1]}, locale="zh-CN")
        contexts.append(context)
        if client is not None:
            session = client.cookies["sessionid"].value
            context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
        page = context.new_page()
        page.goto(live_server.url + path)
        return page

    yield opened
    for context in contexts:
        context.close()
