"""Addresses of learning, below the reader's language and `learn/`."""

from django.urls import path

from learning.views import courses, quiz, versions

app_name = "learning"
ITEM = "<slug:course>/<slug:module>/<slug:item>"
urlpatterns = [
    path("", courses.my_learning, name="my_learning"),
    path("names/", courses.confirm_names, name="confirm_names"),
    path("<slug:course>/enrol/", courses.enrol, name="enrol"),
    path("<slug:course>/leave/", courses.leave, name="leave"),
    path("<slug:course>/version/", versions.version, name="version"),
    path("<slug:course>/version/move/", versions.move, name="move"),
    path("<slug:course>/version/stay/", versions.stay, name="stay"),
    path(f"{ITEM}/done/", courses.done, name="done"),
    path(f"{ITEM}/document/", courses.document, name="document"),
    path(f"{ITEM}/quiz/", quiz.quiz, name="quiz"),
    path(f"{ITEM}/quiz/<int:number>/", quiz.question, name="quiz_question"),
    path(f"{ITEM}/quiz/review/", quiz.review, name="quiz_review"),
    path(f"{ITEM}/quiz/submit/", quiz.submit, name="quiz_submit"),
    path(f"{ITEM}/quiz/result/", quiz.result, name="quiz_result"),
]
