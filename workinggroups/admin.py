from django.contrib import admin
from simple_history.admin import SimpleHistoryAdmin
from translated_fields import TranslatedFieldAdmin

from workinggroups.models import WorkItem


@admin.register(WorkItem)
class WorkItemAdmin(TranslatedFieldAdmin, SimpleHistoryAdmin):
    list_display = ("title_en", "body", "due", "status")
    list_filter = ("body", "status")
