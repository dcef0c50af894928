"""Practice sheets: written, read by peers, read by everybody, compared. `label` is `<id>-<slug>`."""

from django.urls import URLPattern, path

from community.views import practice_remarks, practice_reviews, practice_versions, practices

urlpatterns: list[URLPattern] = [
    path("pratiques/nouvelle/", practices.practice_create, name="practice-create"),
    path("pratiques/personnes/", practices.people_options, name="practice-people"),
    path("pratiques/<slug:label>/", practices.practice_detail, name="practice-detail"),
    path("pratiques/<slug:label>/modifier/", practices.practice_edit, name="practice-edit"),
    path("pratiques/<slug:label>/supprimer/", practices.practice_delete, name="practice-delete"),
    path("pratiques/<slug:label>/abandonner/", practice_versions.practice_discard, name="practice-discard"),
    path("pratiques/<slug:label>/archiver/", practices.practice_archive, name="practice-archive"),
    path("pratiques/<slug:label>/faire-relire/", practice_reviews.practice_ask, name="practice-ask"),
    path("pratiques/<slug:label>/reprendre/", practice_reviews.practice_withdraw, name="practice-withdraw"),
    path("pratiques/<slug:label>/relire/", practice_reviews.practice_review, name="practice-review"),
    path("pratiques/<slug:label>/relectures/", practice_remarks.practice_remarks_page, name="practice-remarks"),
    path("pratiques/<slug:label>/remarques/<int:pk>/", practice_remarks.practice_remark, name="practice-remark"),
    path("pratiques/<slug:label>/versions/", practice_versions.practice_history, name="practice-history"),
    path("pratiques/<slug:label>/versions/<int:number>/", practice_versions.practice_version, name="practice-version"),
    path("pratiques/<slug:label>/versions/comparer/", practice_versions.practice_compare, name="practice-compare"),
]
