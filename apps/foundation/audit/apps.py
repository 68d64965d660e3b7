from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "apps.foundation.audit"
    label = "audit"
    verbose_name = "办理留痕"
