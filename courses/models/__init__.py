"""What is taught: pages are what trainers write, `Course` and its versions are what was released of them."""

from courses.models.localised import LocalisedCourse, LocalisedItem, LocalisedModule
from courses.models.pages import CatalogueIndexPage, CoursePage, LessonPage, ModulePage, QuizPage
from courses.models.questions import Option, Question, QuizQuestion
from courses.models.released import Course, CourseVersion, QuizVersion

__all__ = [
    "CatalogueIndexPage",
    "Course",
    "CoursePage",
    "CourseVersion",
    "LessonPage",
    "LocalisedCourse",
    "LocalisedItem",
    "LocalisedModule",
    "ModulePage",
    "Option",
    "Question",
    "QuizPage",
    "QuizQuestion",
    "QuizVersion",
]
