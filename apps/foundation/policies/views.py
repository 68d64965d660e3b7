"""规则: every value that differs by place, where it comes from, and setting it."""

from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from apps.foundation.core import registry
from apps.foundation.core.dates import chinese_date
from apps.foundation.core.identifiers import uuid_of
from apps.foundation.core.permissions import may, require
from apps.foundation.core.registry import PolicyKey
from apps.foundation.core.spreadsheets import XLSX, xlsx_of
from apps.foundation.organisations.models import Area
from apps.foundation.policies import rules, selectors, services
from apps.foundation.policies.forms import LEVELS, PolicyForm
from apps.foundation.policies.models import Policy

HEADINGS = ("系统", "规则", "此地取值", "来自", "性质", "依据", "设定人", "施行日期", "设定时间", "规则代码")


@require_safe
def policy_list(request: HttpRequest) -> HttpResponse:
    area, text = _chosen_area(request), request.GET.get("q", "")[:60]
    sections = selectors.rules_here(area, timezone.localdate(), text)
    if request.GET.get("export") == "xlsx":
        return _exported(sections, area)
    areas = Area.objects.visible_to(request.actor).filter(kind__in=LEVELS)
    context = {"groups": sections, "areas": areas, "area": area, "text": text}
    return render(request, "policies/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def policy_show(request: HttpRequest, key: str) -> HttpResponse:
    policy, today = _declared(key), timezone.localdate()
    area = _chosen_area(request)
    initial = {"area": area.public_id if area else None, "starts_on": today}
    form = PolicyForm(request.POST or None, policy=policy, actor=request.actor, today=today, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = form.given()
        require(request.actor, "policies.set", given["scope"].area)
        services.policy_set(key=key, by=request.actor, at=timezone.now(), **given)
        messages.success(request, f"“{policy.title}”已设定,自{chinese_date(given['starts_on'])}起施行。")
        return redirect("policies_policy_show", key)
    rows = Policy.objects.visible_to(request.actor).filter(key=key).select_related("area", "set_by")
    context = {
        "policy": policy, "area": area, "form": form, "line": selectors.line_here(policy, area, today),
        "rows": [(row, rules.shown(policy, row.value), _may_end(request, row)) for row in rows],
        "may_set": policy.standing != rules.FIXED_BY_LAW and may(request.actor, "policies.set", area),
    }  # fmt: skip
    return render(request, "policies/show.html", context)


@require_POST
def policy_end(request: HttpRequest, public_id: UUID) -> HttpResponse:
    row = get_object_or_404(Policy.objects.visible_to(request.actor), public_id=public_id)
    require(request.actor, "policies.set", row.area)
    reason = request.POST.get("reason", "")[:500]
    services.policy_end(policy=row, until=timezone.localdate(), by=request.actor, at=timezone.now(), reason=reason)
    messages.success(request, "该取值自今日起不再适用。")
    return redirect("policies_policy_show", row.key)


def _may_end(request: HttpRequest, row: Policy) -> bool:
    ended = row.until is not None and row.until <= timezone.localdate()
    return not ended and may(request.actor, "policies.set", row.area)


def _declared(key: str) -> PolicyKey:
    try:
        return registry.policy_keys()[key]
    except KeyError as error:
        raise Http404 from error


def _chosen_area(request: HttpRequest) -> Area | None:
    """The area asked for among those one sees, by default one's own."""
    areas = Area.objects.visible_to(request.actor)
    if asked := request.GET.get("area"):
        return areas.filter(public_id=uuid_of(asked)).first()
    return areas.filter(path=request.actor.area_path).first()


def _exported(sections: list[selectors.Section], area: Area | None) -> FileResponse:
    title = f"{area or '全平台'}规则"
    rows = ([section.title, *_cells(line)] for section in sections for line in section.lines)
    return FileResponse(xlsx_of(title, HEADINGS, rows), as_attachment=True, filename=f"{title}.xlsx", content_type=XLSX)


def _cells(line: selectors.Line) -> list[object]:
    row = line.row
    setting = [row.set_by.name if row.set_by else "", row.starts_on, row.set_at] if row else ["", "", ""]
    return [line.policy.title, line.value, line.origin, line.standing, line.source, *setting, line.policy.key]
