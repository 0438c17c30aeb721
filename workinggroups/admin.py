from django.contrib import admin

from boards.admin import JournalledAdmin
from workinggroups.models import WorkItem


@admin.register(WorkItem)
class WorkItemAdmin(JournalledAdmin):
    list_display = ("title_en", "body", "due", "status")
    list_filter = ("body", "status")
