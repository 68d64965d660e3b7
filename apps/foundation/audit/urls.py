from django.urls import path

from apps.foundation.audit import views

urlpatterns = [path("", views.entry_list, name="audit_entry_list")]
