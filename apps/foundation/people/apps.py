from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "apps.foundation.people"
    label = "people"
    verbose_name = "人员"
