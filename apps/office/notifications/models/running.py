"""How sending goes: which channel is out of order, which day's reminders were given."""

from datetime import datetime
from typing import Self

from django.db import models

from apps.office.notifications.channels import label_of

GATHER = "remind:"


class ChannelRestQuerySet(models.QuerySet):
    def at_rest(self, at: datetime) -> Self:
        """Channels that are not tried at this moment."""
        return self.filter(until__gt=at)

    def out_of_order(self) -> Self:
        """Channels that were paused and have not been found in order since."""
        return self.filter(until__isnull=False)


class ChannelRest(models.Model):
    """A channel's failures in a row; with enough of them it is paused `until`, then tried with a single message."""

    channel = models.CharField("渠道", max_length=20, unique=True)
    failures = models.PositiveIntegerField("连续失败次数", default=0)
    until = models.DateTimeField("暂停至", null=True, blank=True)
    reason = models.CharField("最近的原因", max_length=300, blank=True)

    objects = ChannelRestQuerySet.as_manager()

    class Meta:
        verbose_name = "渠道状况"
        verbose_name_plural = "渠道状况"
        ordering = ["channel"]

    def __str__(self) -> str:
        return f"{self.label}连续失败{self.failures}次"

    @property
    def label(self) -> str:
        return label_of(self.channel)


class ReminderRun(models.Model):
    """The reminders of one working day. A run that was cut short is finished by the next beat.

    `seen` counts the dates looked at, `told` the reminders and `people` those who were told; `missed` are working days
    since the last run on which nothing ran.
    """

    day = models.DateField("日期", unique=True)
    started_at = models.DateTimeField("开始时间")
    finished_at = models.DateTimeField("完成时间", null=True, blank=True)
    seen = models.PositiveIntegerField("查看期限", default=0)
    told = models.PositiveIntegerField("提醒事项", default=0)
    people = models.PositiveIntegerField("提醒人数", default=0)
    missed = models.PositiveIntegerField("补上的工作日", default=0)
    problem = models.CharField("未能查看的系统", max_length=300, blank=True)

    class Meta:
        verbose_name = "期限提醒"
        verbose_name_plural = "期限提醒"
        ordering = ["-day"]

    def __str__(self) -> str:
        return f"{self.day}的期限提醒"

    @property
    def gather(self) -> str:
        """Under which its reminders are put together."""
        return f"{GATHER}{self.day}"

    @property
    def standing(self) -> str:
        if self.finished_at:
            return "已完成"
        return "未完成,等待重试" if self.problem else "进行中"
