from django.urls import path

from apps.congress.minutes.views import approval, bundles, papers, sections

urlpatterns = [
    path("", papers.minutes_list, name="minutes_list"),
    path("meetings/<uuid:public_id>/", papers.meeting, name="minutes_meeting"),
    path("meetings/<uuid:public_id>/draft/", papers.draft, name="minutes_draft"),
    path("meetings/<uuid:public_id>/bundle/", bundles.order, name="minutes_bundle_order"),
    path("bundles/<uuid:public_id>/", bundles.bundle, name="minutes_bundle"),
    path("bundles/<uuid:public_id>/progress/", bundles.progress, name="minutes_bundle_progress"),
    path("bundles/<uuid:public_id>/download/", bundles.download, name="minutes_bundle_download"),
    path("sections/<uuid:public_id>/edit/", sections.edit, name="minutes_section"),
    path("sections/<uuid:public_id>/editing/", sections.editing_here, name="minutes_editing"),
    path("sections/<uuid:public_id>/leave/", sections.leave, name="minutes_leave"),
    path("sections/<uuid:public_id>/update/", sections.update, name="minutes_update"),
    path("sections/<uuid:public_id>/keep/", sections.keep, name="minutes_keep"),
    path("sections/<uuid:public_id>/revisions/", sections.revisions, name="minutes_revisions"),
    path("sections/<uuid:public_id>/restore/", sections.restore, name="minutes_restore"),
    path("<uuid:public_id>/", papers.minutes, name="minutes_minutes"),
    path("<uuid:public_id>/details/", papers.details, name="minutes_details"),
    path("<uuid:public_id>/complete/", papers.complete, name="minutes_complete"),
    path("<uuid:public_id>/submit/", approval.submit, name="minutes_submit"),
    path("<uuid:public_id>/recall/", approval.recall, name="minutes_recall"),
    path("<uuid:public_id>/publish/", approval.publish, name="minutes_publish"),
    path("<uuid:public_id>/text.pdf", papers.pdf, name="minutes_pdf"),
    path("<uuid:public_id>/text.docx", papers.docx, name="minutes_docx"),
]
