"""Abstract bases, the outbox and the holiday table: the only tables of the ground's ground."""

import uuid
from datetime import date, timedelta
from typing import Any, Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value


class PublicModel(models.Model):
    """A row with a public id for URLs; primary keys never leave the database."""

    public_id = models.UUIDField("公开编号", default=uuid.uuid4, unique=True, editable=False)

    class Meta:
        abstract = True


class DatedQuerySet(models.QuerySet):
    """Rows that hold from one day until another."""

    def on(self, day: date) -> Self:
        """Rows in force on `day`."""
        return self.filter(Q(until__isnull=True) | Q(until__gt=day), starts_on__lte=day)


class DatedModel(models.Model):
    """In force from `starts_on` until the day before `until`; no `until`, no end."""

    starts_on = models.DateField("起始日期")
    until = models.DateField("失效日期", null=True, blank=True, help_text="当日起不再有效")

    class Meta:
        abstract = True

    @property
    def last_day(self) -> date | None:
        """The last day in force, None where there is no end."""
        return self.until - timedelta(days=1) if self.until else None

    def in_force(self, day: date) -> bool:
        return self.starts_on <= day and (self.until is None or day < self.until)


def no_overlap(*columns: str, name: str, condition: Q | None = None) -> ExclusionConstraint:
    """Two rows with equal `columns` (foreign keys) may not be in force on one day; needs no btree_gist."""
    equal: list[tuple[Any, str]] = [
        (Func(F(column), F(column), Value("[]"), function="int8range"), RangeOperators.OVERLAPS) for column in columns
    ]
    during = Func(F("starts_on"), F("until"), Value("[)"), function="daterange")
    expressions = [*equal, (during, RangeOperators.OVERLAPS)]
    return ExclusionConstraint(name=name, expressions=expressions, condition=condition)


def in_order(name: str) -> models.CheckConstraint:
    """`until` is not before `starts_on`."""
    condition = Q(until__isnull=True) | Q(until__gte=F("starts_on"))
    return models.CheckConstraint(condition=condition, name=name)


class OutboxTask(models.Model):
    """A task to queue, written in the transaction of the act that wants it."""

    name = models.CharField("任务", max_length=120)
    args = models.JSONField("参数", default=list)
    queued_at = models.DateTimeField("写入时间", auto_now_add=True)
    request = models.CharField("请求编号", max_length=8, blank=True, default="", db_default="")

    class Meta:
        verbose_name = "待发任务"
        verbose_name_plural = "待发任务"
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.name}{tuple(self.args)}"


class SentTask(models.Model):
    """A task the broker was given and that nobody has done yet: a broker that forgets it is given it again."""

    name = models.CharField("任务", max_length=120)
    args = models.JSONField("参数", default=list)
    sent_at = models.DateTimeField("发出时间")
    times = models.PositiveSmallIntegerField("发出次数", default=1)

    class Meta:
        verbose_name = "已发未完成的任务"
        verbose_name_plural = "已发未完成的任务"
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.name}{tuple(self.args)}"


class Holiday(models.Model):
    """A day that differs from the weekday rule (国务院办公厅节假日安排通知)."""

    day = models.DateField("日期", unique=True)
    works = models.BooleanField("上班", help_text="调休上班日选是,放假日选否")
    name = models.CharField("名称", max_length=40)
    source = models.CharField("依据", max_length=120, blank=True)

    class Meta:
        verbose_name = "节假日"
        verbose_name_plural = "节假日"
        ordering = ["day"]

    def __str__(self) -> str:
        return f"{self.day} {self.name}"
