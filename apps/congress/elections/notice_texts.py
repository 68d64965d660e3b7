"""What deputies and nominees are told of an election, until an office words it differently."""

from apps.foundation.core.registry import NoticeText

_FIELDS = {"election": "选举名称", "post": "职务", "deadline": "提名截止时间", "name": "被提名人"}
_SAMPLES = {
    "election": "青禾镇第二十届人大副主席选举",
    "post": "镇人大副主席",
    "deadline": "2026年3月19日 18:00",
    "name": "李明",
    "lead": "王伟",
}

NOTICE_TEXTS = (
    NoticeText(
        "elections.sign", "请附议提名", "请您附议:提名{name}为{post}候选人",
        "{lead}代表提名{name}为{post}候选人({election}),请您考虑是否附议。{deadline}前由本人在手机上确认,截止前可以撤回。",
        {**_FIELDS, "lead": "领衔提名的代表"}, _SAMPLES, outside=True,
    ),
    NoticeText(
        "elections.nominee", "请表示是否接受提名", "您被提名为{post}候选人",
        "{name}:您已被提名为{post}候选人({election})。请表示是否接受提名。",
        {field: text for field, text in _FIELDS.items() if field != "deadline"},
        {field: text for field, text in _SAMPLES.items() if field not in ("deadline", "lead")}, outside=True,
    ),
    NoticeText(
        "elections.ended_early", "提名已提前截止", "{election}的提名已提前截止",
        "{post}候选人的提名、附议已提前截止({election}),不再接受提名、附议。理由:{reason}",
        {"election": "选举名称", "post": "职务", "reason": "提前截止的理由"},
        {"election": _SAMPLES["election"], "post": _SAMPLES["post"], "reason": "主席团决定提前进入酝酿讨论"},
    ),
)  # fmt: skip
