from django.urls import path

from apps.systems.reform_tasks.views import dispatches, guarantees, matrix, plans, practices, running

PLAN, DISPATCH, PRACTICE = "plans/<uuid:public_id>/", "dispatches/<uuid:public_id>/", "practices/<uuid:public_id>/"

urlpatterns = [
    path("", plans.plans, name="reform_tasks_plans"),
    path("tasks/", matrix.cells, name="reform_tasks_cells"),
    path("gaps/", guarantees.gaps, name="reform_tasks_gaps"),
    path("plans/new/", plans.plan_new, name="reform_tasks_plan_new"),
    path(PLAN, plans.plan, name="reform_tasks_plan"),
    path(f"{PLAN}change/", plans.plan_change, name="reform_tasks_plan_change"),
    path(f"{PLAN}read/", plans.plan_read, name="reform_tasks_plan_read"),
    path(f"{PLAN}tasks.xlsx", plans.plan_sheet, name="reform_tasks_plan_sheet"),
    path(f"{PLAN}submit/", plans.plan_submit, name="reform_tasks_plan_submit"),
    path(f"{PLAN}abandon/", plans.plan_abandon, name="reform_tasks_plan_abandon"),
    path(f"{PLAN}document/", plans.plan_draft, name="reform_tasks_plan_document"),
    path(f"{PLAN}hand-over/", running.hand_over, name="reform_tasks_hand_over"),
    path(f"{PLAN}hand-over/live/", running.hand_over_live, name="reform_tasks_hand_over_live"),
    path(f"{PLAN}tasks/<uuid:task_id>/amend/", running.task_amend, name="reform_tasks_task_amend"),
    path(f"{PLAN}end/", running.plan_end, name="reform_tasks_plan_end"),
    path(f"{PLAN}final/", running.final_draft, name="reform_tasks_final_document"),
    path(f"{PLAN}reports/new/", running.report_new, name="reform_tasks_report_new"),
    path(f"{PLAN}matrix/", matrix.matrix, name="reform_tasks_matrix"),
    path(f"{PLAN}matrix.xlsx", matrix.matrix_file, name="reform_tasks_matrix_xlsx"),
    path(f"{PLAN}<slug:kind>.<slug:ending>", plans.plan_file, name="reform_tasks_plan_paper"),
    path(f"{PLAN}guarantees/", guarantees.guarantees, name="reform_tasks_guarantees"),
    path(f"{PLAN}guarantees/<uuid:area_id>/", guarantees.guarantee, name="reform_tasks_guarantee"),
    path(f"{PLAN}dispatches/new/", dispatches.dispatch_new, name="reform_tasks_dispatch_new"),
    path("dispatches/", dispatches.dispatches, name="reform_tasks_dispatches"),
    path(DISPATCH, dispatches.dispatch, name="reform_tasks_dispatch"),
    path(f"{DISPATCH}change/", dispatches.dispatch_change, name="reform_tasks_dispatch_change"),
    path(f"{DISPATCH}points/", dispatches.dispatch_points, name="reform_tasks_dispatch_points"),
    path(f"{DISPATCH}points/<uuid:point_id>/sheet/", dispatches.point_warn, name="reform_tasks_point_sheet"),
    path(f"{DISPATCH}minutes/", dispatches.minutes_draft, name="reform_tasks_dispatch_minutes"),
    path(f"{DISPATCH}minutes.<slug:ending>", dispatches.dispatch_file, name="reform_tasks_dispatch_paper"),
    path(f"{PLAN}practices/new/", practices.practice_new, name="reform_tasks_practice_new"),
    path("practices/", practices.practices, name="reform_tasks_practices"),
    path(PRACTICE, practices.practice, name="reform_tasks_practice"),
    path(f"{PRACTICE}change/", practices.practice_change, name="reform_tasks_practice_change"),
    path(f"{PRACTICE}adoptions/new/", practices.adoption_new, name="reform_tasks_adoption_new"),
    path(f"{PRACTICE}practice.<slug:ending>", practices.practice_file, name="reform_tasks_practice_paper"),
]
