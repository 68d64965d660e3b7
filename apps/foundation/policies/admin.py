from django.contrib import admin

from apps.foundation.core.admin import ReadOnlyAdmin
from apps.foundation.policies.models import Policy


@admin.register(Policy)
class PolicyAdmin(ReadOnlyAdmin):
    list_display = ("key", "value", "area", "level", "body_kind", "starts_on", "until", "set_at")
    list_filter = ("key", "level")
    list_select_related = ("area",)
    search_fields = ("key", "source", "reason")
