from django.urls import include, path

from apps.congress.proposals.views import handling, writing

proposal_urls = [
    path("", writing.proposal, name="proposals_proposal"),
    path("change/", writing.change, name="proposals_change"),
    path("ask/", writing.ask, name="proposals_ask"),
    path("sign/", writing.sign, name="proposals_sign"),
    path("unsign/", writing.unsign, name="proposals_unsign"),
    path("submit/", writing.submit, name="proposals_submit"),
    path("withdraw/", writing.withdraw, name="proposals_withdraw"),
    path("decide/", handling.decide, name="proposals_decide"),
    path("resolution/", handling.resolution, name="proposals_resolution"),
    path("answer/", handling.answer, name="proposals_answer"),
    path("judge/", handling.judge, name="proposals_judge"),
    path("report/", handling.report, name="proposals_report"),
    path("paper.pdf", handling.paper_pdf, name="proposals_pdf"),
    path("paper.docx", handling.paper_docx, name="proposals_docx"),
]
urlpatterns = [
    path("", writing.proposals, name="proposals_list"),
    path("begin/", writing.begin, name="proposals_begin"),
    path("new/<slug:kind>/", writing.new, name="proposals_new"),
    path("meetings/<uuid:public_id>/handling/", handling.handling_report, name="proposals_handling"),
    path("<uuid:public_id>/", include(proposal_urls)),
]
