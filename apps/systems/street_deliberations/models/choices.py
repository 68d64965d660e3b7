"""Closed lists of this system as screens and papers call them."""

from django.db import models

from apps.systems.street_deliberations.rules import states


class PlanState(models.TextChoices):
    DRAFT = states.DRAFT, "起草中"
    PARTY = states.PARTY, "报党工委研究"
    APPROVED = states.APPROVED, "已批准"
    SUPERSEDED = states.SUPERSEDED, "已调整"
    ABANDONED = states.ABANDONED, "已作废"


class LineKind(models.TextChoices):
    COMMUNITY = "community", "社区(村)"
    UNIT = "unit", "驻区单位"
    CATEGORY = "category", "界别"


class Category(models.TextChoices):
    """代表来源 of the implementing opinion."""

    DEPUTY = "deputy", "人大代表"
    RESIDENT = "resident", "居(村)民代表"
    SOCIETY = "society", "社会各界人士"


class Occupation(models.TextChoices):
    """Which kind of work: the shares of grassroots and of cadres are counted from it."""

    FRONTLINE = "frontline", "工人、农民、社区工作者等一线人员"
    PROFESSIONAL = "professional", "专业技术人员"
    NEW_FORM = "new_form", "新就业群体"
    BUSINESS = "business", "企业经营管理人员"
    CADRE = "cadre", "党政机关领导干部"
    OTHER = "other", "其他"


class Channel(models.TextChoices):
    SELF = "self", "自荐"
    PARTY = "party", "党组织推荐"
    UNIT = "unit", "单位推荐"


class Tie(models.TextChoices):
    LIVES = "lives", "居住"
    WORKS = "works", "工作"


class CandidateState(models.TextChoices):
    DRAFT = states.DRAFT, "推荐登记"
    FIRST_REVIEW = states.FIRST_REVIEW, "工委初审"
    JOINT_REVIEW = states.JOINT_REVIEW, "联审"
    PARTY_REVIEW = states.PARTY_REVIEW, "党工委审查"
    PUBLIC_NOTICE = states.PUBLIC_NOTICE, "公示"
    DETERMINED = states.DETERMINED, "已确定"
    REJECTED = states.REJECTED, "不予推荐"
    WITHDRAWN = states.WITHDRAWN, "已撤回"
    OBJECTION_HOLD = states.OBJECTION_HOLD, "公示异议"


class SlateState(models.TextChoices):
    DRAFT = states.DRAFT, "拟定中"
    PARTY = states.PARTY, "报党工委审查"
    APPROVED = states.APPROVED, "已审查,待公示"
    NOTICE = states.NOTICE, "公示中"
    NOTICED = states.NOTICED, "公示期满,待确定"
    DETERMINED = states.DETERMINED, "已确定"
    ABANDONED = states.ABANDONED, "已作废"


class EntryOutcome(models.TextChoices):
    LISTED = "listed", "列入"
    HELD = "held", "公示异议"
    DETERMINED = "determined", "确定"
    DROPPED = "dropped", "移出"
