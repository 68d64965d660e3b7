"""Only what is used of allauth: no sign-up, no mail addresses, no reset by mail (a slip does that)."""

from allauth.account import views as allauth
from django.urls import include, path

from apps.foundation.accounts.views import devices, large_print, own, passkeys, sign_in

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
    path("large-print/", large_print.large_print, name="accounts_large_print"),
    path("slip/<str:code>/", sign_in.slip, name="accounts_slip"),
    path("mfa/webauthn/add/", passkeys.PasskeyAddView.as_view(), name="mfa_add_webauthn"),
    path("mfa/webauthn/login/", passkeys.PasskeySignInView.as_view(), name="mfa_login_webauthn"),
    path("mfa/webauthn/reauthenticate/", passkeys.PasskeyProofView.as_view(), name="mfa_reauthenticate_webauthn"),
    path("mfa/", include("allauth.mfa.urls")),
]
