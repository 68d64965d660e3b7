"""The verbs of a session. A congress deliberates and decides; a street body hears, discusses and chooses.

地方组织法: only a congress 审议 and 决定; 街道议事代表会议 is consultative (domain brief §1.5).
"""

import re

VERBS = (
    "听取", "审议", "审查", "批准", "讨论", "研究", "通过", "表决", "票决", "票选", "测评", "分组", "宣布",
)  # fmt: skip
_LEADING = re.compile(rf"^(?:(?:{'|'.join(VERBS)})(?:和|并|、|及)?)+")
CHOICES = ("选举", "补选", "票决", "票选", "决定", "表决", "罢免", "接受")
STREET = {"deliberate": "讨论", "inquire": "提问"}
TOWN = {
    "hear": "听取", "deliberate": "审议", "inquire": "询问", "vote": "表决", "assess": "测评", "pass": "通过",
    "announce": "宣布", "other": "",
}  # fmt: skip


def verb_of(kind: str, *, is_street: bool) -> str:
    """听取, 审议 (street: 讨论) …"""
    return (STREET if is_street else {}).get(kind) or TOWN[kind]


def noun_of(title: str) -> str:
    """`听取和审议政府工作报告` -> `政府工作报告`: an item without the verbs it begins with; verbs alone are kept."""
    return _LEADING.sub("", title) or title


def step_words(kind: str, title: str, *, needs_resolution: bool = False, is_street: bool = False) -> str:
    """What is done in a step: 听取政府工作报告, 审议政府工作报告, 表决关于政府工作报告的决议草案, 选举镇长."""
    noun = noun_of(title)
    if kind == "other" or (kind in {"vote", "announce"} and title.startswith(CHOICES)):
        return title if kind != "announce" else f"宣布{title}的结果"
    if kind in {"assess", "inquire"} and title.endswith(("测评", "询问")):
        return f"进行{noun}"
    if kind == "vote" and needs_resolution:
        return f"表决关于{noun}的{'意见' if is_street else '决议'}草案"
    return verb_of(kind, is_street=is_street) + noun
