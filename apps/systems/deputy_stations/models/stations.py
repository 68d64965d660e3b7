"""Stations (家、站、点): where they are, who keeps them and which deputies receive residents there."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from apps.foundation.core.actors import HANDLER, Actor
from apps.foundation.core.history import UNDELETABLE
from apps.foundation.core.models import DatedModel, DatedQuerySet, PublicModel, in_order, no_overlap
from apps.foundation.organisations.models import Area, Unit
from apps.foundation.people.models import Mandate, Person
from apps.systems.deputy_stations.models.choices import CheckKind, Level, StaffTitle, Theme, Tier


class ChainQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """Office and leaders: the chains of their area."""
        return self.filter(office__path__startswith=actor.area_path) if actor.sees_area else self.none()

    def found_by(self, text: str) -> Self:
        """Every word in the name, the lead firm or a member firm."""
        rows = self
        for word in text.split():
            firms = ChainFirm.objects.filter(chain=OuterRef("pk"), name__icontains=word)
            rows = rows.filter(Q(name__icontains=word) | Q(lead_firm__icontains=word) | Exists(firms))
        return rows


class Chain(PublicModel):
    """产业链: its lead firm (链主企业) and who links to it (链长单位)."""

    office = models.ForeignKey(Area, models.PROTECT, related_name="industry_chains", verbose_name="区划")
    name = models.CharField("产业链", max_length=60)
    lead_firm = models.CharField("链主企业", max_length=80)
    linked_units = models.ManyToManyField(Unit, blank=True, related_name="+", verbose_name="链长(联系)单位")
    note = models.CharField("说明", max_length=500, blank=True)
    created_at = models.DateTimeField("登记时间")

    objects = ChainQuerySet.as_manager()

    class Meta:
        verbose_name = "产业链"
        verbose_name_plural = "产业链"
        ordering = ["office", "name"]
        constraints = [models.UniqueConstraint(fields=["office", "name"], name="chain_name_in_area")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("deputy_stations_chain", args=[self.public_id])


class ChainFirm(PublicModel):
    """A member firm, and the deputy who links to it (每名代表联系3至5家企业)."""

    chain = models.ForeignKey(Chain, models.PROTECT, related_name="firms", verbose_name="产业链")
    name = models.CharField("企业", max_length=80)
    contact = models.CharField("联系人", max_length=60, blank=True)
    deputy = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="联系代表")
    left_on = models.DateField("退出日期", null=True, blank=True)

    class Meta:
        verbose_name = "链上企业"
        verbose_name_plural = "链上企业"
        ordering = ["chain", "name"]
        constraints = [models.UniqueConstraint(fields=["chain", "name"], name="chain_firm_once")]

    def __str__(self) -> str:
        return self.name


class StationQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """Office and leaders: their area. Liaison officers: their own. Members: where they are until they leave."""
        if actor.sees_area:
            return self.filter(area__path__startswith=actor.area_path)
        if actor.role == HANDLER:
            return self.filter(unit=actor.unit_id)
        if actor.is_member and actor.person_id:
            stays = Q(until__isnull=True) | Q(until__gt=timezone.localdate())
            return self.filter(Exists(Stationing.objects.filter(stays, station=OuterRef("pk"), person=actor.person_id)))
        return self.none()

    def open_on(self, day: date) -> Self:
        return self.filter(Q(closed_on__isnull=True) | Q(closed_on__gt=day), opened_on__lte=day)

    def found_by(self, text: str) -> Self:
        """Every word in the name, the address or the name of the area."""
        rows = self
        for word in text.split():
            rows = rows.filter(Q(name__icontains=word) | Q(address__icontains=word) | Q(area__name__icontains=word))
        return rows


class Station(PublicModel):
    """代表家站点. `code` is the 站码 on its posters; without `opened_on` it is being set up (筹建).

    Its liaison officer signs in as the handler of `unit`, which goes by the same name.
    """

    unit = models.OneToOneField(Unit, models.PROTECT, related_name="station", editable=False, verbose_name="单位")
    area = models.ForeignKey(Area, models.PROTECT, related_name="stations", verbose_name="所属镇街(区划)")
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="below", verbose_name="上级家站"
    )
    tier = models.CharField("层级", max_length=10, choices=Tier)
    theme = models.CharField("类型", max_length=10, choices=Theme, default=Theme.GENERAL)
    chain = models.ForeignKey(
        Chain, models.PROTECT, null=True, blank=True, related_name="stations", verbose_name="产业链"
    )
    name = models.CharField("名称", max_length=60)
    code = models.CharField("站码", max_length=12, unique=True, editable=False)
    address = models.CharField("地址", max_length=120, blank=True)
    latitude = models.DecimalField("纬度", max_digits=9, decimal_places=6, null=True, blank=True)
    longitude = models.DecimalField("经度", max_digits=9, decimal_places=6, null=True, blank=True)
    phone = models.CharField("联系电话", max_length=30, blank=True)
    complaint_phone = models.CharField("监督电话", max_length=30, blank=True)
    hours = models.CharField("开放时间", max_length=120, blank=True)
    floor_space = models.PositiveIntegerField("面积(平方米)", null=True, blank=True)
    residents = models.PositiveIntegerField("服务人口(人)", null=True, blank=True)
    radius_m = models.PositiveIntegerField("服务半径(米)", null=True, blank=True)
    serves = models.ManyToManyField(Area, blank=True, related_name="served_by", verbose_name="服务村(社区)")
    introduction = models.TextField("简介", max_length=1000, blank=True)
    founding_number = models.CharField("设立批复文号", max_length=80, blank=True)
    opened_on = models.DateField("启用日期", null=True, blank=True)
    closed_on = models.DateField("撤销日期", null=True, blank=True, editable=False, help_text="当日起不再开放")
    close_reason = models.CharField("撤销理由", max_length=300, blank=True, editable=False)
    revision = models.PositiveIntegerField("修改次数", default=0, editable=False)
    created_at = models.DateTimeField("登记时间")

    objects = StationQuerySet.as_manager()

    class Meta:
        verbose_name = "代表家站"
        verbose_name_plural = "代表家站"
        ordering = ["area", "tier", "name"]
        constraints = [
            models.UniqueConstraint(fields=["area", "name"], name="station_name_in_area"),
            models.CheckConstraint(condition=~Q(parent=F("pk")), name="station_not_below_itself"),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="station_position_whole",
                violation_error_message="纬度和经度要一起填写。",
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(opened_on__isnull=False, closed_on__gte=F("opened_on")),
                name="station_closed_after_opened",
            ),
        ]
        triggers = UNDELETABLE

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("deputy_stations_station", args=[self.public_id])

    @property
    def public_url(self) -> str:
        """The page that the code at the door leads to."""
        return reverse("deputy_stations_door", args=[self.code])

    def is_open_on(self, day: date) -> bool:
        return self.opened_on is not None and self.opened_on <= day and not self.is_closed_on(day)

    def is_closed_on(self, day: date) -> bool:
        return self.closed_on is not None and self.closed_on <= day


class StationStaff(PublicModel, DatedModel):
    """Who keeps a station: head, vice heads, liaison officer; people of the roster or by name alone."""

    station = models.ForeignKey(Station, models.PROTECT, related_name="staff", verbose_name="代表家站")
    title = models.CharField("职务", max_length=10, choices=StaffTitle)
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="人员")
    name = models.CharField("姓名", max_length=60)
    phone = models.CharField("联系电话", max_length=30, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = "家站工作人员"
        verbose_name_plural = "家站工作人员"
        ordering = ["station", "title", "name"]
        constraints = [
            in_order("station_staff_in_order"),
            no_overlap("station", name="station_one_head", condition=Q(title="head")),
        ]

    def __str__(self) -> str:
        return f"{self.get_title_display()}{self.name}"


class StationingQuerySet(DatedQuerySet):
    def visible_to(self, actor: Actor) -> Self:
        return self.filter(station__in=Station.objects.visible_to(actor))

    def seated(self, day: date) -> Self:
        """Of deputies who serve on a day, by whatever seat, or whose congress this portal does not keep: whoever lost
        the seat, or may not act, receives nobody, also before the office has taken them out of the station."""
        serving = Mandate.objects.beside_committees().serving_on(day).filter(person=OuterRef("person"))
        return self.filter(Q(mandate__isnull=True) | Exists(serving))


class Stationing(PublicModel, DatedModel):
    """编组进站: a deputy in a station. `is_main`: the one in which the deputy is counted; a chain's may come beside it.

    `mandate` is empty for deputies of congresses that this portal does not keep (市、全国).
    """

    station = models.ForeignKey(Station, models.PROTECT, related_name="stationed", verbose_name="代表家站")
    person = models.ForeignKey(Person, models.PROTECT, related_name="stationings", verbose_name="代表")
    level = models.CharField("代表层级", max_length=14, choices=Level)
    mandate = models.ForeignKey(
        Mandate, models.PROTECT, null=True, blank=True, related_name="stationings", verbose_name="代表资格"
    )
    is_main = models.BooleanField("所在家站", default=True)

    objects = StationingQuerySet.as_manager()

    class Meta:
        verbose_name = "进站代表"
        verbose_name_plural = "进站代表"
        ordering = ["station", "level", "person__pinyin"]
        constraints = [
            in_order("stationing_in_order"),
            no_overlap("person", name="stationing_one_main_station", condition=Q(is_main=True)),
            no_overlap("station", "person", name="stationing_once_in_a_station"),
        ]

    def __str__(self) -> str:
        return f"{self.person.name}({self.station})"


class StationCheckQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        return self.filter(station__in=Station.objects.visible_to(actor))

    def latest(self) -> Self:  # type: ignore[override]
        """The last of each line: what counts."""
        return self.order_by("station_id", "kind", "item", "-checked_at", "-pk").distinct("station_id", "kind", "item")


class StationCheck(PublicModel):
    """One line of a checklist (七上墙、设备、制度) as it was found; the last of a line counts. Photos are its files."""

    station = models.ForeignKey(Station, models.PROTECT, related_name="checks", verbose_name="代表家站")
    kind = models.CharField("清单", max_length=10, choices=CheckKind)
    item = models.CharField("项目", max_length=60)
    is_met = models.BooleanField("是否具备")
    note = models.CharField("说明", max_length=200, blank=True)
    checked_by = models.CharField("检查人", max_length=60)
    checked_at = models.DateTimeField("检查时间")

    objects = StationCheckQuerySet.as_manager()

    class Meta:
        verbose_name = "家站检查"
        verbose_name_plural = "家站检查"
        ordering = ["station", "kind", "item", "-checked_at"]
        indexes = [models.Index(fields=["station", "kind", "item", "-checked_at"], name="station_check_last")]
        triggers = UNDELETABLE

    def __str__(self) -> str:
        return f"{self.station}:{self.item}"


class DeputyPage(PublicModel):
    """代表码: the public page of a deputy. Only what the deputy agreed to show; never a private number."""

    person = models.OneToOneField(Person, models.PROTECT, related_name="deputy_page", verbose_name="代表")
    code = models.CharField("代表码", max_length=12, unique=True, editable=False)
    introduction = models.TextField("简介", max_length=600, blank=True)
    office_phone = models.CharField("公开电话", max_length=30, blank=True)
    is_shown = models.BooleanField("对外公开", default=True)
    created_at = models.DateTimeField("生成时间")

    class Meta:
        verbose_name = "代表公开页"
        verbose_name_plural = "代表公开页"
        ordering = ["person__pinyin"]
        triggers = UNDELETABLE

    def __str__(self) -> str:
        return self.person.name
