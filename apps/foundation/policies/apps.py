from django.apps import AppConfig


class PoliciesConfig(AppConfig):
    name = "apps.foundation.policies"
    label = "policies"
    verbose_name = "规则"
