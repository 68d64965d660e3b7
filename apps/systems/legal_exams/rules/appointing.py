"""任命书 and 宣誓登记: the order of days."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from apps.foundation.core.errors import Issue


def issues_with(appointed_on: date, details: Mapping[str, Any]) -> Iterator[Issue]:
    """What cannot be in an entry of the register."""
    for field, name in (("certificate_given_on", "颁发任命书"), ("oath_on", "宣誓")):
        if details[field] and details[field] < appointed_on:
            yield Issue(field, f"{name}日期不能早于任命日期。")
    if details["certificate_given_on"] and not details["certificate_number"]:
        yield Issue("number", "填写了颁发日期的,请填写任命书编号。")
    if (details["oath_place"] or details["oath_led_by"]) and not details["oath_on"]:
        yield Issue("oath", "填写了宣誓地点或者监誓(领誓)人的,请填写宣誓日期。")
