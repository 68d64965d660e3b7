"""Paper tallies and the count."""

from django.db import models

from apps.foundation.core.history import READ_ONLY
from apps.foundation.people.models import Person


class PaperTally(models.Model):
    """The paper count (or show of hands) as one teller typed it in. Two equal ones are needed."""

    poll = models.ForeignKey("Poll", models.PROTECT, related_name="tallies", verbose_name="表决")
    teller = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="计票人")
    attempt = models.PositiveSmallIntegerField("第几次录入", default=1)
    issued = models.PositiveIntegerField("发出")
    received = models.PositiveIntegerField("收回")
    void = models.PositiveIntegerField("废票")
    blank = models.PositiveIntegerField("弃权票", default=0)
    items = models.JSONField("各项票数", default=list, help_text="与复核文件的 items 相同")
    entered_at = models.DateTimeField("录入时间")

    class Meta:
        verbose_name = "纸质票录入"
        verbose_name_plural = "纸质票录入"
        ordering = ["poll", "pk"]
        constraints = [models.UniqueConstraint(fields=["poll", "teller", "attempt"], name="tally_once_an_attempt")]
        triggers = READ_ONLY

    def __str__(self) -> str:
        return f"{self.teller} 第{self.attempt}次"


class Count(models.Model):
    """The result as computed: inputs, outcome and their digest; never changed, a correction is a new poll."""

    poll = models.OneToOneField("Poll", models.PROTECT, related_name="count", verbose_name="表决")
    case = models.JSONField("计票输入")
    outcome = models.JSONField("计票结果")
    parts = models.JSONField("电子票与纸质票分列", default=dict)
    digest = models.CharField("摘要", max_length=64)
    counted_at = models.DateTimeField("计票时间")

    class Meta:
        verbose_name = "计票结果"
        verbose_name_plural = "计票结果"
        triggers = READ_ONLY

    def __str__(self) -> str:
        return f"{self.poll} 计票结果"
