from django.urls import path

from apps.systems.street_deliberations.views import candidates, duties, founding, importing, seats, slates, terms

urlpatterns = [
    path("", terms.terms, name="street_deliberations_terms"),
    path("<uuid:public_id>/", terms.term, name="street_deliberations_term"),
    path("<uuid:public_id>/composition/", terms.composition, name="street_deliberations_composition"),
    path("<uuid:public_id>/plan/new/", founding.plan_new, name="street_deliberations_plan_new"),
    path("plans/<uuid:public_id>/", founding.plan, name="street_deliberations_plan"),
    path("plans/<uuid:public_id>/change/", founding.plan_change, name="street_deliberations_plan_change"),
    path("plans/<uuid:public_id>/amend/", founding.plan_amend, name="street_deliberations_plan_amend"),
    path("plans/<uuid:public_id>/submit/", founding.plan_submit, name="street_deliberations_plan_submit"),
    path("plans/<uuid:public_id>/abandon/", founding.plan_abandon, name="street_deliberations_plan_abandon"),
    path("plans/<uuid:public_id>/document/", founding.plan_draft, name="street_deliberations_plan_document"),
    path("plans/<uuid:public_id>/plan.pdf", founding.plan_pdf, name="street_deliberations_plan_pdf"),
    path("plans/<uuid:public_id>/plan.docx", founding.plan_docx, name="street_deliberations_plan_docx"),
    path("<uuid:public_id>/quota/", founding.quota, name="street_deliberations_quota"),
    path("<uuid:public_id>/quota/new/", founding.quota_new, name="street_deliberations_quota_new"),
    path("<uuid:public_id>/quota/change/", founding.quota_change, name="street_deliberations_quota_change"),
    path("<uuid:public_id>/quota/settle/", founding.quota_settle, name="street_deliberations_quota_settle"),
    path("<uuid:public_id>/quota/document/", founding.quota_draft, name="street_deliberations_quota_document"),
    path("<uuid:public_id>/quota/quota.pdf", founding.quota_pdf, name="street_deliberations_quota_pdf"),
    path("<uuid:public_id>/quota/quota.docx", founding.quota_docx, name="street_deliberations_quota_docx"),
    path("people/", candidates.candidates, name="street_deliberations_candidates"),
    path("<uuid:public_id>/people/new/", candidates.candidate_new, name="street_deliberations_candidate_new"),
    path("people/<uuid:public_id>/", candidates.candidate, name="street_deliberations_candidate"),
    path("people/<uuid:public_id>/change/", candidates.candidate_change, name="street_deliberations_candidate_change"),
    path("people/<uuid:public_id>/submit/", candidates.candidate_submit, name="street_deliberations_candidate_submit"),
    path("people/<uuid:public_id>/review/", candidates.candidate_review, name="street_deliberations_candidate_review"),
    path(
        "people/<uuid:public_id>/opinion/", candidates.candidate_opinion, name="street_deliberations_candidate_opinion"
    ),
    path(
        "people/<uuid:public_id>/withdraw/",
        candidates.candidate_withdraw,
        name="street_deliberations_candidate_withdraw",
    ),
    path(
        "people/<uuid:public_id>/decide/<slug:act>/",
        candidates.candidate_decide,
        name="street_deliberations_candidate_decide",
    ),
    path(
        "people/<uuid:public_id>/<slug:paper>.<slug:ending>",
        candidates.candidate_paper,
        name="street_deliberations_candidate_paper",
    ),
    path("<uuid:public_id>/people/import/", importing.import_new, name="street_deliberations_import_new"),
    path(
        "<uuid:public_id>/people/import/template.xlsx",
        importing.import_template,
        name="street_deliberations_import_template",
    ),
    path("people/imports/<uuid:public_id>/", importing.import_preview, name="street_deliberations_import"),
    path("people/imports/<uuid:public_id>/write/", importing.import_write, name="street_deliberations_import_write"),
    path("<uuid:public_id>/slates/new/", slates.slate_new, name="street_deliberations_slate_new"),
    path("slates/<uuid:public_id>/", slates.slate, name="street_deliberations_slate"),
    path("slates/<uuid:public_id>/change/", slates.slate_change, name="street_deliberations_slate_change"),
    path("slates/<uuid:public_id>/submit/", slates.slate_submit, name="street_deliberations_slate_submit"),
    path("slates/<uuid:public_id>/abandon/", slates.slate_abandon, name="street_deliberations_slate_abandon"),
    path("slates/<uuid:public_id>/publish/", slates.slate_publish, name="street_deliberations_slate_publish"),
    path("slates/<uuid:public_id>/objection/", slates.slate_objection, name="street_deliberations_slate_objection"),
    path("slates/<uuid:public_id>/determine/", slates.slate_determine, name="street_deliberations_slate_determine"),
    path(
        "slates/<uuid:public_id>/match/<uuid:candidate_id>/",
        slates.candidate_match,
        name="street_deliberations_candidate_match",
    ),
    path("slates/<uuid:public_id>/notice.<slug:ending>", slates.slate_paper, name="street_deliberations_slate_paper"),
    path("<uuid:public_id>/roster/", seats.roster, name="street_deliberations_roster"),
    path(
        "<uuid:public_id>/roster/roster.<slug:ending>",
        seats.roster_paper_view,
        name="street_deliberations_roster_paper",
    ),
    path("<uuid:public_id>/roster/assign/", seats.assign, name="street_deliberations_assign"),
    path("seats/<uuid:public_id>/", seats.seat, name="street_deliberations_seat"),
    path(
        "seats/<uuid:public_id>/certificate.<slug:ending>",
        seats.certificate_paper,
        name="street_deliberations_certificate",
    ),
    path("mandates/<uuid:public_id>/end/", seats.representative_end, name="street_deliberations_end"),
    path(
        "mandates/<uuid:public_id>/<int:year>/record.<slug:ending>", duties.record, name="street_deliberations_record"
    ),
    path("<uuid:public_id>/points/<int:year>/", duties.duties, name="street_deliberations_duties"),
    path(
        "<uuid:public_id>/points/<int:year>/year.<slug:ending>",
        duties.year_paper_view,
        name="street_deliberations_year_paper",
    ),
]
