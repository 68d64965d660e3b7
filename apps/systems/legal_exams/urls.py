"""Pages of exams: `exams/…` for those who hold a role of the exam, `exam/…` for candidates with their ticket."""

from django.urls import URLPattern, URLResolver, include, path

from apps.systems.legal_exams.views import exams, nominations, receiving, seating

# nominations
nomination_urls = [
    path("", nominations.nomination, name="legal_exams_nomination"),
    path("change/", nominations.nomination_change, name="legal_exams_nomination_change"),
    path("require/", nominations.nomination_require, name="legal_exams_nomination_require"),
    path("withdraw/", nominations.nomination_withdraw, name="legal_exams_nomination_withdraw"),
    path("exemption/", nominations.exemption_ask, name="legal_exams_exemption_ask"),
    path("exemption.pdf", nominations.exemption_paper_page, name="legal_exams_exemption_paper"),
]
nominations_urls = [
    path("", nominations.nominations, name="legal_exams_nominations"),
    path("new/", nominations.nomination_new, name="legal_exams_nomination_new"),
    path("eligibility/", nominations.eligibility, name="legal_exams_eligibility"),
    path("import/", receiving.nominations_import, name="legal_exams_nominations_import"),
    path("import/template/", receiving.import_template, name="legal_exams_import_template"),
    path("import/write/", receiving.import_write, name="legal_exams_import_write"),
    path("<uuid:public_id>/", include(nomination_urls)),
]
# exams
exam_urls = [
    path("", exams.exam, name="legal_exams_exam"),
    path("change/", exams.exam_change, name="legal_exams_exam_change"),
    path("notify/", exams.exam_notify, name="legal_exams_exam_notify"),
    path("call-off/", exams.exam_call_off, name="legal_exams_exam_call_off"),
    path("resit/", exams.exam_resit, name="legal_exams_exam_resit"),
    path("notice/draft/", exams.notice_draft, name="legal_exams_notice_draft"),
    path("notice.<slug:ending>", exams.notice, name="legal_exams_notice"),
    path("rooms/new/", seating.room_new, name="legal_exams_room_new"),
    path("candidates/", seating.candidates, name="legal_exams_candidates"),
    path("tickets/", seating.tickets_print, name="legal_exams_tickets"),
    path("rosters.pdf", seating.rosters, name="legal_exams_rosters"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    # bank
    # nominations
    path("exams/nominations/", include(nominations_urls)),
    path("exams/exemptions/<uuid:public_id>/", nominations.exemption, name="legal_exams_exemption"),
    # exams
    path("exams/", exams.exams, name="legal_exams_exams"),
    path("exams/new/", exams.exam_new, name="legal_exams_exam_new"),
    path("exams/rooms/<uuid:public_id>/change/", seating.room_change, name="legal_exams_room_change"),
    path("exams/rooms/<uuid:public_id>/remove/", seating.room_remove, name="legal_exams_room_remove"),
    path("exams/seats/<uuid:public_id>/move/", seating.admission_move, name="legal_exams_admission_move"),
    path(
        "exams/seats/<uuid:public_id>/unschedule/",
        seating.admission_unschedule,
        name="legal_exams_admission_unschedule",
    ),
    path("exams/seats/<uuid:public_id>/ticket/", seating.ticket_reprint, name="legal_exams_ticket_reprint"),
    path("exams/<uuid:public_id>/", include(exam_urls)),
    # sitting
    # results
]
