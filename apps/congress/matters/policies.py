"""Limits of every step by kind and level, and the other rules a place sets for its matters."""

from dataclasses import dataclass

from apps.congress.matters.rules import deadlines as steps
from apps.congress.matters.rules.deadlines import DAYS, MONTHS
from apps.congress.matters.rules.kinds import DELIBERATION, INSPECTION, REQUEST, SUGGESTION
from apps.congress.matters.rules.schemes import ABCD, SCHEMES
from apps.foundation.core.registry import PolicyKey

PRODUCT = "本平台默认值,各地可调整"
CQ = "重庆市人大代表建议批评和意见工作条例"
TOWN_RULE = "重庆市乡镇人民代表大会工作条例第十六条"
DEPUTY_LAW = "代表法第五十一条"
CHECK = "重庆市实施代表法办法第三十一条"
QIJIANG = "綦江区街道议政代表会议做法"
ROLLS_KEY, SCHEME_KEY = "matters.months_end_on_working_days", "matters.result_scheme"
SIGNERS_KEY, BOTH, SIGNER_ONLY = "matters.reply_signers", "both", "signer"
ASKS_KEY, ASKS = "matters.extension_asks", 2
REMIND_KEY, REMIND_DAYS, REMIND_MOST = "matters.remind_days", 3, 15
CATEGORIES_KEY, CATEGORIES = "matters.categories", "财政经济、内务司法、城乡建设、农业农村、教科文卫与民宗、其他"
UNITS = {DAYS: "个工作日", MONTHS: "个月"}


@dataclass(frozen=True, slots=True)
class Allowed:
    """How long a step may take by default: `unit` is working days or calendar months."""

    count: int
    unit: str
    source: str


@dataclass(frozen=True, slots=True)
class Step:
    """`by` maps a kind or a level to its limit, "" to that of all others; `law` holds beside it for suggestions."""

    by: dict[str, Allowed]
    law: Allowed | None = None


LIMITS: dict[str, Step] = {
    steps.HAND_OVER: Step({"": Allowed(10, DAYS, CQ), "street": Allowed(1, MONTHS, QIJIANG)}),
    steps.RETURN: Step({"": Allowed(10, DAYS, CQ)}),
    steps.REASSIGN: Step({"": Allowed(10, DAYS, CQ)}),
    steps.CONTACT: Step({"": Allowed(20, DAYS, CQ)}),
    steps.CO_OPINION: Step({"": Allowed(30, DAYS, CQ)}),
    steps.CO_REDO: Step({"": Allowed(5, DAYS, CQ)}),
    steps.REPLY: Step(
        {
            "": Allowed(3, MONTHS, CQ), "town": Allowed(2, MONTHS, TOWN_RULE), "street": Allowed(2, MONTHS, QIJIANG),
            DELIBERATION: Allowed(2, MONTHS, PRODUCT), INSPECTION: Allowed(1, MONTHS, CHECK),
            REQUEST: Allowed(15, DAYS, PRODUCT),
        },
        law=Allowed(3, MONTHS, DEPUTY_LAW),
    ),
    steps.EXTENDED: Step(
        {
            "": Allowed(6, MONTHS, CQ), "town": Allowed(4, MONTHS, TOWN_RULE), "street": Allowed(3, MONTHS, PRODUCT),
            DELIBERATION: Allowed(3, MONTHS, PRODUCT), INSPECTION: Allowed(2, MONTHS, PRODUCT),
            REQUEST: Allowed(3, MONTHS, PRODUCT),
        },
        law=Allowed(6, MONTHS, DEPUTY_LAW),
    ),
    steps.RATE: Step({"": Allowed(20, DAYS, CQ)}),
    steps.REHANDLE: Step({"": Allowed(2, MONTHS, CQ)}),
}  # fmt: skip
WHOSE = {
    "town": "镇",
    "street": "街道",
    DELIBERATION: "审议意见",
    INSPECTION: "视察调研意见",
    REQUEST: "群众诉求",
}


def allowed(step: str, kind: str, level: str) -> dict[str, Allowed]:
    """Policy key -> default of every limit that applies, the law's first and the nearest last.

    A kind with a limit of its own has that one; the others have that of their level (an AreaKind).
    """
    limit = LIMITS[step]
    own = next((name for name in (kind, level) if name in limit.by), "")
    near = {_key(step, own): limit.by[own]}
    return {f"matters.{step}.law": limit.law, **near} if limit.law and kind == SUGGESTION else near


def _key(step: str, own: str) -> str:
    return f"matters.{step}.{own or 'limit'}"


def _limit_policies() -> list[PolicyKey]:
    made = []
    for step, limit in LIMITS.items():
        title = f"{steps.STEPS[step]}期限"
        if limit.law:
            key = f"matters.{step}.law"
            made.append(_policy(key, f"{title}(代表建议,法定)", limit.law, "fixed_by_law"))
        for own, one in limit.by.items():
            made.append(_policy(_key(step, own), f"{title}({WHOSE[own]})" if own else title, one, "free"))
    return made


def _policy(key: str, title: str, one: Allowed, standing: str) -> PolicyKey:
    return PolicyKey(
        key, title, one.count, "int", standing, one.source, minimum=1, maximum=240, unit=UNITS[one.unit]
    )  # fmt: skip


POLICIES = [
    *_limit_policies(),
    PolicyKey(ROLLS_KEY, "按月计算的期限遇节假日顺延", True, "bool", "free", "期间计算通例,各地可调整"),
    PolicyKey(SCHEME_KEY, "答复结果分类", ABCD, "choice", "free", PRODUCT, choices=tuple(SCHEMES.items())),
    PolicyKey(
        SIGNERS_KEY,
        "答复函的签发程序",
        BOTH,
        "choice",
        "free",
        PRODUCT,
        choices=((BOTH, "核稿、签发"), (SIGNER_ONLY, "仅签发")),
    ),
    PolicyKey(
        ASKS_KEY, "未获同意的延期,连同首次最多申请", ASKS, "int", "free", PRODUCT, minimum=1, maximum=5, unit="次"
    ),
    PolicyKey(
        REMIND_KEY,
        "评价到期前提醒提出人的天数",
        REMIND_DAYS,
        "int",
        "free",
        PRODUCT,
        minimum=1,
        maximum=REMIND_MOST,
        unit="日",
    ),
    PolicyKey(CATEGORIES_KEY, "意见建议类别(顿号分隔)", CATEGORIES, "text", "free", PRODUCT),
]
