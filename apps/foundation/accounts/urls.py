"""Only what is used of allauth: no sign-up, no mail addresses, no reset by mail (a slip does that)."""

from allauth.account import views as allauth
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from allauth.socialaccount.providers.openid_connect import views as openid_connect
from django.urls import path

from apps.foundation.accounts.views import devices, large_print, own, passkeys, sign_in, single_sign_on

urlpatterns = [
    path("", own.overview, name="accounts_overview"),
    path("login/", sign_in.SignInView.as_view(), name="account_login"),
    path("logout/", allauth.logout, name="account_logout"),
    path("inactive/", allauth.account_inactive, name="account_inactive"),
    path("signup/", allauth.signup, name="account_signup"),
    path("reauthenticate/", allauth.reauthenticate, name="account_reauthenticate"),
    path("password/change/", own.password_change, name="account_change_password"),
    path("devices/", devices.device_list, name="accounts_devices"),
    path("devices/end/", devices.devices_end, name="accounts_devices_end"),
    path("devices/<uuid:device_id>/end/", devices.device_end, name="accounts_device_end"),
    path("still-here/", devices.still_here, name="accounts_still_here"),
    path("two-factors/", own.two_factors, name="accounts_two_factors"),
    path("sso/", single_sign_on.own, name="accounts_sso"),
    path("sso/begin/", single_sign_on.begin, name="accounts_sso_begin"),
    path("sso/link/", single_sign_on.link, name="accounts_sso_link"),
    path("sso/unlink/", single_sign_on.unlink, name="accounts_sso_unlink"),
    path("sso/<str:provider_id>/callback/", openid_connect.callback, name="openid_connect_callback"),
    path("large-print/", large_print.large_print, name="accounts_large_print"),
    path("slip/<str:code>/", sign_in.slip, name="accounts_slip"),
    path("mfa/", mfa.index, name="mfa_index"),
    path("mfa/authenticate/", mfa.authenticate, name="mfa_authenticate"),
    path("mfa/reauthenticate/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("mfa/totp/activate/", totp.activate_totp, name="mfa_activate_totp"),
    path("mfa/totp/deactivate/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("mfa/recovery-codes/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("mfa/recovery-codes/generate/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("mfa/recovery-codes/download/", codes.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("mfa/webauthn/", webauthn.list_webauthn, name="mfa_list_webauthn"),
    path("mfa/webauthn/add/", passkeys.PasskeyAddView.as_view(), name="mfa_add_webauthn"),
    path("mfa/webauthn/login/", passkeys.PasskeySignInView.as_view(), name="mfa_login_webauthn"),
    path("mfa/webauthn/reauthenticate/", passkeys.PasskeyProofView.as_view(), name="mfa_reauthenticate_webauthn"),
    path("mfa/webauthn/keys/<int:pk>/edit/", webauthn.edit_webauthn, name="mfa_edit_webauthn"),
    path("mfa/webauthn/keys/<int:pk>/remove/", webauthn.remove_webauthn, name="mfa_remove_webauthn"),
]
