"""提请任命: the list, one nomination, what is decided of it."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from apps.foundation.core.acts import attempt, form_page, reason_of
from apps.foundation.core.errors import DomainError
from apps.foundation.core.identifiers import uuids_of
from apps.foundation.core.permissions import may
from apps.foundation.core.registers import Action, Column, Register
from apps.office.approvals.models import ApprovalRequest
from apps.office.documents.downloads import pdf_response
from apps.systems.legal_exams.filters.nominations import NominationFilter
from apps.systems.legal_exams.forms.nominations import ExemptionForm, NominationChangeForm, NominationForm
from apps.systems.legal_exams.models import Nomination
from apps.systems.legal_exams.papers.exams import exemption_paper
from apps.systems.legal_exams.permissions import RUN
from apps.systems.legal_exams.rules import marking, states
from apps.systems.legal_exams.rules.eligibility import masked_identity
from apps.systems.legal_exams.selectors import nominations as selectors
from apps.systems.legal_exams.selectors.people import approvers_here
from apps.systems.legal_exams.services import nominations as services
from apps.systems.legal_exams.services.records import record
from apps.systems.legal_exams.views.finding import nomination_for, office_for, term_for

AT_ONCE = 50
TONES = {
    states.RECEIVED: "orange", states.EXEMPT_ASKED: "orange", states.EXEMPT: "green", states.REQUIRED: "blue",
    states.SCHEDULED: "azure", states.PASSED: "green", states.FAILED: "red", states.LOCKED: "red",
    states.VOTED: "secondary", states.WITHDRAWN: "secondary",
}  # fmt: skip


@require_GET
def nominations(request: HttpRequest) -> HttpResponse:
    rows = Nomination.objects.visible_to(request.actor).select_related("office", "term__body")
    columns = [
        Column("编号", str, link=Nomination.get_absolute_url),
        Column("姓名", "name", link=Nomination.get_absolute_url),
        Column("拟任职务", "post"),
        Column("现任职务", "present_post", on_screen=False),
        Column("身份证号", lambda row: masked_identity(row.identity_number), on_screen=False),
        Column("类别", "get_organ_display", sort="organ"),
        Column("任命方式", "get_kind_display", on_screen=False),
        Column("提请机关", "nominated_by"),
        Column("收到日期", "received_on", sort="received_on"),
        Column("会议日期", "meeting_on", sort="meeting_on"),
        Column("状态", "get_state_display", sort="state", tone=lambda row: TONES[row.state]),
        Column("届", "term", on_screen=False),
    ]
    actions = [
        Action("登记提请任命", reverse("legal_exams_nomination_new"), "plus", primary=True),
        Action("审核应考资格", reverse("legal_exams_eligibility"), "checklist"),
        Action("批量导入", reverse("legal_exams_nominations_import"), "upload"),
    ]
    return Register(
        "提请任命", rows, columns, filterset=NominationFilter, search=selectors.named_like,
        search_hint="查姓名、职务、提请机关、编号", actions=actions, empty="还没有提请任命。收到提请后请登记。",
    ).respond(request)  # fmt: skip


@require_http_methods(["GET", "POST"])
def nomination_new(request: HttpRequest) -> HttpResponse:
    office = office_for(request)
    form = NominationForm(request.POST or None, on=timezone.localdate())
    made = request.method == "POST" and attempt(
        form,
        lambda: services.nomination_receive(
            office=office, term=term_for(office), draft=form.draft(), key=form.cleaned_data["key"], by=request.actor,
            at=timezone.now(),
        ),
    )  # fmt: skip
    if made:
        messages.success(request, f"{made}已登记,请审核是否应考。")
        return redirect(made)
    hint = "姓名、职务、身份证号和电话加密保存,表决前只有任免考试工作人员可见。"
    return form_page(request, form, title="登记提请任命", cancel=reverse("legal_exams_nominations"), hint=hint)


@require_GET
def nomination(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = nomination_for(request, public_id)
    page = selectors.page_of(found)
    context = {
        "nomination": found, "page": page, "tone": TONES[found.state],
        "identity": masked_identity(found.identity_number),
        "sat": [(one.admission, marking.shown(one.tenths) if one.tenths is not None else "", one.passed)
                for one in page.sat],
    }  # fmt: skip
    return render(request, "legal_exams/nomination.html", context)


@require_http_methods(["GET", "POST"])
def nomination_change(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = nomination_for(request, public_id)
    form = NominationChangeForm(request.POST or None, nomination=found)
    if request.method == "POST" and attempt(
        form,
        lambda: services.nomination_change(
            nomination=found, draft=form.draft(), revision=form.cleaned_data["revision"], by=request.actor,
            at=timezone.now(),
        ),
    ):  # fmt: skip
        messages.success(request, "提请任命已修改。")
        return redirect(found)
    return form_page(request, form, title="修改提请任命", pretitle=str(found), cancel=found.get_absolute_url())


@require_http_methods(["GET", "POST"])
def eligibility(request: HttpRequest) -> HttpResponse:
    """All that wait, with what holds of each; those chosen have to sit. A choice that waits no more is named."""
    here, refusal, ticked = Nomination.objects.visible_to(request.actor), None, None
    if request.method == "POST":
        ticked = uuids_of(request.POST.getlist("nominations"))
        try:
            count = services.nominations_require(
                nominations=list(here.filter(public_id__in=ticked)), by=request.actor, at=timezone.now()
            )
        except DomainError as error:
            refusal = error.sentence
        else:
            messages.success(request, f"已确定{count}人应考。")
            return redirect("legal_exams_eligibility")
    rows = here.filter(state=states.RECEIVED).select_related("office", "term").order_by("year", "number")
    page = Paginator(rows, AT_ONCE).get_page(request.GET.get("page"))
    return render(
        request, "legal_exams/eligibility.html", {"lines": _lines(page, ticked), "page": page, "refusal": refusal}
    )


def _lines(page: Page, ticked: list[UUID] | None) -> list[tuple[Nomination, selectors.Eligibility, bool]]:
    """Each that waits, what holds of it, and whether it is ticked: as it was, or at first who has not passed."""
    standings = selectors.standings_of(page.object_list)
    found = [(one, selectors.eligibility_of(one, standings[one.pk])) for one in page.object_list]
    return [(one, said, not said.standing.passed if ticked is None else one.public_id in ticked) for one, said in found]


@require_POST
def nomination_require(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = nomination_for(request, public_id)
    services.nominations_require(nominations=[found], by=request.actor, at=timezone.now())
    messages.success(request, "已确定应考,请排考。")
    return redirect(found)


@require_http_methods(["GET", "POST"])
def exemption_ask(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found, today = nomination_for(request, public_id), timezone.localdate()
    exemptions = selectors.exemptions_of(found)
    has_passed = bool(selectors.standing_of(found).passed)
    suggested = next((one for one in exemptions if "及格" in one), "") if has_passed else ""
    form = ExemptionForm(
        request.POST or None, exemptions=exemptions, suggested=suggested,
        approvers=approvers_here(found.office, today, request.actor.person_id),
    )  # fmt: skip
    if request.method == "POST" and attempt(
        form,
        lambda: services.exemption_ask(nomination=found, **form.cleaned_data, by=request.actor, at=timezone.now()),
    ):
        messages.success(request, "已申请免考,等待审批。请打印免考审批表送审批人核阅。")
        return redirect(found)
    return form_page(
        request, form, title="申请免考", pretitle=str(found), cancel=found.get_absolute_url(), submit="提请审批"
    )


@require_POST
def nomination_withdraw(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = nomination_for(request, public_id)
    services.nomination_withdraw(nomination=found, reason=reason_of(request), by=request.actor, at=timezone.now())
    messages.success(request, "已登记撤回。")
    return redirect(found)


@require_GET
def exemption_paper_page(request: HttpRequest, public_id: UUID) -> FileResponse:
    """免考审批表, made on the spot and never kept: it names the candidate."""
    found = nomination_for(request, public_id)
    if not found.exemption:
        raise Http404
    earlier = [
        f"{sat.admission.exam}{marking.shown(sat.tenths)}分"
        for sat in selectors.sat_by(found)
        if sat.tenths is not None
    ]
    record("legal_exams.list.printed", found, request.actor, paper="免考审批表")
    return pdf_response(exemption_paper(found, earlier, timezone.localdate()))


@require_GET
def exemption(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Where an approval leads: those who run the exam to the nomination, those who approve to what they may know."""
    rows = Nomination.objects.select_related("office", "term__body")
    asked = ApprovalRequest.objects.visible_to(request.actor).filter(
        kind=selectors.EXEMPTION, subject_label=Nomination._meta.label_lower
    )
    found = get_object_or_404(rows, public_id=public_id)
    if may(request.actor, RUN, found):
        return redirect(found)
    approval = asked.filter(subject_id=found.pk).order_by("-pk").first()
    if approval is None:
        raise Http404
    return render(request, "legal_exams/exemption.html", {"nomination": found, "approval": approval})
