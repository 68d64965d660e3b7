from django.urls import path

from apps.office.documents.views import documents, drafting, numbers, verifying

urlpatterns = [
    path("documents/", documents.documents, name="documents_documents"),
    path("documents/inbox/", documents.inbox, name="documents_inbox"),
    path("documents/new/", drafting.new, name="documents_new"),
    path("documents/letterheads/", numbers.letterheads, name="documents_letterheads"),
    path("documents/letterheads/<uuid:public_id>/", numbers.letterhead, name="documents_letterhead"),
    path("documents/series/", numbers.series, name="documents_series"),
    path("documents/series/start/", numbers.series_start, name="documents_series_start"),
    path("documents/series/<uuid:public_id>/", numbers.numbers, name="documents_numbers"),
    path("documents/series/<uuid:public_id>/record/", numbers.number_record, name="documents_number_record"),
    path("documents/<uuid:public_id>/", documents.document, name="documents_document"),
    path("documents/<uuid:public_id>/paper.pdf", documents.document_pdf, name="documents_pdf"),
    path("documents/<uuid:public_id>/paper.docx", documents.document_docx, name="documents_docx"),
    path("documents/<uuid:public_id>/archive/", documents.document_archive, name="documents_archive"),
    path("documents/<uuid:public_id>/archive/retry/", documents.document_archive_retry, name="documents_archive_retry"),
    path("documents/<uuid:public_id>/deliver/", documents.document_deliver, name="documents_deliver"),
    path("documents/<uuid:public_id>/receive/", documents.document_receive, name="documents_receive"),
    path("documents/<uuid:public_id>/edit/", drafting.edit, name="documents_edit"),
    path("documents/<uuid:public_id>/submit/", drafting.submit, name="documents_submit"),
    path("documents/<uuid:public_id>/recall/", drafting.recall, name="documents_recall"),
    path("documents/<uuid:public_id>/discard/", drafting.discard, name="documents_discard"),
    path("documents/<uuid:public_id>/withdraw/", drafting.withdraw, name="documents_withdraw"),
    path("verify/<slug:code>/", verifying.verify, name="documents_verify"),
]
