"""Enters an office into an empty portal, from flags or by asking."""

import sys
from argparse import ArgumentParser
from getpass import getpass
from pathlib import Path
from typing import Any

from django import forms
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from apps.foundation.core.actors import Actor
from apps.foundation.core.errors import DomainError
from apps.foundation.organisations.models import Area
from apps.foundation.people.forms.office import OfficeForm, OperatorForm
from apps.foundation.people.selectors import operator_exists
from apps.foundation.people.services.office import (
    office_set_up,
    operator_appoint,
    setup_code_drop,
    setup_code_issue,
)


class Command(BaseCommand):
    help = "建立本单位:区、镇和街道、机关、届次、第一个系统管理员。不带参数运行时逐项询问。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--show-code", "--code", action="store_true", help="只显示首次设置页面用的一次性安装码")
        parser.add_argument("--operator-only", action="store_true", help="区划已有、系统管理员缺失时,只补系统管理员")
        parser.add_argument("--no-input", action="store_true", help="不询问;缺项时报错")
        for name, field in OfficeForm.base_fields.items():
            if name not in {"places", "password", "code"}:
                parser.add_argument(f"--{name.replace('_', '-')}", help=str(field.label))
        parser.add_argument("--area-code", dest="code", help="区划代码")
        parser.add_argument("--password-file", help="写有系统管理员密码的文件;不带时询问")
        parser.add_argument("--places", help="镇和街道:用分号分开,或 @文件名(每行一个)")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["show_code"]:
            return self._show_code()
        form_class = OperatorForm if options["operator_only"] else OfficeForm
        form = form_class(self._answers(form_class, options))
        if not form.is_valid():
            raise CommandError("填写不符合要求:\n" + "\n".join(_problems(form)))
        try:
            told = self._set_up(form)
        except DomainError as error:
            raise CommandError(error.sentence) from error
        setup_code_drop()
        return self.stdout.write(told)

    def _show_code(self) -> None:
        if operator_exists(timezone.localdate()):
            raise CommandError("已经有系统管理员,不再需要安装码。")
        self.stdout.write(f"安装码:{setup_code_issue()}\n打开系统首页,输入安装码即可建立本单位。此前的安装码已作废。")

    def _set_up(self, form: OperatorForm) -> str:
        by, at = Actor.system(), timezone.now()
        if isinstance(form, OfficeForm):
            district = office_set_up(plan=form.plan(), operator=form.operator(), by=by, at=at)
            return f"已建立{district.name}和{len(form.plan().places)}个镇街。请用系统管理员账号登录,导入代表名册。"
        district = Area.objects.filter(depth=1).first()
        if district is None:
            raise CommandError("还没有建立本单位,请先不带 --operator-only 运行。")
        user = operator_appoint(operator=form.operator(), area=district, by=by, at=at)
        return f"已建立系统管理员账号 {user.username}。"

    def _answers(self, form_class: type[OperatorForm], options: dict[str, Any]) -> dict[str, Any]:
        """What the flags say; the rest is asked for where somebody sits at the keyboard."""
        given = {name: options.get(name) for name in form_class.base_fields}
        given["places"] = _places(options["places"])
        if options["password_file"]:
            given["password"] = Path(options["password_file"]).read_text(encoding="utf-8").strip()
        asks = not options["no_input"] and sys.stdin.isatty()
        fields = form_class().fields.items()
        return {name: self._ask(field, given[name], asks) for name, field in fields}

    def _ask(self, field: forms.Field, value: str | None, asks: bool) -> Any:
        if value is not None or not asks:
            return field.initial if value is None else value
        default = f"(直接回车:{field.initial})" if field.initial else "" if field.required else "(可不填)"
        prompt = f"{field.label}{default}:"
        if isinstance(field.widget, forms.PasswordInput):
            return getpass(prompt)
        if isinstance(field.widget, forms.Textarea):
            self.stdout.write(f"{field.label}({field.help_text})。写完后空一行:")
            return "\n".join(iter(input, ""))
        return input(prompt).strip() or field.initial or ""


def _places(text: str | None) -> str | None:
    if text and text.startswith("@"):
        return Path(text[1:]).read_text(encoding="utf-8")
    return text.replace(";", "\n").replace(";", "\n") if text else None


def _problems(form: forms.Form) -> list[str]:
    return [f"  {form.fields[name].label}:{error}" for name, errors in form.errors.items() for error in errors]
