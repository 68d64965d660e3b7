from django.apps import AppConfig


class LegalExamsConfig(AppConfig):
    name = "apps.systems.legal_exams"
    label = "legal_exams"
    verbose_name = "任前法律知识考试"
