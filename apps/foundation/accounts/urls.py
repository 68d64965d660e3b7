"""Only what is used of allauth: no sign-up, no mail addresses, no reset by mail (a slip does that)."""

from allauth.account import views as allauth
from django.urls import include, path

from apps.foundation.accounts import views

urlpatterns = [
    path("login/", views.SignInView.as_view(), name="account_login"),
    path("logout/", allauth.logout, name="account_logout"),
    path("inactive/", allauth.account_inactive, name="account_inactive"),
    path("signup/", allauth.signup, name="account_signup"),
    path("reauthenticate/", allauth.reauthenticate, name="account_reauthenticate"),
    path("password/change/", views.password_change, name="account_change_password"),
    path("slip/<str:code>/", views.slip, name="accounts_slip"),
    path("mfa/", include("allauth.mfa.urls")),
]
