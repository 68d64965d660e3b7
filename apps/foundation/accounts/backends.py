"""Sign-in as allauth does it, with the one query of every signed-in request prepared."""

from allauth.account.auth_backends import AuthenticationBackend

from apps.foundation.accounts.models import User
from apps.foundation.core.prepared import Prepared, slot

COLUMNS = [field.attname for field in User._meta.concrete_fields]
_USER = Prepared(lambda: User.objects.filter(pk=slot("user", "bigint"), is_active=True).values_list(*COLUMNS))


class PreparedBackend(AuthenticationBackend):
    def get_user(self, user_id: int) -> User | None:
        """The active account of a session; None ends the session."""
        for row in _USER.rows(user=user_id):
            return User.from_db("default", COLUMNS, row)
        return None
