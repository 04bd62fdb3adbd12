"""The addresses of what is taught, below a language."""

from django.urls import path

from courses import views

app_name = "courses"
urlpatterns = [
    path("courses/", views.catalogue, name="catalogue"),
    path("courses/<slug:slug>/", views.course, name="course"),
    path("courses/<slug:slug>/<slug:module>/<slug:item>/", views.lesson, name="lesson"),
]
