from django.urls import path

from recommendations.views import adjudication, comments, consultation

app_name = "consultations"
urlpatterns = [
    path("recommendations/<int:pk>/comments/", consultation.for_text, name="for_text"),
    path("recommendations/<int:pk>/comments/open/", consultation.open_round, name="open"),
    path("recommendations/consultations/<int:pk>/", consultation.detail, name="detail"),
    path("recommendations/consultations/<int:pk>/close/", consultation.close, name="close"),
    path("recommendations/consultations/<int:pk>/comments/new/", comments.write, name="comment"),
    path("recommendations/consultations/<int:pk>/comments/<int:comment_pk>/", comments.write, name="edit"),
    path("recommendations/consultations/<int:pk>/comments/<int:comment_pk>/discard/", comments.discard, name="discard"),
    path("recommendations/consultations/<int:pk>/submit/", comments.submit, name="submit"),
    path("recommendations/consultations/<int:pk>/adjudicate/", adjudication.adjudicate, name="adjudicate"),
    path(
        "recommendations/consultations/<int:pk>/accept/",
        adjudication.accept_administrative,
        name="accept",
    ),
    path("recommendations/consultations/<int:pk>/circulate/", adjudication.circulate, name="circulate"),
]
