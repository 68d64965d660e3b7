"""SMS gateways and bots of messengers: everything apprise can reach.

Apprise says True or False. What False means stands only in its log, which also holds addresses with secrets: it is
read here, never kept and never shown.
"""

import logging
import re
from dataclasses import dataclass

from apprise import Apprise, AppriseAsset, LogCapture, NotifyFormat

from apps.foundation.people.rules.cells import read_phone
from apps.office.notifications.channels.base import Doubtful, Failed, Reach, Unreachable

PHONE = "{phone}"
LABELS = {"sms": "短信", "wecom": "企业微信", "dingtalk": "钉钉", "feishu": "飞书"}
AGENT = "congress-portal"  # becomes the User-Agent, which must be ASCII
MAY_HAVE_ARRIVED = (
    "raised an exception",
    "read timed out",
    "connection aborted",
    "remotedisconnected",
    "connection reset",
    "incompleteread",
)
STATUS = re.compile(r"error[=: ]+(\d{3,6})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Gateway:
    """One line of NOTICE_CHANNELS; `url` is apprise's address, with {phone} where it reaches one person."""

    name: str
    url: str
    takes_long_text: bool = False

    @property
    def label(self) -> str:
        return LABELS.get(self.name, self.name)

    @property
    def is_group(self) -> bool:
        return PHONE not in self.url

    @property
    def is_understood(self) -> bool:
        """Whether apprise can make anything of the address."""
        return Apprise.instantiate(self._url_for("13800000000"), suppress_exceptions=True) is not None

    def address_of(self, reach: Reach) -> str:
        if self.is_group:
            return self.label
        try:
            return read_phone(reach.phone)
        except ValueError:
            return ""

    def lack_of(self, reach: Reach) -> str:
        return f"登记的“{reach.phone}”不是11位手机号" if reach.phone else "没有登记手机号"

    def hand_over(self, *, address: str, subject: str, text: str) -> None:
        sender = Apprise(asset=AppriseAsset(app_id=AGENT, async_mode=False))
        if not sender.add(self._url_for(address)):
            raise Failed("渠道地址有误,请系统管理员检查设置 NOTICE_CHANNELS")
        with LogCapture(level=logging.DEBUG, fmt="%(message)s") as log:
            try:
                taken = sender.notify(title=subject, body=text, body_format=NotifyFormat.TEXT)
            except Exception as error:
                raise Doubtful(f"发送中出错:{type(error).__name__}") from error
            told = log.getvalue()
        if not taken:
            raise _refusal(told)

    def _url_for(self, address: str) -> str:
        return self.url.replace(PHONE, address)


def _refusal(told: str) -> Failed | Doubtful:
    """What apprise's False means, by its log."""
    if any(sign in told.lower() for sign in MAY_HAVE_ARRIVED):
        return Doubtful("对方没有在规定时间内答复,或者发送中途出错、断开")
    status = STATUS.search(told)
    if status is None:
        return Unreachable("连不上对方,或者对方拒收")
    kind = Unreachable if status[1].startswith("5") and len(status[1]) == 3 else Failed
    return kind(f"对方拒收(错误码 {status[1]})")
