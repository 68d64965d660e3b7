from django.urls import path

from apps.congress.ballots.views import live, paper, results, setting_up, voting

urlpatterns = [
    path("", setting_up.polls, name="ballots_polls"),
    path("new/", setting_up.poll_new, name="ballots_poll_new"),
    path("<uuid:public_id>/", setting_up.poll, name="ballots_poll"),
    path("<uuid:public_id>/edit/", setting_up.poll_edit, name="ballots_poll_edit"),
    path("<uuid:public_id>/options/", setting_up.options, name="ballots_options"),
    path("<uuid:public_id>/officers/", setting_up.officers, name="ballots_officers"),
    path("<uuid:public_id>/vote/", voting.vote, name="ballots_vote"),
    path("<uuid:public_id>/live/", live.live, name="ballots_live"),
    path("<uuid:public_id>/screen/", live.screen, name="ballots_screen"),
    path("<uuid:public_id>/roll/<int:number>/paper/", live.channel, name="ballots_channel"),
    path("<uuid:public_id>/close/", live.close, name="ballots_close"),
    path("<uuid:public_id>/count/", live.count, name="ballots_count"),
    path("<uuid:public_id>/announce/", live.announce, name="ballots_announce"),
    path("<uuid:public_id>/void/", live.void, name="ballots_void"),
    path("<uuid:public_id>/run-off/", live.run_off, name="ballots_run_off"),
    path("<uuid:public_id>/second-round/", live.second_round, name="ballots_second_round"),
    path("<uuid:public_id>/tally/", paper.tally, name="ballots_tally"),
    path("<uuid:public_id>/comparison/", paper.comparison, name="ballots_comparison"),
    path("<uuid:public_id>/ballot.pdf", paper.ballot_pdf, name="ballots_ballot_pdf"),
    path("<uuid:public_id>/ballot.docx", paper.ballot_docx, name="ballots_ballot_docx"),
    path("<uuid:public_id>/hands/", paper.hands, name="ballots_hands"),
    path("<uuid:public_id>/result/", results.result, name="ballots_result"),
    path("<uuid:public_id>/result.pdf", results.result_pdf, name="ballots_result_pdf"),
    path("<uuid:public_id>/result.docx", results.result_docx, name="ballots_result_docx"),
    path("<uuid:public_id>/result.xlsx", results.result_xlsx, name="ballots_result_xlsx"),
    path("<uuid:public_id>/recount.json", results.recount_json, name="ballots_recount_json"),
    path("<uuid:public_id>/sign/", results.sign, name="ballots_sign"),
    path("<uuid:public_id>/votes/", results.votes, name="ballots_votes"),
]
