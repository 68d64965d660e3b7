"""Beginning a plan, filing it, making meetings of its sessions, recording preparations."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from apps.congress.meetings.models import Meeting, MeetingState
from apps.foundation.core.actors import Actor
from apps.foundation.core.forms import DayField, MomentField
from apps.foundation.people.models import Term
from apps.systems.town_sessions.models import AnnualPlan, PlanSession
from apps.systems.town_sessions.rules.templates import TEMPLATES
from apps.systems.town_sessions.selectors.organs import terms_to_plan


class NewPlanForm(forms.Form):
    """For whom, which year, from which template."""

    term = forms.ModelChoiceField(Term.objects.none(), label="人民代表大会", empty_label=None)
    year = forms.TypedChoiceField(label="年度", coerce=int)
    template = forms.ChoiceField(
        label="模板", choices=[(one.slug, one.title) for one in TEMPLATES.values()], widget=forms.RadioSelect,
        help_text="镇用前三种,区用年中会议制;带入的次数、时间和议题都可以修改",
    )  # fmt: skip

    def __init__(self, *args: Any, actor: Actor, year: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["term"].queryset = terms_to_plan(actor.area_path)
        self.fields["year"].choices = [(year, f"{year}年"), (year + 1, f"{year + 1}年")]


class AmendForm(forms.Form):
    """Why the plan in force is changed."""

    reason = forms.CharField(
        label="调整理由", max_length=300, widget=forms.Textarea({"rows": 3}),
        help_text="如:增开一次会议,讨论防汛专项工作。批准前原方案继续有效",
    )  # fmt: skip


class FilingForm(forms.Form):
    """When and under which number the plan was filed."""

    filed_on = DayField(label="备案日期", widget=forms.DateInput())
    number = forms.CharField(label="备案文号", max_length=80, help_text="报送文件的文号,如:青禾人发〔2026〕3号")
    filed_with = forms.CharField(label="备案机关", max_length=100, required=False, help_text="不填为区人大常委会")


class HoldForm(forms.Form):
    """When and where a session of the plan is held."""

    starts_at = MomentField(label="召开时间", widget=forms.DateTimeInput())
    place = forms.CharField(label="地点", max_length=120)
    contact = forms.CharField(label="联系人及电话", required=False, max_length=80)
    with_preparatory = forms.BooleanField(
        label="先开预备会议,半小时后开全体会议", required=False, initial=True,
        help_text="每次会议举行前召开预备会议,通过议程等事项",
    )  # fmt: skip


class LinkForm(forms.Form):
    """Which meeting, put together by hand, is the session."""

    meeting = forms.ModelChoiceField(
        Meeting.objects.none(), label="已有的会议", empty_label="请选择", to_field_name="public_id"
    )

    def __init__(self, *args: Any, session: PlanSession, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["meeting"].queryset = meetings_to_link(session.plan)


class PreparationForm(forms.Form):
    """When a preparation was done."""

    done_on = DayField(label="完成日期", widget=forms.DateInput())
    note = forms.CharField(
        label="情况说明", required=False, max_length=300, widget=forms.Textarea({"rows": 3}),
        help_text="如:视察地点、参加代表人数",
    )  # fmt: skip


def meetings_to_link(plan: AnnualPlan) -> QuerySet[Meeting]:
    """The year's meetings of the body that are no session of a plan yet."""
    rows = Meeting.objects.filter(body=plan.body_id, starts_on__year=plan.year, plan_slot=None)
    return rows.exclude(state=MeetingState.CANCELLED).order_by("starts_on")
