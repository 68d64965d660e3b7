"""The words of stations, as stored and as shown."""

from django.db import models


class Tier(models.TextChoices):
    """The four tiers; what a place calls them is a policy (`stations.tier_names`)."""

    PRACTICE = "practice", "巴渝实践站"
    HOME = "home", "代表之家"
    STATION = "station", "代表活动站"
    POINT = "point", "代表活动点"


class Theme(models.TextChoices):
    GENERAL = "general", "综合"
    CHAIN = "chain", "产业链"
    TRADE = "trade", "行业"
    PARK = "park", "园区"
    BUILDING = "building", "楼宇商圈"
    SCHOOL = "school", "学校"
    ONLINE = "online", "网上"


class StaffTitle(models.TextChoices):
    HEAD = "head", "站长"
    VICE = "vice", "副站长"
    LIAISON = "liaison", "联络员"


class Level(models.TextChoices):
    """四级(五级)代表; REPRESENTATIVE are the 议事代表 of a street."""

    NATION = "nation", "全国人大代表"
    CITY = "city", "市人大代表"
    DISTRICT = "district", "区(县)人大代表"
    TOWN = "town", "镇(乡)人大代表"
    REPRESENTATIVE = "representative", "议事代表"


class CheckKind(models.TextChoices):
    WALL = "wall", "上墙公示"
    EQUIPMENT = "equipment", "设施设备"
    RULES = "rules", "制度"


class RotaState(models.TextChoices):
    DRAFT = "draft", "草拟"
    PUBLISHED = "published", "已公布"


class SlotState(models.TextChoices):
    PLANNED = "planned", "待接待"
    HELD = "held", "已接待"
    MISSED = "missed", "未到站"
    CANCELLED = "cancelled", "已取消"


class ExchangeState(models.TextChoices):
    ASKED = "asked", "待对方同意"
    AGREED = "agreed", "已换班"
    REFUSED = "refused", "对方不同意"
    LAPSED = "lapsed", "已失效"


class OpinionRoute(models.TextChoices):
    """办理路径 (龙塔街道“接待选民日工作流程”的五条路径), and what a station does not take (信访、诉讼等)."""

    SPOT = "spot", "当场答复"
    VILLAGE = "village", "交村(社区)办理"
    OFFICE = "office", "交镇街办理"
    DISTRICT_DEPUTY = "district_deputy", "由区(县)人大代表提出建议"
    CITY_DEPUTY = "city_deputy", "请市人大代表反映"
    ELSEWHERE = "elsewhere", "不予受理,告知其他渠道"


class ActivityKind(models.TextChoices):
    GROUP = "group", "小组活动"
    VISIT = "visit", "走访"
    STUDY = "study", "学习培训"
    SALON = "salon", "产业链沙龙"
    RESEARCH = "research", "视察调研"
    PUBLICITY = "publicity", "政策宣讲"
    DEBRIEF = "debrief", "述职"


class ActivityState(models.TextChoices):
    PLANNED = "planned", "已安排"
    HELD = "held", "已开展"
    CANCELLED = "cancelled", "已取消"


class Presence(models.TextChoices):
    SIGNED = "signed", "已报名"
    WITHDRAWN = "withdrawn", "已取消报名"
    PRESENT = "present", "已参加"
    ABSENT = "absent", "未参加"


class StandardState(models.TextChoices):
    DRAFT = "draft", "拟定中"
    IN_FORCE = "in_force", "启用"
    RETIRED = "retired", "停用"


class Scoring(models.TextChoices):
    BOOLEAN = "boolean", "是否达到"
    RATIO = "ratio", "按比例"
    COUNT = "count", "按次数封顶"
    MANUAL = "manual", "人工评分"


class ItemKind(models.TextChoices):
    NORMAL = "normal", "基本指标"
    BONUS = "bonus", "加分"
    DEDUCTION = "deduction", "扣分"
    VETO = "veto", "一票否决"


class RoundState(models.TextChoices):
    OPEN = "open", "评定中"
    STUDY = "study", "主任会议研究中"
    AGREED = "agreed", "待公示"
    PUBLISHED = "published", "公示中"
    NAMED = "named", "已命名"
    ABANDONED = "abandoned", "已终止"


class RatingState(models.TextChoices):
    SELF = "self", "自评申报"
    FIRST = "first", "镇街初审"
    SITE = "site", "实地复核"
    SCORED = "scored", "已评分"
    SETTLED = "settled", "已评定"
    DROPPED = "dropped", "不参评"


class Stage(models.TextChoices):
    SELF = "self", "自评"
    FIRST = "first", "初审"
    SITE = "site", "复核"
    FINAL = "final", "核定"


class LoweringTrigger(models.TextChoices):
    """降级、摘牌的情形 (域内口径 §4.6)."""

    RESCORE = "rescore", "复评得分低于本星级"
    IDLE = "idle", "一个季度没有开展活动"
    VETO = "veto", "发生一票否决情形"
    OTHER = "other", "其他情形"


class LoweringState(models.TextChoices):
    STUDY = "study", "主任会议研究中"
    DECIDED = "decided", "已决定"
    RETURNED = "returned", "未通过(撤回)"
