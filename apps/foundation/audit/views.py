"""办理记录: who did what, where one may look."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from apps.foundation.audit import selectors
from apps.foundation.audit.filters import EntryFilters
from apps.foundation.audit.models import Entry
from apps.foundation.core import registry
from apps.foundation.core.registers import Column, Register


@require_safe
def entry_list(request: HttpRequest) -> HttpResponse:
    templates = registry.act_sentences()
    columns = [
        Column("时间", "at", sort="at"),
        Column("事项", lambda entry: selectors.line_of(entry, templates).sentence),
        Column("办理人", "actor_name", sort="actor_name"),
        Column("以何身份", "actor_role"),
        Column("理由", "reason"),
        Column("封存", selectors.seal_of, tone=lambda entry: "green" if hasattr(entry, "seal") else "secondary"),
    ]
    rows = Entry.objects.visible_to(request.actor).select_related("seal__block")
    return Register(
        "办理记录", rows, columns, filterset=EntryFilters, search_hint="查对象、办理人、理由",
        search=["subject_text__icontains", "actor_name__icontains", "reason__icontains"],
        empty="有人办理事项后,每一步都会记在这里。",
    ).respond(request)  # fmt: skip
