"""拟稿 → 核稿 → 签发 → 归档: what may be done with a document when, and what is missing before."""

from collections.abc import Mapping
from dataclasses import dataclass

from apps.foundation.core.errors import Issue
from apps.foundation.core.moves import moved

ISSUE = "documents.issue"
"""The kind of approval that ends in a signature."""
DRAFT, IN_REVIEW, ISSUED, WITHDRAWN, DISCARDED = "draft", "in_review", "issued", "withdrawn", "discarded"

MOVES: Mapping[tuple[str, str], str] = {
    (DRAFT, "change"): DRAFT,
    (DRAFT, "submit"): IN_REVIEW,
    (DRAFT, "discard"): DISCARDED,
    (IN_REVIEW, "return"): DRAFT,
    (IN_REVIEW, "issue"): ISSUED,
    (ISSUED, "withdraw"): WITHDRAWN,
}
REFUSALS: Mapping[str, str] = {
    "change": "文稿已送审或签发,不能再改。送审中的请先撤回审批;已签发的如有错误,请另行发文更正。",
    "submit": "文稿已经送审,请刷新页面查看进度。",
    "discard": "只有草稿可以作废;已签发的请办理“撤回”。",
    "return": "文稿不在审批中,请刷新页面。",
    "issue": "文稿不在审批中,不能签发,请刷新页面。",
    "withdraw": "只有已签发的公文可以撤回。",
}


def move(state: str, act: str) -> str:
    """The state after `act`; WrongState with a sentence where it is not possible."""
    return moved(MOVES, REFUSALS, state, act)


@dataclass(frozen=True, slots=True)
class DraftFacts:
    """What sending a draft to its reviewers depends on."""

    title: str
    has_content: bool
    needs_number: bool
    has_code: bool
    reviewers: tuple[str, ...]
    drafter: str
    reviewers_are_distinct: bool
    drafter_reviews: bool


def issues_before_submitting(facts: DraftFacts) -> list[Issue]:
    """Everything missing before 送审 (党政机关公文处理工作条例: 起草、审核、签发 by different hands)."""
    checks = [
        ("title", not facts.title.strip(), "请填写标题。"),
        ("content", not facts.has_content, "正文还是空的,请先填写。"),
        ("code", facts.needs_number and not facts.has_code, "发文机关还没有设置机关代字,请先在“发文机关”中设置。"),
        ("reviewers", not facts.reviewers, "请选择核稿人和签发人。"),
        ("distinct", not facts.reviewers_are_distinct, "核稿人和签发人不能是同一人。"),
        ("own_draft", facts.drafter_reviews, f"{facts.drafter}是拟稿人,不能核稿或签发自己的文稿,请另选他人。"),
    ]
    return [Issue(code, sentence) for code, fails, sentence in checks if fails]


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the line above a document; `status` is done, current or ahead."""

    title: str
    status: str


@dataclass(frozen=True, slots=True)
class ProgressFacts:
    """How far a document has come. `reviewer` is the number of the step of its approval that is due, of `reviewers`."""

    state: str
    reviewer: int = 1
    reviewers: int = 2
    is_archived: bool = False
    sent: int = 0
    signed_for: int = 0


def steps_of(facts: ProgressFacts) -> list[Step]:
    """拟稿 → 核稿 → 签发 → 归档, and 签收 where it was sent to units; none for what was given up or withdrawn."""
    if facts.state in {WITHDRAWN, DISCARDED}:
        return []
    hands = ["核稿", "签发"][-facts.reviewers :]
    titles = ["拟稿", *hands, "归档", *(["签收"] if facts.sent else [])]
    archiving = 1 + len(hands)
    is_over = facts.is_archived and facts.signed_for == facts.sent
    at_issue = len(titles) if is_over else archiving + facts.is_archived
    current = {DRAFT: 0, IN_REVIEW: facts.reviewer}.get(facts.state, at_issue)
    return [
        Step(title, "done" if place < current else "current" if place == current else "ahead")
        for place, title in enumerate(titles)
    ]
