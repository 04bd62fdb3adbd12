"""Addresses of a learner's own certificates, below the reader's language."""

from django.urls import path

from certificates import views

app_name = "my_certificates"
urlpatterns = [path("<str:serial>/", views.download, name="download")]
