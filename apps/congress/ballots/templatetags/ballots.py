"""What the ballot pages need."""

from collections.abc import Mapping
from typing import Any

from django import template

from apps.congress.ballots.rules.secrecy import receipt_of
from apps.congress.ballots.selectors import marks_text

register = template.Library()
register.filter(marks_text)
register.filter("receipt", receipt_of)


@register.filter
def at_key(values: Mapping[Any, Any], key: Any) -> Any:
    """`{{ confirmed|at_key:person }}`: the value under the key, None without one."""
    return values.get(key)
