"""Elections to look at; every act goes through the portal's own pages and services."""

from django.contrib import admin

from apps.congress.elections.models import Elected, Election, ElectionPoll, Nomination, Signature
from apps.foundation.core.admin import ReadOnlyAdmin


@admin.register(Election)
class ElectionAdmin(ReadOnlyAdmin):
    area_lookup = "term__body__area__path"
    list_display = ("title", "kind", "post", "seats", "state")
    list_filter = ("kind", "state")
    search_fields = ("title", "post")


@admin.register(Nomination)
class NominationAdmin(ReadOnlyAdmin):
    area_lookup = "election__term__body__area__path"
    list_display = ("name", "election", "source", "answer", "fate")
    list_filter = ("source", "answer", "fate")
    search_fields = ("name", "election__title")
    list_select_related = ("election",)


@admin.register(Signature, Elected, ElectionPoll)
class OfElectionAdmin(ReadOnlyAdmin):
    area_lookup = "election__term__body__area__path"
    list_display = ("__str__", "election")
    search_fields = ("election__title",)
    list_select_related = ("election",)
