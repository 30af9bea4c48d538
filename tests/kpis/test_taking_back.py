"""An import is taken back as a whole: its figures are withdrawn, and what they had corrected stands again."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from audit.models import Event
from kpis import actions
from kpis.actions.taking_back import Returning, TakingBack
from kpis.models import FigureImport, FigureKind, Kpi, Measurement, Unit
from kpis.reading.history import read_history
from kpis.story import story
from kpis.versions import versions
from notices.conflicts import ChangedMeanwhile, Refused
from notices.roles import Role
from people.models import User
from tests import factories as make
from tests.cast import Cast
from tests.factories import NOW
from tests.kpis.files import LONG, PAGE, answers, checked, said

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("story_day")]
Enter = Callable[[str], Client]
WHY = "It is last year’s return"
ROWS = "A-K1,Sep 2023,14,,\nA-K1,Oct 2023,15,,\n"


@pytest.fixture
def kpi(cast: Cast) -> Kpi:
    return make.Kpi(notice=cast.notice, code="A-K1", unit=Unit.COUNT, data_lead=cast["data lead"])


def bring(client: Client, rows: str = ROWS, **more: str) -> FigureImport:
    address = checked(client, LONG + rows)
    sent = client.post(address, answers(client, address, **more))
    assert sent.status_code == 302, said(sent)
    return FigureImport.objects.latest("pk")


def take_back(file: FigureImport, by: User, why: str = WHY) -> FigureImport:
    return actions.take_back_import(file=file, why=why, by=by, at=NOW, seen_version=file.version)


def standing(kpi: Kpi) -> list[Decimal]:
    return list(kpi.measurements.filter(corrected=False).order_by("as_at").values_list("value", flat=True))


def correct(row: Measurement, by: User, value: int) -> Measurement:
    return actions.correct_measurement(
        measurement=row,
        value=Decimal(value),
        kind=FigureKind.ACTUAL,
        why="Recount",
        by=by,
        at=NOW,
        seen_version=row.version,
    )


def test_all_figures_of_a_file_are_withdrawn_with_one_reason(cast: Cast, kpi: Kpi, as_: Enter) -> None:
    own = make.Measurement(notice=cast.notice, kpi=kpi, value=Decimal(3), as_at=date(2023, 8, 31))
    file = bring(as_("data lead"))
    assert {row.brought for row in kpi.measurements.exclude(pk=own.pk)} == {file}
    done = take_back(file, cast["data lead"])
    assert (done.taken_back_by, done.taken_back_at, done.taken_back_why) == (cast["data lead"], NOW, WHY)
    assert standing(kpi) == [3]
    assert set(kpi.measurements.filter(corrected=True).values_list("withdrawn_why", flat=True)) == {WHY}
    event = Event.objects.filter(chain=f"notice:{cast.notice.pk}").latest("number")
    assert (event.verb, WHY in event.body) == ("figures.taken_back", False)
    assert take_back(file, cast["data lead"], "Twice").taken_back_why == WHY
    with pytest.raises(ChangedMeanwhile):
        take_back(file, cast["lead"])


def test_what_its_corrections_took_the_place_of_stands_again_and_the_story_says_so(
    cast: Cast, kpi: Kpi, as_: Enter
) -> None:
    first = make.Measurement(notice=cast.notice, kpi=kpi, value=Decimal(9), as_at=date(2023, 9, 30), period="month")
    file = bring(as_("data lead"), revise="correct", why="Revised return")
    assert standing(kpi) == [14, 15]
    take_back(file, cast["data lead"])
    assert standing(kpi) == [9]
    first.refresh_from_db()
    assert correct(first, cast["data lead"], 10).corrects == first
    entries = read_history(kpi.pk)
    titles = [each.title for each in story(entries, versions(entries))]
    assert "Figure stands again: 9 at 30 September 2023" in titles
    assert "Figure withdrawn: 14 at 30 September 2023" in titles


def test_one_of_which_a_figure_was_corrected_since_is_not_taken_back_and_the_figure_is_named(
    cast: Cast, kpi: Kpi, as_: Enter
) -> None:
    file = bring(as_("data lead"))
    later = correct(kpi.measurements.get(value=15), cast["data lead"], 16)
    with pytest.raises(Refused, match="Corrected since: A-K1 of October 2023"):
        take_back(file, cast["data lead"])
    assert standing(kpi) == [14, 16]
    page = said(as_("data lead").get(f"{PAGE}{file.uid}/take-back/"))
    assert "It cannot be taken back as a whole. Corrected since: A-K1 of October 2023" in page
    # once that correction is withdrawn, nothing of the figure is left in the way
    actions.withdraw_measurement(measurement=later, why=WHY, by=cast["data lead"], at=NOW, seen_version=1)
    take_back(file, cast["data lead"])
    assert standing(kpi) == []


def test_what_a_partner_has_released_of_it_is_in_the_way(cast: Cast, kpi: Kpi, as_: Enter) -> None:
    nhs = make.Organisation(name="NHS Devon", short_name="NHS Devon")
    partner: User = make.User(organisation=nhs)
    make.Access(notice=cast.notice, user=partner, role=Role.DATA_LEAD, organisation=nhs)
    Kpi.objects.filter(pk=kpi.pk).update(organisation=nhs)
    file = bring(as_("data lead"))
    held = kpi.measurements.get(value=14)
    actions.release_figures(notice=cast.notice, figures=[held], by=partner, at=NOW)
    with pytest.raises(Refused, match="Released by NHS Devon: A-K1 of September 2023"):
        take_back(file, cast["data lead"])
    assert standing(kpi) == [14, 15]


def test_what_waited_for_release_before_the_file_came_waits_again(cast: Cast, kpi: Kpi, as_: Enter) -> None:
    nhs = make.Organisation(name="NHS Devon", short_name="NHS Devon")
    Kpi.objects.filter(pk=kpi.pk).update(organisation=nhs)
    held = make.Measurement(
        notice=cast.notice, kpi=kpi, value=Decimal(9), as_at=date(2023, 9, 30), period="month", held=True
    )
    counts = make.Measurement(notice=cast.notice, kpi=kpi, value=Decimal(8), as_at=date(2023, 10, 31), period="month")
    file = bring(as_("data lead"), revise="correct", why="Revised return")
    page = said(as_("data lead").get(f"{PAGE}{file.uid}/take-back/"))
    assert "what they had corrected counts on or waits for release again" in page
    assert "14 for September 2023; 9 waits for release again" in page
    assert "15 for October 2023; 8 counts on" in page
    take_back(file, cast["data lead"])
    assert list(kpi.measurements.filter(corrected=False, held=True)) == [held]
    assert list(kpi.measurements.filter(corrected=False, held=False)) == [counts]


def by_hand(row: Measurement, by: User) -> Measurement:
    return actions.withdraw_measurement(measurement=row, why="Typed wrong", by=by, at=NOW, seen_version=row.version)


def test_what_a_figure_had_corrected_that_was_withdrawn_by_hand_before_stands_again_too(
    cast: Cast, kpi: Kpi, as_: Enter
) -> None:
    make.Measurement(notice=cast.notice, kpi=kpi, value=Decimal(9), as_at=date(2023, 9, 30), period="month")
    file = bring(as_("data lead"), revise="correct", why="Revised return")
    by_hand(kpi.measurements.get(value=14), cast["data lead"])
    assert "9 for September 2023 stands again" in said(as_("data lead").get(f"{PAGE}{file.uid}/take-back/"))
    take_back(file, cast["data lead"])
    assert standing(kpi) == [9]


def test_where_the_day_has_another_figure_by_then_the_page_names_what_does_not_come_back(
    cast: Cast, kpi: Kpi, as_: Enter
) -> None:
    make.Measurement(notice=cast.notice, kpi=kpi, value=Decimal(9), as_at=date(2023, 9, 30), period="month")
    file = bring(as_("data lead"), revise="correct", why="Revised return")
    by_hand(kpi.measurements.get(value=14), cast["data lead"])
    make.Measurement(notice=cast.notice, kpi=kpi, value=Decimal(20), as_at=date(2023, 9, 30), period="month")
    page = said(as_("data lead").get(f"{PAGE}{file.uid}/take-back/"))
    assert "9 for September 2023 does not come back" in page
    take_back(file, cast["data lead"])
    assert standing(kpi) == [20]


def test_what_a_file_brought_that_was_taken_back_itself_does_not_come_back(cast: Cast, kpi: Kpi, as_: Enter) -> None:
    client = as_("data lead")
    first = bring(client)
    second = bring(client, "A-K1,Sep 2023,24,,\n", revise="correct", why="Revised return")
    by_hand(kpi.measurements.get(value=24), cast["data lead"])
    take_back(first, cast["data lead"])
    take_back(second, cast["data lead"])
    assert standing(kpi) == []


def test_what_the_partner_did_not_release_together_with_its_correction_does_not_wait_again(
    cast: Cast, kpi: Kpi, as_: Enter
) -> None:
    nhs = make.Organisation(name="NHS Devon", short_name="NHS Devon")
    partner: User = make.User(organisation=nhs)
    make.Access(notice=cast.notice, user=partner, role=Role.DATA_LEAD, organisation=nhs)
    Kpi.objects.filter(pk=kpi.pk).update(organisation=nhs)
    make.Measurement(notice=cast.notice, kpi=kpi, value=Decimal(9), as_at=date(2023, 9, 30), period="month", held=True)
    file = bring(as_("data lead"), revise="correct", why="Revised return")
    held = kpi.measurements.get(value=14)
    actions.refuse_figures(notice=cast.notice, figures=[held], why="Not ours", by=partner, at=NOW)
    take_back(file, cast["data lead"])
    assert standing(kpi) == []


def test_it_is_taken_back_on_its_page_by_who_entered_it_or_the_lead(cast: Cast, kpi: Kpi, as_: Enter) -> None:
    other: User = make.User(organisation=cast.notice.council)
    make.Access(notice=cast.notice, user=other, role=Role.DATA_LEAD, organisation=cast.notice.council)
    cast.people["other"] = other
    file = bring(as_("data lead"))
    address = f"{PAGE}{file.uid}/take-back/"
    assert as_("other").get(address).status_code == 403
    assert address not in said(as_("other").get(PAGE))
    for who in ("lead", "data lead"):
        assert address in said(as_(who).get(PAGE))
    client = as_("data lead")
    shown = client.get(address)
    assert "2 figures of this file are withdrawn" in said(shown)
    assert "Enter why it is taken back" in said(client.post(address, {"seen_version": str(file.version), "why": ""}))
    done = said(client.post(address, typed(shown), follow=True))
    assert "figures.csv is taken back: 2 figures withdrawn" in done
    assert f"Taken back by {cast['data lead'].name}" in done
    assert "was taken back already" in said(client.get(address, follow=True))


def typed(page: Any) -> dict[str, str]:
    """What is sent from a page as it was drawn."""
    form = page.context["form"]
    return {each.name: str(each.value() or "") for each in form.hidden_fields()} | {"why": WHY}


def test_a_page_whose_figures_changed_since_is_shown_anew_and_takes_nothing_back(
    cast: Cast, kpi: Kpi, as_: Enter
) -> None:
    make.Measurement(notice=cast.notice, kpi=kpi, value=Decimal(9), as_at=date(2023, 9, 30), period="month")
    client = as_("data lead")
    file = bring(client, revise="correct", why="Revised return")
    address = f"{PAGE}{file.uid}/take-back/"
    sent = typed(client.get(address))
    by_hand(kpi.measurements.get(value=15), cast["data lead"])
    anew = client.post(address, sent)
    assert "Figures of this file were changed meanwhile: look again, then take it back" in said(anew)
    assert "1 figure of this file is withdrawn" in said(anew)
    assert WHY in said(anew)
    assert standing(kpi) == [14]
    done = said(client.post(address, typed(anew), follow=True))
    assert "figures.csv is taken back: 1 figure withdrawn, 1 corrected one stands again" in done
    assert standing(kpi) == [9]


def test_values_are_told_with_their_units_and_few_are_listed_openly(cast: Cast, kpi: Kpi, as_: Enter) -> None:
    Kpi.objects.filter(pk=kpi.pk).update(unit=Unit.PERCENT)
    make.Measurement(notice=cast.notice, kpi=kpi, value=Decimal(9), as_at=date(2023, 9, 30), period="month")
    client = as_("data lead")
    file = bring(client, revise="correct", why="Revised return")
    page = said(client.get(f"{PAGE}{file.uid}/take-back/"))
    assert "14% for September 2023; 9% stands again" in page
    assert '<h2 class="govuk-heading-s">The figures that came in with it' in page
    for month in range(1, 20):
        day = date(2020 + month // 12, month % 12 + 1, 1)
        make.Measurement(notice=cast.notice, kpi=kpi, as_at=day, brought=file)
    page = said(client.get(f"{PAGE}{file.uid}/take-back/"))
    assert '<span class="govuk-details__summary-text">The figures that came in with it' in page


def test_what_is_done_is_counted_in_words() -> None:
    row, held = Measurement(pk=1), Measurement(pk=2, held=True)
    told = (Returning(row, row), Returning(row, row), Returning(row, held), Returning(held, row), Returning(row, None))
    done = "5 figures withdrawn, 1 corrected one counts on, 2 corrected ones stand again, 1 corrected one waits"
    assert TakingBack(told, (), "").done == f"{done} for release again"
    assert TakingBack((), (Returning(row, row),), "").done == "1 corrected one stands again"


def test_a_file_that_was_not_entered_is_not_taken_back(cast: Cast, kpi: Kpi, as_: Enter) -> None:
    checked(as_("data lead"), LONG + ROWS)
    file = FigureImport.objects.get()
    assert as_("lead").get(f"{PAGE}{file.uid}/take-back/").status_code == 404
    with pytest.raises(Refused, match="not entered yet"):
        take_back(file, cast["data lead"])
