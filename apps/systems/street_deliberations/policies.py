"""The rule values of street deliberations that differ by place."""

from apps.foundation.core.registry import PolicyKey
from apps.systems.street_deliberations.rules import composition, conditions, meetings, points, quotas

PRODUCT = "本平台默认值,由本地实施意见、议事代表产生办法规定"
OPINION = "街道议事代表会议实施意见(重庆各区县)"
YEARLY = "街道议事代表会议实施意见(重庆各区县):每年举行一至二次,每次会期不少于一天"
COMMON = "本平台默认值,参考各地议事代表构成"
MEASURES = "本平台默认值,由本街道议事代表履职量化管理办法规定"


def _percent(key: str, title: str, default: int) -> PolicyKey:
    return PolicyKey(key, title, default, "int", "free", COMMON, minimum=0, maximum=100, unit="%")


POLICIES = (
    PolicyKey(
        conditions.AGE, "议事代表最低年龄", 18, "int", "legal_minimum", OPINION, minimum=18, maximum=60, unit="周岁"
    ),
    PolicyKey(
        conditions.RESIDENCE, "在本街道居住或者工作的最短时间", 12, "int", "free", OPINION, minimum=0, maximum=60,
        unit="个月",
    ),
    PolicyKey(conditions.NATIONALITY, "须有中国国籍", True, "bool", "free", OPINION),
    PolicyKey(
        conditions.ORGANS, "联审单位(用顿号分隔)", "派出所、街道纪工委", "text", "free", PRODUCT,
        check=conditions.issues_with_organs,
    ),
    PolicyKey(quotas.FEWEST, "议事代表名额参考下限", 30, "int", "free", PRODUCT, minimum=1, maximum=300, unit="名"),
    PolicyKey(quotas.MOST, "议事代表名额参考上限", 80, "int", "free", PRODUCT, minimum=1, maximum=300, unit="名"),
    PolicyKey(
        quotas.PER_COMMUNITY, "每个社区(村)最少名额", 1, "int", "free", PRODUCT, minimum=0, maximum=20, unit="名"
    ),
    PolicyKey(
        quotas.REPLACE_MONTHS, "出现空缺后补推期限", 3, "int", "free", PRODUCT, minimum=1, maximum=24, unit="个月"
    ),
    PolicyKey(
        meetings.FEWEST, "议事代表会议每年最少次数", 1, "int", "free", YEARLY, minimum=0, maximum=12, unit="次"
    ),
    PolicyKey(
        meetings.MOST, "议事代表会议每年最多次数", 2, "int", "free", YEARLY, minimum=1, maximum=12, unit="次"
    ),
    PolicyKey(meetings.DAYS, "议事代表会议最短会期", 1, "int", "free", YEARLY, minimum=1, maximum=10, unit="天"),
    _percent(composition.WOMEN, "妇女所占比例不低于", 30),
    _percent(composition.PARTY_MEMBERS, "中共党员所占比例不高于", 65),
    _percent(composition.GRASSROOTS, "基层和一线所占比例不低于", 60),
    _percent(composition.CADRES, "党政机关领导干部所占比例不高于", 25),
    *(
        PolicyKey(points.key_of(kind), f"履职积分:{title}每次", value, "int", "free", MEASURES, minimum=0, maximum=100,
                  unit="分")
        for kind, (title, value) in points.KINDS.items()
    ),
    PolicyKey(
        points.ABSENT, "履职积分:未请假缺席每次扣", 10, "int", "free", MEASURES, minimum=0, maximum=100, unit="分"
    ),
)  # fmt: skip
