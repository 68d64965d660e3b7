"""What may be read by everybody (重庆市代表建议工作条例第三十六条: 涉及国家秘密、商业秘密和个人隐私的除外)."""

from collections.abc import Iterator
from dataclasses import dataclass

from apps.congress.matters.rules.redaction import issues_in_public_text
from apps.foundation.core.errors import Issue


@dataclass(frozen=True, slots=True)
class Draft:
    """The public version as the office typed it."""

    title: str
    text: str
    reply: str


@dataclass(frozen=True, slots=True)
class Facts:
    """What decides whether a matter may be published; `names` are those of residents, and their numbers."""

    has_consent: bool
    is_replied: bool
    has_public_reply: bool
    names: tuple[str, ...] = ()


def issues_before_publishing(draft: Draft, facts: Facts) -> Iterator[Issue]:
    yield from issues_with_openness(facts)
    for label, text in (("标题", draft.title), ("建议内容", draft.text), ("答复内容", draft.reply)):
        if not text.strip():
            yield Issue("empty", f"请填写公开稿的{label}。")
        yield from issues_in_public_text(label, text, facts.names)


def issues_with_openness(facts: Facts) -> Iterator[Issue]:
    """What no editing can mend."""
    if not facts.has_consent:
        yield Issue("no_consent", "提出人没有同意公开,或者内容涉及秘密、隐私,不能公开。")
    if not facts.is_replied:
        yield Issue("not_replied", "还没有答复,答复以后才能公开。")
    elif not facts.has_public_reply:
        yield Issue("reply_closed", "承办单位注明答复不公开,不能公开。确需公开的,请先与承办单位商定。")
