"""The assistant: a run keeps proposals, verdicts outlive it, only owners decide."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from job_profiles.actions import comparison
from job_profiles.enums import DescriptionState, JobState, Verdict
from job_profiles.models import AssistantRun, ImpliedCompetency, SimilarPair
from job_profiles.queries.comparison import Asked, grouped, pairs, unfinished_runs
from tests.cast import NOW
from tests.factories.competencies import CompetencyFactory, FrameworkFactory
from tests.factories.harmonisation import ImpliedCompetencyFactory, LocalDescriptionFactory, SimilarPairFactory

pytestmark = pytest.mark.django_db
SAME = "Intégrer des gabarits en HTML\nPublier dans le système de gestion de contenu\nVérifier l’accessibilité des pages"
OTHER = "Rédiger des communiqués de presse\nConseiller le cabinet\nPlanifier des campagnes"


@pytest.fixture
def three(cast):
    CompetencyFactory(
        framework=FrameworkFactory(current=True), code="WEB1", name_fr="Intégrer des gabarits",
        definition_fr="Traduire des maquettes en gabarits et en pages HTML.",
    )  # fmt: skip
    return [
        LocalDescriptionFactory(title="Intégratrice Web", sections={"responsibilities": SAME}),
        LocalDescriptionFactory(title="Intégrateur Web", sections={"responsibilities": f"{SAME}\nFormer les équipes"}),
        LocalDescriptionFactory(title="Attachée de presse", sections={"responsibilities": OTHER}),
    ]


def compare(cast):
    run = comparison.start(by=cast.lea, at=NOW)
    assert comparison.run(run_id=run.pk, at=NOW) is True
    return run


def test_a_run_keeps_near_duplicates_with_their_reasons(cast, three):
    run = compare(cast)
    run.refresh_from_db()
    assert (run.state, run.done, run.total) == (JobState.DONE, 100, 100)
    pair = SimilarPair.objects.get()
    assert (pair.left, pair.right, pair.cluster, pair.verdict) == (three[0], three[1], three[0].pk, Verdict.OPEN)
    assert [one["score"] for one in pair.shared] == [1.0, 1.0, 1.0]
    implied = ImpliedCompetency.objects.order_by("description").first()
    assert implied is not None
    assert (implied.description, implied.competency.code, implied.passages[0]) == (
        three[0], "WEB1", "Intégrer des gabarits en HTML",
    )  # fmt: skip


def test_verdicts_outlive_the_next_run_and_open_proposals_that_are_gone_go(cast, three):
    compare(cast)
    pair, implied = SimilarPair.objects.get(), ImpliedCompetency.objects.order_by("pk")[0]
    comparison.decide_pair(by=cast.lea, pair=pair, verdict=Verdict.ACCEPTED, at=NOW)
    comparison.decide_sentence(by=cast.lea, pair=pair, place=0, verdict=Verdict.DISMISSED)
    comparison.decide_implied(by=cast.lea, implied=implied, verdict=Verdict.DISMISSED, at=NOW)
    left_over = SimilarPairFactory(
        left__title="Menuisière", left__sections={"tools": "Un rabot et une scie"},
        right__title="Boulanger", right__sections={"tools": "Un four très chaud"},
    )  # fmt: skip
    compare(cast)
    pair.refresh_from_db()
    implied.refresh_from_db()
    assert (pair.verdict, pair.decided_by, pair.shared[0]["verdict"]) == (Verdict.ACCEPTED, cast.lea, Verdict.DISMISSED)
    assert implied.verdict == Verdict.DISMISSED
    assert not SimilarPair.objects.filter(pk=left_over.pk).exists()


def test_a_second_start_gives_the_run_under_way_and_a_run_twice_works_once(cast, three):
    run = comparison.start(by=cast.lea, at=NOW)
    assert comparison.start(by=cast.lea, at=NOW) == run
    AssistantRun.objects.update(state=JobState.RUNNING, done=40)  # as a killed worker leaves it
    assert unfinished_runs(before=NOW.replace(year=2027)) == [run.pk]
    assert comparison.run(run_id=run.pk, at=NOW) is True
    assert comparison.run(run_id=run.pk, at=NOW) is False


def test_those_set_aside_are_not_compared_and_one_alone_cannot_be(cast, three):
    three[1].state = DescriptionState.ASIDE
    three[1].save()
    compare(cast)
    assert SimilarPair.objects.count() == 0
    three[2].delete()
    AssistantRun.objects.all().delete()
    with pytest.raises(ValidationError, match="au moins deux descriptions"):
        comparison.start(by=cast.lea, at=NOW)


def test_only_owners_start_and_decide(cast, three):
    pair, implied = SimilarPairFactory(), ImpliedCompetencyFactory()
    for who in (cast.malik, cast.gisele, cast.amina):
        with pytest.raises(PermissionDenied):
            comparison.start(by=who, at=NOW)
        with pytest.raises(PermissionDenied):
            comparison.decide_pair(by=who, pair=pair, verdict=Verdict.ACCEPTED, at=NOW)
        with pytest.raises(PermissionDenied):
            comparison.decide_implied(by=who, implied=implied, verdict=Verdict.ACCEPTED, at=NOW)


def test_a_failed_run_says_so_and_another_may_begin(cast, three):
    run = comparison.start(by=cast.lea, at=NOW)
    comparison.give_up(run_id=run.pk, at=NOW)
    run.refresh_from_db()
    assert run.state == JobState.FAILED
    assert comparison.start(by=cast.lea, at=NOW) != run


def test_five_hundred_proposals_page_by_key_and_group_by_cluster(cast):
    first, *others = LocalDescriptionFactory.create_batch(40)
    for other in others:
        SimilarPairFactory(left=first, right=other, cluster=first.pk, score=0.4)
    page = pairs(Asked())
    assert len(page.items) == 30
    rest = pairs(Asked(cursor=page.next_cursor))
    assert (len(rest.items), rest.next_cursor) == (9, None)
    (group,) = grouped(page.items)
    assert (len(group.members), len(group.pairs)) == (40, 30)
