"""What a partner has not released is nowhere but as something that waits: on no page, in no file, in no report."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from django.test import Client

from audit.models import Event
from evidence.models import HowHeard
from kpis import actions
from kpis.models import FigureKind, Kpi, Measurement, Origin, Period, Unit
from kpis.reading import KpiReading, read_kpis
from notices.conflicts import Refused
from notices.roles import Role
from people.models import User
from reports.figures.of_kpis import kpi_figures
from tests import factories as make
from tests.cast import Cast, assemble
from tests.factories import NOW, TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("story_day")]
Enter = Callable[[str], Client]
HOME = "/notices/devon/kpis/"
PAGE = f"{HOME}A-K1/"
END, BEFORE = date(2023, 11, 30), date(2023, 10, 31)
READERS = ("member", "reviewer", "forum", "participation lead", "officer", "chair", "accountable", "another’s")


@pytest.fixture
def cast() -> Cast:
    """The cast with the data leads of two partners."""
    found = assemble()
    for kind, name in (("partner", "NHS Devon"), ("another’s", "School trust")):
        body = make.Organisation(name=name, short_name=name)
        found.people[kind] = make.User(name=f"Data lead of {name}", organisation=body)
        make.Access(notice=found.notice, user=found[kind], role=Role.DATA_LEAD, organisation=body)
    return found


@pytest.fixture
def kpi(cast: Cast) -> Kpi:
    """A KPI whose figures are the partner's, kept by the council's data lead."""
    body = cast["partner"].organisation
    return make.Kpi(
        notice=cast.notice, code="A-K1", unit=Unit.COUNT, data_lead=cast["data lead"], organisation=body, name="Waits"
    )


def enter(kpi: Kpi, by: User, value: str, as_at: date = END) -> Measurement:
    return actions.enter_measurement(
        kpi=kpi,
        as_at=as_at,
        period=Period.MONTH,
        value=Decimal(value),
        kind=FigureKind.ACTUAL,
        by=by,
        at=NOW,
        note=f"Note on {value}",
        source="Clinic list",
    )


def correct(row: Measurement, by: User, value: str) -> Measurement:
    seen = row.version
    return actions.correct_measurement(
        measurement=row,
        value=Decimal(value),
        kind=FigureKind.ACTUAL,
        why=f"Recount to {value}",
        by=by,
        at=NOW,
        seen_version=seen,
    )


def body(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    said = answer.getvalue().decode() if answer.streaming else answer.content.decode()
    return re.sub(r'(csrfmiddlewaretoken" value=)"\w+"', r"\1", said)  # a random one may hold any number


def corrected_from(cast: Cast) -> list[tuple[Decimal, Decimal | None]]:
    (found,) = read_kpis(cast.notice, TODAY)
    return [(each.value, each.corrected_from) for each in kpi_figures(found).measurements]


@pytest.mark.parametrize("who", READERS)
def test_no_page_and_no_file_tells_others_what_waits(cast: Cast, kpi: Kpi, as_: Enter, who: str) -> None:
    enter(kpi, cast["partner"], "50", BEFORE)
    correct(enter(kpi, cast["data lead"], "987111"), cast["data lead"], "987222")
    for value, source in (("987333", "List 987444"), ("987555", "List 987666")):
        actions.propose_baseline(
            kpi=kpi, value=Decimal(value), as_at=date(2023, 1, 31), source=source, by=cast["data lead"], at=NOW
        )
    client = as_(who)
    for address in (HOME, f"{HOME}?format=csv", PAGE, f"{PAGE}?format=csv", f"{HOME}data-quality/"):
        said = body(client, address).replace(",", "")
        assert "987" not in said, address
    assert "987" not in body(client, f"{HOME}data-quality/?format=csv").replace(",", "")
    page = body(client, PAGE)
    assert page.count("Waits for release by NHS Devon") == 1
    assert page.count("waits for release by NHS Devon") == 1
    says = "Data lead proposed a baseline, which waits for release by NHS Devon"
    assert says in body(client, f"{HOME}data-quality/")


def test_who_enters_the_figures_reads_what_waits_and_what_was_corrected_before(
    cast: Cast, kpi: Kpi, as_: Enter
) -> None:
    correct(enter(kpi, cast["data lead"], "4321"), cast["data lead"], "5432")
    for who in ("lead", "data lead", "partner"):
        page = body(as_(who), PAGE)
        assert "<s>4,321</s>" in page
        assert "Corrected, never released" in page
        assert "5,432" in page
        assert page.count("Waits for release by NHS Devon") == 1


def test_a_file_holds_what_was_released_alone_even_for_who_enters_it(cast: Cast, kpi: Kpi, as_: Enter) -> None:
    correct(enter(kpi, cast["data lead"], "4321"), cast["data lead"], "5432")
    file = body(as_("data lead"), f"{PAGE}?format=csv")
    assert "4321" not in file
    assert "5432" not in file


def test_the_page_of_what_waits_tells_a_partner_nothing_of_another_s(cast: Cast, kpi: Kpi, as_: Enter) -> None:
    enter(kpi, cast["data lead"], "4321")
    assert "4321" in body(as_("lead"), f"{HOME}release/").replace(",", "")
    page = body(as_("another’s"), f"{HOME}release/")
    assert "4321" not in page.replace(",", "")
    assert "Nothing waits for release" in page


def test_of_a_wave_s_figure_that_waits_it_is_not_told_how_many_answered(cast: Cast, as_: Enter) -> None:
    kpi = make.Kpi(
        notice=cast.notice,
        code="A-K1",
        unit=Unit.PERCENT,
        origin=Origin.SURVEY,
        data_lead=cast["data lead"],
        organisation=cast["partner"].organisation,
    )
    wave = make.VoiceEntry(
        notice=cast.notice,
        how_heard=HowHeard.SURVEY,
        heard_on=date(2023, 6, 9),
        source="Wave 1",
        asked=70,
        question="Are you content?",
        result="content",
        answered=61,
        result_count=30,
    )
    actions.enter_wave(kpi=kpi, wave=wave, by=cast["data lead"], at=NOW)
    page = body(as_("member"), PAGE)
    assert "Waits for release by NHS Devon" in page
    assert "61 answers" not in page
    assert "61 answers" in body(as_("data lead"), PAGE)


def test_what_nobody_released_is_told_nowhere_once_the_partner_wrote_the_right_figure(
    cast: Cast, kpi: Kpi, as_: Enter
) -> None:
    held = correct(enter(kpi, cast["data lead"], "987111"), cast["data lead"], "987222")
    correct(held, cast["partner"], "60")
    for address in (PAGE, f"{PAGE}?format=csv"):
        assert "987" not in body(as_("member"), address).replace(",", "")
    assert "Figure entered: 60 at 30 November 2023" in body(as_("member"), PAGE)
    assert corrected_from(cast) == [(60, None)]


def test_a_correction_is_told_from_the_last_figure_that_was_released(cast: Cast, kpi: Kpi, as_: Enter) -> None:
    held = correct(enter(kpi, cast["partner"], "50"), cast["data lead"], "987222")
    correct(held, cast["partner"], "60")
    assert corrected_from(cast) == [(60, 50)]
    page = body(as_("member"), PAGE)
    assert "Figure corrected: 60 at 30 November 2023, was 50" in page
    assert "Corrected: now 60" in page
    assert "987" not in page


def test_the_figure_of_before_written_over_what_was_held_is_no_correction_in_a_report(cast: Cast, kpi: Kpi) -> None:
    held = correct(enter(kpi, cast["partner"], "50"), cast["data lead"], "99")
    correct(held, cast["partner"], "50")
    assert corrected_from(cast) == [(50, None)]


def test_a_correction_that_is_released_later_tells_what_was_released_before_it(
    cast: Cast, kpi: Kpi, as_: Enter
) -> None:
    held = correct(enter(kpi, cast["data lead"], "987111"), cast["data lead"], "61")
    actions.release_figures(notice=cast.notice, figures=[held], by=cast["partner"], at=NOW)
    assert corrected_from(cast) == [(61, None)]
    page = body(as_("member"), PAGE)
    assert "Figure released: 61 at 30 November 2023" in page
    assert "987" not in page.replace(",", "")


# --- what the partner does not release -----------------------------------------------------------


def told(kpi: Kpi) -> KpiReading:
    """As it is told to those who enter its figures."""
    (found,) = read_kpis(kpi.notice, TODAY, only=kpi.pk, knows=lambda row: True)
    return found


def refuse(cast: Cast, *rows: Measurement, why: str = "Counted twice", by: str = "partner") -> list[Measurement]:
    return actions.refuse_figures(notice=cast.notice, figures=rows, why=why, by=cast[by], at=NOW)


def test_it_counts_never_and_its_day_is_free_again(cast: Cast, kpi: Kpi) -> None:
    row = enter(kpi, cast["data lead"], "987")
    assert len(refuse(cast, row)) == 1
    assert refuse(cast, row) == []
    found = told(kpi)
    assert (found.figures, found.held_figures, found.corrected_figures) == ((), (), ())
    assert [each.value for each in found.never_released] == [987]
    assert row.history.latest("pk").history_change_reason == "Not released: Counted twice"
    event = Event.objects.filter(chain=f"notice:{cast.notice.pk}").latest("number")
    assert (event.verb, "Counted" in event.body) == ("measurement.refused", False)
    enter(kpi, cast["partner"], "12")
    assert [each.value for each in told(kpi).figures] == [12]


def test_what_it_would_have_corrected_stands_on_and_can_be_corrected_anew(cast: Cast, kpi: Kpi) -> None:
    first = enter(kpi, cast["partner"], "50")
    held = correct(correct(first, cast["data lead"], "98"), cast["data lead"], "99")
    refuse(cast, held)
    first.refresh_from_db()
    assert ([each.value for each in told(kpi).figures], first.corrected) == ([50], False)
    assert corrected_from(cast) == [(50, None)]
    correct(first, cast["partner"], "51")
    assert corrected_from(cast) == [(51, 50)]


def test_what_was_moved_and_whose_day_is_taken_stays_corrected(cast: Cast, kpi: Kpi) -> None:
    first = enter(kpi, cast["partner"], "50")
    of_october = {"as_at": BEFORE, "why": "Of October", "seen_version": 1}
    kind = FigureKind.ACTUAL
    moved = actions.correct_measurement(
        measurement=first, value=Decimal(50), kind=kind, by=cast["data lead"], at=NOW, **of_october
    )
    enter(kpi, cast["partner"], "15")
    refuse(cast, moved)
    assert [(each.as_at, each.value) for each in told(kpi).figures] == [(END, 15)]


@pytest.mark.parametrize("who", ["data lead", "lead", "another’s", "member"])
def test_nobody_else_takes_it_out_and_it_needs_a_reason(cast: Cast, kpi: Kpi, who: str) -> None:
    row = enter(kpi, cast["data lead"], "14")
    with pytest.raises(Refused, match="a data lead of that organisation releases it"):
        refuse(cast, row, by=who)
    with pytest.raises(Refused, match="Say why you do not release it"):
        refuse(cast, row, why=" ")
    row.refresh_from_db()
    assert (row.held, row.corrected) == (True, False)


def test_the_page_asks_for_the_reason_and_who_entered_it_reads_it(cast: Cast, kpi: Kpi, as_: Enter) -> None:
    row = enter(kpi, cast["data lead"], "4321")
    client = as_("partner")
    sent = {"figures": [row.pk], "answer": "refuse"}
    assert "Say why you do not release it" in client.post(f"{HOME}release/", sent).content.decode()
    answer = client.post(f"{HOME}release/", sent | {"why": "It holds closed cases"}, follow=True)
    page = answer.content.decode()
    assert "Not released: 1 figure taken out" in page
    assert "Nothing waits for release" in page
    for who in ("data lead", "member"):
        page = as_(who).get(PAGE).content.decode()
        assert "Figure not released: the one of 30 November 2023" in page
        assert "It holds closed cases" in page
        assert ("4,321" in page) == (who == "data lead")
