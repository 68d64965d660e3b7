from django.urls import path

from apps.office.notifications import views

urlpatterns = [
    path("", views.inbox, name="notifications_inbox"),
    path("read/", views.inbox_read, name="notifications_inbox_read"),
    path("deliveries/", views.delivery_list, name="notifications_delivery_list"),
    path("deliveries/<uuid:public_id>/", views.delivery_show, name="notifications_delivery_show"),
    path("deliveries/<uuid:public_id>/resend/", views.delivery_resend, name="notifications_delivery_resend"),
    path("<uuid:public_id>/", views.notice_show, name="notifications_notice_show"),
    path("<uuid:public_id>/read/", views.notice_read, name="notifications_notice_read"),
]
