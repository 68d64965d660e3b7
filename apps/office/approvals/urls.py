from django.urls import path

from apps.office.approvals import views

urlpatterns = [
    path("", views.inbox, name="approvals_inbox"),
    path("drafted/", views.drafted, name="approvals_drafted"),
    path("done/", views.done, name="approvals_done"),
    path("all/", views.everything, name="approvals_all"),
    path("<uuid:public_id>/", views.request_show, name="approvals_request"),
    path("<uuid:public_id>/withdraw/", views.request_withdraw, name="approvals_withdraw"),
    path("<uuid:public_id>/<int:number>/approve/", views.step_approve, name="approvals_approve"),
    path("<uuid:public_id>/<int:number>/return/", views.step_return, name="approvals_return"),
    path("<uuid:public_id>/<int:number>/delegate/", views.step_delegate, name="approvals_delegate"),
]
