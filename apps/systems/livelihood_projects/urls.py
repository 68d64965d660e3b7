from django.urls import path

from apps.systems.livelihood_projects.views import deciding, deliberating, lists, preparing, reading

urlpatterns = [
    path("", lists.season_list, name="livelihood_seasons"),
    path("projects/", lists.project_list, name="livelihood_projects"),
    path("reserve/", lists.reserve_list, name="livelihood_reserve"),
    path("new/", preparing.season_create, name="livelihood_season_create"),
    path("<uuid:public_id>/", preparing.season_page, name="livelihood_season"),
    path("<uuid:public_id>/change/", preparing.season_change, name="livelihood_season_change"),
    path("<uuid:public_id>/send/", preparing.season_send, name="livelihood_season_send"),
    path("<uuid:public_id>/take-back/", preparing.season_take_back, name="livelihood_season_take_back"),
    path("<uuid:public_id>/projects/new/", preparing.project_create, name="livelihood_project_create"),
    path("<uuid:public_id>/reserve/", preparing.season_reserve, name="livelihood_season_reserve"),
    path("<uuid:public_id>/reserve/take-up/", preparing.reserve_take_up, name="livelihood_reserve_take_up"),
    path("<uuid:public_id>/candidates/", reading.candidates, name="livelihood_candidates"),
    path("<uuid:public_id>/candidates/print/", reading.candidates_print, name="livelihood_candidates_print"),
    path("<uuid:public_id>/candidates/xlsx/", reading.candidates_xlsx, name="livelihood_candidates_xlsx"),
    path("<uuid:public_id>/reading/", reading.reading, name="livelihood_reading"),
    path("<uuid:public_id>/reading/remind/", reading.unread_remind, name="livelihood_unread_remind"),
    path("<uuid:public_id>/opinions/", deliberating.opinion_list, name="livelihood_opinions"),
    path("<uuid:public_id>/opinions/record/", deliberating.opinion_record, name="livelihood_opinion_record"),
    path("<uuid:public_id>/vote/", deciding.vote_prepare, name="livelihood_vote_prepare"),
    path("<uuid:public_id>/settle/", deciding.undecided_settle, name="livelihood_undecided_settle"),
    path("<uuid:public_id>/result/", deciding.result, name="livelihood_result"),
    path("<uuid:public_id>/result/xlsx/", deciding.result_xlsx, name="livelihood_result_xlsx"),
    path("<uuid:public_id>/announce/", deciding.season_announce, name="livelihood_season_announce"),
    path("projects/<uuid:public_id>/", preparing.project_page, name="livelihood_project"),
    path("projects/<uuid:public_id>/change/", preparing.project_change, name="livelihood_project_change"),
    path("projects/<uuid:public_id>/withdraw/", preparing.project_withdraw, name="livelihood_project_withdraw"),
    path("projects/<uuid:public_id>/move/", preparing.project_move, name="livelihood_project_move"),
    path("opinions/<uuid:public_id>/answer/", deliberating.opinion_answer, name="livelihood_opinion_answer"),
]
