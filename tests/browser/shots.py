"""`make shots`: every page that people of the demo district come to, as pictures, with what is wrong with it.

Walks from each account's first page along its links; `ARGS='qinghe daibiao2'` takes some accounts only. A page is
looked at on a desk, on a phone, and on a phone in 大字. What scrolls sideways, has no heading or two, has something to
press that is too small for a finger, breaks a rule of axe-core gravely or writes an error to the console is told in
build/shots/faults.txt, and ends with 1.
"""

import html
import shutil
import sys
from collections import Counter, deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management import call_command
from django.urls import Resolver404, resolve
from playwright.sync_api import Browser, ConsoleMessage, Error, Page, sync_playwright

from apps.foundation.accounts.rules import LARGE_PRINT_COOKIE
from tests.browser.findings import findings
from tests.browser.serving import chromium, serving, session

OUT = Path(settings.BASE_DIR) / "build/shots"
FAULTS = "faults.txt"
DESK, PHONE, LARGE = "desk", "phone", "large"
WIDTHS = {DESK: 1440, PHONE: 390, LARGE: 390}
WINDOW, TALLEST = 844, 3000
AUDIENCES = {
    "": "guest", "qinghe": "staff", "binjiang": "staff", "quwei": "staff", "jiazhan": "staff", "zhenwei": "leader",
    "lingdao": "leader", "chengban": "handler", "guijian": "handler", "daibiao1": "deputy", "daibiao2": "deputy",
    "qudaibiao": "deputy", "yishi1": "representative", "admin": "operator", "renmian": "exam_staff",
    "mingti": "exam_setter", "shenti": "exam_setter", "jiankao": "invigilator", "zhujian": "invigilator",
}  # fmt: skip
EACH = 2
"""So many pages of one URL name are looked at for one audience."""
STARTS = ("/", "/help/", "/search/?q=青禾")
ELSEWHERE = ("/static/", "/media/", "/accounts/logout/", "/admin/")
TELL = """() => ({
  wide: document.documentElement.scrollWidth - window.innerWidth,
  heads: document.querySelectorAll('h1').length,
  links: [...document.querySelectorAll('a[href]:not([download])')].map(one => one.href),
  small: [...document.querySelectorAll('a.btn, button, input:not(.btn-check), select, textarea')].filter(one => {
    const box = one.getBoundingClientRect();
    return box.width > 1 && box.height > 1 && Math.min(box.width, box.height) < 16;
  }).map(one => one.outerHTML.slice(0, 120)),
})"""


@dataclass
class Shot:
    """One page as one account came to it."""

    account: str
    name: str
    path: str
    title: str = ""
    faults: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return f"{AUDIENCES[self.account]} {self.name} {self.path}"


class Walk:
    """Goes through the portal as one account after the other."""

    def __init__(self, browser: Browser, base: str) -> None:
        self.browser, self.base = browser, base
        self.taken: Counter[tuple[str, str]] = Counter()
        self.shots: list[Shot] = []

    def account(self, account: str) -> None:
        pages = {size: self._page(account, size) for size in WIDTHS}
        waiting, known = deque(STARTS), set(STARTS)
        while waiting:
            path = waiting.popleft()
            if self._is_wanted(account, path):
                new = [link for link in self._shoot(Shot(account, name_of(path), path), pages) if link not in known]
                known.update(new)
                waiting.extend(dict.fromkeys(new))
        for page in pages.values():
            page.context.close()

    def _is_wanted(self, account: str, path: str) -> bool:
        name = name_of(path)
        return path in STARTS or (bool(name) and self.taken[AUDIENCES[account], name] < EACH)

    def _page(self, account: str, size: str) -> Page:
        context = self.browser.new_context(viewport={"width": WIDTHS[size], "height": WINDOW}, locale="zh-CN")
        context.add_cookies(session(account, self.base))
        if size == LARGE:
            context.add_cookies([{"name": LARGE_PRINT_COOKIE, "value": "1", "url": self.base}])
        return context.new_page()

    def _shoot(self, shot: Shot, pages: dict[str, Page]) -> list[str]:
        """Where the page leads; nowhere if it is a file."""
        found: list[str] = []
        for size, page in pages.items():
            with heard(page) as errors:
                try:
                    answer = page.goto(self.base + shot.path)
                except Error:  # a file to keep
                    return []
                if answer is None or "text/html" not in answer.headers["content-type"]:
                    return []
                facts = page.evaluate(TELL)
                told = [f"status {answer.status}"] if answer.status != 200 else []
                told += [*faults_of(facts), *(findings(page) if size != LARGE else [])]
                shot.title = page.title()
                shot.files.append(self._picture(shot, size, page))
            shot.faults += [f"{size}: {one}" for one in (*told, *errors)]
            found = found or list(self._inside(facts["links"]))
        self.taken[AUDIENCES[shot.account], shot.name] += 1
        self.shots.append(shot)
        with (OUT / FAULTS).open("a") as told_so_far:
            told_so_far.writelines(f"{shot} {fault}\n" for fault in shot.faults)
        return found

    def _picture(self, shot: Shot, size: str, page: Page) -> str:
        # As tall as the page itself, so that bars that stick to the edges stand at the edges.
        tall = min(page.evaluate("document.documentElement.scrollHeight"), TALLEST)
        page.set_viewport_size({"width": WIDTHS[size], "height": tall})
        count = self.taken[AUDIENCES[shot.account], shot.name]
        file = f"{AUDIENCES[shot.account]}-{shot.name}-{count}-{size}.png".replace(":", "_")
        page.screenshot(path=OUT / file)
        page.set_viewport_size({"width": WIDTHS[size], "height": WINDOW})
        return file

    def _inside(self, links: list[str]) -> Iterator[str]:
        for link in links:
            url = urlsplit(link)
            if f"{url.scheme}://{url.netloc}" == self.base and not url.path.startswith(ELSEWHERE):
                yield f"{url.path}?{url.query}" if url.query else url.path


def name_of(path: str) -> str:
    try:
        return resolve(urlsplit(path).path).view_name
    except Resolver404:
        return ""


def faults_of(facts: dict) -> Iterator[str]:
    if facts["wide"] > 0:
        yield f"scrolls sideways by {facts['wide']}"
    if facts["heads"] != 1:
        yield f"{facts['heads']} headings of the first level"
    for element in facts["small"]:
        yield f"small: {element}"


@contextmanager
def heard(page: Page) -> Iterator[list[str]]:
    """What the page writes to the console as an error meanwhile."""
    errors: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        if message.type == "error":
            errors.append(f"console: {message.text}")

    page.on("console", hear)
    try:
        yield errors
    finally:
        page.remove_listener("console", hear)


def write_index(shots: list[Shot]) -> None:
    rows = [
        f"<h2>{html.escape(f'{shot.title} {shot}')}</h2><pre>{html.escape(chr(10).join(shot.faults))}</pre>"
        + "".join(f'<img src="{html.escape(file)}" loading="lazy">' for file in shot.files)
        for shot in shots
    ]
    style = "img{width:420px;border:1px solid #ccc;vertical-align:top;margin:8px}"
    page = f'<!doctype html><meta charset="utf-8"><title>页面图</title><style>{style}</style>{"".join(rows)}'
    (OUT / "index.html").write_text(page)


def main() -> int:
    call_command("migrate", verbosity=0)
    call_command("demo_load", if_empty=True)
    shutil.rmtree(OUT, ignore_errors=True)
    OUT.mkdir(parents=True)
    with serving() as base, sync_playwright() as playwright:
        walk = Walk(chromium(playwright), base)
        for account in sys.argv[1:] or AUDIENCES:
            walk.account(account)
            print(f"{account or 'guest'}: {len(walk.shots)} pages so far", flush=True)
    write_index(walk.shots)
    faults = sum(len(shot.faults) for shot in walk.shots)
    print(f"{len(walk.shots)} pages, {faults} faults: {OUT / 'index.html'}")
    return int(bool(faults))


if __name__ == "__main__":
    sys.exit(main())
