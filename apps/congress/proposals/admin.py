"""Proposals to look at; every act goes through the portal's own pages and services."""

from django.contrib import admin

from apps.congress.proposals.models import Answer, CoSigner, PresidiumDecision, Proposal
from apps.foundation.core.admin import ReadOnlyAdmin


@admin.register(Proposal)
class ProposalAdmin(ReadOnlyAdmin):
    area_lookup = "term__body__area__path"
    list_display = ("title", "kind", "source", "number", "state")
    list_filter = ("kind", "source", "state")
    search_fields = ("title", "subject")


@admin.register(Answer, CoSigner, PresidiumDecision)
class OfProposalAdmin(ReadOnlyAdmin):
    area_lookup = "proposal__term__body__area__path"
    list_display = ("__str__", "proposal")
    search_fields = ("proposal__title",)
    list_select_related = ("proposal",)
