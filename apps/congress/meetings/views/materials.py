"""Materials: the office's shelf, the member's list on the phone, the unit's delivery."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from apps.congress.meetings.forms.materials import MaterialForm, MaterialReplaceForm
from apps.congress.meetings.models import AgendaItem, Material, MaterialVersion
from apps.congress.meetings.rules.materials import late_words
from apps.congress.meetings.selectors import materials as selectors
from apps.congress.meetings.services import materials as services
from apps.congress.meetings.views.meetings import meeting_of
from apps.foundation.core.acts import attempt, form_page, reason_of
from apps.foundation.core.permissions import may, require
from apps.foundation.core.registers import Column, Register
from apps.foundation.people.models import Person
from apps.office.files.selectors import attachments_of

READING_TONES = {"全部已读": "green", "已读": "green", "部分已读": "orange", "未读": "red", "没有材料": "secondary"}


@require_GET
def materials(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The office: what is there for each item, what is missing, how many have read it."""
    meeting, today = meeting_of(request, public_id), timezone.localdate()
    shelves = selectors.shelves_for_office(meeting, today)
    papers = [paper for shelf in shelves for paper in shelf.papers]
    context = {
        "meeting": meeting,
        "shelves": shelves,
        "today": today,
        "readers": selectors.readers_of(meeting, today),
        "waiting": sum(1 for paper in papers if paper.waits),
        "has_sent": any(paper.sent and not paper.material.withdrawn_at for paper in papers),
        "manages": may(request.actor, "meetings.manage", meeting),
    }
    context["done"] = sum(1 for reader in context["readers"] if reader.total and reader.read == reader.total)
    return render(request, "meetings/materials.html", context)


@require_GET
def materials_mine(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The member's phone: by item, unread ones marked, one tap opens."""
    meeting = meeting_of(request, public_id)
    shelves = selectors.shelves_for_member(meeting, request.actor)
    unread = sum(1 for shelf in shelves for paper in shelf.papers if not paper.is_read)
    attends = may(request.actor, "meetings.attend", meeting)
    context = {"meeting": meeting, "shelves": shelves, "unread": unread, "attends": attends}
    return render(request, "meetings/materials_mine.html", context)


@require_GET
def materials_readers(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Who has read how much of a meeting's materials, to narrow, to export."""
    meeting = meeting_of(request, public_id)
    columns = [
        Column("姓名", "person.name", sort="person.pinyin"),
        Column("代表团(组)", "group", sort="group"),
        Column("情况", "standing", sort="standing", tone=lambda row: READING_TONES[row.standing]),
        Column("已读份数", "read", sort="read"),
        Column("应读份数", "total"),
        Column("未读材料", "unread_titles"),
        Column("最近阅读", "last_read_at"),
    ]
    return Register(
        "材料阅读情况", selectors.readers_of(meeting, timezone.localdate()), columns, pretitle=meeting.title,
        empty="名册中没有在任代表。", search=_named, search_hint="查姓名、代表团(组)",
    ).respond(request)  # fmt: skip


def _named(rows: list[selectors.Reader], text: str) -> list[selectors.Reader]:
    return [row for row in rows if text in f"{row.person.name} {row.group} {row.standing} {row.person.initials}"]


@require_http_methods(["GET", "POST"])
def material_add(request: HttpRequest, public_id: UUID) -> HttpResponse:
    meeting = meeting_of(request, public_id)
    require(request.actor, "meetings.manage", meeting)
    chosen = {"agenda_item": request.GET.get("item", "")}
    form = MaterialForm(request.POST or None, request.FILES or None, meeting=meeting, initial=chosen)
    made = request.method == "POST" and attempt(
        form, lambda: services.material_add(meeting=meeting, **form.cleaned_data, by=request.actor, at=timezone.now())
    )
    back = reverse("meetings_materials", args=[public_id])
    if made:
        messages.success(request, f"已上传“{made}”,核对后请发送给代表。")
        return redirect(back)
    return form_page(request, form, title="上传材料", cancel=back, submit="上传", pretitle=meeting.title)


@require_http_methods(["GET", "POST"])
def material_replace(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """A newer version, by the office or the unit that delivers."""
    found = _material(request, public_id)
    require(request.actor, "meetings.deliver_material", found)
    newest, back = found.versions.first(), _shelf_of(request, found)
    initial = {"seen": newest.number if newest else 0, "text": newest.text if newest else ""}
    form = MaterialReplaceForm(request.POST or None, request.FILES or None, initial=initial)
    if request.method == "POST" and attempt(
        form,
        lambda: services.material_replace(material=found, **form.cleaned_data, by=request.actor, at=timezone.now()),
    ):
        messages.success(request, "已保存新版。发送以后,代表会看到新版并被提醒重新阅读。")
        return redirect(back)
    hint = "旧版保留;代表在新版发送以前仍读原来发送的一版。"
    return form_page(request, form, title="上传新版", cancel=back, submit="保存新版", pretitle=found.title, hint=hint)


@require_POST
def material_send(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = _material(request, public_id)
    require(request.actor, "meetings.manage", found)
    version = services.material_send(material=found, by=request.actor, at=timezone.now())
    messages.success(request, f"已发送“{version}”。")
    return redirect(_shelf_of(request, found))


@require_POST
def materials_send(request: HttpRequest, public_id: UUID) -> HttpResponse:
    meeting = meeting_of(request, public_id)
    require(request.actor, "meetings.manage", meeting)
    count = services.materials_send(meeting=meeting, by=request.actor, at=timezone.now())
    messages.success(request, f"已发送{count}份材料。")
    return redirect("meetings_materials", public_id)


@require_POST
def materials_remind(request: HttpRequest, public_id: UUID) -> HttpResponse:
    meeting = meeting_of(request, public_id)
    require(request.actor, "meetings.manage", meeting)
    told = services.materials_remind(meeting=meeting, by=request.actor, at=timezone.now())
    messages.success(request, f"已提醒{told}名代表。" if told else "今天已经提醒过,不重复提醒。")
    return redirect("meetings_materials", public_id)


@require_POST
def material_withdraw(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = _material(request, public_id)
    require(request.actor, "meetings.manage", found)
    services.material_withdraw(material=found, reason=reason_of(request), by=request.actor, at=timezone.now())
    messages.success(request, "材料已撤回。")
    return redirect(_shelf_of(request, found))


@require_GET
def material(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One paper with all its versions and, for the office, who has read the one in force."""
    found = _material(request, public_id)
    versions = list(found.versions.select_related("unit"))
    sent = next((one for one in versions if one.sent_at), None)
    readers = selectors.readers_of_version(sent, timezone.localdate()) if sent and request.actor.sees_area else []
    context = {
        "material": found,
        "meeting": found.meeting,
        "versions": [(version, attachments_of(version)) for version in versions],
        "readers": readers,
        "read": sum(1 for reader in readers if reader.read_at),
        "manages": may(request.actor, "meetings.manage", found),
        "delivers": may(request.actor, "meetings.deliver_material", found),
        "back": _shelf_of(request, found),
    }
    return render(request, "meetings/material.html", context)


@require_POST
def material_open(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """A member's tap: remembered, then the file itself or the page with the text."""
    version = _version(request, public_id)
    require(request.actor, "meetings.attend", version.material)
    services.material_open(version=version, person=Person.objects.get(pk=request.actor.person_id), at=timezone.now())
    file = attachments_of(version).first()
    return redirect("files_attachment_open", file.public_id) if file else redirect("meetings_material_text", public_id)


@require_GET
def material_text(request: HttpRequest, public_id: UUID) -> HttpResponse:
    version = _version(request, public_id)
    context = {"version": version, "material": version.material, "back": _shelf_of(request, version.material)}
    return render(request, "meetings/material_text.html", context)


@require_GET
def unit_items(request: HttpRequest) -> HttpResponse:
    """What the handler's unit reports on, and until when it delivers."""
    today = timezone.localdate()
    columns = [
        Column("议题", "title", link=lambda row: reverse("meetings_materials_deliver", args=[row.public_id])),
        Column("会议", "meeting.title", sort="meeting__title"),
        Column("会议日期", "meeting.starts_on", sort="meeting__starts_on"),
        Column("报送期限", lambda row: selectors.due_day(row, today)),
        Column("已报送", lambda row: row.materials.live().count()),
    ]
    return Register(
        "会议材料报送", selectors.items_of_unit(request.actor), columns, search=["title__icontains"],
        search_hint="查议题", empty="需要本单位报送材料的议题会显示在这里。",
    ).respond(request)  # fmt: skip


@require_http_methods(["GET", "POST"])
def deliver(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The unit's page of one item: what it delivered, and a form for more."""
    item = get_object_or_404(selectors.items_of_unit(request.actor), public_id=public_id)
    today = timezone.localdate()
    form = MaterialForm(
        request.POST or None, request.FILES or None, meeting=item.meeting, initial={"title": item.title}, item=item
    )
    made = request.method == "POST" and attempt(form, lambda: _delivered(request, item, form))
    if made:
        late = f"({made.late_words})" if made.late_words else ""
        messages.success(request, f"已报送“{made}”{late}。由人大工作人员核对后发送给代表。")
        return redirect("meetings_materials_deliver", public_id)
    due = selectors.due_day(item, today)
    context = {"item": item, "form": form, "papers": selectors.papers_of_item(item), "due": due,
               "late": late_words(max((today - due).days, 0))}  # fmt: skip
    return render(request, "meetings/materials_deliver.html", context)


def _delivered(request: HttpRequest, item: AgendaItem, form: MaterialForm) -> MaterialVersion:
    values = {**form.cleaned_data, "agenda_item": item}
    return services.material_add(meeting=item.meeting, **values, by=request.actor, at=timezone.now())


def _material(request: HttpRequest, public_id: UUID) -> Material:
    return get_object_or_404(Material.objects.visible_to(request.actor).with_all(), public_id=public_id)


def _version(request: HttpRequest, public_id: UUID) -> MaterialVersion:
    rows = MaterialVersion.objects.visible_to(request.actor).select_related("material__meeting__body__area")
    return get_object_or_404(rows, public_id=public_id)


def _shelf_of(request: HttpRequest, found: Material) -> str:
    """The list from which the acting person came."""
    if request.actor.sees_area:
        return reverse("meetings_materials", args=[found.meeting.public_id])
    if request.actor.unit_id and found.agenda_item:
        return reverse("meetings_materials_deliver", args=[found.agenda_item.public_id])
    return reverse("meetings_materials_mine", args=[found.meeting.public_id])
