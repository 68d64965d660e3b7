"""Areas, electoral districts and units: where, and which organs stand there."""

import uuid
from collections.abc import Mapping
from datetime import date
from typing import Self

import pgtrigger
from django.db import models
from treebeard.mp_tree import MP_Node, MP_NodeManager, MP_NodeQuerySet

from apps.foundation.core.actors import Actor
from apps.foundation.core.models import DatedModel, DatedQuerySet, PublicModel, in_order
from apps.foundation.core.tallies import Tally, TallyQuerySet, kept_by


class AreaKind(models.TextChoices):
    PROVINCE = "province", "省(自治区、直辖市)"
    CITY = "city", "市(州)"
    DISTRICT = "district", "区(县)"
    TOWN = "town", "镇(乡)"
    STREET = "street", "街道"
    VILLAGE = "village", "村"
    COMMUNITY = "community", "社区"


PLACES = (AreaKind.PROVINCE, AreaKind.CITY, AreaKind.DISTRICT, AreaKind.TOWN, AreaKind.STREET)
"""Areas with a congress or a street working committee of their own: what leaders compare."""
TOWNS = (AreaKind.TOWN, AreaKind.STREET)
ABOVE_TOWNS = (AreaKind.PROVINCE, AreaKind.CITY, AreaKind.DISTRICT)


class AreaQuerySet(MP_NodeQuerySet, DatedQuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """Staff and leaders see the subtree of their area."""
        return self.filter(path__startswith=actor.area_path) if actor.sees_area else self.none()


class AreaManager(MP_NodeManager.from_queryset(AreaQuerySet)):  # type: ignore[misc]
    def get_queryset(self) -> AreaQuerySet:
        """treebeard's own manager would hand out its plain queryset, without the methods above."""
        return AreaQuerySet(self.model, using=self._db).order_by("path")


class Area(MP_Node, DatedModel):
    """区划. Reforms close an area and name its successor; records keep the area of their day."""

    public_id = models.UUIDField("公开编号", default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField("级别", max_length=12, choices=AreaKind)
    code = models.CharField("统计用区划代码", max_length=12, blank=True, db_index=True)
    name = models.CharField("名称", max_length=60)
    successor = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="predecessors", verbose_name="承继区划"
    )
    is_demo = models.BooleanField("演示数据", default=False, editable=False)

    objects = AreaManager()
    node_order_by: list[str] = []

    class Meta:
        verbose_name = "区划"
        verbose_name_plural = "区划"
        ordering = ["path"]
        constraints = [in_order("area_dates_in_order")]

    def __str__(self) -> str:
        return self.name


class ElectoralDistrictQuerySet(DatedQuerySet):
    def visible_to(self, actor: Actor) -> Self:
        return self.filter(area__path__startswith=actor.area_path) if actor.sees_area else self.none()


class ElectoralDistrict(PublicModel, DatedModel):
    """选区. It need not follow the borders of areas."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="electoral_districts", verbose_name="所属区划")
    number = models.PositiveIntegerField("序号")
    name = models.CharField("名称", max_length=80)
    covers = models.ManyToManyField(Area, blank=True, related_name="+", verbose_name="覆盖区划")

    objects = ElectoralDistrictQuerySet.as_manager()

    class Meta:
        verbose_name = "选区"
        verbose_name_plural = "选区"
        ordering = ["area", "number"]
        constraints = [
            in_order("electoral_district_dates_in_order"),
            models.UniqueConstraint(fields=["area", "number", "starts_on"], name="electoral_district_number"),
        ]

    def __str__(self) -> str:
        return self.name


class UnitKind(models.TextChoices):
    PARTY_COMMITTEE = "party_committee", "党委"
    PARTY_WORK_COMMITTEE = "party_work_committee", "街道党工委"
    DISTRICT_CONGRESS = "district_congress", "区人民代表大会"
    STANDING_COMMITTEE = "standing_committee", "区人大常委会"
    TOWN_CONGRESS = "town_congress", "镇人民代表大会"
    PRESIDIUM = "presidium", "镇人大主席团"
    STREET_WORKING_COMMITTEE = "street_working_committee", "人大街道工委"
    DELIBERATION_MEETING = "deliberation_meeting", "街道议事代表会议"
    GOVERNMENT = "government", "人民政府"
    STREET_OFFICE = "street_office", "街道办事处"
    DEPARTMENT = "department", "部门"
    STATION = "station", "代表家站"
    OTHER = "other", "其他单位"


BODY_KINDS = (UnitKind.DISTRICT_CONGRESS, UnitKind.TOWN_CONGRESS, UnitKind.DELIBERATION_MEETING)
TERM_KINDS = (*BODY_KINDS, UnitKind.STANDING_COMMITTEE)
"""Who holds terms: the bodies, and the standing committee that a congress elects from its deputies (ADR 20)."""


class UnitQuerySet(DatedQuerySet):
    def visible_to(self, actor: Actor) -> Self:
        return self.filter(area__path__startswith=actor.area_path) if actor.sees_area else self.none()

    def bodies(self) -> Self:
        """Congresses and deliberation meetings."""
        return self.filter(kind__in=BODY_KINDS)

    def holding_terms(self) -> Self:
        """Units whose kind holds terms (届)."""
        return self.filter(kind__in=TERM_KINDS)


class Unit(PublicModel, DatedModel):
    """An organ or department of an area."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="units", verbose_name="区划")
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name="上级单位"
    )
    kind = models.CharField("类别", max_length=30, choices=UnitKind)
    name = models.CharField("全称", max_length=100)
    short_name = models.CharField("简称", max_length=40, blank=True)

    objects = UnitQuerySet.as_manager()

    class Meta:
        verbose_name = "单位"
        verbose_name_plural = "单位"
        ordering = ["area", "kind", "name"]
        constraints = [
            in_order("unit_dates_in_order"),
            models.UniqueConstraint(fields=["area", "name", "starts_on"], name="unit_name_in_area"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_body(self) -> bool:
        """Whether the unit holds terms."""
        return self.kind in TERM_KINDS

    @property
    def is_committee(self) -> bool:
        """Whether its members are deputies of a congress who sit here besides."""
        return self.kind == UnitKind.STANDING_COMMITTEE

    @property
    def is_street_body(self) -> bool:
        """A street body is consultative: it 讨论 and 票选, never 审议 or 票决."""
        return self.kind == UnitKind.DELIBERATION_MEETING

    def exists_on(self, day: date) -> bool:
        return self.in_force(day)


class DayTallyQuerySet(TallyQuerySet):
    def standing(self, sort: str, path: str, on: date) -> Self:
        """Whose sum is how many of a sort stand on a day in the subtree of the area of this path."""
        return self.filter(sort=sort, since__lte=on, path__startswith=path)


class DayTally(Tally):
    """How many of a sort stand in a place: more from a day on, or fewer. What turns late or red by itself is counted
    by the days on which it turns, so no task has to run for a number to be right.

    Folded at night: sums are then those of that day and of later ones.
    """

    sort = models.CharField("情形", max_length=40)
    place = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name="区划")
    path = models.CharField("区划路径", max_length=255, db_collation="C")
    since = models.DateField("起始日期")

    objects = DayTallyQuerySet.as_manager()

    class Meta:
        verbose_name = "各区划按日计数"
        verbose_name_plural = "各区划按日计数"
        ordering = ["sort", "since", "path"]
        indexes = [models.Index(fields=["sort", "since", "path"], include=["place", "count"], name="day_tally_of_sort")]

    def __str__(self) -> str:
        return f"{self.sort} {self.path} {self.since}"


ALWAYS = f"DATE '{date.min}'"
"""SQL: stands whatever the day."""


def standing(spans: Mapping[str, tuple[str, str]], *, place: str) -> list[pgtrigger.Trigger]:
    """Triggers of a table with a `path` that keep a DayTally of each sort: SQL of the first day on which a row is of
    this sort, NULL where it is not, and of the day from which it no longer is. `place`: the column of its area.
    """
    given = ", ".join(f"('{sort}', {since}, {until}::date)" for sort, (since, until) in spans.items())
    return kept_by(
        "days", "organisations_daytally", number="sign * step.way",
        cell={"sort": "span.sort", "place_id": place, "path": "path", "since": "step.day"},
        each=f"""CROSS JOIN LATERAL (VALUES {given}) AS span (sort, since, until)
            CROSS JOIN LATERAL (VALUES (span.since, 1), (span.until, -1)) AS step (day, way)""",
        where="span.since IS NOT NULL AND step.day IS NOT NULL AND (span.until > span.since) IS NOT FALSE",
    )  # fmt: skip
