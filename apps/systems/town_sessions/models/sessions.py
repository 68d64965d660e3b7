"""The sessions of one version of a plan and their topics; written while it is a draft, fixed afterwards."""

import uuid
from datetime import date
from typing import Self

import pgtrigger
from django.db import models
from django.db.models import F, Prefetch, Q

from apps.congress.meetings.models import MeetingState, Topic
from apps.foundation.core.dates import local_day
from apps.foundation.core.models import PublicModel
from apps.foundation.organisations.models import Unit
from apps.systems.town_sessions.models.plans import AnnualPlan, Slot
from apps.systems.town_sessions.rules.deadlines import Standing, materials_due
from apps.systems.town_sessions.rules.planning import SessionFacts, TopicFacts, session_name, span
from apps.systems.town_sessions.rules.templates import FORMS, quarter_of


def only_in_drafts(name: str, plan: str) -> pgtrigger.Trigger:
    """The database itself refuses to change the rows of a plan that is no draft; `plan` finds the plan's key."""
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        declare=[("line", "RECORD")],
        func=f"""
            IF TG_OP = 'DELETE' THEN
                line := OLD;
            ELSE
                line := NEW;
            END IF;
            IF (SELECT state FROM town_sessions_annualplan WHERE id = ({plan})) <> 'draft' THEN
                RAISE EXCEPTION 'pgtrigger: a plan that is no draft is not edited';
            END IF;
            RETURN line;
        """,
    )


class SessionQuerySet(models.QuerySet):
    def with_all(self) -> Self:
        topics = PlanTopic.objects.select_related("unit")
        return self.select_related("slot__meeting").prefetch_related(Prefetch("topics", topics))

    def with_plan(self) -> Self:
        return self.select_related("plan__body__area", "plan__term")


class PlanSession(PublicModel):
    """One session of a year in one version: on a day, or in a window from its first to its last day."""

    plan = models.ForeignKey(AnnualPlan, models.PROTECT, related_name="sessions", verbose_name="方案")
    slot = models.ForeignKey(Slot, models.PROTECT, related_name="sessions", verbose_name="会期")
    ordinal = models.PositiveSmallIntegerField("本年第几次")
    is_extra = models.BooleanField("视情召开", default=False)
    theme = models.CharField("主题", max_length=120)
    starts_on = models.DateField("最早日期")
    ends_on = models.DateField("最迟日期")
    forms = models.JSONField("会议形式", default=list)
    responsible = models.CharField("责任人", max_length=80, blank=True)
    activities = models.CharField("会前活动", max_length=500, blank=True)

    objects = SessionQuerySet.as_manager()

    class Meta:
        verbose_name = "预安排会议"
        verbose_name_plural = "预安排会议"
        ordering = ["plan", "ordinal"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "ordinal"], name="session_ordinal_in_plan", deferrable=models.Deferrable.DEFERRED
            ),
            models.UniqueConstraint(fields=["plan", "slot"], name="session_slot_once_in_plan"),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="session_days_in_order"),
        ]
        triggers = [only_in_drafts("sessions_of_drafts", "SELECT line.plan_id")]

    def __str__(self) -> str:
        return f"{self.plan.year}年第{self.ordinal}次会议"

    @property
    def facts(self) -> SessionFacts:
        """As the rules see it."""
        return SessionFacts(
            key=str(self.slot.public_id), ordinal=self.ordinal, theme=self.theme, starts_on=self.starts_on,
            ends_on=self.ends_on, is_extra=self.is_extra, forms=tuple(self.forms), responsible=self.responsible,
            activities=self.activities, topics=tuple(topic.facts for topic in self.topics.all()),
        )  # fmt: skip

    @property
    def name(self) -> str:
        return session_name(self.ordinal)

    @property
    def when(self) -> str:
        """The day or the window of the plan."""
        return span(self.starts_on, self.ends_on)

    @property
    def quarter(self) -> int:
        return quarter_of(self.day)

    @property
    def form_labels(self) -> list[str]:
        return [FORMS.get(form, form) for form in self.forms]

    @property
    def has_live_meeting(self) -> bool:
        meeting = self.slot.meeting
        return meeting is not None and meeting.state != MeetingState.CANCELLED

    @property
    def day(self) -> date:
        """The day it is held: its meeting's, or the last that the plan allows."""
        meeting = self.slot.meeting
        return meeting.starts_on if meeting and self.has_live_meeting else self.ends_on

    @property
    def material_days(self) -> int:
        """The longest lead that a topic asks for its material."""
        return max((topic.material_days for topic in self.topics.all()), default=0)

    @property
    def standing(self) -> Standing:
        """How far it has come."""
        slot, meeting = self.slot, self.slot.meeting
        live = meeting if meeting and self.has_live_meeting else None
        noticed = local_day(live.noticed_at) if live and live.noticed_at else None
        return Standing(
            day=self.day, is_exact=live is not None or self.starts_on == self.ends_on, is_extra=self.is_extra,
            is_called_off=meeting is not None and live is None, has_activities=bool(self.activities),
            material_days=self.material_days, noticed_on=noticed, materials_on=slot.materials_on,
            activities_on=slot.activities_on,
            held_on=live.starts_on if live and live.state == MeetingState.CLOSED else None,
        )  # fmt: skip


class PlanTopic(models.Model):
    """One topic of a session; `key` is the same in every version, so that a moved topic is found again."""

    session = models.ForeignKey(PlanSession, models.PROTECT, related_name="topics", verbose_name="会议")
    key = models.UUIDField("议题编号", default=uuid.uuid4, editable=False)
    number = models.PositiveSmallIntegerField("序号")
    topic = models.CharField("类型", max_length=20, choices=Topic, default=Topic.SPECIAL_REPORT)
    title = models.CharField("议题", max_length=200)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="报告单位")
    reporter = models.CharField("报告人", max_length=80, blank=True)
    material_days = models.PositiveSmallIntegerField("材料期限(会前天数)")

    class Meta:
        verbose_name = "预安排议题"
        verbose_name_plural = "预安排议题"
        ordering = ["session", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "number"], name="topic_number_in_session", deferrable=models.Deferrable.DEFERRED
            )
        ]
        triggers = [
            only_in_drafts(
                "topics_of_drafts", "SELECT plan_id FROM town_sessions_plansession WHERE id = line.session_id"
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def facts(self) -> TopicFacts:
        return TopicFacts(
            str(self.key), self.topic, self.get_topic_display(), self.title, self.unit.name if self.unit else "",
            self.reporter, self.material_days,
        )  # fmt: skip

    @property
    def due_on(self) -> date:
        """When its material is due."""
        return materials_due(self.session.day, self.material_days)
