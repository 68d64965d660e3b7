"""A form that was sent twice makes one row: the form names the row that it will make (`core.forms.OnceForm`)."""

from typing import Any, TypeVar
from uuid import UUID, uuid4

from django.db import models

from apps.foundation.core.errors import Conflict

Row = TypeVar("Row", bound=models.Model)

SAID_OTHERWISE = "这张表已经提交过一次,这次的内容与上次不同,没有保存。另提一条的,请再次提交;要改上次的,请返回查看。"


def made_once(model: type[Row], key: UUID | None, *, said: dict[str, Any], **values: Any) -> tuple[Row, bool]:
    """The row of `model` with the public id `key`, made from `said` and `values`, and whether it is new.

    Two at once make one. Raises Conflict where the row of that key says something else than `said`: a page that
    came back by the browser's button was filled in again.
    """
    row, is_new = model._default_manager.get_or_create(public_id=key or uuid4(), defaults={**said, **values})
    if not is_new:
        require_same(row, said)
    return row, is_new


def require_same(row: models.Model, said: dict[str, Any]) -> None:
    """Raise Conflict where a row that was made before says something else than `said`."""
    if any(getattr(row, name) != value for name, value in said.items()):
        raise Conflict(SAID_OTHERWISE)
