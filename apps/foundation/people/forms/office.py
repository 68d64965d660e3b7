"""What an office types in once: itself and its first operator."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.validators import RegexValidator

from apps.foundation.accounts.models import User
from apps.foundation.core.forms import DayField
from apps.foundation.people.rules.office import OfficePlan, TermPlan, read_places
from apps.foundation.people.services.office import OperatorPlan

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
PLACES_HELP = (
    "每行一个,按名称的“镇”“乡”“街道”自动识别。届次、首次会议日期、名额与上面不同的,接着写在同一行,"
    "如:青禾镇 20 2022-01-10 60"
)


def _number(label: str, *, maximum: int, required: bool = False, initial: int | None = None) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=1, max_value=maximum, required=required, initial=initial)


class OperatorForm(forms.Form):
    """The first operator's account."""

    operator_name = forms.CharField(label="系统管理员姓名", max_length=60)
    username = forms.CharField(
        label="系统管理员用户名",
        max_length=60,
        initial="admin",
        validators=[RegexValidator(r"^[a-zA-Z0-9_.-]{3,}$", "用户名至少 3 位,只用字母、数字、点、横线。")],
    )
    password = forms.CharField(
        label="系统管理员密码",
        strip=False,
        widget=forms.PasswordInput(render_value=True, attrs={"autocomplete": "new-password"}),
        help_text="至少 10 个字符,大小写字母、数字、其他符号至少有三种,不能是常见密码,不能与用户名、姓名相近。",
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        password = values.get("password")
        if password:
            user = User(username=values.get("username", ""), name=values.get("operator_name", ""))
            self._say("password", lambda: validate_password(password, user))
        return values

    def operator(self) -> OperatorPlan:
        """The account of a valid form."""
        values = self.cleaned_data
        return OperatorPlan(values["operator_name"], values["username"], values["password"])

    def _say(self, field: str, check: Any) -> None:
        try:
            check()
        except forms.ValidationError as error:
            self.add_error(field, error)


class OfficeForm(OperatorForm):
    """A district with its towns and streets, their present terms, and the first operator."""

    district = forms.CharField(label="区(县)名称", max_length=60, help_text="全称,如:示例区")
    code = forms.CharField(
        label="区划代码",
        required=False,
        validators=[RegexValidator(r"^\d{6}(\d{6})?$", "区划代码是 6 位或 12 位数字。")],
        help_text="统计用区划代码,6 位,可不填",
    )
    congress_number = _number("区人民代表大会届次", maximum=99, required=True)
    congress_since = DayField(label="本届首次会议日期", widget=DAY)
    congress_quota = _number("代表名额", maximum=999, required=True)
    town_number = _number("镇人民代表大会届次", maximum=99)
    town_since = DayField(label="本届首次会议日期", widget=DAY, required=False)
    town_quota = _number("代表名额", maximum=300)
    street_number = _number("街道议事代表会议届次", maximum=99)
    street_since = DayField(label="本届首次会议日期", widget=DAY, required=False)
    street_quota = _number("议事代表名额", maximum=300)
    places = forms.CharField(
        label="镇和街道", widget=forms.Textarea(attrs={"rows": 8}), max_length=20_000, help_text=PLACES_HELP
    )

    field_order = (
        "district", "code", "congress_number", "congress_since", "congress_quota", "town_number", "town_since",
        "town_quota", "street_number", "street_since", "street_quota", "places", "operator_name", "username",
        "password",
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        defaults = {"town": self._term("town"), "street": self._term("street")}
        self.read, issues = read_places(values.get("places", ""), defaults)
        for issue in issues:
            self.add_error("places", issue.sentence)
        return values

    def plan(self) -> OfficePlan:
        """The office of a valid form."""
        values, term = self.cleaned_data, self._term("congress")
        assert term is not None
        return OfficePlan(values["district"], values["code"], term, tuple(self.read))

    def _term(self, part: str) -> TermPlan | None:
        number, since, quota = (self.cleaned_data.get(f"{part}_{name}") for name in ("number", "since", "quota"))
        return TermPlan(number, since, quota) if number and since and quota else None


class FirstRunForm(OfficeForm):
    """The same on a page, which a code from the server's console opens."""

    setup_code = forms.CharField(
        label="安装码",
        max_length=20,
        help_text="启动时显示在服务器窗口中;也可在服务器上运行 manage.py office_setup --code 重新取得。",
    )
    field_order = ("setup_code", *OfficeForm.field_order)
