from django.urls import path

from recommendations.views import compare, drafting, editor, paragraphs, releases, taskings

app_name = "recommendations"
urlpatterns = [
    path("", drafting.texts, name="list"),
    path("new/", drafting.create, name="create"),
    path("<int:pk>/", drafting.detail, name="detail"),
    path("<int:pk>/step/<slug:name>/", drafting.step, name="step"),
    path("<int:pk>/history/", drafting.history, name="history"),
    path("<int:pk>/documents/", drafting.documents, name="documents"),
    path("<int:pk>/documents/<int:number>/release/<slug:code>/", releases.release, name="release"),
    path("<int:pk>/compare/<int:old>/<int:new>/", compare.compare, name="compare"),
    path("<int:pk>/tasking/", taskings.name_tasking, name="tasking"),
    path("<int:pk>/revise/", editor.revise, name="revise"),
    path("<int:pk>/edit/", editor.edit, name="edit"),
    path("<int:pk>/heading/", editor.heading, name="heading"),
    path("<int:pk>/issue/", editor.issue, name="issue"),
    path("<int:pk>/discard/", editor.discard, name="discard"),
    path("<int:pk>/paragraphs/first/", paragraphs.add_first, name="add_first"),
    path("<int:pk>/paragraphs/<int:paragraph_pk>/", paragraphs.paragraph, name="paragraph"),
    path("<int:pk>/paragraphs/<int:paragraph_pk>/split/", paragraphs.split, name="split"),
    path("<int:pk>/paragraphs/<int:paragraph_pk>/delete/", paragraphs.delete, name="delete"),
]
