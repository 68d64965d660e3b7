"""Handing one mail to the server, and what is known afterwards."""

import smtplib
from dataclasses import dataclass

from django.core.mail import EmailMessage, get_connection

from apps.office.notifications.channels.base import Doubtful, Failed, Reach, Unreachable

REFUSALS = (smtplib.SMTPResponseException, smtplib.SMTPRecipientsRefused, smtplib.SMTPNotSupportedError)


@dataclass(frozen=True, slots=True)
class Mail:
    """The mail server of EMAIL_URL."""

    name: str = "mail"
    label: str = "邮件"
    is_group: bool = False
    takes_long_text: bool = True

    def address_of(self, reach: Reach) -> str:
        return reach.email

    def lack_of(self, reach: Reach) -> str:
        return "没有登记邮箱"

    def hand_over(self, *, address: str, subject: str, text: str) -> None:
        connection = get_connection()
        try:
            connection.open()
        except (OSError, smtplib.SMTPException) as error:
            raise Unreachable(f"连不上邮件服务器:{error}") from error
        try:
            connection.send_messages([EmailMessage(subject, text, to=[address], connection=connection)])
        except (*REFUSALS, ValueError) as error:
            raise Failed(f"邮件服务器拒收:{error}") from error
        except (OSError, smtplib.SMTPException) as error:
            raise Doubtful(f"发送中连接中断:{error}") from error
        finally:
            connection.close()
