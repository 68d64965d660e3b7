"""The manual as its files say it (`docs/manual/<part>/<NN-task>.md`), read and laid out once in a process."""

import re
from functools import cache
from html import unescape
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import strip_tags
from markdown import Markdown
from markdown.treeprocessors import Treeprocessor
from PIL import Image

from apps.portal.rules.manual import AUDIENCES, Audience, Chapter

DOCS = Path(settings.BASE_DIR) / "docs"
ROOT = DOCS / "manual"
PICTURES = ROOT / "pictures"
QUOTED = re.compile("「[^」<]*」")
"""A word as it stands on a button or in the menu, or a sentence as the portal says it."""
TAG_OR_QUOTED = re.compile(f"<[^>]*>|{QUOTED.pattern}")
NUMBER = re.compile(r"^\d\d-")
"""What only orders the files."""
PHONE = 800
"""Pictures narrower than this show a phone."""


@cache
def chapters() -> tuple[Chapter, ...]:
    """Every chapter, part by part in the order of the files' names."""
    return tuple(_read(audience, file) for audience in AUDIENCES for file in files_of(audience))


def files_of(audience: Audience) -> list[Path]:
    """The chapters of a part. What technicians read lies beside the manual."""
    return sorted(((DOCS if audience.is_technical else ROOT) / audience.slug).glob("*.md"))


def _read(audience: Audience, file: Path) -> Chapter:
    markdown = Markdown(extensions=["meta", "tables", "fenced_code", "sane_lists"])
    markdown.treeprocessors.register(_Addresses(file.parent), "addresses", 5)
    text = file.read_text(encoding="utf-8")
    if audience.is_technical:
        title, _, text = text.partition("\n")
        text = f"title: {title.lstrip('# ')}\n\n{text}"
    html = TAG_OR_QUOTED.sub(_bold, markdown.convert(text))
    facts: dict[str, list[str]] = markdown.Meta  # type: ignore[attr-defined]
    pages = tuple(" ".join(facts.get("pages", [])).split())
    plain = " ".join(unescape(strip_tags(html)).split())
    return Chapter(audience, slug_of(file), facts["title"][0], pages, html, plain)


def _bold(found: re.Match[str]) -> str:
    """What is to be found on the page stands out; sentences of the portal are only quoted."""
    is_word = found[0].startswith("「") and "。" not in found[0]
    return f"<b>{found[0]}</b>" if is_word else found[0]


def slug_of(file: Path) -> str:
    """`03-vote.md` -> `vote`."""
    return NUMBER.sub("", file.stem)


@cache
def _addresses() -> dict[Path, tuple[str, str]]:
    """File -> part and slug of its chapter."""
    return {file: (audience.slug, slug_of(file)) for audience in AUDIENCES for file in files_of(audience)}


class _Addresses(Treeprocessor):
    """Links to other files and pictures, as they work in the folder, become addresses of the portal."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.folder = folder

    def run(self, root: Element) -> None:
        for image in root.iter("img"):
            _place(image)
        for link in root.iter("a"):
            target = urlsplit(link.get("href", ""))
            if target.scheme:
                continue
            chapter = _addresses().get((self.folder / target.path).resolve())
            if chapter:
                link.set("href", reverse("portal_help_chapter", args=chapter))
            else:  # a page for developers, which the portal does not show
                link.attrib.pop("href", None)


def _place(image: Element) -> None:
    name = Path(image.get("src", "")).name
    image.set("src", static(f"manual/{name}"))
    if (PICTURES / name).is_file():
        with Image.open(PICTURES / name) as picture:
            width, height = picture.size
        image.set("width", str(width))
        image.set("height", str(height))
        image.set("class", "is-phone" if width < PHONE else "is-desk")
