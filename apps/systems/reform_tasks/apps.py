from django.apps import AppConfig


class ReformTasksConfig(AppConfig):
    name = "apps.systems.reform_tasks"
    label = "reform_tasks"
    verbose_name = "改革任务督办"
