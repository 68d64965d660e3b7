from django.contrib import admin

from apps.foundation.audit.models import Block, Entry, Seal
from apps.foundation.core.admin import ReadOnlyAdmin


@admin.register(Entry)
class EntryAdmin(ReadOnlyAdmin):
    area_lookup = "area_path"
    list_display = ("at", "act", "subject_text", "actor_name", "actor_role")
    list_filter = ("act",)
    search_fields = ("subject_text", "actor_name", "reason")
    date_hierarchy = "at"


@admin.register(Block)
class BlockAdmin(ReadOnlyAdmin):
    list_display = ("number", "sealed_at", "size", "root", "hash")
    date_hierarchy = "sealed_at"


@admin.register(Seal)
class SealAdmin(ReadOnlyAdmin):
    list_display = ("entry", "block", "leaf")
    search_fields = ("leaf",)
    list_select_related = ("entry", "block")
