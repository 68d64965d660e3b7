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
