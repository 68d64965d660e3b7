"""Activities, year plans, debriefs, ledgers."""

from datetime import date
from typing import Any

from django import forms

from apps.congress.ballots.models import Base, Method, method_choices
from apps.congress.meetings.models import MeetingState, Sitting, SittingState
from apps.foundation.core.dates import chinese_datetime, local_day
from apps.foundation.core.forms import DayField, MomentField, OnceForm, RevisedForm, RowForm, row_set
from apps.foundation.people.forms.colleagues import ColleaguesWidget
from apps.foundation.people.models import Person
from apps.office.files.forms import UploadsField
from apps.systems.deputy_stations.models import (
    Activity,
    ActivityKind,
    Chain,
    Debrief,
    PlannedActivity,
    Presence,
    Station,
    YearPlan,
)
from apps.systems.deputy_stations.selectors import activities as selectors
from apps.systems.deputy_stations.selectors.duty import body_of, colleagues
from apps.systems.deputy_stations.services.activities import ActivityDraft
from apps.systems.deputy_stations.services.debriefs import AssessmentDraft
from apps.systems.deputy_stations.services.year_plans import LineDraft

LINES_LIMIT = 60


class _ActivityFields(forms.Form):
    kind = forms.ChoiceField(label="类别", choices=ActivityKind)
    title = forms.CharField(label="活动", max_length=100)
    starts_at = MomentField(label="开始时间", widget=forms.DateTimeInput)
    ends_at = MomentField(label="结束时间", widget=forms.DateTimeInput)
    place = forms.CharField(label="地点", max_length=120)
    content = forms.CharField(label="内容安排", max_length=2000, required=False, widget=forms.Textarea({"rows": 4}))
    sign_up_until = MomentField(
        label="报名截止", required=False, widget=forms.DateTimeInput, help_text="不填为活动开始前都可报名"
    )
    seats = forms.IntegerField(label="名额", required=False, min_value=1, max_value=10000, help_text="不填为不限")
    chain = forms.ModelChoiceField(
        Chain.objects.none(), label="产业链", required=False, to_field_name="public_id", empty_label="无"
    )
    planned = forms.ModelChoiceField(
        PlannedActivity.objects.none(), label="年度计划中的活动", required=False, to_field_name="public_id",
        empty_label="计划外",
    )  # fmt: skip

    def offer(self, station: Station, year: int) -> None:
        self.fields["chain"].queryset = Chain.objects.filter(office__path__in=_paths(station))
        lines = PlannedActivity.objects.filter(plan__station=station, plan__year__in=(year, year + 1))
        self.fields["planned"].queryset = lines.select_related("plan").order_by("plan__year", "month", "pk")
        self.fields["planned"].label_from_instance = lambda one: f"{one.plan.year}年{one.month}月:{one.title}"

    def draft(self) -> ActivityDraft:
        return ActivityDraft(**{name: self.cleaned_data[name] for name in _ActivityFields.base_fields})


def _paths(station: Station) -> list[str]:
    """Of the station's area and all above it."""
    path, step = station.area.path, type(station.area).steplen
    return [path[:end] for end in range(step, len(path) + 1, step)]


class ActivityForm(OnceForm, _ActivityFields):
    def __init__(self, data: Any, *, station: Station, on: date, **given: Any) -> None:
        super().__init__(data, **given)
        self.offer(station, on.year)


class ActivityChangeForm(RevisedForm, _ActivityFields):
    revision = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, data: Any, *, activity: Activity) -> None:
        initial = {name: getattr(activity, name) for name in _ActivityFields.base_fields}
        initial |= {
            "revision": activity.revision, "planned": activity.planned.public_id if activity.planned else None,
            "chain": activity.chain.public_id if activity.chain else None,
        }  # fmt: skip
        super().__init__(data, initial=initial)
        self.offer(activity.station, activity.starts_at.year)


class HoldForm(forms.Form):
    """What happened and who came; who signed up is ticked already."""

    present = forms.ModelMultipleChoiceField(
        Person.objects.none(), label="到场代表", required=False, to_field_name="public_id",
        widget=ColleaguesWidget,
    )  # fmt: skip
    guests = forms.IntegerField(label="参加群众(企业)人数", min_value=0, max_value=100000, initial=0)
    outcome = forms.CharField(label="活动情况", max_length=4000, widget=forms.Textarea({"rows": 6}))
    photos = UploadsField(label="现场照片")

    def __init__(self, data: Any = None, files: Any = None, *, activity: Activity) -> None:
        people = [person.pk for person in selectors.people_for(activity)]
        signed = [row.person.public_id for row in selectors.sign_ups_of(activity) if row.state != Presence.ABSENT]
        super().__init__(data, files, initial={"present": signed})
        self.fields["present"].queryset = Person.objects.filter(pk__in=people).order_by("pinyin", "pk")


class PhotosForm(forms.Form):
    photos = UploadsField(label="现场照片", required=True)


class PlanForm(RevisedForm):
    revision = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    goals = forms.CharField(label="工作要求", max_length=2000, required=False, widget=forms.Textarea({"rows": 4}))

    def __init__(self, data: Any, *, plan: YearPlan) -> None:
        super().__init__(data, initial={"revision": plan.revision, "goals": plan.goals})


class LineForm(RowForm):
    named_by, others, needed = "title", ("month",), ("month", "kind")
    line = forms.UUIDField(required=False, widget=forms.HiddenInput)
    month = forms.TypedChoiceField(
        label="月份", choices=[("", "月份"), *((number, f"{number}月") for number in range(1, 13))], coerce=int,
        required=False, empty_value=None,
    )  # fmt: skip
    kind = forms.ChoiceField(label="类别", choices=ActivityKind, required=False, initial=ActivityKind.GROUP)
    title = forms.CharField(label="活动", max_length=100, required=False)


LineRows = row_set(LineForm, LINES_LIMIT, known_by="line", told_by="title", can_delete=True, extra=0)


def lines_initial(plan: YearPlan) -> list[dict[str, Any]]:
    """The saved lines, by month."""
    rows = plan.lines.order_by("month", "pk")  # type: ignore[attr-defined]
    return [{"line": row.public_id, "month": row.month, "kind": row.kind, "title": row.title} for row in rows]


class PlanEditor:
    """Goals and lines together; speaks as one form to `attempt`."""

    def __init__(self, data: Any, *, plan: YearPlan) -> None:
        initial = lines_initial(plan)
        self.head = PlanForm(data, plan=plan)
        self.rows = LineRows(data, prefix="lines", initial=initial)
        self.rows.extra = 3 if initial else 8
        self.known = {row["line"] for row in initial}

    @property
    def revision(self) -> int:
        return self.head.cleaned_data["revision"]

    def is_valid(self) -> bool:
        return all([self.head.is_valid(), self.rows.is_valid()])

    def add_error(self, field: None, error: list[str]) -> None:
        self.head.add_error(field, error)

    def upon_newest(self) -> None:
        self.head.upon_newest()
        self.rows.upon_newest()

    def lines(self) -> list[LineDraft]:
        kept = [
            row.cleaned_data
            for row in self.rows.forms
            if row.cleaned_data.get("title") and not row.cleaned_data.get("DELETE")
        ]
        return [
            LineDraft(row["month"], row["kind"], row["title"], row["line"] if row["line"] in self.known else None)
            for row in kept
        ]


class SummaryForm(RevisedForm):
    revision = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    text = forms.CharField(label="年度总结", max_length=4000, widget=forms.Textarea({"rows": 12}))


class YearForm(forms.Form):
    year = forms.TypedChoiceField(label="年度", coerce=int)

    def __init__(self, data: Any, *, on: date) -> None:
        super().__init__(data, initial={"year": on.year})
        self.fields["year"].choices = [(year, f"{year}年") for year in (on.year - 1, on.year, on.year + 1)]


class SpeakersForm(forms.Form):
    people = forms.ModelMultipleChoiceField(
        Person.objects.none(), label="述职代表", to_field_name="public_id", widget=ColleaguesWidget
    )

    def __init__(self, data: Any, *, activity: Activity) -> None:
        spoken = Debrief.objects.filter(activity=activity).select_related("person")
        super().__init__(data, initial={"people": [row.person.public_id for row in spoken]})
        stationed = colleagues(activity.station, local_day(activity.starts_at))
        people = Person.objects.filter(pk__in=stationed.order_by().values("pk"))
        self.fields["people"].queryset = (
            people | Person.objects.filter(station_debriefs__activity=activity)
        ).distinct().order_by("pinyin", "pk")  # fmt: skip


class ReportForm(forms.Form):
    text = forms.CharField(label="述职报告", max_length=6000, widget=forms.Textarea({"rows": 14}))


class SittingField(forms.ModelChoiceField):
    def label_from_instance(self, sitting: Sitting) -> str:
        return f"{sitting.meeting.title} {sitting.name}({chinese_datetime(sitting.starts_at)})"


class AssessForm(forms.Form):
    """Where and how those who reported are assessed."""

    sitting = SittingField(Sitting.objects.none(), label="会议", to_field_name="public_id", empty_label=None)
    title = forms.CharField(label="票名", max_length=120)
    held_under = forms.CharField(label="依据的办法", max_length=120)
    base = forms.ChoiceField(label="计算基数", choices=Base, widget=forms.RadioSelect)
    method = forms.ChoiceField(
        label="投票方式",
        choices=method_choices(Method.NAMED, Method.PAPER, Method.SHOW_OF_HANDS),
        initial=Method.NAMED,
        widget=forms.RadioSelect,
    )

    def __init__(self, data: Any, *, activity: Activity, on: date) -> None:
        super().__init__(data)
        self.initial = {
            "title": f"{activity.title}满意度测评",
            "held_under": f"{activity.station.area}代表述职测评办法",
        }
        rows = Sitting.objects.voting().filter(meeting__body=body_of(activity.station, on)).select_related("meeting")
        rows = rows.exclude(state__in=(SittingState.CLOSED, SittingState.CALLED_OFF))
        rows = rows.exclude(meeting__state__in=(MeetingState.CLOSED, MeetingState.CANCELLED))
        self.fields["sitting"].queryset = rows.order_by("starts_at")

    def draft(self) -> AssessmentDraft:
        return AssessmentDraft(**{name: self.cleaned_data[name] for name in ("title", "held_under", "base", "method")})


class PeriodForm(forms.Form):
    """The days between which a ledger looks; this year where nothing is chosen."""

    starts_on = DayField(label="开始日期", required=False, widget=forms.DateInput)
    ends_on = DayField(label="结束日期", required=False, widget=forms.DateInput)

    def period(self, today: date) -> tuple[date, date]:
        found = self.cleaned_data if self.is_valid() else {}
        first = found.get("starts_on") or date(today.year, 1, 1)
        last = found.get("ends_on") or date(first.year, 12, 31)
        return min(first, last), max(first, last)


class AsOfForm(forms.Form):
    on = DayField(label="截至日期", required=False, widget=forms.DateInput)
