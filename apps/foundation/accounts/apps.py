from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "apps.foundation.accounts"
    label = "accounts"
    verbose_name = "账号"
