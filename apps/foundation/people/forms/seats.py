"""Seats, posts, roles."""

from typing import Any

from django import forms
from django.utils import timezone

from apps.foundation.core import registry
from apps.foundation.core.actors import Actor
from apps.foundation.core.forms import DayField
from apps.foundation.organisations.forms import AreaChoice, areas_of
from apps.foundation.organisations.models import ElectoralDistrict, Unit
from apps.foundation.people.models import Mandate, Term
from apps.foundation.people.permissions import role_may_be_granted
from apps.foundation.people.rules import mandates as rules


def _today() -> Any:
    return timezone.localdate()


class MandateForm(forms.Form):
    """A seat in a running term."""

    term = forms.ModelChoiceField(queryset=Term.objects.none(), to_field_name="public_id", label="机关和届次")
    starts_on = DayField(label="资格起始日期", initial=_today)
    electoral_district = forms.ModelChoiceField(
        queryset=ElectoralDistrict.objects.none(), to_field_name="public_id", required=False, label="选区"
    )
    recommending_unit = forms.CharField(label="推荐单位", max_length=100, required=False)
    certificate_number = forms.CharField(label="证件号", max_length=40, required=False)

    def __init__(self, *args: Any, actor: Actor, **options: Any) -> None:
        super().__init__(*args, **options)
        running = Term.objects.visible_to(actor).exclude(ended_on__lte=_today())
        self.fields["term"].queryset = running.select_related("body")
        self.fields["electoral_district"].queryset = ElectoralDistrict.objects.visible_to(actor).on(_today())


class MandateMoveForm(forms.Form):
    """Suspend, resume or end a seat; the reasons are those of the law."""

    reason = forms.ChoiceField(label="法定事由", widget=forms.RadioSelect)
    document = forms.CharField(label="依据文件", max_length=120, help_text="文件名称和文号,如任免决定、公告。")
    on = DayField(label="生效日期", initial=_today, help_text="自当日起按新状态计算应到人数。")

    def __init__(self, *args: Any, mandate: Mandate, act: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["reason"].choices = list(rules.reasons_for(act, mandate.kind).items())
        if act == "resume":
            del self.fields["reason"]


class PostForm(forms.Form):
    """A post in a unit of the actor's area."""

    unit = forms.ModelChoiceField(queryset=Unit.objects.none(), to_field_name="public_id", label="单位")
    title = forms.CharField(label="职务", max_length=60, help_text="如:主席、副主席、主席团成员、秘书。")
    starts_on = DayField(label="任职日期", initial=_today)

    def __init__(self, *args: Any, actor: Actor, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["unit"].queryset = Unit.objects.visible_to(actor).on(_today()).order_by("area__path", "name")


class RoleForm(forms.Form):
    """A role in an area or, for handlers, for a unit."""

    role = forms.ChoiceField(label="角色")
    area = AreaChoice(
        required=False,
        label="管辖区划",
        help_text="系统管理员、工作人员、领导:能看到所选区划及其以下的全部内容。",
    )
    unit = forms.ModelChoiceField(
        queryset=Unit.objects.none(),
        to_field_name="public_id",
        required=False,
        label="所属单位",
        help_text="承办单位办理员:只能看到交给本单位的事项。",
    )
    starts_on = DayField(label="起始日期", initial=_today)

    def __init__(self, *args: Any, actor: Actor, **options: Any) -> None:
        super().__init__(*args, **options)
        granted = [role for role in registry.roles().values() if role_may_be_granted(actor, role.slug, actor.area_path)]
        self.fields["role"].choices = [("", "请选择"), *((role.slug, role.title) for role in granted)]
        self.fields["area"].queryset = areas_of(actor)
        units = Unit.objects.visible_to(actor).on(_today())
        self.fields["unit"].queryset = units.order_by("area__path", "name")


class ReasonForm(forms.Form):
    """Why something is done to an account."""

    reason = forms.CharField(label="理由", max_length=200)


class SingleSignOnForm(forms.Form):
    """By which number the platform of single sign-on knows somebody."""

    uid = forms.CharField(
        label="单位平台上的人员编号",
        max_length=100,
        help_text="平台答复的编号,多为工号;登记后,本人在登录页即可用单点登录。",
    )


class EndForm(forms.Form):
    """The end of a role, a post or a membership."""

    on = DayField(label="终止日期", initial=_today, help_text="自当日起不再有效。")
    reason = forms.CharField(label="理由", max_length=200)
