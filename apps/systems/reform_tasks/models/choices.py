"""The words of reform tasks, as stored and as shown."""

from django.db import models

from apps.systems.reform_tasks.rules import states


class PlanState(models.TextChoices):
    DRAFT = states.DRAFT, states.LABELS[states.DRAFT]
    SUBMITTED = states.SUBMITTED, states.LABELS[states.SUBMITTED]
    APPROVED = states.APPROVED, states.LABELS[states.APPROVED]
    ENDED = states.ENDED, states.LABELS[states.ENDED]
    ABANDONED = states.ABANDONED, states.LABELS[states.ABANDONED]


class Outcome(models.TextChoices):
    """成果形式."""

    RULES = "rules", "制度文件"
    MEETING = "meeting", "会议"
    PREMISES = "premises", "阵地"
    DATA = "data", "数据"
    OTHER = "other", "其他"


class Lead(models.TextChoices):
    """Who leads a task in every town and street, found there by kind."""

    PARTY = "party", "党委(党工委)"
    CONGRESS = "congress", "人大主席团(人大街道工委)"
    EXECUTIVE = "executive", "政府(办事处)"


class Places(models.TextChoices):
    """Which places a task is for."""

    ALL = "all", "各镇街"
    TOWNS = "towns", "各镇"
    STREETS = "streets", "各街道"


class Guarantee(models.TextChoices):
    """四项保障."""

    ORGANISATION = "organisation", "组织"
    FUNDS = "funds", "经费"
    PREMISES = "premises", "阵地"
    STAFF = "staff", "人员"


class AdoptionLevel(models.TextChoices):
    DISTRICT = "district", "区县级"
    CITY = "city", "市级"
    PROVINCE = "province", "省级"
    NATION = "nation", "国家级"
