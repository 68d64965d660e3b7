"""One section: editing, who else is there, taking the facts, revisions."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from apps.congress.minutes.forms import SectionForm
from apps.congress.minutes.models import MinutesSection
from apps.congress.minutes.rules.states import move
from apps.congress.minutes.selectors import page
from apps.congress.minutes.services import editing
from apps.congress.minutes.views.common import managed_section
from apps.foundation.core.acts import attempt
from apps.foundation.core.numbers import number_of


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Where somebody saved meanwhile, both texts are shown and what was typed stays."""
    section, now = managed_section(request, public_id), timezone.now()
    if request.method == "GET":
        move(section.minutes.state, "edit")
    shown = page.section_view(section, now, request.actor.user_id)
    form = SectionForm(request.POST or None, section=section, text=shown.revision.text)
    saved = attempt(form, lambda: editing.section_edit(
        section=section, text=form.cleaned_data["text"], revision=form.cleaned_data["revision"],
        by=request.actor, at=now,
    ))  # fmt: skip
    if saved:
        messages.success(request, f"“{section.heading}”已保存为第{saved.number}版。")
        return redirect(address_of(section))
    section.refresh_from_db(fields=["revision"])
    conflict = page.conflict_of(request.POST, section)
    form.keep_typing(section)
    context = {"section": section, "shown": shown, "form": form, "conflict": conflict}
    return render(request, "minutes/section.html", context, status=409 if conflict else 200)


@require_POST
def editing_here(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The page says every few seconds that it is open, and hears who else is there."""
    section, now = managed_section(request, public_id), timezone.now()
    editing.editor_note(section=section, by=request.actor, at=now)
    editors = page.editors_of([section], now, request.actor.user_id).get(section.pk, [])
    newer = section.revision > (number_of(request.POST.get("revision"), up_to=1_000_000) or section.revision)
    newest = editing.newest_of(section) if newer else None
    return render(request, "minutes/parts/editors.html", {"editors": editors, "newest": newest})


@require_POST
def leave(request: HttpRequest, public_id: UUID) -> HttpResponse:
    section = managed_section(request, public_id)
    editing.editor_leave(section=section, by=request.actor)
    return redirect(address_of(section))


@require_POST
def update(request: HttpRequest, public_id: UUID) -> HttpResponse:
    section = managed_section(request, public_id)
    revision = number_of(request.POST.get("revision"), up_to=1_000_000) or 0
    editing.section_update(section=section, revision=revision, by=request.actor, at=timezone.now())
    messages.success(request, f"“{section.heading}”已据事实更新,原来的文字在“版本”中可查。")
    return redirect(address_of(section))


@require_POST
def keep(request: HttpRequest, public_id: UUID) -> HttpResponse:
    section = managed_section(request, public_id)
    revision = number_of(request.POST.get("revision"), up_to=1_000_000) or 0
    editing.section_keep(section=section, revision=revision, by=request.actor, at=timezone.now())
    messages.success(request, f"“{section.heading}”保留现文,今后与新的事实对照。")
    return redirect(address_of(section))


@require_GET
def revisions(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """All revisions, and one compared with another."""
    section = managed_section(request, public_id)
    compared = page.comparison_of(section, request.GET.get("before", ""), request.GET.get("after", ""))
    rows = section.revisions.all()
    return render(request, "minutes/revisions.html", {"section": section, "revisions": rows, "compared": compared})


@require_POST
def restore(request: HttpRequest, public_id: UUID) -> HttpResponse:
    section = managed_section(request, public_id)
    number = number_of(request.POST.get("number"), up_to=1_000_000) or 0
    revision = number_of(request.POST.get("revision"), up_to=1_000_000) or 0
    saved = editing.section_restore(
        section=section, number=number, revision=revision, by=request.actor, at=timezone.now()
    )
    messages.success(request, f"已恢复第{number}版的文字,存为第{saved.number}版。")
    return redirect("minutes_revisions", section.public_id)


def address_of(section: MinutesSection) -> str:
    """The paper's page, at the section."""
    return f"{section.minutes.get_absolute_url()}#section-{section.number}"
