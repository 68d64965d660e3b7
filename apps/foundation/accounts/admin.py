"""Accounts and slips: seen by operators; opened, locked and printed on the portal's own pages."""

from django.contrib import admin

from apps.foundation.accounts.models import FormerPassword, SignedInDevice, SignInSlip, User
from apps.foundation.core.admin import ReadOnlyAdmin


@admin.register(User)
class UserAdmin(ReadOnlyAdmin):
    secret_fields = ("password", "groups", "user_permissions")
    list_display = ("username", "name", "is_active", "must_change_password", "last_login")
    list_filter = ("is_active", "must_change_password")
    search_fields = ("username", "name")


@admin.register(SignInSlip)
class SignInSlipAdmin(ReadOnlyAdmin):
    secret_fields = ("code_hash",)
    list_display = ("user", "issued_by", "issued_at", "expires_at", "used_at")
    list_select_related = ("user", "issued_by")
    search_fields = ("user__name", "user__username")
    date_hierarchy = "issued_at"


@admin.register(SignedInDevice)
class SignedInDeviceAdmin(ReadOnlyAdmin):
    secret_fields = ("session_key",)
    list_display = ("user", "kind", "__str__", "address", "signed_in_at", "last_used_at")
    list_select_related = ("user",)
    list_filter = ("kind",)
    search_fields = ("user__name", "user__username")
    date_hierarchy = "signed_in_at"


@admin.register(FormerPassword)
class FormerPasswordAdmin(ReadOnlyAdmin):
    secret_fields = ("password",)
    list_display = ("user", "until")
    list_select_related = ("user",)
    search_fields = ("user__name", "user__username")
