from django.urls import path

from apps.foundation.people.views import first_run, persons, rosters, seats, slips, terms

person, term, group, roster = "<uuid:person_id>/", "terms/<uuid:term_id>/", "groups/<uuid:group_id>/", "rosters/"
one_roster = f"{roster}<uuid:roster_id>/"

urlpatterns = [
    path("first-run/", first_run.first_run, name="people_first_run"),
    path("slips/", slips.slips, name="people_slips"),
    path("slips/print/", slips.slips_print, name="people_slips_print"),
    path("", persons.people_list, name="people_list"),
    path("me/", persons.person_me, name="people_me"),
    path("add/", persons.person_add, name="people_person_add"),
    path(person, persons.person_page, name="people_person"),
    path(f"{person}edit/", persons.person_edit, name="people_person_edit"),
    path(f"{person}mandates/add/", seats.mandate_add, name="people_mandate_add"),
    path("mandates/<uuid:mandate_id>/<slug:act>/", seats.mandate_move, name="people_mandate_move"),
    path(f"{person}posts/add/", seats.post_add, name="people_post_add"),
    path("posts/<uuid:post_id>/end/", seats.post_end, name="people_post_end"),
    path(f"{person}roles/add/", seats.role_add, name="people_role_add"),
    path("roles/<uuid:assignment_id>/end/", seats.role_end, name="people_role_end"),
    path(f"{person}account/<slug:act>/", seats.account_act, name="people_account_act"),
    path("terms/", terms.term_list, name="people_terms"),
    path("terms/add/", terms.term_add, name="people_term_add"),
    path(term, terms.term_page, name="people_term"),
    path(f"{term}edit/", terms.term_edit, name="people_term_edit"),
    path(f"{term}groups/add/", terms.group_add, name="people_group_add"),
    path(f"{term}template/", rosters.roster_template_download, name="people_roster_template"),
    path(group, terms.group_page, name="people_group"),
    path(f"{group}members/add/", terms.group_members_add, name="people_group_members_add"),
    path(f"{group}members/<uuid:person_id>/end/", terms.group_member_end, name="people_group_member_end"),
    path(roster, rosters.roster_list, name="people_rosters"),
    path(f"{roster}import/", rosters.roster_import, name="people_roster_import"),
    path(one_roster, rosters.roster_page, name="people_roster"),
    path(f"{one_roster}progress/", rosters.roster_progress, name="people_roster_progress"),
    path(f"{one_roster}confirm/", rosters.roster_confirm, name="people_roster_confirm"),
    path(f"{one_roster}abandon/", rosters.roster_abandon, name="people_roster_abandon"),
]
