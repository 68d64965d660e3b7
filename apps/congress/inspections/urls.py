from django.urls import include, path

from apps.congress.inspections.views import reporting, setting_up, taking_part

inspection_urls = [
    path("", setting_up.inspection, name="inspections_inspection"),
    path("change/", setting_up.inspection_change, name="inspections_change"),
    path("route/", setting_up.route, name="inspections_route"),
    path("participants/", setting_up.participants, name="inspections_participants"),
    path("notice/", setting_up.notice, name="inspections_notice"),
    path("call-off/", setting_up.call_off, name="inspections_call_off"),
    path("mine/", taking_part.mine, name="inspections_mine"),
    path("answer/", taking_part.answer, name="inspections_answer"),
    path("findings/", taking_part.finding, name="inspections_finding"),
    path("arrive/", taking_part.arrive, name="inspections_arrive"),
    path("sign-in/", taking_part.sign_in, name="inspections_sign_in"),
    path("sign-in/<uuid:person_id>/", taking_part.sign_in_toggle, name="inspections_sign_in_toggle"),
    path("hold/", taking_part.hold, name="inspections_hold"),
    path("report/", reporting.report, name="inspections_report"),
    path("report/finish/", reporting.report_finish, name="inspections_report_finish"),
    path("hand-over/", reporting.hand_over, name="inspections_hand_over"),
    path("close/", reporting.close, name="inspections_close"),
    path("papers/<slug:kind>.pdf", reporting.paper, name="inspections_paper"),
    path("papers/<slug:kind>.docx", reporting.paper_docx, name="inspections_paper_docx"),
    path("papers/<slug:kind>/draft/", reporting.paper_draft_begin, name="inspections_paper_draft"),
]
urlpatterns = [
    path("", setting_up.inspections, name="inspections_list"),
    path("new/", setting_up.inspection_new, name="inspections_new"),
    path("opinions/", reporting.opinions, name="inspections_opinions"),
    path("opinions/<uuid:public_id>/", reporting.opinion, name="inspections_opinion"),
    path("findings/<uuid:public_id>/withdraw/", taking_part.finding_withdraw, name="inspections_finding_withdraw"),
    path("<uuid:public_id>/", include(inspection_urls)),
]
