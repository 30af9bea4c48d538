"""What was forecast is followed by what was counted, without a reason that nobody needs."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from kpis import actions
from kpis.models import FigureKind, Kpi, Measurement, Period, Unit
from notices.conflicts import Refused
from tests import factories as make
from tests.cast import Cast
from tests.factories import NOW
from tests.kpis.files import LONG, answers, checked, said

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("story_day")]
Enter = Callable[[str], Client]
LIST = "/notices/devon/kpis/"
NOVEMBER = date(2023, 11, 30)
PAIRS = [
    ("projected", "actual", "The actual figure in the place of the projected one"),
    ("projected", "provisional", "The provisional figure in the place of the projected one"),
    ("provisional", "actual", "The actual figure in the place of the provisional one"),
    ("projected", "projected", ""),
    ("provisional", "provisional", ""),
    ("provisional", "projected", ""),
    ("actual", "provisional", ""),
    ("actual", "actual", ""),
]


def figure(cast: Cast, kind: str) -> Measurement:
    kpi = make.Kpi(notice=cast.notice, code="A-K1", unit=Unit.COUNT, frequency="month", data_lead=cast["data lead"])
    found: Measurement = make.Measurement(
        notice=cast.notice, kpi=kpi, value=Decimal(12), as_at=NOVEMBER, period=Period.MONTH, kind=kind
    )
    return found


def latest(kpi: Kpi) -> tuple[Decimal, str, str]:
    row = kpi.measurements.get(corrected=False)
    return row.value, row.kind, row.note


@pytest.mark.parametrize(("old", "new", "recorded"), PAIRS)
def test_only_a_firmer_figure_goes_without_a_reason_and_says_what_it_is(
    cast: Cast, old: str, new: str, recorded: str
) -> None:
    row = figure(cast, old)
    common: dict[str, Any] = {"by": cast["data lead"], "at": NOW, "seen_version": row.version, "sent_as": uuid4()}
    told = {"measurement": row, "value": Decimal(11), "kind": FigureKind(new)}
    if recorded:
        for _ in range(2):
            actions.correct_measurement(why=" ", **told, **common)
        assert latest(row.kpi) == (11, new, recorded)
    else:
        with pytest.raises(Refused, match="Say why the figure is corrected"):
            actions.correct_measurement(why=" ", **told, **common)


def test_a_reason_that_was_typed_is_the_one_that_stands(cast: Cast) -> None:
    row = figure(cast, "projected")
    actions.correct_measurement(
        measurement=row,
        value=Decimal(11),
        kind=FigureKind.ACTUAL,
        why="Two left early",
        by=cast["data lead"],
        at=NOW,
        seen_version=row.version,
    )
    assert latest(row.kpi) == (11, "actual", "Two left early")


def test_the_grid_takes_the_actual_figure_after_a_forecast_without_a_reason(cast: Cast, as_: Enter) -> None:
    row, client = figure(cast, "projected"), as_("data lead")
    address = f"{LIST}enter/?period=2023-11"
    (shown,) = client.get(address).context["rows"]
    assert shown.form["note"].label == "Note on A-K1"
    form = shown.form
    hidden = {form.add_prefix(each.name): str(each.value() or "") for each in form.hidden_fields()}
    typed = hidden | {form.add_prefix("value"): "11", form.add_prefix("kind"): "projected"}
    assert "Say why the figure is corrected" in client.post(address, typed).content.decode()
    assert client.post(address, typed | {form.add_prefix("kind"): "actual"}).status_code == 302
    assert latest(row.kpi) == (11, "actual", "The actual figure in the place of the projected one")


def test_the_form_of_a_correction_takes_the_final_value_of_a_provisional_one_without_a_reason(
    cast: Cast, as_: Enter
) -> None:
    row, client = figure(cast, "provisional"), as_("data lead")
    address = f"{LIST}A-K1/correct/{row.uid}/"
    form = client.get(address).context["form"]
    hidden = {each.name: str(each.value() or "") for each in form.hidden_fields()}
    day = {"as_at_day": "30", "as_at_month": "11", "as_at_year": "2023", "period": "month"}
    typed = hidden | day | {"value": "12", "kind": "provisional", "why": ""}
    assert "Enter why it is corrected" in client.post(address, {**typed, "value": "11"}).content.decode()
    assert client.post(address, {**typed, "kind": "actual"}).status_code == 302
    assert latest(row.kpi) == (12, "actual", "The actual figure in the place of the provisional one")


# --- a file --------------------------------------------------------------------------------------


def bring(client: Client, content: str, **more: Any) -> Any:
    address = checked(client, content)
    return client.post(address, answers(client, address, **more), follow=True)


def test_a_file_that_says_only_that_a_figure_is_actual_now_offers_it_beside_what_stands(cast: Cast, as_: Enter) -> None:
    row, client = figure(cast, "provisional"), as_("data lead")
    content = LONG + "A-K1,Nov 2023,12,actual,\n"
    answer = client.get(checked(client, content))
    assert "1 figure stands already and is more certain now: taken over only if you say so" in said(answer)
    assert "another than the one that stands" not in said(answer)
    (told,) = answer.context["revised"]
    assert (told["stands"], told["stands_kind"], told["value"], told["kind"]) == ("12", "Provisional", "12", "Actual")
    bring(client, content)
    assert latest(row.kpi)[1] == "provisional", "unless somebody says so it stays"
    bring(client, content, revise="correct")
    assert latest(row.kpi) == (12, "actual", "The actual figure in the place of the provisional one")
    row.refresh_from_db()
    assert (row.corrected, row.kind) == (True, "provisional")
    again = said(client.get(checked(client, content)))
    assert "1 figure is there already" in again, "the same file twice enters nothing twice"
    (cell,) = client.get(checked(client, LONG + "A-K1,Nov 2023,12,provisional,\n")).context["form"].asked
    assert "12 stood here before and was corrected to 12 by" in cell.says[-1], "it may be the file of before"


def test_a_file_that_says_nothing_of_the_kind_makes_nothing_firmer(cast: Cast, as_: Enter) -> None:
    figure(cast, "provisional")
    assert "1 figure is there already" in said(
        as_("data lead").get(checked(as_("data lead"), LONG + "A-K1,Nov 2023,12,,\n"))
    )


def test_words_in_the_cell_make_it_firmer_once_it_is_confirmed(cast: Cast, as_: Enter) -> None:
    row, client = figure(cast, "provisional"), as_("data lead")
    content = LONG + "A-K1,Nov 2023,12 (validated),,\n"
    page = said(client.get(checked(client, content)))
    assert "It stands as a provisional figure: the file’s is actual" in page
    stays = said(bring(client, content, take_C2="on", kind_C2="provisional"))
    assert "C2 says what stands there already: change it, or do not confirm it" in stays
    bring(client, content, take_C2="on")
    assert latest(row.kpi)[:2] == (12, "actual")


def test_what_was_said_to_be_provisional_after_all_is_asked_about_when_the_file_comes_again(
    cast: Cast, as_: Enter
) -> None:
    row, client = figure(cast, "actual"), as_("data lead")
    common: dict[str, Any] = {"by": cast["data lead"], "at": NOW, "seen_version": row.version}
    actions.correct_measurement(
        measurement=row, value=Decimal(12), kind=FigureKind.PROVISIONAL, why="Not validated yet", **common
    )
    form = client.get(checked(client, LONG + "A-K1,Nov 2023,12,actual,\n")).context["form"]
    assert form.revised == []
    (cell,) = form.asked
    assert "12 stood here before and was corrected to 12" in cell.says[-1]


def test_that_only_its_kind_changed_is_told_in_words_of_its_own(cast: Cast, as_: Enter) -> None:
    row, client = figure(cast, "provisional"), as_("data lead")
    bring(client, LONG + "A-K1,Nov 2023,12,actual,\n", revise="correct")
    page = said(client.get(f"{LIST}A-K1/"))
    assert "Actual now, provisional until then" in page
    assert "Figure actual now: 12 at 30 November 2023, provisional until then" in page
    assert "Corrected: now" not in page
    assert "Figure corrected" not in page
    told = client.get(f"{LIST}A-K1/?format=csv").content.decode("utf-8-sig")
    assert ",Actual now," in told
    there = row.kpi.measurements.get(corrected=False)
    common: dict[str, Any] = {"by": cast["data lead"], "at": NOW, "seen_version": there.version}
    actions.correct_measurement(
        measurement=there, value=Decimal(12), kind=FigureKind.PROVISIONAL, why="Not validated yet", **common
    )
    page = said(client.get(f"{LIST}A-K1/"))
    assert "Provisional now, actual until then" in page
    assert "Corrected to 12" in page, "the first one was followed by one that stands no more"


def test_one_that_is_only_firmer_is_never_given_the_reason_that_was_typed_for_others(cast: Cast, as_: Enter) -> None:
    row, client = figure(cast, "provisional"), as_("data lead")
    content = LONG + "A-K1,Nov 2023,12,actual,\nA-K1,Oct 2023,9,actual,\n"
    told = {"kpi": row.kpi, "value": Decimal(8), "as_at": date(2023, 10, 31), "period": Period.MONTH}
    make.Measurement(notice=cast.notice, **told)
    page = said(client.get(checked(client, content)))
    assert "shown beside each figure that changes. What is only more certain now needs none, and is not given" in page
    done = said(bring(client, content, revise="correct", why="Counted twice"))
    notes = row.kpi.measurements.filter(corrected=False).order_by("as_at").values_list("note", flat=True)
    assert list(notes) == ["Counted twice", "The actual figure in the place of the provisional one"]
    assert "2 figures of figures.csv entered, 1 of them in the place of others, 1 more certain now" in done


def test_a_firmer_figure_with_another_value_needs_no_reason_either(cast: Cast, as_: Enter) -> None:
    row, client = figure(cast, "provisional"), as_("data lead")
    bring(client, LONG + "A-K1,Nov 2023,13,actual,Audited\n", revise="correct")
    assert latest(row.kpi) == (13, "actual", "The actual figure in the place of the provisional one\nAudited")
