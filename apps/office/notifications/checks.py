"""What `manage.py check` says of NOTICE_CHANNELS before the first message is lost."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error

from apps.office.notifications.channels import MAIL, gateways

NAME_LIMIT = 20


def channel_issues(**kwargs: Any) -> list[CheckMessage]:
    """Errors without the addresses: they hold secrets."""
    return [Error(sentence, id="notifications.E001") for sentence in _sentences()]


def _sentences() -> Iterator[str]:
    found, names = gateways(), [line.partition("=")[0] for line in settings.NOTICE_CHANNELS]
    if len(found) < len(names):
        yield "NOTICE_CHANNELS 的每一项须写成“名称=地址”,各项用空格隔开。"
    for name in {name for name in names if names.count(name) > 1 or name == MAIL.name or len(name) > NAME_LIMIT}:
        yield f"NOTICE_CHANNELS 的渠道名称“{name[:NAME_LIMIT]}”重复、过长(至多{NAME_LIMIT}字)或者是 mail,请改名。"
    for gateway in found:
        if not gateway.is_understood:
            yield f"NOTICE_CHANNELS 中“{gateway.name}”的地址不是 apprise 认得的地址,请对照其文档修改。"
