"""Rules of 征集 and of the clues it brings: dates, states, merging, where a clue came from. No database, no clock."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from apps.foundation.core.dates import chinese_date
from apps.foundation.core.errors import Issue, WrongState

PURPOSE = "livelihood.collection"
DECISION = "《重庆市人大常委会关于区县乡镇实施民生实事项目人大代表票决制的决定》"

COLLECTED, MERGED, REJECTED, OTHER_CHANNEL = "collected", "merged", "rejected", "other_channel"
STUDIED, PRELIMINARY, NOT_CHOSEN, CANDIDATE = "feasibility", "preliminary", "not_chosen", "candidate"

CLUE_MOVES: Mapping[tuple[str, str], str] = {
    (COLLECTED, "merge"): MERGED,
    (STUDIED, "merge"): MERGED,
    (COLLECTED, "reject"): REJECTED,
    (STUDIED, "reject"): REJECTED,
    (COLLECTED, "divert"): OTHER_CHANNEL,
    (STUDIED, "divert"): OTHER_CHANNEL,
    (COLLECTED, "study"): STUDIED,
    (STUDIED, "study"): STUDIED,
    (STUDIED, "fill"): STUDIED,
    (STUDIED, "keep"): PRELIMINARY,
    (COLLECTED, "drop"): NOT_CHOSEN,
    (STUDIED, "drop"): NOT_CHOSEN,
    (PRELIMINARY, "drop"): NOT_CHOSEN,
    (PRELIMINARY, "nominate"): CANDIDATE,
    (CANDIDATE, "withdraw"): PRELIMINARY,
}
CLUE_LABELS: Mapping[str, str] = {
    COLLECTED: "尚未论证",
    MERGED: "已合并到另一件",
    REJECTED: "已答复不予采纳",
    OTHER_CHANNEL: "已转其他渠道",
    STUDIED: "正在论证",
    PRELIMINARY: "已列入初选",
    NOT_CHOSEN: "未列入初选",
    CANDIDATE: "已列为候选项目",
}
CLUE_ACTS: Mapping[str, str] = {
    "merge": "合并",
    "reject": "答复不予采纳",
    "divert": "转其他渠道",
    "study": "交办论证",
    "fill": "填写论证表",
    "keep": "列入初选",
    "drop": "不列入",
    "nominate": "列为候选",
    "withdraw": "退回初选",
}


def clue_move(state: str, act: str, *, title: str) -> str:
    """The clue's state after `act`; raises WrongState with a sentence where the act is not possible."""
    try:
        return CLUE_MOVES[state, act]
    except KeyError:
        raise WrongState(f"“{title}”{CLUE_LABELS[state]},不能{CLUE_ACTS[act]}。请刷新页面查看最新情况。") from None


@dataclass(frozen=True, slots=True)
class CallFacts:
    """A call for clues as its rules see it. `opened`, `closed`: by an act of the office."""

    opens_on: date
    closes_on: date
    opened: bool
    closed: bool

    def stage(self, on: date) -> str:
        """`planned`, `open` or `over`; the last day counts whole."""
        if self.closed or (self.opened and on > self.closes_on):
            return "over"
        return "open" if self.opened and on >= self.opens_on else "planned"


STAGE_LABELS: Mapping[str, str] = {"planned": "未开始", "open": "征集中", "over": "已结束"}


def call_refusal(facts: CallFacts, on: date, *, elsewhere: str) -> str:
    """Why nothing can be handed in today and where to go instead; "" while it can."""
    stage = facts.stage(on)
    if stage == "planned":
        return f"征集{chinese_date(facts.opens_on)}开始,请届时再来。{elsewhere}"
    if stage == "over":
        ended = "" if on <= facts.closes_on else f"{chinese_date(facts.closes_on)}"
        return f"本次征集已{ended}结束,没有提交成功。您写的内容都还在,{elsewhere}"
    return ""


def call_notice(facts: CallFacts, on: date) -> str:
    """What the page says to whoever comes while nothing can be handed in."""
    if facts.stage(on) == "planned":
        return f"征集{chinese_date(facts.opens_on)}开始,{chinese_date(facts.closes_on)}截止,请届时再来。"
    return "本次征集已经结束,谢谢大家。线索正在论证、会商,结果会在这里公布;仍有愿望和意见的,请用下面的方式反映。"


def start_warning(opens_on: date, *, year: int, quarter: int) -> str:
    """A start outside the quarter of the year before that the place prescribes; "" where it is kept.

    Chongqing: the third quarter (重庆市人大常委会关于区县乡镇实施民生实事项目人大代表票决制的决定).
    """
    if not quarter or (opens_on.year, (opens_on.month + 2) // 3) == (year - 1, quarter):
        return ""
    return (
        f"{year}年民生实事项目的征集应当在{year - 1}年第{quarter}季度启动,所填开始日期是{chinese_date(opens_on)}。"
        f"依据{DECISION}。可以保存,请核对。"
    )


def issues_before_opening(facts: CallFacts, on: date) -> Iterator[Issue]:
    if facts.opened:
        yield Issue("opened", "征集已经开启。")
    elif on > facts.closes_on:
        yield Issue("late", "截止日期已过,请先修改起止日期。")


@dataclass(frozen=True, slots=True)
class ClueMerging:
    """Two clues of which one is to go on for both."""

    title: str
    into: str
    is_same: bool
    into_ends_here: bool
    into_goes_on: bool
    shares_season: bool
    reason: str


def issues_before_merging(merging: ClueMerging) -> Iterator[Issue]:
    """Only into another clue of the same season that goes on by itself."""
    if merging.is_same:
        yield Issue("itself", "不能并入自己,请选择另一件线索。")
    elif merging.into_ends_here:
        yield Issue("circle", f"“{merging.into}”已并入“{merging.title}”,不能再反过来合并。")
    elif not merging.shares_season:
        yield Issue("other_season", f"“{merging.into}”不是本年度的线索,不能合并。")
    elif not merging.into_goes_on:
        yield Issue("ended", f"“{merging.into}”已经办结或已并入别的线索,请并入仍在办理的一件。")
    if not merging.reason.strip():
        yield Issue("no_reason", "请写明合并的理由。")


PUBLIC, DEPUTIES, MEETINGS, OTHERS = "群众提出", "代表提出", "会议提出", "其他途径提出"
ORIGINS = (PUBLIC, DEPUTIES, MEETINGS, OTHERS)


def origin_of(*, channel: str, proposer_kind: str) -> str:
    """Who brought a clue: what a deputy collected from residents is theirs; what nobody else brought, the public's."""
    if proposer_kind == "person":
        return DEPUTIES
    return {"meeting": MEETINGS, "other": OTHERS}.get(channel, PUBLIC)


def origin_text(origins: Sequence[str]) -> str:
    """`群众提出(3件)、代表提出(1件)`, in the fixed order of origins."""
    counted = ((origin, origins.count(origin)) for origin in ORIGINS)
    return "、".join(f"{origin}({count}件)" for origin, count in counted if count)


WORDS: Mapping[str, tuple[str, ...]] = {
    "transport": ("公交", "班车", "道路", "公路", "路面", "错车", "桥"),
    "municipal": ("路灯", "排水", "下水", "管网", "人行道", "农贸市场", "公厕"),
    "safety": ("护栏", "隐患", "消防", "滑坡", "防汛", "监控"),
    "education": ("学校", "小学", "幼儿园", "中学", "校门", "操场"),
    "health": ("卫生院", "卫生室", "看病", "医院", "医生", "体检"),
    "security": ("养老", "老人", "助餐", "低保", "残疾", "照料"),
    "culture": ("广场", "健身", "图书", "文化", "球场", "体育"),
    "ecology": ("污水", "垃圾", "河道", "臭味", "绿化", "油烟"),
    "rural": ("灌溉", "水渠", "饮水", "自来水", "山坪塘", "农田"),
    "housing": ("漏雨", "电梯", "老旧小区", "危房", "外墙"),
    "city": ("停车", "占道", "噪音", "充电", "流浪"),
    "employment": ("就业", "培训", "招工", "创业"),
}


def likely_category(text: str) -> str:
    """The category most of whose words stand in the text, "" for none; a proposal the office confirms."""
    scores = {category: sum(text.count(word) for word in words) for category, words in WORDS.items()}
    best = max(scores, key=lambda category: scores[category])
    return best if scores[best] else ""
