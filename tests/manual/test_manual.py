"""The manual cannot age: its words, pictures and pages are those of the portal."""

import ast
import re
from fnmatch import fnmatchcase
from functools import cache

import pytest
from django.urls import NoReverseMatch, reverse

from apps.foundation.core import registry
from apps.foundation.core.audiences import audience_of, may_enter
from apps.portal.rules.manual import AUDIENCES, COMMON, chapter_for, parts_for
from apps.portal.selectors.manual import PICTURES, QUOTED, ROOT, chapters
from tests.house.plan import ROOT as HOUSE
from tests.house.plan import own_python, own_templates
from tests.house.test_addresses import all_views
from tests.manual.pictures import PICTURES as TABLE

FILES = sorted(ROOT.glob("*/*.md"))
NAMED_PICTURE = re.compile(r"!\[[^\]]+\]\(\.\./pictures/([a-z0-9-]+)\.webp\)")
LINK = re.compile(r"(?<!!)\[[^\]]+\]\(([^)]+)\)")
MEMBERS_AND_OFFICE = sorted({role for audience in AUDIENCES for role in audience.roles})
UNEXPLAINED = {"portal_live", "portal_ready", "portal_metrics", "portal_help"}
"""What no person opens, and the manual itself."""
PAPER = {
    "templates/print.html", "templates/screen.html", "apps/congress/ballots/verifiers/verify.html",
    "apps/systems/legal_exams/templates/legal_exams/tickets.html",
    *(str(file.relative_to(HOUSE)) for file in HOUSE.glob("apps/*/*/templates/*/pdf/*.html")),
}  # fmt: skip


def test_every_part_has_chapters_and_every_file_is_one():
    assert {chapter.audience.slug for chapter in chapters()} == {audience.slug for audience in AUDIENCES}
    of_manual = [chapter for chapter in chapters() if not chapter.audience.is_technical]
    assert len(of_manual) == len(FILES)
    assert len({(chapter.audience.slug, chapter.slug) for chapter in of_manual}) == len(FILES)


def test_pictures_named_are_those_of_the_table_and_those_on_disk():
    named = [name for file in FILES for name in NAMED_PICTURE.findall(file.read_text())]
    table = [picture.name for picture in TABLE]
    assert sorted(set(named)) == sorted(table)
    assert sorted(file.stem for file in PICTURES.iterdir()) == sorted(table)


def test_pictures_are_small():
    sizes = {file.name: file.stat().st_size for file in PICTURES.iterdir()}
    assert {name: size for name, size in sizes.items() if size > 60_000} == {}
    assert sum(sizes.values()) < 4_000_000


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_every_word_quoted_is_one_of_the_portal(file):
    quoted = {one[1:-1] for one in QUOTED.findall(file.read_text())}
    assert [one for one in quoted if not all(piece in words_of_the_portal() for piece in one.split("…"))] == []


@cache
def words_of_the_portal() -> str:
    """All that templates, strings of the code and small scripts may show."""
    templates = [text for _, text in own_templates()]
    scripts = [file.read_text() for file in (HOUSE / "static/elements").glob("*.js")]
    strings = [
        node.value
        for _, tree in own_python()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
    return "\n".join([*templates, *scripts, *strings])


def test_operators_find_every_page_for_technicians():
    listed = (ROOT / "operators/07-documents.md").read_text()
    pages = sorted((HOUSE / "docs/operations").glob("*.md"))
    assert [page.name for page in pages if f"(../../operations/{page.name})" not in listed] == []


def test_links_between_chapters_lead_to_chapters():
    broken = [
        f"{file.parent.name}/{file.name}: {target}"
        for file in FILES
        for target in LINK.findall(file.read_text())
        if not (file.parent / target).resolve().is_file()
    ]
    assert broken == []


def test_pages_named_are_addresses():
    names = {name for name, _ in all_views()}
    named = {pattern for chapter in chapters() for pattern in chapter.pages}
    assert [pattern for pattern in named if not any(fnmatchcase(name, pattern) for name in names)] == []


@pytest.mark.parametrize("role", MEMBERS_AND_OFFICE)
def test_every_line_of_the_menu_has_a_chapter_for_its_role(role):
    """Operators read the part of the staff as well, whose menu they have."""
    parts = parts_for(role, signed_in=True) if role == "operator" else parts_for(role, signed_in=True)[:2]
    lines = [item.url_name for system in registry.systems() for item in system.menu if may_enter(role, item.url_name)]
    assert [line for line in lines if chapter_for(line, parts, chapters()) is None] == []


def test_every_page_without_arguments_has_a_chapter():
    parts = parts_for("staff", signed_in=True)
    pages = [name for name, _ in all_views() if not name.startswith("admin:") and _opens(name)]
    unexplained = [page for page in pages if chapter_for(page, parts, chapters()) is None]
    assert [page for page in unexplained if page not in UNEXPLAINED] == []


def _opens(name: str) -> bool:
    try:
        reverse(name)
    except NoReverseMatch:
        return False
    return audience_of(name) is not None


def test_every_whole_page_bears_the_help_link_but_paper_and_the_screen_of_the_hall():
    whole = {path: text for path, text in own_templates() if "<html" in text}
    bare = {path for path, text in whole.items() if not re.search(r'components/(help|topbar)\.html"', text)}
    assert bare - PAPER == set()
    assert "components/help.html" in (HOUSE / "templates/components/topbar.html").read_text()


def test_the_part_for_all_comes_right_after_ones_own():
    assert [part.slug for part in parts_for("deputy", signed_in=True)][:2] == ["deputies", COMMON]
    assert [part.slug for part in parts_for("guest", signed_in=False)] == ["residents", COMMON]
