"""通知文字: the words of every kind of notice, and setting one's own."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from apps.foundation.core import registry
from apps.foundation.core.acts import attempt
from apps.foundation.core.identifiers import uuid_of
from apps.foundation.core.permissions import may, require
from apps.foundation.core.registers import Column, Register
from apps.foundation.core.registry import NoticeText
from apps.foundation.organisations.models import Area
from apps.office.notifications import rules, selectors, services
from apps.office.notifications.forms import WordingForm
from apps.office.notifications.models import NoticeWording

TEXTS = [
    Column("通知", "text.title", link=lambda wording: reverse("notifications_text_show", args=[wording.text.slug]),
           sort="text.title"),
    Column("系统", "system", sort="system"),
    Column("此地标题", lambda wording: rules.explained(wording.text, wording.subject)),
    Column("此地内容", lambda wording: rules.explained(wording.text, wording.body), on_screen=False),
    Column("文字来自", "origin", tone=lambda wording: "blue" if wording.row else "secondary", sort="origin"),
    Column("发往", lambda wording: "站内、邮件、短信等" if wording.text.outside else "站内、邮件"),
    Column("设定人", "row.set_by.name"),
    Column("设定时间", "row.set_at"),
]  # fmt: skip


@require_safe
def text_list(request: HttpRequest) -> HttpResponse:
    area = _area(request)
    return Register(
        "通知文字", selectors.wordings_here(area), TEXTS, search=_matching, search_hint="查通知、系统、标题",
        pretitle=f"{area or '全平台'}使用的文字", empty="各业务系统启用后,其通知会列在这里。",
    ).respond(request)  # fmt: skip


def _matching(rows: list[selectors.Wording], text: str) -> list[selectors.Wording]:
    told = ((row, f"{row.text.title} {row.system} {row.subject} {row.body} {row.origin}") for row in rows)
    return [row for row, words in told if all(word in words for word in text.split())]


@require_http_methods(["GET", "HEAD", "POST"])
def text_show(request: HttpRequest, slug: str) -> HttpResponse:
    text, area = _declared(slug), _area(request)
    wording = selectors.wording_of(text, area)
    initial = {"area": area.public_id if area else None, "subject": wording.subject, "body": wording.body}
    form = WordingForm(request.POST or None, text=text, actor=request.actor, initial=initial)
    if request.method == "POST" and form.is_valid():
        require(request.actor, "notifications.word", form.cleaned_data["area"])
        given = {**form.cleaned_data, "text": text, "by": request.actor, "at": timezone.now()}
        if row := attempt(form, lambda: services.wording_set(**given)):
            messages.success(request, f"{row.where}的“{text.title}”文字已保存,下一次发送起使用。")
            return redirect("notifications_text_show", slug)
    return render(request, "notifications/text.html", _page(request, wording, area, form))


def _page(request: HttpRequest, wording: selectors.Wording, area: Area | None, form: WordingForm) -> dict[str, Any]:
    text = wording.text
    return {
        "text": text, "wording": wording, "area": area, "form": form, "samples": rules.samples_of(text),
        "preview": selectors.preview(text, *_typed(request, wording)),
        "settings": [(each, _may_reset(request, each)) for each in selectors.history_of(text, request.actor)],
    }  # fmt: skip


def _may_reset(request: HttpRequest, setting: selectors.Setting) -> bool:
    return setting.is_live and may(request.actor, "notifications.word", setting.row.area)


def _typed(request: HttpRequest, wording: selectors.Wording) -> tuple[str, str]:
    return request.POST.get("subject", wording.subject), request.POST.get("body", wording.body)


@require_POST
def text_preview(request: HttpRequest, slug: str) -> HttpResponse:
    """The fragment beside the form, while somebody types."""
    text = _declared(slug)
    typed = request.POST.get("subject", ""), request.POST.get("body", "")
    context = {"text": text, "preview": selectors.preview(text, *typed)}
    return render(request, "notifications/_preview.html", context)


@require_POST
def text_reset(request: HttpRequest, slug: str) -> HttpResponse:
    text, wanted = _declared(slug), uuid_of(request.POST.get("row"))
    rows = NoticeWording.objects.visible_to(request.actor).select_related("area")
    area = get_object_or_404(rows, slug=slug, public_id=wanted).area
    require(request.actor, "notifications.word", area)
    services.wording_reset(text=text, area=area, by=request.actor, at=timezone.now())
    messages.success(request, f"{area or '全平台'}的“{text.title}”已恢复默认文字。")
    return redirect("notifications_text_show", slug)


def _declared(slug: str) -> NoticeText:
    try:
        return registry.notice_texts()[slug]
    except KeyError as error:
        raise Http404 from error


def _area(request: HttpRequest) -> Area | None:
    """The area asked for among those one sees, by default one's own."""
    areas = Area.objects.visible_to(request.actor)
    if asked := request.GET.get("area"):
        return areas.filter(public_id=uuid_of(asked)).first()
    return areas.filter(path=request.actor.area_path).first()
