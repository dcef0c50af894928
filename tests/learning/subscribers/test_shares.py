"""Who hears that something is shared: the receiver, once, without a level; the notice goes with the last share."""

import datetime as dt

from activity.models import Notification
from competencies.models import Estimate
from learning.actions import shares, talk_sheets
from tests.cast import NOW, TODAY
from tests.factories.competencies import CompetencyFactory
from tests.factories.learning import CLEARLY_MET, finished_run, switch_on

UNTIL = TODAY + dt.timedelta(days=60)


def test_one_notice_for_what_was_shared_in_one_press(cast, deliver):
    switch_on(cast.bruno)
    finished_run(cast.bruno, {CompetencyFactory(): CLEARLY_MET, CompetencyFactory(): CLEARLY_MET})
    estimates = list(Estimate.objects.select_related("competency"))

    given = shares.share_items(by=cast.bruno, estimates=estimates, grantee=cast.esther, until=UNTIL, at=NOW)
    deliver()

    [notice] = Notification.objects.all()
    assert (notice.kind, notice.person, notice.actor) == ("learning.items_shared", cast.esther, cast.bruno)
    assert notice.data == {"until": UNTIL.isoformat(), "count": 2}
    shares.take_back(by=cast.bruno, grants_given=given[:1], at=NOW)
    deliver()
    assert Notification.objects.count() == 1
    shares.take_back(by=cast.bruno, grants_given=given[1:], at=NOW)
    deliver()
    assert not Notification.objects.exists()


def test_taken_back_before_the_worker_came_nobody_hears(cast, deliver):
    switch_on(cast.bruno)
    run = finished_run(cast.bruno, {CompetencyFactory(): CLEARLY_MET})
    questions = {run.targets.get().competency_id: "Quand?"}
    sheet = talk_sheets.write_sheet(by=cast.bruno, run=run, questions=questions, note="", at=NOW)

    grant = shares.show_sheet(by=cast.bruno, sheet=sheet, grantee=cast.jules, until=UNTIL, at=NOW)
    shares.take_back(by=cast.bruno, grants_given=[grant], at=NOW)
    deliver()

    assert not Notification.objects.exists()
