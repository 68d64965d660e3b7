"""Filling the words of a notice, and what an office may not write into them."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from apps.foundation.core.errors import Issue
from apps.foundation.core.registry import NoticeText

SUBJECT_LIMIT, BODY_LIMIT, TITLE_LIMIT = 120, 2000, 120
PARTS = {"subject": ("标题", SUBJECT_LIMIT), "body": ("内容", BODY_LIMIT)}
_FIELD = re.compile(r"\{([^{}]*)\}")
_WIDE = re.compile("[\uff5b\uff5d]")


def fields_in(words: str) -> set[str]:
    """Names between braces, as they are typed."""
    return set(_FIELD.findall(words))


def filled(words: str, values: Mapping[str, Any]) -> str:
    """`words` with every {field} replaced; values are plain text and never looked at for fields of their own."""
    return _FIELD.sub(lambda match: str(values[match[1]]), words)


def samples_of(text: NoticeText) -> dict[str, str]:
    """A value to look at for every field; where none is given, its explanation in brackets."""
    return {name: text.samples.get(name) or f"〔{meaning}〕" for name, meaning in text.fields.items()}


def explained(text: NoticeText, words: str) -> str:
    """`words` with what every field means in brackets."""
    return filled(words, {name: f"〔{meaning}〕" for name, meaning in text.fields.items()})


def title_of(words: str, values: Mapping[str, Any]) -> str:
    """The subject as one line that fits."""
    return " ".join(filled(words, values).split())[:TITLE_LIMIT]


def issues_with_wording(text: NoticeText, subject: str, body: str) -> list[Issue]:
    """Why these words cannot stand in place of the default ones."""
    return [*issues_with("subject", subject, text), *issues_with("body", body, text)]


def issues_with(part: str, words: str, text: NoticeText) -> list[Issue]:
    """Why `words` cannot be the `subject` or the `body` (the part) of a notice; fields are listed with the last."""
    label, limit = PARTS[part]
    issues = []
    if part == "subject" and not words.strip():
        issues.append(Issue("no_subject", "请填写标题。"))
    if len(words) > limit:
        issues.append(Issue("too_long", f"{label}有{len(words)}字,至多{limit}字,请删减。"))
    if wrong := list(_wrong_fields(label, words, text)):
        allowed = "、".join(f"{{{name}}}({meaning})" for name, meaning in text.fields.items())
        wrong[-1] = Issue(wrong[-1].code, f"{wrong[-1].sentence}可用的字段:{allowed}。")
    return issues + wrong


def _wrong_fields(label: str, words: str, text: NoticeText) -> Iterator[Issue]:
    if _WIDE.search(words):
        yield Issue("wide_braces", f"{label}里的花括号是全角的,请改用英文半角的 {{ }}。")
    elif re.search(r"[{}]", _FIELD.sub("", words)):
        yield Issue("broken_braces", f"{label}里的花括号不成对。花括号只能用来写字段。")
    if unknown := sorted(fields_in(words) - set(text.fields)):
        named = "、".join(f"{{{name}}}" for name in unknown)
        yield Issue("unknown_field", f"{label}里的{named}不是这条通知的字段。")
