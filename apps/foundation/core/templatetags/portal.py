"""What the shell's templates need: navigation, permissions, Chinese dates and amounts, form controls."""

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django import template
from django.conf import settings
from django.forms import BoundField, ChoiceField, FileField, widgets
from django.forms.boundfield import BoundWidget
from django.http import HttpRequest
from django.template.context import Context
from django.template.loader_tags import BLOCK_CONTEXT_KEY
from django.utils import timezone
from django.utils.safestring import SafeString

from apps.foundation.core import permissions, registry
from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import chinese_date, chinese_datetime
from apps.foundation.core.navigation import Section, menu_for
from apps.foundation.core.registry import MenuItem, Related

register = template.Library()
WEEKDAYS = "一二三四五六日"
PICKERS = {widgets.DateInput: ("date", "%Y-%m-%d"), widgets.DateTimeInput: ("datetime-local", "%Y-%m-%dT%H:%M")}


@register.simple_tag
def site_name() -> str:
    return settings.SITE_NAME


@register.simple_tag(takes_context=True)
def again(context: Context, block: str) -> str:
    """The named block a second time: the heading of a page is its title."""
    return context.render_context[BLOCK_CONTEXT_KEY].get_block(block).nodelist.render(context)


@register.simple_tag(takes_context=True)
def menu(context: Context) -> list[Section]:
    """The navigation of this request; empty where nobody is signed in."""
    request: HttpRequest | None = context.get("request")
    actor = getattr(request, "actor", None) or Actor.guest()
    return menu_for(actor.role, request.path, actor.unit_kind) if request and actor.user_id else []


@register.simple_tag
def public_pages() -> list[MenuItem]:
    """`{% public_pages as pages %}`: what needs no sign-in."""
    return registry.public_pages()


@register.simple_tag(takes_context=True)
def may(context: Context, permission: str, subject: Any = None) -> bool:
    """`{% may "people.import_roster" body as allowed %}`: whether the acting role may do it."""
    return permissions.may(context["request"].actor, permission, subject)


@register.simple_tag(takes_context=True)
def related(context: Context, subject: Any) -> list[Related]:
    """`{% related poll as pages %}`: where the systems above go on with it."""
    return registry.related_to(subject, context["request"].actor)


@register.filter
def wan(yuan: Decimal | int | None) -> str:
    """Yuan -> `125.5万元`, at most two decimals, half up; an empty amount is a dash."""
    if yuan is None or yuan == "":
        return "—"
    amount = (Decimal(yuan) / 10000).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
    text = f"{amount:,.2f}".rstrip("0").rstrip(".")
    return f"{text}万元"


@register.filter
def zh_date(value: date | datetime | None) -> str:
    """`2026年3月20日`, in local time; no date is a dash."""
    return chinese_date(value) if value else "—"


@register.filter
def zh_datetime(value: datetime | None) -> str:
    """`2026年3月20日 14:30`, in local time; no time is a dash."""
    return chinese_datetime(value) if value else "—"


@register.filter
def zh_weekday(value: date) -> str:
    """`星期五`."""
    return f"星期{WEEKDAYS[value.weekday()]}"


@register.filter
def zh_due(value: date | None) -> str:
    """How far away a deadline is: `还有3天`, `今天到期`, `已逾期2天`."""
    if value is None:
        return "不限期"
    days = (value - timezone.localdate()).days
    return f"还有{days}天" if days > 0 else "今天到期" if days == 0 else f"已逾期{-days}天"


@register.filter
def due_tone(value: date | None) -> str:
    """The colour of a deadline: red when overdue, orange within three days, else grey."""
    if value is None:
        return "secondary"
    days = (value - timezone.localdate()).days
    return "red" if days < 0 else "orange" if days <= 3 else "secondary"


@register.filter
def control_kind(field: BoundField) -> str:
    """How `components/field.html` lays a field out: `check`, `choices`, `hidden` or `control`."""
    widget = field.field.widget
    if field.is_hidden:
        return "hidden"
    if isinstance(widget, widgets.CheckboxInput):
        return "check"
    return "choices" if isinstance(widget, widgets.RadioSelect | widgets.CheckboxSelectMultiple) else "control"


@register.filter
def control(field: BoundField) -> SafeString:
    """The field's widget with Tabler's classes; dates get the browser's own picker."""
    widget = field.field.widget
    if type(widget) in PICKERS:
        widget.input_type, widget.format = PICKERS[type(widget)]
    attrs = {"class": f"{widget.attrs.get('class', '')} {_control_class(field)}".strip()}
    if chosen_again(field):
        attrs["aria-describedby"] = f"{field.aria_describedby or ''} {field.auto_id}_again".strip()
    return field.as_widget(attrs=attrs)


@register.filter
def chosen_again(field: BoundField) -> str:
    """What stands at a field whose chosen files the refused form does not bring back: no browser keeps them.

    A single file that was itself refused needs another one anyway.
    """
    if not isinstance(field.field, FileField) or not field.form.errors:
        return ""
    files = field.data if isinstance(field.data, list | tuple) else [field.data] if field.data else []
    is_lost = len(files) > 1 or (files and not field.errors)
    return f"{getattr(field.field, 'noun', '文件')}没有保留,请重新选择。" if is_lost else ""


@register.filter
def saved_beside(field: BoundField) -> str:
    """What is saved in a field whose form was refused because somebody else saved first; "" where it is the same."""
    if getattr(field.form, "is_dropped", False) and field is next(iter(field.form.visible_fields())):
        return "这一行已被他人删去"
    if not getattr(field.form, "is_overtaken", False) or field.is_hidden or field.name == "DELETE":
        return ""
    saved = field.form.get_initial_for_field(field.field, field.name)
    return (_shown(field, saved) or "(空)") if field.field.has_changed(saved, field.data) else ""


def _shown(field: BoundField, value: Any) -> str:
    """A stored value as its control shows it."""
    if isinstance(value, datetime):
        return chinese_datetime(value)
    if isinstance(value, date):
        return chinese_date(value)
    if isinstance(value, bool):
        return "已勾选" if value else "未勾选"
    if isinstance(field.field, ChoiceField):
        many = value if isinstance(value, list | tuple) else [value]
        chosen = {str(field.field.prepare_value(one)) for one in many if one is not None}
        return "、".join(str(label) for key, label in field.field.choices if str(key) in chosen)
    return "" if value is None else str(value)


@register.filter
def options(field: BoundField) -> list[BoundWidget]:
    """The choices of a radio or checkbox group, each with Tabler's class."""
    field.field.widget.attrs["class"] = "form-check-input"
    return list(field)


def _control_class(field: BoundField) -> str:
    widget = field.field.widget
    base = "form-control"
    if isinstance(widget, widgets.CheckboxInput):
        base = "form-check-input"
    elif isinstance(widget, widgets.Select):
        base = "form-select"
    return f"{base} is-invalid" if field.errors else base
