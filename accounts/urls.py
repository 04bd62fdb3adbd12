"""Addresses of names, profile and the door of the administration, under /<language>/account/."""

from django.urls import path

from accounts import views

app_name = "accounts"

urlpatterns = [
    path("names/", views.names, name="names"),
    path("profile/", views.profile, name="profile"),
    path("staff/", views.staff_door, name="staff_door"),
]
