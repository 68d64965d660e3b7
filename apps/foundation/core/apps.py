from django.apps import AppConfig
from django.core import validators


class CoreConfig(AppConfig):
    name = "apps.foundation.core"
    label = "core"
    verbose_name = "基础"

    def ready(self) -> None:
        """Refusals for whoever typed: Django's own speak of variables."""
        validators.MaxLengthValidator.message = "最多%(limit_value)d个字,现在有%(show_value)d个字,请缩短。"
        validators.ProhibitNullCharactersValidator.message = "有不能保存的控制字符,请删去后重新填写。"
        validators.MaxValueValidator.message = "不能大于%(limit_value)s,请核对。"
        validators.MinValueValidator.message = "不能小于%(limit_value)s,请核对。"
        validators.DecimalValidator.messages["max_whole_digits"] = "小数点前最多%(max)s位,请核对。"
