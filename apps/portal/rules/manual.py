"""The manual: whose parts it has, which chapter explains a page, what a search finds. Pure: the text is given."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase

from apps.foundation.core.actors import (
    DEPUTY,
    EXAM_SETTER,
    EXAM_STAFF,
    HANDLER,
    INVIGILATOR,
    LEADER,
    OPERATOR,
    REPRESENTATIVE,
    STAFF,
)

AROUND = 40
"""So many characters stand on either side of what a search found."""


@dataclass(frozen=True, slots=True)
class Audience:
    """A part of the manual and the roles it is written for.

    Everybody may read one that `is_open`, signed in or not; one that `is_technical` is for operators alone.
    """

    slug: str
    title: str
    roles: frozenset[str] = frozenset()
    is_open: bool = False
    is_technical: bool = False


COMMON = "everyone"
AUDIENCES = (
    Audience(COMMON, "大家都用得到", is_open=True),
    Audience("staff", "人大工作人员", frozenset({STAFF})),
    Audience("deputies", "代表和议事代表", frozenset({DEPUTY, REPRESENTATIVE})),
    Audience("units", "承办单位", frozenset({HANDLER})),
    Audience("leaders", "领导", frozenset({LEADER})),
    Audience("residents", "群众", is_open=True),
    Audience("operators", "系统管理员", frozenset({OPERATOR})),
    Audience("exam", "任前法律知识考试", frozenset({EXAM_STAFF, EXAM_SETTER, INVIGILATOR})),
    Audience("operations", "给技术人员(英文)", is_technical=True),
)


@dataclass(frozen=True, slots=True)
class Chapter:
    """One task. `pages` are names of URLs, or patterns of them, that it explains; `text` is what is searched."""

    audience: Audience
    slug: str
    title: str
    pages: tuple[str, ...]
    html: str
    text: str


@dataclass(frozen=True, slots=True)
class Found:
    """A chapter that a search found, and the line around the first word: before it, the word, after it."""

    chapter: Chapter
    before: str
    word: str
    after: str


def parts_for(role: str, *, signed_in: bool) -> list[Audience]:
    """What somebody may read, their own part first, then what all need; a guest reads the open parts, residents' first.

    The rest follows in the manual's own order.
    """
    readable = [audience for audience in AUDIENCES if _may_read(audience, role, signed_in)]
    return sorted(readable, key=lambda audience: (not _is_own(audience, role, signed_in), audience.slug != COMMON))


def _may_read(audience: Audience, role: str, signed_in: bool) -> bool:
    if audience.is_technical:
        return signed_in and role == OPERATOR
    return audience.is_open or signed_in


def _is_own(audience: Audience, role: str, signed_in: bool) -> bool:
    return role in audience.roles if signed_in else audience.is_open and audience.slug != COMMON


def with_open_links(html: str, parts: Sequence[Audience]) -> str:
    """Links to parts that the reader may not open become plain words."""
    closed = "|".join(audience.slug for audience in AUDIENCES if audience not in parts)
    return re.sub(rf'<a href="/help/(?:{closed})/[^"]*">(.*?)</a>', r"\1", html) if closed else html


def chapter_for(page: str, parts: Sequence[Audience], chapters: Iterable[Chapter]) -> Chapter | None:
    """The chapter that explains a page to readers of `parts`: of the earliest part, there of the closest pattern."""
    fitting = [
        (parts.index(chapter.audience), -_closeness(pattern), number, chapter)
        for number, chapter in enumerate(chapters)
        if chapter.audience in parts
        for pattern in chapter.pages
        if fnmatchcase(page, pattern)
    ]
    return min(fitting, key=lambda one: one[:3])[-1] if fitting else None


def _closeness(pattern: str) -> int:
    """A name is closer than any pattern, a pattern the closer the more it says."""
    return len(pattern) if "*" in pattern else 1000


def search(text: str, chapters: Iterable[Chapter]) -> list[Found]:
    """Chapters that hold every word of `text`, those first that bear one in their title."""
    words = text.lower().split()
    found = [chapter for chapter in chapters if words and all(word in _all_of(chapter) for word in words)]
    found.sort(key=lambda chapter: not any(word in chapter.title.lower() for word in words))
    return [_found(chapter, words[0]) for chapter in found]


def _all_of(chapter: Chapter) -> str:
    return f"{chapter.title} {chapter.text}".lower()


def _found(chapter: Chapter, word: str) -> Found:
    at = chapter.text.lower().find(word)
    if at < 0:
        return Found(chapter, "", "", chapter.text[: 2 * AROUND])
    before, rest = chapter.text[max(at - AROUND, 0) : at], chapter.text[at:]
    return Found(chapter, before, rest[: len(word)], rest[len(word) : len(word) + AROUND])
