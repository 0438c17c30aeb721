from django.contrib import admin
from simple_history.admin import SimpleHistoryAdmin

from workinggroups.models import WorkItem


@admin.register(WorkItem)
class WorkItemAdmin(SimpleHistoryAdmin):
    list_display = ("title_en", "body", "due", "status")
    list_filter = ("body", "status")
