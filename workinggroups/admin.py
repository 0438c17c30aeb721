from django.contrib import admin

from boards.admin import JournalledAdmin
from workinggroups.models import Category, Material, WorkItem


@admin.register(WorkItem)
class WorkItemAdmin(JournalledAdmin):
    list_display = ("title_en", "body", "due", "status")
    list_filter = ("body", "status")


@admin.register(Category)
class CategoryAdmin(JournalledAdmin):
    list_display = ("code", "name_en", "name_fr", "unit_en", "unit_fr", "rounding", "active")
    list_filter = ("active",)


@admin.register(Material)
class MaterialAdmin(JournalledAdmin):
    list_display = ("code", "name_en", "name_fr", "rank")
