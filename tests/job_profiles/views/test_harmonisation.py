"""Descriptions, proposals and the matrix on screen."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from job_profiles.enums import DescriptionState, JobState, Verdict
from job_profiles.models import AssistantRun, DescriptionImport, ImportedFile, LocalDescription, SimilarPair
from job_profiles.queries.matrix import pick_of
from tests.cast import NOW, Cast
from tests.factories.competencies import FrameworkFactory
from tests.factories.harmonisation import ImpliedCompetencyFactory, LocalDescriptionFactory, SimilarPairFactory
from tests.factories.job_profiles import ProfileVersionFactory

pytestmark = pytest.mark.django_db
LIST_QUERIES = 6
PAIRS_QUERIES = 9
MATRIX_QUERIES = 6


def url(name, *args):
    return reverse(f"job_profiles:{name}", args=args)


def read(response):
    return response.content.decode()


def test_importing_leads_to_the_page_of_what_was_read(cast: Cast, client_of, deliver):
    client = client_of(cast.malik)
    sent = {"organisation": cast.malik.organisation.pk, "pasted": "Titre : Webmestre\nMission\nTenir le site."}
    response = client.post(url("import-start"), sent)
    batch = DescriptionImport.objects.get()
    assert (response.status_code, response["Location"]) == (303, url("import-detail", batch.pk))
    page = read(client.get(response["Location"]))
    assert 'hx-trigger="every 2s"' in page
    assert "0 fichier sur 1" in page


def test_what_was_read_and_what_was_refused_is_said(cast: Cast, client_of):
    batch = DescriptionImport.objects.create(
        organisation=cast.malik.organisation, by=cast.malik, created_at=NOW, state=JobState.DONE, finished_at=NOW
    )
    kept = ImportedFile.objects.create(batch=batch, name="a.docx", source="docx", state=JobState.DONE, found=1, known=2)
    LocalDescriptionFactory(imported_file=kept, title="Graphiste")
    ImportedFile.objects.create(
        batch=batch, name="Texte collé", source="pasted", state=JobState.FAILED, refusal="empty", pasted="•"
    )
    page = read(client_of(cast.malik).get(batch.get_absolute_url()))
    assert "1 description lue" in page
    assert ">Graphiste</a>" in page
    assert "2 textes étaient déjà importés pour cette organisation" in page
    assert "Ce fichier ne contient pas de texte." in page
    assert "Reprendre ce texte" in page
    assert client_of(cast.farid).get(batch.get_absolute_url()).status_code == 404


def test_a_form_without_anything_comes_back_with_what_was_typed(cast: Cast, client_of):
    client = client_of(cast.lea)
    response = client.post(url("import-start"), {"organisation": "", "pasted": "Un long texte collé"})
    page = read(response)
    assert response.status_code == 422
    assert "Un long texte collé" in page
    response = client.post(url("import-start"), {"organisation": cast.malik.organisation.pk, "pasted": ""})
    assert "Choisissez au moins un fichier" in read(response)
    lost = client.post(url("import-start"), {"organisation": "", "documents": SimpleUploadedFile("a.csv", b"x")})
    assert "Choisissez de nouveau les fichiers" in read(lost)


def test_the_text_of_a_failed_import_is_taken_up_again_by_its_author_alone(cast: Cast, client_of):
    batch = DescriptionImport.objects.create(organisation=cast.malik.organisation, by=cast.malik, created_at=NOW)
    file = ImportedFile.objects.create(batch=batch, name="Texte collé", source="pasted", pasted="mon texte illisible")
    address = f"{url('import-start')}?reprendre={file.pk}"
    assert "mon texte illisible" in read(client_of(cast.malik).get(address))
    assert "mon texte illisible" not in read(client_of(cast.lea).get(address))


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_at_one_row_and_at_three(cast: Cast, client_of, django_assert_num_queries, rows):
    LocalDescriptionFactory.create_batch(rows)
    client = client_of(cast.lea)
    client.get(url("description-list"))
    with django_assert_num_queries(LIST_QUERIES):
        client.get(url("description-list"))


def test_search_and_filters_narrow_the_list(cast: Cast, client_of):
    ours = LocalDescriptionFactory(organisation=cast.malik.organisation, title="Édimestre", text="Gère l’accessibilité")
    LocalDescriptionFactory(title="Graphiste", state=DescriptionState.ASIDE)
    client = client_of(cast.lea)
    assert ours.get_absolute_url() in read(client.get(url("description-list"), {"q": "edimestres accessible"[:10]}))
    assert "Aucune description ne correspond" in read(client.get(url("description-list"), {"q": "menuiserie"}))
    assert "Graphiste" not in read(client.get(url("description-list")))
    assert "Graphiste" in read(client.get(url("description-list"), {"etat": "aside"}))
    assert "Édimestre" in read(client.get(url("description-list"), {"organisme": "MESS"}))


def test_a_respondent_sees_the_own_ministry_alone(cast: Cast, client_of):
    ours = LocalDescriptionFactory(organisation=cast.malik.organisation, title="De chez nous")
    theirs = LocalDescriptionFactory(organisation=cast.amina.organisation, title="D’ailleurs")
    client = client_of(cast.malik)
    page = read(client.get(url("description-list")))
    assert ("De chez nous" in page, "D’ailleurs" in page) == (True, False)
    assert [client.get(one.get_absolute_url()).status_code for one in (ours, theirs)] == [200, 404]
    assert client_of(cast.amina).get(url("description-list")).status_code == 403


def test_an_empty_list_gives_the_button_that_begins_it(cast: Cast, client_of):
    page = read(client_of(cast.lea).get(url("description-list")))
    assert "Aucune description pour le moment" in page
    assert url("import-start") in page


def test_a_description_shows_its_parts_what_resembles_it_and_what_it_asks_for(cast: Cast, client_of):
    FrameworkFactory(current=True)
    one = LocalDescriptionFactory(title="Intégratrice")
    pair = SimilarPairFactory(left=one)
    implied = ImpliedCompetencyFactory(description=one)
    page = read(client_of(cast.lea).get(one.get_absolute_url()))
    assert "Publier les pages" in page
    assert pair.right.get_absolute_url() in page
    assert implied.competency.name in page
    assert "40\u00a0%" in page


def test_correcting_a_text_that_changed_meanwhile_shows_both(cast: Cast, client_of):
    row = LocalDescriptionFactory(title="Ancien titre")
    client = client_of(cast.lea)
    given = {"title": "Mon titre", "organisation": row.organisation_id, "edit": 0, "mission": "Ma mission"}
    LocalDescription.objects.filter(pk=row.pk).update(edit=1, sections={"mission": "Sa mission"})
    response = client.post(url("description-edit", row.pk), given)
    page = read(response)
    assert response.status_code == 409
    assert ("Ma mission" in page, "Sa mission" in page, 'value="1"' in page) == (True, True, True)
    assert client.post(url("description-edit", row.pk), given | {"edit": 1}).status_code == 303
    row.refresh_from_db()
    assert (row.title, row.sections) == ("Mon titre", {"mission": "Ma mission"})


def test_setting_aside_and_deleting(cast: Cast, client_of):
    row = LocalDescriptionFactory()
    client = client_of(cast.lea)
    page = read(client.post(url("description-aside", row.pk), follow=True))
    assert "La description est mise de côté." in page
    assert f"{url('description-aside', row.pk)}?reprendre=1" in page
    assert "Supprimer cette description" in read(client.get(url("description-delete", row.pk)))
    client.post(url("description-delete", row.pk))
    assert LocalDescription.objects.count() == 0


def test_a_comparison_is_begun_and_followed(cast: Cast, client_of):
    LocalDescriptionFactory.create_batch(2)
    client = client_of(cast.lea)
    page = read(client.post(url("run-start"), follow=True))
    assert "Comparaison en cours…" in page
    AssistantRun.objects.update(state=JobState.DONE, finished_at=NOW)
    part = read(client.get(url("pair-list"), headers={"HX-Request": "true"}))
    assert "Voir les propositions" in part
    assert "<html" not in part


def test_an_empty_list_is_replaced_by_what_the_comparison_found(cast: Cast, client_of):
    client = client_of(cast.lea)
    LocalDescriptionFactory()
    LocalDescriptionFactory()
    client.post(url("run-start"))
    assert f"{url('pair-list')}?vide=1" in read(client.get(url("pair-list")))
    AssistantRun.objects.update(state=JobState.DONE, finished_at=NOW)

    answer = client.get(f"{url('pair-list')}?vide=1", headers={"HX-Request": "true"})

    assert answer["HX-Redirect"] == url("pair-list")


@pytest.mark.parametrize("rows", [1, 3])
def test_proposals_cost_the_same_at_one_row_and_at_three(cast: Cast, client_of, django_assert_num_queries, rows):
    AssistantRun.objects.create(by=cast.lea, created_at=NOW, finished_at=NOW, state=JobState.DONE)
    SimilarPairFactory.create_batch(rows)
    client = client_of(cast.lea)
    client.get(url("pair-list"))
    with django_assert_num_queries(PAIRS_QUERIES):
        page = read(client.get(url("pair-list")))
    assert "50\u00a0%" in page


def test_a_verdict_is_kept_and_taken_back_from_the_message(cast: Cast, client_of):
    AssistantRun.objects.create(by=cast.lea, created_at=NOW, finished_at=NOW, state=JobState.DONE)
    pair = SimilarPairFactory()
    client = client_of(cast.lea)
    page = read(client.post(url("pair-decide", pair.pk), {"avis": "accepted"}, follow=True))
    assert "La proposition est retenue." in page
    assert SimilarPair.objects.get().verdict == Verdict.ACCEPTED
    client.post(f"{url('pair-decide', pair.pk)}?avis=open")
    assert SimilarPair.objects.get().verdict == Verdict.OPEN
    client.post(url("sentence-decide", pair.pk, 0), {"avis": "dismissed"})
    assert SimilarPair.objects.get().shared[0]["verdict"] == "dismissed"
    here = f"{url('pair-list')}?q=site"
    assert "retour=%2Fprofils-emploi%2Fharmonisation%2Frapprochements%2F%3Fq%3Dpages" in read(
        client.get(url("pair-list"), {"q": "pages"})
    )
    assert client.post(url("pair-decide", pair.pk), {"avis": "open", "retour": here})["Location"] == here
    refused = client.post(url("pair-decide", pair.pk), {"avis": "peut-être", "retour": "//ailleurs.test/"})
    assert refused["Location"] == url("pair-list")


def two(cast):
    return [
        LocalDescriptionFactory(
            organisation=cast.malik.organisation, sections={"mission": "Tenir le site.", "tools": "Un éditeur de code"}
        ),
        LocalDescriptionFactory(
            organisation=cast.amina.organisation, sections={"tools": "Un éditeur de code\nUn gestionnaire de versions"}
        ),
    ]


def test_the_matrix_aligns_and_marks_what_is_shared(cast: Cast, client_of, django_assert_num_queries):
    FrameworkFactory(current=True)
    one, other = two(cast)
    client = client_of(cast.lea)
    asked = {"d": [one.pk, other.pk]}
    client.get(url("matrix"), asked)
    page = read(client.get(url("matrix"), asked))
    assert "Partagée par 2" in page
    assert "mot pour mot" in page
    assert page.count(" checked") == 1 + 1  # the shared sentence, and the way of merging
    with django_assert_num_queries(MATRIX_QUERIES):
        client.get(url("matrix"), asked)


def test_a_matrix_that_was_kept_follows_corrections_verdicts_and_who_looks(cast: Cast, client_of):
    FrameworkFactory(current=True)
    one, other = two(cast)
    implied = ImpliedCompetencyFactory(description=one)
    client, asked = client_of(cast.lea), {"d": [one.pk, other.pk]}
    before = read(client.get(url("matrix"), asked))
    assert ("Verser dans une référence" in before, implied.competency.name in before) == (True, True)
    assert "Verser dans une référence" not in read(client_of(cast.gisele).get(url("matrix"), asked))
    client.post(url("implied-decide", implied.pk), {"avis": "dismissed"})
    LocalDescription.objects.filter(pk=other.pk).update(edit=1, sections={"tools": "Une presse"})
    after = read(client.get(url("matrix"), asked))
    assert ("Une presse" in after, implied.competency.name in after) == (True, False)


def test_one_description_is_too_few_for_a_matrix(cast: Cast, client_of):
    row = LocalDescriptionFactory()
    assert "Choisissez au moins deux descriptions" in read(client_of(cast.lea).get(url("matrix"), {"d": [row.pk]}))


def test_what_is_ticked_goes_into_a_draft(cast: Cast, client_of):
    FrameworkFactory(current=True)
    one, other = two(cast)
    pick = pick_of("tools", other.pk, "Un gestionnaire de versions")
    sent = {
        "d": [one.pk, other.pk],
        "phrase": [pick],
        "profile": "+",
        "new_name": "Édition Web",
        "new_code": "EDW",
        "mode": "add",
    }
    response = client_of(cast.lea).post(url("matrix"), sent)
    assert response.status_code == 303
    one.refresh_from_db()
    assert (one.version.tools_fr, one.state) == ("Un gestionnaire de versions", DescriptionState.MERGED)


def test_a_sentence_that_changed_meanwhile_is_not_merged_unseen(cast: Cast, client_of):
    FrameworkFactory(current=True)
    one, other = two(cast)
    profile = ProfileVersionFactory().profile
    pick = pick_of("tools", other.pk, "Un texte d’avant")
    sent = {"d": [one.pk, other.pk], "phrase": [pick], "profile": profile.key, "mode": "add"}
    response = client_of(cast.lea).post(url("matrix"), sent)
    assert response.status_code == 422
    assert "corrigée entre-temps" in read(response)
    assert client_of(cast.gisele).post(url("matrix"), sent).status_code == 403
