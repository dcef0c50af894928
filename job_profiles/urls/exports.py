"""Documents of a version, their template, the own work, what a change touches."""

from django.urls import URLPattern, path

from job_profiles.views import exports, impact, templates, work

urlpatterns: list[URLPattern] = [
    path("exporter/", exports.profiles_csv, name="profiles-csv"),
    path("modele/", templates.template_detail, name="template-detail"),
    path("modele/fichier/", templates.template_file, name="template-file"),
    path("modele/livre/", templates.use_shipped, name="template-use-shipped"),
    path("mon-travail/", work.work_detail, name="work-detail"),
    path("mon-travail/effacer/", work.work_erase, name="work-erase"),
    path("<slug:key>/versions/<int:number>/pdf/", exports.version_pdf, name="version-pdf"),
    path("<slug:key>/versions/<int:number>/docx/", exports.version_docx, name="version-docx"),
    path("<slug:key>/versions/<int:number>/csv/", exports.version_csv, name="version-csv"),
    path("<slug:key>/versions/<int:number>/json/", exports.version_json, name="version-json"),
    path("<slug:key>/versions/<int:number>/json-ld/", exports.version_json_ld, name="version-json-ld"),
    path("<slug:key>/versions/<int:number>/effets/", impact.version_impact, name="version-impact"),
]
