"""Handing one mail to the server, and what is known afterwards."""

import smtplib

from django.core.mail import EmailMessage, get_connection

REFUSALS = (smtplib.SMTPResponseException, smtplib.SMTPRecipientsRefused, smtplib.SMTPNotSupportedError)


class Failed(Exception):
    """The server certainly did not take the mail; the message says why."""


class Doubtful(Exception):
    """The line broke while the mail was being handed over: it may have been taken."""


def hand_over(*, to: str, subject: str, text: str) -> None:
    """Send one mail. Raises Failed or Doubtful."""
    connection = get_connection()
    try:
        connection.open()
    except (OSError, smtplib.SMTPException) as error:
        raise Failed(f"连不上邮件服务器:{error}") from error
    try:
        connection.send_messages([EmailMessage(subject, text, to=[to], connection=connection)])
    except (*REFUSALS, ValueError) as error:
        raise Failed(f"邮件服务器拒收:{error}") from error
    except (OSError, smtplib.SMTPException) as error:
        raise Doubtful(f"发送中连接中断:{error}") from error
    finally:
        connection.close()
