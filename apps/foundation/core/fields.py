"""Model fields of the portal."""

import base64
import hashlib
import hmac
from typing import Any

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import models


def _key(purpose: str) -> bytes:
    return hmac.digest(settings.FIELD_KEY.encode(), purpose.encode(), "sha256")


def blind_index(text: str) -> str:
    """A keyed digest by which an encrypted value can be found without being read; "" for ""."""
    return hmac.new(_key("blind index"), text.encode(), hashlib.sha256).hexdigest() if text else ""


class EncryptedTextField(models.TextField):
    """Text that is readable only with FIELD_KEY; the database and its dumps hold a Fernet token."""

    def get_prep_value(self, value: Any) -> str | None:
        text = super().get_prep_value(value)
        return self._fernet.encrypt(text.encode()).decode() if text else text

    def from_db_value(self, value: str | None, *args: Any) -> str | None:
        if not value:
            return value
        try:
            return self._fernet.decrypt(value.encode()).decode()
        except InvalidToken as error:
            raise ImproperlyConfigured("FIELD_KEY does not open the stored value") from error

    @property
    def _fernet(self) -> Fernet:
        return Fernet(base64.urlsafe_b64encode(_key("encrypted field")))
