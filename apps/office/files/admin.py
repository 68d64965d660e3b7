from django.contrib import admin

from apps.foundation.core.admin import ReadOnlyAdmin
from apps.office.files.models import Attachment


@admin.register(Attachment)
class AttachmentAdmin(ReadOnlyAdmin):
    """Without links to the files: those are handed out to whoever sees the parent."""

    fields = ("name", "content_type", "size", "sha256", "parent_label", "parent_id", "uploaded_by", "uploaded_at")
    list_display = ("name", "content_type", "size", "parent_label", "uploaded_at")
    list_filter = ("content_type", "parent_label")
    search_fields = ("name", "sha256")
    date_hierarchy = "uploaded_at"
