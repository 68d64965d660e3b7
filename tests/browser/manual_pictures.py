"""`make manual-pictures`: every picture of the manual, taken of the demo district; `ARGS='name …'` takes some only.

Runs on the database of DATABASE_URL, which must be empty or hold the demo district.
"""

import sys
from io import BytesIO
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from PIL import Image
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser.serving import chromium, serving, session
from tests.manual.pictures import PICTURES, Picture

OUT = Path(settings.BASE_DIR) / "docs/manual/pictures"
DESK, PHONE = (1280, 900), (390, 844)
MARGIN = 16
"""So much of the ground is seen below the last thing in a frame."""
MOST = 60_000
"""Bytes of one picture."""


def take(browser: Browser, base: str, picture: Picture) -> int:
    """Write one picture; returns its bytes."""
    width, height = PHONE if picture.phone else DESK
    window, scale = {"width": width, "height": height}, 2 if picture.phone else 1
    context = browser.new_context(viewport=window, locale="zh-CN", device_scale_factor=scale)
    context.add_cookies(session(picture.account, base))
    page = context.new_page()
    response = page.goto(base + picture.path())
    assert response is not None, picture
    assert response.ok, f"{picture.name}: {response.status}"
    for words in picture.clicks:
        page.get_by_role("main").get_by_text(words, exact=True).first.click()
    page.wait_for_load_state("networkidle")
    shot = _shot(page, picture)
    context.close()
    return _write(shot, picture)


def _shot(page: Page, picture: Picture) -> bytes:
    """The framed part of the page, no higher than `picture.height`; without a frame what the window shows."""
    if not picture.frame:
        return page.screenshot()
    frame = page.locator(picture.frame).first
    expect(frame).to_be_visible()
    width = page.viewport_size["width"] if page.viewport_size else 0
    # As tall as the page itself, so that bars that stick to the edges stand at the edges.
    page.set_viewport_size({"width": width, "height": page.evaluate("document.documentElement.scrollHeight")})
    box = frame.bounding_box()
    assert box is not None, picture
    ends = frame.evaluate(
        "frame => Math.max(...[...frame.children].map(child => child.getBoundingClientRect().bottom))"
    )
    box["height"] = min(ends + MARGIN - box["y"], box["height"], picture.height)
    return page.screenshot(clip=box, full_page=True)


def _write(shot: bytes, picture: Picture) -> int:
    """As WebP, a little coarser where it would be too large."""
    image = Image.open(BytesIO(shot)).convert("RGB")
    for quality in (70, 55, 40, 25):
        written = BytesIO()
        image.save(written, "WEBP", quality=quality, method=6)
        if written.tell() <= MOST:
            break
    (OUT / f"{picture.name}.webp").write_bytes(written.getvalue())
    return written.tell()


def main() -> None:
    call_command("migrate", verbosity=0)
    call_command("demo_load", if_empty=True)
    OUT.mkdir(parents=True, exist_ok=True)
    wanted = [picture for picture in PICTURES if picture.name in (sys.argv[1:] or [picture.name])]
    with serving() as base, sync_playwright() as playwright:
        browser = chromium(playwright)
        total = sum(take(browser, base, picture) for picture in wanted)
        browser.close()
    print(f"{len(wanted)} pictures, {total // 1000} kB")


if __name__ == "__main__":
    main()
