from django.apps import AppConfig


class ProposalsConfig(AppConfig):
    name = "apps.congress.proposals"
    label = "proposals"
    verbose_name = "议案与重大事项"
