"""The second step of signing in."""

from allauth.mfa.models import Authenticator
from allauth.mfa.stages import AuthenticateStage
from django.http import HttpRequest


class SecondFactorStage(AuthenticateStage):
    """Asked of who turned two-step verification on. A passkey beside a password is another way in, not a second lock:
    who has one at home and a slip in the hand is let in (docs/reference/accounts.md)."""

    def _should_handle(self, request: HttpRequest) -> bool:
        user = self.login.user
        has_digits = Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists()
        return has_digits and super()._should_handle(request)
