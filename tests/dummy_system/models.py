"""Notes with a date by which they are to be done."""

from datetime import date
from typing import Self

from django.db import models

from apps.foundation.core.actors import Actor
from apps.foundation.core.models import PublicModel
from apps.foundation.people.models import Person


class NoteQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """Those who see an area see its people's notes."""
        if not actor.sees_area:
            return self.filter(person=actor.person_id)
        return self.filter(person__area__path__startswith=actor.area_path)

    def undone(self, on: date) -> Self:
        return self.filter(done=False, due__gte=on)


class Note(PublicModel):
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="人员")
    title = models.CharField("标题", max_length=60)
    due = models.DateField("期限")
    done = models.BooleanField("已办", default=False)

    objects = NoteQuerySet.as_manager()

    class Meta:
        verbose_name = "示例事项"
        verbose_name_plural = "示例事项"
        ordering = ["due"]

    def __str__(self) -> str:
        return self.title
