"""Addresses without a language: those printed on certificates."""

from django.urls import path

from certificates import views

app_name = "certificates"
urlpatterns = [
    path("", views.verify_form, name="verify_form"),
    path("report/", views.report, name="report"),
    path("report/thanks/", views.report_thanks, name="report_thanks"),
    path("<str:serial>/", views.verify, name="verify"),
]
