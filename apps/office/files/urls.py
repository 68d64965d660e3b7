from django.urls import path

from apps.office.files import views

urlpatterns = [
    path("<uuid:public_id>/", views.attachment_open, name="files_attachment_open"),
    path("<uuid:public_id>/thumbnail/", views.thumbnail_open, name="files_thumbnail_open"),
]
