"""Survey waves feed a percentage: worked out, with n, never where small numbers could be told."""

import html
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from evidence import actions as hearing
from evidence.models import HowHeard, VoiceEntry
from kpis import actions, waves
from kpis.models import Baseline, FigureKind, Kpi, Measurement, Unit
from kpis.reading import read_kpis
from notices.conflicts import Refused
from tests import factories as make
from tests.cast import Cast
from tests.factories import NOW, TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("story_day")]
Enter = Callable[[str], Client]
PAGE = "/notices/devon/kpis/A-K1/waves/"
JUNE = date(2023, 6, 9)


@pytest.fixture
def kpi(cast: Cast) -> Kpi:
    row = make.Kpi(notice=cast.notice, code="A-K1", unit=Unit.PERCENT, origin="survey")
    make.Target(notice=cast.notice, kpi=row, rule="45%")
    return row


def wave(cast: Cast, count: int = 87, answered: int = 301, **more: Any) -> VoiceEntry:
    told = {"how_heard": HowHeard.SURVEY, "heard_on": JUNE, "source": "First wave", "asked": 412, "notice": cast.notice}
    asked = {"question": "Are you kept informed?", "result": "good or better"}
    row = make.VoiceEntry(**{**told, **asked, "answered": answered, "result_count": count, **more})
    VoiceEntry.history.filter(id=row.pk).update(history_date=NOW - timedelta(days=20))  # type: ignore[attr-defined]
    return row


def said(answer: Any) -> str:
    return html.unescape(answer.content.decode())


def enter(client: Client, *chosen: VoiceEntry) -> Any:
    """Choose waves, and tick whatever the page asks about them."""
    typed = {"waves": [str(each.pk) for each in chosen]}
    answer = client.post(PAGE, typed)
    asked = list(answer.context["form"].to_settle) if answer.status_code == 200 else []
    return client.post(PAGE, {**typed, "right": asked}) if asked else answer


# --- what a wave says ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("count", "answered", "expected"),
    [
        (87, 301, "28.9"),
        (50, 100, "50"),
        (1, 3, "33.3"),
        (2, 3, "66.7"),
        (1, 16, "6.3"),
        (3, 16, "18.8"),
        (5, 8, "62.5"),
    ],
)
def test_a_share_is_worked_out_exactly_and_rounded_to_one_place_halves_up(
    count: int, answered: int, expected: str
) -> None:
    assert waves.share(count, answered) == Decimal(expected)


@given(st.integers(5, 100_000), st.data())
def test_a_share_lies_within_half_a_tenth_of_the_exact_one(answered: int, data: st.DataObject) -> None:
    count = data.draw(st.integers(0, answered))
    found = waves.share(count, answered)
    assert abs(found * answered - 100 * count) <= Decimal("0.05") * answered
    assert 0 <= found <= 100
    assert "E" not in str(found)


@pytest.mark.parametrize(
    ("count", "answered", "why"),
    [
        (2, 4, "fewer than 5 answered"),
        (4, 40, "fewer than 5 gave the answer"),
        (0, 40, "fewer than 5 gave the answer"),
        (36, 40, "all, or all but fewer than 5"),
        (40, 40, "all, or all but fewer than 5"),
        (5, 40, ""),
        (35, 40, ""),
    ],
)
def test_a_wave_of_which_a_number_under_five_could_be_worked_out_is_withheld(
    count: int, answered: int, why: str
) -> None:
    assert waves.why_withheld(count, answered).startswith(why)
    assert bool(waves.why_withheld(count, answered)) is bool(why)


# --- entering ------------------------------------------------------------------------------------


def test_a_chosen_wave_becomes_a_figure_with_its_day_its_n_and_the_wave_itself(
    cast: Cast, kpi: Kpi, as_: Enter
) -> None:
    heard = wave(cast)
    assert enter(as_("data lead"), heard).status_code == 302
    row = kpi.measurements.get()
    assert (row.value, row.as_at, row.kind, row.wave) == (Decimal("28.9"), JUNE, "actual", heard)
    assert (row.source, row.note, row.entered_by) == ("First wave", "301 of 412 answered.", cast["data lead"])
    page = said(as_("member").get("/notices/devon/kpis/A-K1/"))
    assert "28.9%" in page
    assert "301 answers" in page
    assert "301 answers" in said(as_("member").get("/notices/devon/kpis/"))


def test_few_answers_are_marked(cast: Cast, kpi: Kpi, as_: Enter) -> None:
    enter(as_("lead"), wave(cast, 12, 29))
    assert kpi.measurements.get().note == "29 of 412 answered. Few answers: fewer than 30."
    assert "29 answers (few)" in said(as_("member").get("/notices/devon/kpis/A-K1/"))
    assert waves.answers(30) == "30 answers"


def test_a_wave_of_which_a_small_number_shows_beside_what_is_told_already_feeds_nothing(
    cast: Cast, kpi: Kpi, as_: Enter
) -> None:
    told = wave(cast, 60, 80)
    rest = wave(cast, 17, 80, result="poor", question="are you kept informed")
    assert enter(as_("lead"), rest).status_code == 200
    assert not kpi.measurements.exists()
    page = said(as_("lead").get(PAGE))
    assert "a number under 5 could be worked out from it and what is told, or was, of the same question" in page
    assert as_("lead").get(f"/notices/devon/kpis/A-K1/baseline/?wave={rest.uid}").context["form"]["value"].value() in (
        None,
        "",
    )
    assert enter(as_("lead"), told).status_code == 302
    assert kpi.measurements.get().value == 75


def test_how_few_did_not_answer_is_not_kept_with_the_figure(cast: Cast, kpi: Kpi, as_: Enter) -> None:
    enter(as_("lead"), wave(cast, 200, 410))
    assert kpi.measurements.get().note == "410 answered, which is all or almost all who were asked."


def test_the_same_wave_twice_enters_nothing_twice(cast: Cast, kpi: Kpi, as_: Enter) -> None:
    heard, lead = wave(cast), as_("lead")
    assert [enter(lead, heard).status_code for _ in range(2)] == [302, 302]
    assert kpi.measurements.count() == 1
    assert "feeds this KPI" in said(lead.get(PAGE))


@pytest.mark.parametrize(("count", "answered"), [(2, 4), (3, 40), (38, 40)])
def test_numbers_too_small_are_not_entered_and_it_is_said_and_no_page_tells_them(
    cast: Cast, kpi: Kpi, as_: Enter, count: int, answered: int
) -> None:
    small, large = wave(cast, count, answered, source="Small wave"), wave(cast, heard_on=date(2023, 10, 9))
    answer = enter(as_("lead"), small, large)
    page = said(answer)
    assert "Small wave, 9 June 2023: not entered, because" in page
    assert [row.wave for row in kpi.measurements.all()] == [large]
    share = f"{waves.share(count, answered)}%"
    assert share not in page
    assert f"{count} of" not in page


def test_a_day_that_has_a_figure_keeps_it(cast: Cast, kpi: Kpi, as_: Enter) -> None:
    make.Measurement(notice=cast.notice, kpi=kpi, as_at=JUNE, value=Decimal(17))
    page = said(enter(as_("lead"), wave(cast)))
    assert "A-K1 has a figure of that day already. Correct that one, or leave the wave out" in page
    assert kpi.measurements.get().value == 17
    assert "17%, entered by hand" in page


def test_a_kpi_that_is_no_percentage_is_fed_by_no_wave(cast: Cast, kpi: Kpi, as_: Enter) -> None:
    Kpi.objects.filter(pk=kpi.pk).update(unit=Unit.COUNT)
    heard = wave(cast)
    assert "A survey wave feeds a percentage alone" in said(as_("lead").get(PAGE))
    enter(as_("lead"), heard)
    assert not kpi.measurements.exists()


def test_what_is_no_wave_with_a_result_or_of_another_notice_cannot_be_chosen(cast: Cast, kpi: Kpi, as_: Enter) -> None:
    foreign = wave(cast, notice=cast.elsewhere, source="Canary wave")
    empty = wave(cast, None, None, asked=None, question="", result="")  # type: ignore[arg-type]
    meeting = make.VoiceEntry(notice=cast.notice)
    lead = as_("lead")
    assert "Canary" not in said(lead.get(PAGE))
    for each in (foreign, empty, meeting):
        assert enter(lead, each).status_code == 200
        with pytest.raises(Refused, match="Choose a survey wave of this notice that has a result"):
            actions.enter_wave(kpi=kpi, wave=each, by=cast["lead"], at=NOW)
    assert not kpi.measurements.exists()


def test_a_wave_unlike_those_that_feed_it_is_asked_about_and_not_refused(cast: Cast, kpi: Kpi, as_: Enter) -> None:
    lead, later = as_("lead"), date(2023, 10, 9)
    enter(lead, wave(cast))
    other = wave(cast, heard_on=later, group="young_people", question="Do you feel heard?")
    page = lead.get(PAGE)
    assert "another group and another question than in the waves that feed it" in said(page)
    assert [each.entry for each in page.context["others"]] == [other]
    typed = {"others": [str(other.pk)]}
    answer = lead.post(PAGE, typed)
    assert "Children and young people, “Do you feel heard?”, counted: good or better: another group and" in said(answer)
    assert "govuk-details" not in said(answer).split("<main")[1]
    assert kpi.measurements.count() == 1
    assert lead.post(PAGE, {**typed, "right": list(answer.context["form"].to_settle)}).status_code == 302
    assert kpi.measurements.count() == 2


def test_the_first_wave_of_a_kpi_is_asked_about_once_for_its_group_and_question(
    cast: Cast, kpi: Kpi, as_: Enter
) -> None:
    lead, first, second = (
        as_("lead"),
        wave(cast),
        wave(cast, heard_on=date(2023, 10, 9), question="are you kept  informed?"),
    )
    typed = {"waves": [str(first.pk), str(second.pk)]}
    answer = lead.post(PAGE, typed)
    text = said(answer)
    assert "Parents and carers, “Are you kept informed?”, counted: good or better: nothing feeds this KPI yet" in text
    assert not kpi.measurements.exists()
    asked = list(answer.context["form"].to_settle)
    assert len(asked) == 1
    assert lead.post(PAGE, {**typed, "right": asked}).status_code == 302
    third = wave(cast, heard_on=date(2023, 11, 9))
    assert lead.post(PAGE, {"waves": [str(third.pk)]}).status_code == 302
    assert kpi.measurements.count() == 3


def test_a_tick_for_one_question_says_nothing_of_another(cast: Cast, kpi: Kpi, as_: Enter) -> None:
    lead, first, other = as_("lead"), wave(cast), wave(cast, heard_on=date(2023, 10, 9), question="Do you feel heard?")
    asked = list(lead.post(PAGE, {"waves": [str(first.pk)]}).context["form"].to_settle)
    answer = lead.post(PAGE, {"waves": [str(other.pk)], "right": asked})
    assert "“Do you feel heard?”, counted: good or better: nothing feeds this KPI yet" in said(answer)
    assert not kpi.measurements.exists()


def test_choosing_nothing_says_what_to_do(cast: Cast, kpi: Kpi, as_: Enter) -> None:
    wave(cast)
    assert "Select the waves to enter" in said(as_("lead").post(PAGE))


# --- a wave that was corrected -------------------------------------------------------------------


def correct(cast: Cast, heard: VoiceEntry, count: int, answered: int = 301) -> VoiceEntry:
    heard.refresh_from_db()
    later = NOW + timedelta(hours=heard.version)
    told = {"asked": 412, "answered": answered, "result_count": count, "why": "Ten answers were counted twice"}
    return hearing.correct_wave(entry=heard, by=cast["lead"], at=later, seen_version=heard.version, **told)


def test_a_corrected_wave_changes_no_figure_by_itself_and_is_said_where_it_stands(
    cast: Cast, kpi: Kpi, as_: Enter
) -> None:
    heard, lead = wave(cast), as_("lead")
    enter(lead, heard)
    correct(cast, heard, 77)
    assert kpi.measurements.get().value == Decimal("28.9")
    assert "The wave was changed since." in said(lead.get(PAGE))
    listed = {
        label for row in lead.get("/notices/devon/kpis/data-quality/").context["rows"] for _, label, _ in row.settle
    }
    assert "Figure that differs from its wave" in listed


def test_the_figure_follows_its_wave_with_the_reason_and_the_old_one_stays(cast: Cast, kpi: Kpi, as_: Enter) -> None:
    heard, lead = wave(cast), as_("lead")
    enter(lead, heard)
    correct(cast, heard, 77)
    old = kpi.measurements.get()
    address = f"{PAGE}{old.uid}/"
    page = lead.get(address)
    assert "The figure that stands is <b>28.9%</b>; the wave gives <b>25.6%</b> now, 301 answers." in said(page)
    typed = {"seen_version": str(old.version), "sent_as": str(uuid4())}
    assert "Enter why the wave was corrected" in said(lead.post(address, typed))
    for _ in range(2):
        assert lead.post(address, {**typed, "why": "Ten answers were counted twice"}).status_code == 302
    new = kpi.measurements.get(corrected=False)
    assert (new.value, new.corrects, new.wave) == (Decimal("25.6"), old, heard)
    assert new.note == "Ten answers were counted twice\n301 of 412 answered."
    assert kpi.measurements.count() == 2
    assert "changed since" not in said(lead.get(PAGE))


def test_a_figure_that_was_corrected_meanwhile_stands_beside_what_was_typed(cast: Cast, kpi: Kpi, as_: Enter) -> None:
    heard, lead = wave(cast), as_("lead")
    enter(lead, heard)
    correct(cast, heard, 77)
    row = kpi.measurements.get()
    Measurement.objects.filter(pk=row.pk).update(version=2)
    stale = lead.post(f"{PAGE}{row.uid}/", {"seen_version": "1", "sent_as": str(uuid4()), "why": "Mine"})
    assert stale.status_code == 409
    assert "Mine" in said(stale)
    assert stale.context["form"]["seen_version"].value() == 2


def test_a_wave_that_became_too_small_is_not_told_by_its_correction(cast: Cast, kpi: Kpi, as_: Enter) -> None:
    heard, lead = wave(cast), as_("lead")
    enter(lead, heard)
    correct(cast, heard, 3, 60)
    row = kpi.measurements.get()
    page = said(lead.get(f"{PAGE}{row.uid}/"))
    assert "the wave cannot be told as it stands now, because fewer than 5 gave the answer" in page
    assert "5%" not in page
    with pytest.raises(Refused, match="cannot be told as it stands now"):
        actions.correct_from_wave(figure=row, why="Recount", by=cast["lead"], at=NOW, seen_version=row.version)


@pytest.mark.parametrize(
    ("count", "answered"),
    [(86, 301), (91, 301), (88, 302), (87, 297), (93, 304), (97, 312)],
    ids=[
        "one less",
        "four more",
        "one more who said so",
        "four who did not",
        "six, and three fewer others",
        "one other",
    ],
)
def test_a_wave_that_a_few_answers_correct_is_not_told_beside_what_was_told(
    cast: Cast, kpi: Kpi, as_: Enter, count: int, answered: int
) -> None:
    heard, lead = wave(cast), as_("lead")
    enter(lead, heard)
    correct(cast, heard, count, answered)
    row = kpi.measurements.get()
    page = said(lead.get(PAGE))
    assert "The figure stays: the wave’s numbers of today are not told" in page
    assert "changed since" not in page
    shown = said(lead.get(f"{PAGE}{row.uid}/"))
    assert "the wave cannot be told as it stands now, because a number under 5 could be worked out" in shown
    with pytest.raises(Refused, match="cannot be told as it stands now"):
        actions.correct_from_wave(figure=row, why="Recount", by=cast["lead"], at=NOW, seen_version=row.version)
    (found,) = read_kpis(cast.notice, TODAY)
    assert found.latest is not None
    assert (found.latest.answers, found.latest.differs) == ("301 answers", False)
    told = f"{waves.share(count, answered)}%"
    for place in (PAGE, "/notices/devon/kpis/A-K1/", "/notices/devon/kpis/", "/notices/devon/voice/"):
        reply = said(lead.get(place))
        assert told not in reply or told == "28.9%", place
        assert f"{count} of {answered}" not in reply
        assert answered == 301 or f"{answered} answers" not in reply


def test_a_wave_that_was_corrected_back_is_told_again(cast: Cast, kpi: Kpi, as_: Enter) -> None:
    heard, lead = wave(cast), as_("lead")
    enter(lead, heard)
    correct(cast, heard, 86)
    correct(cast, heard, 87)
    assert "The figure stays" not in said(lead.get(PAGE))
    assert "28.9%" in said(lead.get(PAGE))


def test_a_figure_keeps_the_number_of_answers_that_it_was_made_of(cast: Cast, kpi: Kpi, as_: Enter) -> None:
    heard, lead = wave(cast), as_("lead")
    enter(lead, heard)
    correct(cast, heard, 77, 320)
    (found,) = read_kpis(cast.notice, TODAY)
    assert found.latest is not None
    assert (found.latest.answers, found.latest.differs) == ("301 answers", True)


def test_a_figure_put_in_by_hand_tells_no_number_of_answers(cast: Cast, kpi: Kpi, as_: Enter) -> None:
    heard, lead = wave(cast), as_("lead")
    enter(lead, heard)
    correct(cast, heard, 88, 302)
    row, said_now = kpi.measurements.get(), waves.share(88, 302)
    actions.correct_measurement(
        measurement=row, value=said_now, kind=FigureKind.ACTUAL, why="As told", by=cast["lead"], at=NOW, seen_version=1
    )
    (found,) = read_kpis(cast.notice, TODAY)
    assert found.latest is not None
    assert (found.latest.value, found.latest.answers) == (said_now, "")
    assert "302 answers" not in said(lead.get("/notices/devon/kpis/A-K1/"))


def test_another_notices_figure_is_not_corrected_through_this_address(cast: Cast, kpi: Kpi, as_: Enter) -> None:
    foreign = make.Measurement(notice=cast.elsewhere, wave=wave(cast, notice=cast.elsewhere))
    by_hand = make.Measurement(notice=cast.notice, kpi=kpi)
    for row in (foreign, by_hand):
        assert as_("lead").get(f"{PAGE}{row.uid}/").status_code == 404


# --- a wave as the baseline ----------------------------------------------------------------------


def test_a_wave_is_proposed_as_the_baseline_with_its_n_in_the_source_and_approved_by_another(
    cast: Cast, kpi: Kpi, as_: Enter
) -> None:
    heard, data = wave(cast), as_("data lead")
    page = data.get(f"/notices/devon/kpis/A-K1/baseline/?wave={heard.uid}")
    form = page.context["form"]
    assert form["source"].value() == "First wave, 9 June 2023: 301 of 412 answered"
    typed = {
        "value": str(form["value"].value()),
        "as_at_day": "9",
        "as_at_month": "6",
        "as_at_year": "2023",
        "source": form["source"].value(),
        "sent_as": str(form["sent_as"].value()),
    }
    address = f"/notices/devon/kpis/A-K1/baseline/?wave={heard.uid}"
    asked = said(data.post(address, typed))
    assert "Parents and carers, “Are you kept informed?”, counted: good or better: no wave feeds this KPI yet" in asked
    assert "Tick that this wave asks what A-K1 counts, or take another one" in asked
    assert data.post(address, {**typed, "wave_right": "on"}).status_code == 302
    row = Baseline.objects.get(kpi=kpi)
    assert (row.value, row.as_at, row.state) == (Decimal("28.9"), JUNE, "proposed")
    approve = "/notices/devon/kpis/A-K1/baseline/approve/"
    answer = as_("lead").get(approve)
    page, shown = said(answer), answer.context["form"].initial
    assert "First wave: Parents and carers, “Are you kept informed?”, counted: good or better; 301 of 412" in page
    assert "Check: no wave feeds this KPI yet" in page
    assert as_("lead").post(approve, shown).status_code == 302
    (told,) = read_kpis(cast.notice, TODAY)
    assert told.baseline is not None
    assert "301 of 412 answered" in told.baseline.source


def test_a_baseline_of_another_group_than_feeds_the_kpi_is_asked_about_and_told_to_its_approver(
    cast: Cast, kpi: Kpi, as_: Enter
) -> None:
    data, october = as_("data lead"), date(2023, 10, 9)
    enter(data, wave(cast))
    like, other = wave(cast, heard_on=october), wave(cast, 150, heard_on=october, group="young_people")
    page = "/notices/devon/kpis/A-K1/baseline/"
    assert "wave_right" not in data.get(f"{page}?wave={like.uid}").context["form"].fields
    assert "another group than in the waves that feed it" in said(data.get(f"{page}?wave={other.uid}"))
    proposed = {"state": "proposed", "approved_by": None, "approved_at": None, "proposed_at": NOW, "as_at": october}
    make.Baseline(notice=cast.notice, kpi=kpi, value=Decimal("49.8"), proposed_by=cast["data lead"], **proposed)
    told = said(as_("lead").get(f"{page}approve/"))
    assert "Children and young people, “Are you kept informed?”" in told
    assert "Check: another group than in the waves that feed it" in told
    assert "Parents and carers" not in told


@pytest.mark.parametrize("which", ["small", "foreign", "nonsense"])
def test_a_wave_that_may_not_be_told_fills_in_no_baseline(cast: Cast, kpi: Kpi, as_: Enter, which: str) -> None:
    asked = {
        "small": lambda: wave(cast, 3, 40).uid,
        "foreign": lambda: wave(cast, notice=cast.elsewhere).uid,
        "nonsense": lambda: "nonsense",
    }[which]()
    page = as_("data lead").get(f"/notices/devon/kpis/A-K1/baseline/?wave={asked}")
    assert page.status_code == 200
    assert page.context["form"]["value"].value() in (None, "")


# --- who -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("kind", "status"), [("stranger", 404), ("member", 403), ("adviser", 403), ("data lead", 200)])
def test_those_who_enter_the_figures_choose_the_waves(cast: Cast, kpi: Kpi, as_: Enter, kind: str, status: int) -> None:
    wave(cast)
    assert as_(kind).get(PAGE).status_code == status
    assert as_(kind).post(PAGE).status_code == status


def test_a_script_in_a_waves_words_is_shown_and_never_run(cast: Cast, kpi: Kpi, as_: Enter) -> None:
    evil = "<script>alert(1)</script>"
    heard = wave(cast, question=evil, result=evil, source=evil)
    lead = as_("lead")
    assert "<script>alert" not in lead.get(PAGE).content.decode()
    enter(lead, heard)
    assert "<script>alert" not in lead.get("/notices/devon/kpis/A-K1/").content.decode()
