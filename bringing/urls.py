"""The addresses of plans in files, below a notice's. They stand before those of plans, where they would be names."""

from django.urls import path

from bringing.views import checking, entering, files, rows, taking

app_name = "bringing"
urlpatterns = [
    path("plans/template.xlsx", taking.plan_template, name="plan-template"),
    path("plans/<slug:plan>/export.xlsx", taking.plan_workbook, name="plan-workbook"),
    path("plans/<slug:plan>/export.docx", taking.plan_document, name="plan-document"),
    path("plans/import/", files.bring_plan, name="bring-plan"),
    path("plans/import/<uuid:uid>/", checking.check, name="check"),
    path("plans/import/<uuid:uid>/doubts/<slug:key>/", checking.settle, name="settle"),
    path("plans/import/<uuid:uid>/doubts/<slug:key>/again/", checking.ask_again, name="ask-again"),
    path("plans/import/<uuid:uid>/read/<slug:kind>/", rows.read, name="read"),
    path("plans/import/<uuid:uid>/read/<slug:kind>/<int:number>/", rows.change_row, name="change-row"),
    path("plans/import/<uuid:uid>/posts/", rows.posts, name="posts"),
    path("plans/import/<uuid:uid>/tables/", rows.tables, name="tables"),
    path("plans/import/<uuid:uid>/newer/<slug:plan>/", files.bring_newer, name="bring-newer"),
    path("plans/import/<uuid:uid>/enter/", entering.enter, name="enter"),
    path("plans/import/<uuid:uid>/file/", files.plan_file, name="plan-file"),
    path("plans/import/<uuid:uid>/drop/", files.drop_plan, name="drop-plan"),
]
