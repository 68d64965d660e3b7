"""Pages of exams: `exams/…` for those who hold a role of the exam, `exam/…` for candidates with their ticket."""

from django.urls import URLPattern, path

from apps.systems.legal_exams.views import bank, blueprints, importing, items, laws, questions, reviewing

urlpatterns: list[URLPattern] = [
    # bank
    path("exams/bank/", questions.question_list, name="legal_exams_questions"),
    path("exams/bank/new/", questions.question_add, name="legal_exams_question_add"),
    path("exams/bank/review/", reviewing.review, name="legal_exams_review"),
    path("exams/bank/words/", bank.bank_words, name="legal_exams_bank_words"),
    path("exams/bank/contents/", bank.bank_contents, name="legal_exams_bank_contents"),
    path("exams/bank/counts/", bank.bank_counts, name="legal_exams_bank_counts"),
    path("exams/bank/update/", bank.bank_update, name="legal_exams_bank_update"),
    path("exams/bank/import/", importing.import_new, name="legal_exams_bank_import_new"),
    path("exams/bank/import/template/", importing.import_template, name="legal_exams_bank_import_template"),
    path("exams/bank/import/<uuid:public_id>/", importing.import_preview, name="legal_exams_bank_import"),
    path("exams/bank/import/<uuid:public_id>/write/", importing.import_write, name="legal_exams_bank_import_write"),
    path(
        "exams/bank/import/<uuid:public_id>/discard/", importing.import_discard, name="legal_exams_bank_import_discard"
    ),
    path("exams/bank/<uuid:public_id>/", questions.question_page, name="legal_exams_question"),
    path("exams/bank/<uuid:public_id>/change/", questions.question_change, name="legal_exams_question_change"),
    path("exams/bank/<uuid:public_id>/submit/", questions.question_submit, name="legal_exams_question_submit"),
    path("exams/bank/<uuid:public_id>/approve/", questions.question_approve, name="legal_exams_question_approve"),
    path("exams/bank/<uuid:public_id>/return/", questions.question_return, name="legal_exams_question_return"),
    path("exams/bank/<uuid:public_id>/retire/", questions.question_retire, name="legal_exams_question_retire"),
    path("exams/bank/<uuid:public_id>/validity/", questions.question_valid, name="legal_exams_question_valid"),
    path("exams/laws/", laws.law_list, name="legal_exams_laws"),
    path("exams/laws/new/", laws.law_add, name="legal_exams_law_add"),
    path("exams/laws/<uuid:public_id>/", laws.law_page, name="legal_exams_law"),
    path("exams/laws/<uuid:public_id>/change/", laws.law_change, name="legal_exams_law_change"),
    path("exams/laws/<uuid:public_id>/amend/", laws.law_amend, name="legal_exams_law_amend"),
    path("exams/laws/<uuid:public_id>/look/", laws.law_look, name="legal_exams_law_look"),
    path("exams/blueprints/", blueprints.blueprint_list, name="legal_exams_blueprints"),
    path("exams/blueprints/new/", blueprints.blueprint_new, name="legal_exams_blueprint_new"),
    path("exams/blueprints/<uuid:public_id>/", blueprints.blueprint_page, name="legal_exams_blueprint"),
    path("exams/blueprints/<uuid:public_id>/change/", blueprints.blueprint_change, name="legal_exams_blueprint_change"),
    path("exams/blueprints/<uuid:public_id>/copy/", blueprints.blueprint_copy, name="legal_exams_blueprint_copy"),
    path("exams/blueprints/<uuid:public_id>/retire/", blueprints.blueprint_retire, name="legal_exams_blueprint_retire"),
    path("exams/items/", items.item_list, name="legal_exams_items"),
    path("exams/items/weak/", items.weak_list, name="legal_exams_weak"),
    # nominations
    # exams
    # sitting
    # results
]
