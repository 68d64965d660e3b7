"""Meetings and their agenda."""

from typing import Self

from django.db import models
from django.db.models import Q

from apps.foundation.core.actors import Actor
from apps.foundation.core.models import PublicModel
from apps.foundation.organisations.models import Unit
from apps.foundation.people.models import Term


class MeetingState(models.TextChoices):
    PLANNED = "planned", "拟召开"
    NOTICED = "noticed", "已通知"
    IN_SESSION = "in_session", "会议中"
    CLOSED = "closed", "已闭会"
    CANCELLED = "cancelled", "已取消"


class MeetingQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """Office and leaders: their area. Members: meetings of their bodies once noticed."""
        if actor.sees_area:
            return self.filter(body__area__path__startswith=actor.area_path)
        return self.filter(body__in=actor.body_ids).exclude(state=MeetingState.PLANNED)


class Meeting(PublicModel):
    """第Y次会议 of a term; also an ad hoc session takes a number."""

    body = models.ForeignKey(Unit, models.PROTECT, related_name="meetings", verbose_name="机关")
    term = models.ForeignKey(Term, models.PROTECT, related_name="meetings", verbose_name="届")
    number = models.PositiveIntegerField("次")
    title = models.CharField("会议名称", max_length=120)
    place = models.CharField("地点", max_length=120)
    starts_on = models.DateField("开始日期")
    ends_on = models.DateField("结束日期")
    contact = models.CharField("联系人及电话", max_length=80, blank=True)
    requirements = models.TextField("参会要求", max_length=1000, blank=True)
    is_ad_hoc = models.BooleanField("临时召开", default=False, help_text="主席团认为必要或五分之一以上代表提议")
    notice_reason = models.CharField(
        "未按期通知或临时召开的理由", max_length=300, blank=True, help_text="临时召开的,写明提议人和理由"
    )
    convened_on = models.DateField("决定召开日期", null=True, editable=False)
    revision = models.PositiveSmallIntegerField("通知版次", default=0, editable=False)
    state = models.CharField("状态", max_length=12, choices=MeetingState, default=MeetingState.PLANNED, editable=False)
    noticed_at = models.DateTimeField("通知时间", null=True, editable=False)
    frozen_rules = models.JSONField("采用的规则", default=dict, editable=False)
    cancel_reason = models.CharField("取消理由", max_length=300, blank=True, editable=False)
    created_at = models.DateTimeField("创建时间", auto_now_add=True)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = "会议"
        verbose_name_plural = "会议"
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["term", "number"], name="meeting_number_in_term"),
            models.CheckConstraint(condition=Q(ends_on__gte=models.F("starts_on")), name="meeting_days_in_order"),
        ]

    def __str__(self) -> str:
        return self.title


class Topic(models.TextChoices):
    """议题类型: the powers of a town congress (地方组织法第十二、十九条; 重庆市乡镇人民代表大会工作条例第七条)."""

    GOV_WORK_REPORT = "gov_work_report", "政府工作报告"
    PRESIDIUM_REPORT = "presidium_report", "主席团工作报告"
    BUDGET = "budget", "预算及执行"
    BUDGET_ADJUST = "budget_adjust", "预算调整"
    FINAL_ACCOUNT = "final_account", "决算"
    LAW_IMPLEMENTATION = "law_implementation", "法律法规贯彻实施情况报告"
    SPECIAL_REPORT = "special_report", "专项工作报告"
    KEY_PROJECT = "key_project", "重点项目推进情况报告"
    MAJOR_MATTER = "major_matter", "重大事项决定"
    LIVELIHOOD_VOTE = "livelihood_vote", "民生实事票决"
    LIVELIHOOD_PROGRESS = "livelihood_progress", "民生实事进展报告"
    LIVELIHOOD_ASSESS = "livelihood_assess", "民生实事测评"
    SUGGESTION_HANDLING = "suggestion_handling", "建议办理情况报告"
    SATISFACTION = "satisfaction", "满意度测评"
    INQUIRY = "inquiry", "询问/专题询问"
    ELECTION = "election", "选举"
    BY_ELECTION = "by_election", "补选"
    RESIGNATION = "resignation", "辞职"
    REMOVAL = "removal", "罢免"
    APPRAISAL = "appraisal", "工作评议"
    DEPUTY_DEBRIEF = "deputy_debrief", "代表述职"
    RULES = "rules", "通过办法/规则"
    PERSONNEL_PASS = "personnel_pass", "通过名单"
    OTHER = "other", "其他"


class AgendaItem(PublicModel):
    """议程: what is dealt with, in order."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="agenda", verbose_name="会议")
    number = models.PositiveSmallIntegerField("序号")
    title = models.CharField("议题", max_length=200)
    reporter = models.CharField("报告人", max_length=80, blank=True)
    topic = models.CharField("议题类型", max_length=20, choices=Topic, default=Topic.OTHER)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="报告单位")
    materials_due_on = models.DateField("材料截止日期", null=True, blank=True)

    class Meta:
        verbose_name = "议程"
        verbose_name_plural = "议程"
        ordering = ["meeting", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "number"], name="agenda_number_in_meeting", deferrable=models.Deferrable.DEFERRED
            )
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"
