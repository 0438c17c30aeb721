from django.urls import path

from workinggroups.views import debates, posts

app_name = "debates"
urlpatterns = [
    path("", debates.debates, name="list"),
    path("<int:pk>/", posts.detail, name="detail"),
    path("<int:pk>/question/", debates.correct, name="correct"),
    path("<int:pk>/question/versions/", debates.question_versions, name="question_versions"),
    path("<int:pk>/closing/", debates.reschedule, name="reschedule"),
    path("<int:pk>/close/", debates.close, name="close"),
    path("<int:pk>/release/", debates.release, name="release"),
    path("<int:pk>/write/", posts.write, name="write"),
    path("<int:pk>/reply/<int:reply_pk>/", posts.write, name="reply"),
    path("<int:pk>/posts/<int:post_pk>/", posts.edit, name="edit"),
    path("<int:pk>/posts/<int:post_pk>/withdraw/", posts.withdraw, name="withdraw"),
    path("<int:pk>/posts/<int:post_pk>/versions/", posts.versions, name="versions"),
]
