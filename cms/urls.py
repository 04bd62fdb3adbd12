"""Addresses of the site that are no pages of Wagtail, below the reader's language."""

from django.urls import path

from cms import views

app_name = "cms"
urlpatterns = [
    path("contact/", views.contact, name="contact"),
    path("contact/thanks/", views.contact_thanks, name="contact_thanks"),
]
