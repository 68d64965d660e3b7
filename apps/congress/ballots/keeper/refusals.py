"""Refusals that pass: the same request works later, so whoever asked keeps what they sent and asks again."""

from http import HTTPStatus

from apps.foundation.core.errors import DomainError

FAULT = "密钥保管进程内部出错,本次操作没有完成。请稍候再点一次;仍不成功请联系管理员查看其日志。"
NO_ROOM = "密钥保管进程无法写入磁盘(可能已满),本次操作没有生效。请管理员清理磁盘空间后再试一次。"


class Unavailable(DomainError):
    """Not now; the page that asked tries again by itself."""

    status = HTTPStatus.SERVICE_UNAVAILABLE


class NoRoom(Unavailable):
    """The disk takes no more; nothing has changed, and the same request works once there is room."""


class Fault(Unavailable):
    """The keeper failed in a way nobody foresaw; whether the act was done is unknown, and repeating it is safe."""
