from django.urls import path

from workinggroups.views import register_acts, registers

app_name = "registers"
urlpatterns = [
    path("", registers.overview, name="overview"),
    path("<slug:slug>/", registers.entries, name="list"),
    path("<slug:slug>/export.<slug:format>", registers.export, name="export"),
    path("<slug:slug>/new/", register_acts.create, name="create"),
    path("<slug:slug>/<int:pk>/", registers.detail, name="detail"),
    path("<slug:slug>/<int:pk>/history/", registers.history, name="history"),
    path("<slug:slug>/<int:pk>/edit/", register_acts.edit, name="edit"),
    path("<slug:slug>/<int:pk>/step/<slug:name>/", register_acts.step, name="step"),
    path("<slug:slug>/<int:pk>/link/", register_acts.link, name="link"),
    path("<slug:slug>/<int:pk>/unlink/<int:link_pk>/", register_acts.unlink, name="unlink"),
    path("<slug:slug>/<int:pk>/nations/<slug:name>/", register_acts.stand, name="stand"),
    path("<slug:slug>/<int:pk>/implementation/", register_acts.implementation, name="implementation"),
    path("<slug:slug>/<int:pk>/release/", register_acts.release, name="release"),
]
