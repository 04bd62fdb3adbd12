"""Addresses of the library. A text's address is its identifier: /ar/library/dz/law/2012/12-06/."""

from django.urls import path, re_path

from library import views

app_name = "library"
urlpatterns = [
    path("", views.index, name="index"),
    path("documents/<slug:slug>/", views.document, name="document"),
    # Two letters of a country first: no other address of the library begins so.
    re_path(r"^(?P<uri>[a-z]{2}/[a-z0-9/.-]+)/$", views.text, name="text"),
]
