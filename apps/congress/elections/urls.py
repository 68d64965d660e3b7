from django.urls import path

from apps.congress.elections.views import deciding, nominating, setting_up

urlpatterns = [
    path("", setting_up.elections, name="elections_list"),
    path("new/", setting_up.election_new, name="elections_new"),
    path("question/", setting_up.question_new, name="elections_question_new"),
    path("<uuid:public_id>/", setting_up.election, name="elections_election"),
    path("<uuid:public_id>/change/", setting_up.election_change, name="elections_change"),
    path("<uuid:public_id>/call-off/", setting_up.call_off, name="elections_call_off"),
    path("<uuid:public_id>/defence/", setting_up.defence, name="elections_defence"),
    path("<uuid:public_id>/nominate/", nominating.nominate, name="elections_nominate"),
    path("<uuid:public_id>/motion/sign/", nominating.motion_sign, name="elections_motion_sign"),
    path("<uuid:public_id>/motion/unsign/", nominating.motion_unsign, name="elections_motion_unsign"),
    path("<uuid:public_id>/close/", deciding.close, name="elections_close"),
    path("<uuid:public_id>/reopen/", deciding.reopen, name="elections_reopen"),
    path("<uuid:public_id>/preliminary/", deciding.preliminary, name="elections_preliminary"),
    path("<uuid:public_id>/fix/", deciding.fix, name="elections_fix"),
    path("<uuid:public_id>/vote/", deciding.vote, name="elections_vote"),
    path("<uuid:public_id>/run-off/", deciding.run_off, name="elections_run_off"),
    path("<uuid:public_id>/supplementary/", deciding.supplementary, name="elections_supplementary"),
    path("<uuid:public_id>/announcement/", deciding.announcement, name="elections_announcement"),
    path("<uuid:public_id>/candidates.pdf", deciding.candidates_pdf, name="elections_candidates_pdf"),
    path("<uuid:public_id>/candidates.docx", deciding.candidates_docx, name="elections_candidates_docx"),
    path("<uuid:public_id>/declaration.pdf", deciding.declaration_pdf, name="elections_declaration_pdf"),
    path("<uuid:public_id>/declaration.docx", deciding.declaration_docx, name="elections_declaration_docx"),
    path("nominations/<uuid:public_id>/", nominating.nomination, name="elections_nomination"),
    path("nominations/<uuid:public_id>/sign/", nominating.sign, name="elections_sign"),
    path("nominations/<uuid:public_id>/unsign/", nominating.unsign, name="elections_unsign"),
    path("nominations/<uuid:public_id>/accept/", nominating.accept, name="elections_accept"),
    path("nominations/<uuid:public_id>/decline/", nominating.decline, name="elections_decline"),
    path("nominations/<uuid:public_id>/withdraw/", nominating.withdraw, name="elections_withdraw"),
]
