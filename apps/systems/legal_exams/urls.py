"""Pages of exams: `exams/…` for those who hold a role of the exam, `exam/…` for candidates with their ticket."""

from django.urls import URLPattern, URLResolver, include, path

from apps.systems.legal_exams.views import appointing, progress, results, voting

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
    # nominations
    # exams
    # sitting
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
