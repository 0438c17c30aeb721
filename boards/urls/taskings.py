from django.urls import path

from boards.views import taskings

app_name = "taskings"
urlpatterns = [
    path("", taskings.taskings, name="list"),
    path("export/", taskings.export, name="export"),
    path("new/", taskings.create, name="create"),
    path("<int:pk>/", taskings.detail, name="detail"),
    path("<int:pk>/extend/", taskings.extend, name="extend"),
    path("<int:pk>/correct/", taskings.correct, name="correct"),
    path("<int:pk>/step/<slug:name>/", taskings.step, name="step"),
]
