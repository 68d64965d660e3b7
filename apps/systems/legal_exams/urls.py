"""Pages of exams: `exams/…` for those who hold a role of the exam, `exam/…` for candidates with their ticket."""

from collections.abc import Iterable

from django.urls import URLPattern, URLResolver, include, path
from django.views.decorators.cache import never_cache

from apps.systems.legal_exams.views import (
    appointing,
    bank,
    blueprints,
    conduct,
    door,
    exams,
    importing,
    items,
    laws,
    nominations,
    practice,
    progress,
    questions,
    receiving,
    results,
    reviewing,
    rooms,
    seat,
    seating,
    voting,
)

# bank
bank_urls = [
    path("", questions.question_list, name="legal_exams_questions"),
    path("new/", questions.question_add, name="legal_exams_question_add"),
    path("review/", reviewing.review, name="legal_exams_review"),
    path("words/", bank.bank_words, name="legal_exams_bank_words"),
    path("contents/", bank.bank_contents, name="legal_exams_bank_contents"),
    path("counts/", bank.bank_counts, name="legal_exams_bank_counts"),
    path("update/", bank.bank_update, name="legal_exams_bank_update"),
    path("import/", importing.import_new, name="legal_exams_bank_import_new"),
    path("import/template/", importing.import_template, name="legal_exams_bank_import_template"),
    path("import/<uuid:public_id>/", importing.import_preview, name="legal_exams_bank_import"),
    path("import/<uuid:public_id>/write/", importing.import_write, name="legal_exams_bank_import_write"),
    path("import/<uuid:public_id>/discard/", importing.import_discard, name="legal_exams_bank_import_discard"),
    path("<uuid:public_id>/", questions.question_page, name="legal_exams_question"),
    path("<uuid:public_id>/change/", questions.question_change, name="legal_exams_question_change"),
    path("<uuid:public_id>/submit/", questions.question_submit, name="legal_exams_question_submit"),
    path("<uuid:public_id>/approve/", questions.question_approve, name="legal_exams_question_approve"),
    path("<uuid:public_id>/return/", questions.question_return, name="legal_exams_question_return"),
    path("<uuid:public_id>/retire/", questions.question_retire, name="legal_exams_question_retire"),
    path("<uuid:public_id>/validity/", questions.question_valid, name="legal_exams_question_valid"),
]
laws_urls = [
    path("", laws.law_list, name="legal_exams_laws"),
    path("new/", laws.law_add, name="legal_exams_law_add"),
    path("<uuid:public_id>/", laws.law_page, name="legal_exams_law"),
    path("<uuid:public_id>/change/", laws.law_change, name="legal_exams_law_change"),
    path("<uuid:public_id>/amend/", laws.law_amend, name="legal_exams_law_amend"),
    path("<uuid:public_id>/look/", laws.law_look, name="legal_exams_law_look"),
]
blueprints_urls = [
    path("", blueprints.blueprint_list, name="legal_exams_blueprints"),
    path("new/", blueprints.blueprint_new, name="legal_exams_blueprint_new"),
    path("<uuid:public_id>/", blueprints.blueprint_page, name="legal_exams_blueprint"),
    path("<uuid:public_id>/change/", blueprints.blueprint_change, name="legal_exams_blueprint_change"),
    path("<uuid:public_id>/copy/", blueprints.blueprint_copy, name="legal_exams_blueprint_copy"),
    path("<uuid:public_id>/retire/", blueprints.blueprint_retire, name="legal_exams_blueprint_retire"),
]
items_urls = [
    path("", items.item_list, name="legal_exams_items"),
    path("weak/", items.weak_list, name="legal_exams_weak"),
]
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

# results
result_urls = [
    path("", results.results, name="legal_exams_results"),
    path("mark/", results.exam_mark, name="legal_exams_mark"),
    path("withdraw-question/", results.question_withdraw, name="legal_exams_question_withdraw"),
    path("report/draft/", results.report_draft, name="legal_exams_report_draft"),
    path("scores/file/", results.scores_file, name="legal_exams_scores_file"),
    path("scores.<slug:ending>", results.scores, name="legal_exams_scores"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    # bank
    path("exams/bank/", include(bank_urls)),
    path("exams/laws/", include(laws_urls)),
    path("exams/blueprints/", include(blueprints_urls)),
    path("exams/items/", include(items_urls)),
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
    path("exam/", door.door, name="legal_exams_door"),
    path("exam/seat/", seat.seat_page, name="legal_exams_seat"),
    path("exam/seat/state/", seat.seat_state, name="legal_exams_seat_state"),
    path("exam/seat/paper/", seat.seat_paper, name="legal_exams_seat_paper"),
    path("exam/seat/save/", seat.seat_save, name="legal_exams_seat_save"),
    path("exam/seat/hand-in/", seat.seat_hand_in, name="legal_exams_seat_hand_in"),
    path("exam/practice/", practice.study_door, name="legal_exams_study_door"),
    path("exam/practice/choose/", practice.study, name="legal_exams_study"),
    path("exam/practice/mock/", practice.mock_begin, name="legal_exams_mock_begin"),
    path("exam/practice/<uuid:public_id>/", practice.practice, name="legal_exams_practice"),
    path("exam/practice/<uuid:public_id>/mock/", practice.mock, name="legal_exams_mock"),
    path("exam/practice/<uuid:public_id>/mock/<str:step>/", practice.mock_step, name="legal_exams_mock_step"),
    path("exam/practice/<uuid:public_id>/result/", practice.result, name="legal_exams_result"),
    path("exams/sittings/", conduct.watching, name="legal_exams_watching"),
    path("exams/<uuid:public_id>/sitting/", conduct.sitting, name="legal_exams_sitting"),
    path("exams/<uuid:public_id>/sitting/live/", conduct.sitting_live, name="legal_exams_sitting_live"),
    path("exams/<uuid:public_id>/draw/", conduct.draw, name="legal_exams_draw"),
    path("exams/<uuid:public_id>/start/", conduct.start, name="legal_exams_start"),
    path("exams/<uuid:public_id>/absent/", conduct.miss_rest, name="legal_exams_miss_rest"),
    path("exams/<uuid:public_id>/end/", conduct.end, name="legal_exams_end"),
    path("exams/<uuid:public_id>/record.<str:ending>", conduct.record_file, name="legal_exams_record"),
    path("exams/<uuid:exam_id>/room/<uuid:public_id>/", rooms.room, name="legal_exams_room"),
    path("exams/<uuid:exam_id>/room/<uuid:public_id>/live/", rooms.room_live, name="legal_exams_room_live"),
    path("exams/<uuid:exam_id>/room/<uuid:public_id>/note/", rooms.note, name="legal_exams_note"),
    path("exams/<uuid:exam_id>/room/<uuid:public_id>/extend/", rooms.room_extend, name="legal_exams_room_extend"),
    path("exams/seat/<uuid:public_id>/", rooms.candidate, name="legal_exams_candidate"),
    path("exams/seat/<uuid:public_id>/check-in/", rooms.check_in, name="legal_exams_check_in"),
    path("exams/seat/<uuid:public_id>/move/", rooms.move, name="legal_exams_move"),
    path("exams/seat/<uuid:public_id>/extend/", rooms.extend, name="legal_exams_extend"),
    path("exams/seat/<uuid:public_id>/stop/", rooms.stop, name="legal_exams_stop"),
    path("exams/seat/<uuid:public_id>/absent/", rooms.miss, name="legal_exams_miss"),
    path("exams/seat/<uuid:public_id>/paper.<str:ending>", conduct.paper_file, name="legal_exams_paper"),
    # results
    path("exams/results/", results.marked, name="legal_exams_marked"),
    path("exams/progress/", progress.progress, name="legal_exams_progress"),
    path("exams/votes/", voting.votes, name="legal_exams_votes"),
    path("exams/votes/new/", voting.vote_new, name="legal_exams_vote_new"),
    path("exams/appointments/", appointing.appointments, name="legal_exams_appointments"),
    path("exams/appointments/oaths.pdf", appointing.oaths, name="legal_exams_oaths"),
    path("exams/appointments/<uuid:public_id>/", appointing.appointment, name="legal_exams_appointment"),
    path("exams/appointments/<uuid:public_id>/certificate.pdf", appointing.certificate, name="legal_exams_certificate"),
    path("exams/results/<uuid:public_id>/", include(result_urls)),
]


def _kept_nowhere(patterns: Iterable[URLPattern | URLResolver]) -> None:
    """No page of the exam stays in a browser or on the way to it: names, questions, codes."""
    for one in patterns:
        if isinstance(one, URLResolver):
            _kept_nowhere(one.url_patterns)
        else:
            one.callback = never_cache(one.callback)


_kept_nowhere(urlpatterns)
