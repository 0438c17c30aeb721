from django.urls import path

from recommendations.views import adjudication, comments, consultation

app_name = "consultations"
urlpatterns = [
    path("recommendations/<int:pk>/comments/", consultation.for_text, name="for_text"),
    path("recommendations/<int:pk>/comments/open/", consultation.open_round, name="open"),
    path("consultations/<int:pk>/", consultation.detail, name="detail"),
    path("consultations/<int:pk>/close/", consultation.close, name="close"),
    path("consultations/<int:pk>/comments/new/", comments.write, name="comment"),
    path("consultations/<int:pk>/comments/<int:comment_pk>/", comments.write, name="edit"),
    path("consultations/<int:pk>/comments/<int:comment_pk>/discard/", comments.discard, name="discard"),
    path("consultations/<int:pk>/submit/", comments.submit, name="submit"),
    path("consultations/<int:pk>/adjudicate/", adjudication.adjudicate, name="adjudicate"),
    path("consultations/<int:pk>/accept-administrative/", adjudication.accept_administrative, name="accept"),
    path("consultations/<int:pk>/circulate/", adjudication.circulate, name="circulate"),
]
