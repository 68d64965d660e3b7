from django.apps import AppConfig


class ApprovalsConfig(AppConfig):
    name = "apps.office.approvals"
    label = "approvals"
    verbose_name = "审批"
