"""People and all that is known of them; every change is an act on the portal's own pages."""

from django.contrib import admin
from django.urls import reverse

from apps.foundation.core.admin import ReadOnlyAdmin
from apps.foundation.people.models import (
    DutyEvent,
    Group,
    Mandate,
    MandateStatus,
    Membership,
    Person,
    Post,
    RoleAssignment,
    RosterImport,
    Term,
)


class OfPersonAdmin(ReadOnlyAdmin):
    """Rows about a person; the link leads to the person's page."""

    area_lookup = "person__area__path"
    search_fields = ("person__name", "person__pinyin", "person__initials")

    def view_on_site(self, row: Mandate | Post | RoleAssignment | DutyEvent | Membership) -> str:
        return reverse("people_person", args=[row.person.public_id])


@admin.register(Person)
class PersonAdmin(ReadOnlyAdmin):
    secret_fields = ("identity_index",)
    list_display = ("name", "sex", "workplace", "party", "area")
    list_filter = ("sex", "party")
    search_fields = ("name", "pinyin", "initials", "workplace")
    list_select_related = ("area",)

    def view_on_site(self, person: Person) -> str:
        return reverse("people_person", args=[person.public_id])


@admin.register(Term)
class TermAdmin(ReadOnlyAdmin):
    list_display = ("body", "number", "first_session_on", "ended_on", "quota", "elected")
    search_fields = ("body__name",)
    list_select_related = ("body",)
    date_hierarchy = "first_session_on"

    def view_on_site(self, term: Term) -> str:
        return reverse("people_term", args=[term.public_id])


@admin.register(Mandate)
class MandateAdmin(OfPersonAdmin):
    area_lookup = "term__body__area__path"
    list_display = ("person", "term", "kind", "electoral_district", "certificate_number")
    list_filter = ("kind",)
    list_select_related = ("person", "term__body", "electoral_district")


@admin.register(MandateStatus)
class MandateStatusAdmin(ReadOnlyAdmin):
    area_lookup = "mandate__term__body__area__path"
    list_display = ("mandate", "state", "starts_on", "until", "reason", "document")
    list_filter = ("state", "reason")
    search_fields = ("mandate__person__name", "document")
    list_select_related = ("mandate__person", "mandate__term__body")

    def view_on_site(self, status: MandateStatus) -> str:
        return reverse("people_person", args=[status.mandate.person.public_id])


@admin.register(Post)
class PostAdmin(OfPersonAdmin):
    area_lookup = "unit__area__path"
    list_display = ("person", "unit", "title", "starts_on", "until")
    list_filter = ("title",)
    list_select_related = ("person", "unit")


@admin.register(Group)
class GroupAdmin(ReadOnlyAdmin):
    list_display = ("name", "kind", "term", "number")
    list_filter = ("kind",)
    search_fields = ("name", "term__body__name")
    list_select_related = ("term__body",)

    def view_on_site(self, group: Group) -> str:
        return reverse("people_group", args=[group.public_id])


@admin.register(Membership)
class MembershipAdmin(OfPersonAdmin):
    area_lookup = "group__term__body__area__path"
    list_display = ("person", "group", "title", "starts_on", "until")
    list_select_related = ("person", "group")


@admin.register(RoleAssignment)
class RoleAssignmentAdmin(OfPersonAdmin):
    list_display = ("person", "role", "area", "unit", "starts_on", "until")
    list_filter = ("role",)
    list_select_related = ("person", "area", "unit")


@admin.register(DutyEvent)
class DutyEventAdmin(OfPersonAdmin):
    list_display = ("person", "kind", "on", "title")
    list_filter = ("kind",)
    list_select_related = ("person",)
    date_hierarchy = "on"


@admin.register(RosterImport)
class RosterImportAdmin(ReadOnlyAdmin):
    secret_fields = ("file", "actor", "problems", "preview")
    list_display = ("file_name", "term", "state", "total", "problem_count", "uploaded_by", "uploaded_at")
    list_filter = ("state",)
    search_fields = ("file_name", "term__body__name")
    list_select_related = ("term__body", "uploaded_by")
    date_hierarchy = "uploaded_at"

    def view_on_site(self, roster: RosterImport) -> str:
        return reverse("people_roster", args=[roster.public_id])
