"""Passkeys: allauth's ceremonies with our words. A key of here always proves device and person, and is found without
a user name."""

from typing import Any
from urllib.parse import urlencode

from allauth.account.internal.flows.login import record_authentication
from allauth.core.internal.httpkit import authenticated_user
from allauth.mfa.webauthn import views as allauth
from allauth.mfa.webauthn.internal import auth
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache

from apps.foundation.accounts import services
from apps.foundation.accounts.forms import PasskeyForm, PasskeyProofForm, PasskeySignInForm


@method_decorator(never_cache, name="dispatch")
class PasskeyAddView(allauth.AddWebAuthnView):
    """Register this phone or computer. No recovery codes: a slip opens the door to whoever lost the device."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        values = super(allauth.AddWebAuthnView, self).get_context_data(**kwargs)
        return values | {"options": auth.begin_registration(authenticated_user(self.request), True)}

    def form_valid(self, form: PasskeyForm) -> HttpResponse:
        typed = form.cleaned_data
        passkey = services.passkey_add(user=self.request.user, name=typed["name"], credential=typed["credential"])
        record_authentication(self.request, self.request.user, method="mfa", type=passkey.type, id=passkey.pk)
        messages.success(
            self.request, f"已登记通行密钥“{typed['name']}”。下次登录,点“用通行密钥登录”即可,不用输入密码。"
        )
        return redirect("mfa_list_webauthn")


@method_decorator([login_not_required, never_cache], name="dispatch")
class PasskeySignInView(allauth.LoginWebAuthnView):
    """Asked by the sign-in page's button for a challenge, and given the answer."""

    def form_invalid(self, form: PasskeySignInForm) -> HttpResponse:
        for sentence in [*form.errors.get("credential", []), *form.non_field_errors()]:
            messages.error(self.request, sentence)
        onward = self.request.POST.get("next", "")
        query = f"?{urlencode({'next': onward})}" if onward else ""
        return HttpResponseRedirect(reverse("account_login") + query)


@method_decorator(never_cache, name="dispatch")
class PasskeyProofView(allauth.ReauthenticateWebAuthnView):
    """It is still you: before something that concerns the account's safety."""

    def form_invalid(self, form: PasskeyProofForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        values = super().get_context_data(**kwargs)
        return values | {"form": kwargs.get("form", values["form"]), "options": values["js_data"]["request_options"]}
