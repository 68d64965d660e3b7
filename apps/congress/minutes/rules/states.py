"""起草 → 审批 → 签发: what may be done with a paper when. Whether it is archived follows from its document."""

from collections.abc import Mapping

from apps.foundation.core.moves import moved

DRAFT, IN_APPROVAL, ISSUED = "draft", "in_approval", "issued"

MOVES: Mapping[tuple[str, str], str] = {
    (DRAFT, "edit"): DRAFT,
    (DRAFT, "submit"): IN_APPROVAL,
    (IN_APPROVAL, "return"): DRAFT,
    (IN_APPROVAL, "issue"): ISSUED,
    (ISSUED, "publish"): ISSUED,
    # A document that was issued with a mistake is withdrawn; the paper is corrected and issued anew.
    (ISSUED, "reopen"): DRAFT,
}
REFUSALS: Mapping[str, str] = {
    "edit": "本稿已送审或签发,不能再改。送审中的请先撤回送审;已签发的如有错误,请先撤回公文,再改正后重新签发。",
    "submit": "本稿已经送审或签发,请刷新页面查看进度。",
    "return": "本稿不在审批中,请刷新页面。",
    "issue": "本稿不在审批中,不能签发,请刷新页面。",
    "publish": "签发以后才能向代表公开,请先送审。",
    "reopen": "本稿没有签发,请刷新页面。",
}


def move(state: str, act: str) -> str:
    """The state after `act`; WrongState with a sentence where it is not possible."""
    return moved(MOVES, REFUSALS, state, act)


def allows(state: str, act: str) -> bool:
    """Whether an act belongs to a state, for pages that offer it or not."""
    return (state, act) in MOVES
