"""Pages of exams: `exams/…` for those who hold a role of the exam, `exam/…` for candidates with their ticket."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = [
    # bank
    # nominations
    # exams
    # sitting
    # results
]
