"""Django's admin as the office's back room: who enters follows the acting role, not a flag of the account."""

from django.contrib import admin
from django.http import HttpRequest

from apps.foundation.core.actors import OPERATOR, STAFF


class OfficeSite(admin.AdminSite):
    """Lists of everything; nothing that a service keeps is changed here."""

    site_title = index_title = "后台台账"
    site_header = "后台台账(只读;办理请回到各业务页面)"
    enable_nav_sidebar = False

    def has_permission(self, request: HttpRequest) -> bool:
        return request.user.is_active and request.actor.role in {OPERATOR, STAFF}
