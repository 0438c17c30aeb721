"""Addresses of meetings, their agendas, statements, decisions and records."""

from django.urls import path

from boards.views import agendas, attendance, calendars, meetings, records, sheets, statements

app_name = "meetings"
urlpatterns = [
    path("", meetings.meetings, name="list"),
    path("export/", meetings.export, name="export"),
    path("plan/", meetings.plan, name="plan"),
    path("series/", meetings.series, name="series"),
    path("calendar/", calendars.subscription, name="subscription"),
    path("calendar/revoke/", calendars.revoke, name="revoke"),
    path("calendar/<str:token>.ics", calendars.feed, name="feed"),
    path("<int:pk>/", meetings.detail, name="detail"),
    path("<int:pk>/meeting.ics", calendars.one, name="ics"),
    path("<int:pk>/edit/", meetings.edit, name="edit"),
    path("<int:pk>/call/", meetings.call, name="call"),
    path("<int:pk>/hold/", meetings.hold, name="hold"),
    path("<int:pk>/cancel/", meetings.cancel, name="cancel"),
    path("<int:pk>/agenda/", agendas.agenda, name="agenda"),
    path("<int:pk>/agenda/revise/", agendas.revise, name="revise_agenda"),
    path("<int:pk>/agenda/carry-over/", agendas.carry_over, name="carry_over"),
    path("<int:pk>/items/add/", agendas.add, name="add_item"),
    path("<int:pk>/items/<int:item>/", agendas.edit, name="edit_item"),
    path("<int:pk>/items/<int:item>/move/", agendas.move, name="move_item"),
    path("<int:pk>/items/<int:item>/remove/", agendas.remove, name="remove_item"),
    path("<int:pk>/items/<int:item>/papers/", agendas.attach, name="attach"),
    path("<int:pk>/papers/<int:paper>/detach/", agendas.detach, name="detach"),
    path("<int:pk>/items/<int:item>/statement/", statements.state, name="state"),
    path("<int:pk>/items/<int:item>/statement/withdraw/", statements.withdraw, name="unstate"),
    path("<int:pk>/items/<int:item>/decisions/", sheets.enter, name="decide"),
    path("<int:pk>/decisions/<int:decision>/", sheets.edit, name="edit_decision"),
    path("<int:pk>/decisions/<int:decision>/move/", sheets.move, name="move_decision"),
    path("<int:pk>/decisions/<int:decision>/remove/", sheets.remove, name="remove_decision"),
    path("<int:pk>/invitations/<int:row>/", attendance.answer, name="answer"),
    path("<int:pk>/attendance/", attendance.record, name="attendance"),
    path("<int:pk>/sheet/", sheets.sheet, name="sheet"),
    path("<int:pk>/sheet/circulate/", sheets.circulate, name="circulate"),
    path("<int:pk>/sheet/comment/", sheets.comment, name="comment"),
    path("<int:pk>/sheet/comments/<int:comment>/", sheets.answer, name="answer_comment"),
    path("<int:pk>/sheet/issue/", sheets.issue, name="issue_sheet"),
    path("<int:pk>/record/", records.record, name="record"),
]
