from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    name = "apps.foundation.organisations"
    label = "organisations"
    verbose_name = "区划与机构"
