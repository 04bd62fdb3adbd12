"""The addresses of this room, behind the language's prefix."""

from django.urls import path

from search import views

app_name = "search"
urlpatterns = [path("search/", views.search, name="search")]
