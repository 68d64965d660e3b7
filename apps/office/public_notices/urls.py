from django.urls import path

from apps.office.public_notices.views import office, public

urlpatterns = [
    path("", office.notice_list, name="public_notices_list"),
    path("open/", public.open_list, name="public_notices_open_list"),
    path("open/<uuid:public_id>/", public.open_notice, name="public_notices_open"),
    path("open/<uuid:public_id>/received/", public.received, name="public_notices_open_received"),
    path("objections/<uuid:public_id>/settle/", office.objection_settle, name="public_notices_settle"),
    path("<uuid:public_id>/", office.notice_detail, name="public_notices_detail"),
    path("<uuid:public_id>/record/", office.objection_record, name="public_notices_record"),
    path("<uuid:public_id>/conclude/", office.notice_conclude, name="public_notices_conclude"),
    path("<uuid:public_id>/withdraw/", office.notice_withdraw, name="public_notices_withdraw"),
]
