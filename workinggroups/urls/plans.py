"""Addresses of requirements and national plans."""

from django.urls import path

from workinggroups.views import national_plans, plans, plans_workbook

app_name = "plans"
urlpatterns = [
    path("", plans.requirements, name="list"),
    path("export/", plans.export, name="export"),
    path("grid/", plans.grid, name="grid"),
    path("workbook/", plans_workbook.template, name="workbook"),
    path("upload/", plans_workbook.upload, name="upload"),
    path("uploads/<int:pk>/", plans_workbook.preview, name="preview"),
    path("requirements/new/", plans.create, name="create"),
    path("requirements/<int:pk>/", plans.requirement, name="requirement"),
    path("requirements/<int:pk>/edit/", plans.edit, name="edit"),
    path("requirements/<int:pk>/share/", plans.share, name="share"),
    path("requirements/<int:pk>/withdraw/", plans.withdraw, name="withdraw"),
    path("requirements/<int:pk>/delete/", plans.delete, name="delete"),
    path("national/", national_plans.plans, name="plans"),
    path("national/new/", national_plans.create, name="create_plan"),
    path("national/<int:pk>/", national_plans.plan, name="plan"),
    path("national/<int:pk>/edit/", national_plans.edit, name="edit_plan"),
    path("national/<int:pk>/share/", national_plans.share, name="share_plan"),
    path("national/<int:pk>/withdraw/", national_plans.withdraw, name="withdraw_plan"),
    path("national/<int:pk>/delete/", national_plans.delete, name="delete_plan"),
]
