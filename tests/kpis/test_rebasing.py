"""Targets are rebased on a page: by a decision, checked before they are saved, the earlier ones kept."""

import html
from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from django.test import Client

from boards.models import Authority, Decision
from kpis import actions
from kpis.models import Direction, Kpi, Target, Unit
from kpis.reading import read_kpis
from notices.conflicts import Refused
from people.models import User
from tests import factories as make
from tests.cast import Cast
from tests.factories import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("story_day")]
Enter = Callable[[str], Client]
PAGE = "/notices/devon/kpis/A-K1/targets/"
JANUARY, MARCH = date(2024, 1, 31), date(2024, 3, 31)


@pytest.fixture
def kpi(cast: Cast) -> Kpi:
    row = make.Kpi(notice=cast.notice, code="A-K1", unit=Unit.PERCENT, direction=Direction.HIGHER)
    make.Baseline(notice=cast.notice, kpi=row, value=Decimal(16), as_at=date(2023, 1, 31))
    make.Target(notice=cast.notice, kpi=row, label="12 months", rule="20%-point increase", due_on=JANUARY)
    return row


@pytest.fixture
def decision(cast: Cast) -> Decision:
    return make.Decision(notice=cast.notice, number=7, text="The target moves to March.")


def row(number: int, due_on: date | None = JANUARY, rule: str = "45%", label: str = "") -> dict[str, str]:
    day = {"day": due_on.day, "month": due_on.month, "year": due_on.year} if due_on else {}
    return {
        f"label_{number}": label or f"Target {number}",
        f"rule_{number}": rule,
        **{f"due_{number}_{part}": str(value) for part, value in day.items()},
    }


def sent(decision: Decision, *rows: dict[str, str], **more: str) -> dict[str, str]:
    found = {"seen_version": "1", "decision": str(decision.pk)}
    for each in rows:
        found |= each
    return found | more


def said(answer: object) -> str:
    return html.unescape(answer.content.decode())  # type: ignore[attr-defined]


def checked(client: Client, typed: dict[str, str]) -> dict[str, str]:
    """What the check would send."""
    page = client.post(PAGE, typed)
    assert page.status_code == 200
    return dict(page.context["sent"])


def standing(kpi: Kpi) -> list[tuple[int, date, str]]:
    return [(each.edition, each.due_on, each.rule) for each in actions.rows.current_targets(kpi)]


# --- from the page to the rows -------------------------------------------------------------------


def test_the_page_begins_with_the_targets_that_count_and_offers_the_notices_decisions(
    cast: Cast, kpi: Kpi, decision: Decision, as_: Enter
) -> None:
    make.Decision(notice=cast.elsewhere, number=99, text="Canary decision")
    page = as_("lead").get(PAGE)
    form = page.context["form"]
    assert [form[name].value() for name in ("label_1", "rule_1")] == ["12 months", "20%-point increase"]
    assert form["due_1"].value() == JANUARY
    assert "7: The board, 14 December 2023: The target moves to March." in said(page)
    assert "Canary" not in said(page)


def test_what_each_target_asks_for_is_shown_before_anything_is_saved(kpi: Kpi, decision: Decision, as_: Enter) -> None:
    typed = sent(decision, row(1, rule="20%-point increase", label="12 months"), row(2, MARCH, "90%-point increase"))
    page = as_("lead").post(PAGE, typed)
    text = said(page)
    for words in ("36%", "106%", "Target 2 asks for 106%, which cannot be reached", "Unchanged", "New or changed"):
        assert words in text
    assert "Agreed by the board on 14 December 2023, decision 7" in text
    assert "Nothing is saved yet" in text
    assert kpi.targets.count() == 1


def test_what_was_checked_is_saved_and_the_earlier_edition_stays_with_who_agreed_what(
    kpi: Kpi, decision: Decision, as_: Enter
) -> None:
    lead = as_("lead")
    answer = lead.post(PAGE, checked(lead, sent(decision, row(1, MARCH, "30%"))))
    assert (answer.status_code, answer["Location"]) == (302, "/notices/devon/kpis/A-K1/")
    assert standing(kpi) == [(2, MARCH, "30%")]
    assert kpi.targets.filter(edition=1).get().rule == "20%-point increase"
    page = said(lead.get("/notices/devon/kpis/A-K1/"))
    assert "The board, <span" in page
    assert "Edition 2, decision 7" in page
    assert "With the plan" in page


def test_a_target_that_did_not_change_keeps_what_agreed_it_through_every_edition(
    cast: Cast, kpi: Kpi, decision: Decision, as_: Enter
) -> None:
    first = actions.TargetRow("12 months", JANUARY, "20%-point increase")
    second = actions.TargetRow("18 months", MARCH, "30%-point increase")
    rebase(kpi, decision, cast["lead"], first, second)
    later = make.Decision(notice=cast.notice, number=9, decided_on=date(2023, 12, 20))
    third = actions.TargetRow("24 months", date(2024, 9, 30), "40%-point increase")
    rebase(kpi, later, cast["lead"], first, second, third)
    told = read_kpis(cast.notice, NOW.date(), only=kpi.pk)[0].targets
    kept = [(row.kept_from.edition, row.kept_from.decision) if row.kept_from else None for row in told]
    assert kept == [(1, None), (2, 7), None]
    assert [row.decision for row in told] == [9, 9, 9]
    text = " ".join(said(as_("lead").get("/notices/devon/kpis/A-K1/")).split())
    assert 'With the plan<br><span class="app-quiet">Carried over unchanged into edition 3, decision 9' in text
    carried = (
        'Edition 2, decision 7</span><br><span class="app-quiet">Carried over unchanged into edition 3, decision 9'
    )
    assert carried in text


def test_a_milestone_that_is_moved_after_its_day_is_marked_before_anything_is_saved(
    cast: Cast, kpi: Kpi, decision: Decision, as_: Enter
) -> None:
    july = date(2023, 7, 31)
    make.Target(notice=cast.notice, kpi=kpi, label="Milestone 1", rule="18%", due_on=july, printed_order=2)
    unchanged = row(1, label="12 months", rule="20%-point increase")
    text = said(as_("lead").post(PAGE, sent(decision, unchanged, row(2, july, "15%", "Milestone 1"))))
    assert "is changed after the event" in text
    assert "<li>Milestone 1 of 31 July 2023</li>" in text
    assert "New or changed, <b>after its day has passed</b>" in text
    assert "Unchanged: what agreed it stays" in text
    still = said(as_("lead").post(PAGE, sent(decision, row(1, MARCH), row(2, july, "18%", "Milestone 1"))))
    assert "after the event" not in still


def test_a_target_that_goes_is_named_before_it_goes(kpi: Kpi, decision: Decision, as_: Enter) -> None:
    typed = sent(decision, row(1, label="12 months", rule="20%-point increase"), row(2, MARCH), out_1="on")
    page = as_("lead").post(PAGE, typed)
    assert "What counts no longer" in said(page)
    assert [each.target.label for each in page.context["gone"]] == ["12 months"]
    assert [each.target.label for each in page.context["rows"]] == ["Target 2"]


def test_nothing_is_saved_that_was_not_shown(kpi: Kpi, decision: Decision, as_: Enter) -> None:
    lead = as_("lead")
    typed = checked(lead, sent(decision, row(1, MARCH, "30%")))
    page = lead.post(PAGE, {**typed, "rule_1": "99%"})
    assert page.status_code == 200
    assert "Something has changed since this was shown" in said(page)
    assert standing(kpi)[0][0] == 1


def test_a_baseline_that_was_approved_meanwhile_has_the_targets_shown_anew(
    kpi: Kpi, decision: Decision, as_: Enter
) -> None:
    lead = as_("lead")
    typed = checked(lead, sent(decision, row(1, MARCH, "50% increase")))
    make.Baseline(notice=kpi.notice, kpi=kpi, number=2, value=Decimal(20))
    page = lead.post(PAGE, typed)
    assert "30%" in said(page)
    assert standing(kpi)[0][0] == 1


def test_who_wants_to_change_something_finds_everything_that_was_typed(
    kpi: Kpi, decision: Decision, as_: Enter
) -> None:
    lead = as_("lead")
    page = lead.post(PAGE, {**checked(lead, sent(decision, row(1, MARCH, "30%"))), "change": "1"})
    assert page.context["form"]["rule_1"].value() == "30%"
    assert "There is a problem" not in said(page)


def test_more_rows_are_added_and_what_is_typed_stays(kpi: Kpi, decision: Decision, as_: Enter) -> None:
    lead = as_("lead")
    before = len(lead.get(PAGE).context["form"].numbers)
    page = lead.post(PAGE, {**sent(decision, *(row(number) for number in range(1, before + 1))), "more": "1"})
    form = page.context["form"]
    assert len(form.numbers) > before
    assert form[f"label_{before}"].value() == f"Target {before}"
    forged = lead.post(PAGE, {"label_999999999999": "x", "label_500": "x", "label_x": "", "more": "1"})
    assert len(forged.context["form"].numbers) == 24


def test_rows_are_kept_in_the_order_of_their_days(kpi: Kpi, decision: Decision, as_: Enter) -> None:
    lead = as_("lead")
    lead.post(PAGE, checked(lead, sent(decision, row(1, MARCH, "30%"), row(2, JANUARY, "25%"))))
    assert [(day, rule) for _, day, rule in standing(kpi)] == [(JANUARY, "25%"), (MARCH, "30%")]


def test_targets_of_which_the_baseline_is_awaited_say_so_and_can_be_saved(
    kpi: Kpi, decision: Decision, as_: Enter
) -> None:
    kpi.baselines.all().delete()
    lead = as_("lead")
    typed = sent(decision, row(1, MARCH, "25% increase"), row(2, date(2024, 6, 30), "TBC"))
    text = said(lead.post(PAGE, typed))
    assert "Baseline awaited" in text
    assert "Target awaited" in text
    assert lead.post(PAGE, checked(lead, typed)).status_code == 302


# --- what is refused, with the row's name --------------------------------------------------------


@pytest.mark.parametrize(
    ("rows", "more", "says"),
    [
        ([row(1, rule="12,1%")], {}, "Target 1: “12,1%” has a comma as its decimal mark"),
        ([row(1), row(2, MARCH, "as many as possible")], {}, "Target 2: “as many as possible” is not a target"),
        ([row(1), row(2)], {}, "Targets 1 and 2 are both due on 31 January 2024: give each its own date"),
        ([row(1, None)], {}, "Enter the due date of target 1"),
        ([row(1, rule="")], {}, "Enter what target 1 asks for, or TBC while that is not settled"),
        ([row(1) | {"label_1": ""}], {}, "Enter the label of target 1"),
        ([row(1) | {"due_1_month": "13"}], {}, "Due date of target 1 must have a month from 1 to 12"),
        ([row(1, rule="4" * 81)], {}, "What target 1 asks for must be 80 characters or fewer"),
        ([row(1)], {"out_1": "on"}, "Give at least one target: a KPI is not rebased to nothing"),
        ([], {}, "Give at least one target"),
        ([row(1)], {"decision": ""}, "Select the decision that agreed the targets"),
        ([row(1)], {"decision": "0"}, "Choose the decision that agreed the targets from the list"),
    ],
)
def test_what_cannot_be_taken_is_named_by_its_row_and_stays_typed(
    kpi: Kpi, decision: Decision, as_: Enter, rows: list[dict[str, str]], more: dict[str, str], says: str
) -> None:
    typed = sent(decision, *rows) | more
    answer = as_("lead").post(PAGE, typed)
    assert says in said(answer)
    form = answer.context["form"]
    assert all(form[name].value() == typed[name] for name in typed if name.startswith(("label", "rule")))
    assert standing(kpi)[0][0] == 1


@pytest.mark.parametrize("value", ["0", "-3"])
def test_a_percentage_of_a_baseline_that_is_not_above_zero_is_refused_by_row(
    kpi: Kpi, decision: Decision, as_: Enter, value: str
) -> None:
    kpi.targets.all().delete()
    kpi.baselines.update(value=Decimal(value))
    text = said(as_("lead").post(PAGE, sent(decision, row(1, rule="25% increase"))))
    assert f"Target 1: “25% increase” of a baseline of {value} means nothing: write the value to reach instead" in text
    assert "See what they ask for" in text


def test_what_is_wrong_in_a_row_that_is_taken_out_does_not_matter(kpi: Kpi, decision: Decision, as_: Enter) -> None:
    typed = sent(decision, row(1, rule="nonsense") | {"due_1_month": "13"}, row(2, MARCH), out_1="on")
    assert "Check what the targets ask for" in said(as_("lead").post(PAGE, typed))


def test_the_targets_that_count_already_are_no_new_edition(kpi: Kpi, decision: Decision, as_: Enter) -> None:
    lead = as_("lead")
    typed = checked(lead, sent(decision, row(1, label="12 months", rule="20%-point increase")))
    assert "These are the targets that count already" in said(lead.post(PAGE, typed))
    assert kpi.targets.count() == 1


# --- which decision ------------------------------------------------------------------------------


def test_another_notices_decision_cannot_be_cited(cast: Cast, kpi: Kpi, decision: Decision, as_: Enter) -> None:
    foreign = make.Decision(notice=cast.elsewhere, text="Canary decision")
    page = as_("lead").post(PAGE, sent(foreign, row(1, MARCH)))
    assert "Choose the decision that agreed the targets from the list" in said(page)
    rows = [actions.TargetRow("Target", MARCH, "45%")]
    with pytest.raises(Refused, match="Choose a decision of this notice"):
        actions.rebase_targets(kpi=kpi, targets=rows, decision=foreign, by=cast["lead"], at=NOW, seen_version=1)


def chairs_action(cast: Cast, **more: object) -> Decision:
    return make.Decision(notice=cast.notice, authority=Authority.CHAIR, meeting=None, number=8, **more)


def test_chairs_action_rebases_nothing_before_the_board_ratified_it(cast: Cast, kpi: Kpi, as_: Enter) -> None:
    alone = chairs_action(cast)
    assert "No decision is recorded yet" in said(as_("lead").get(PAGE))
    rows = [actions.TargetRow("Target", MARCH, "45%")]
    with pytest.raises(Refused, match="chair’s action that the board has not ratified"):
        actions.rebase_targets(kpi=kpi, targets=rows, decision=alone, by=cast["lead"], at=NOW, seen_version=1)


def test_chairs_action_that_was_ratified_can_be_cited(cast: Cast, kpi: Kpi, as_: Enter) -> None:
    ratified = chairs_action(cast, ratified_at_meeting=make.Meeting(notice=cast.notice))
    lead = as_("lead")
    assert lead.post(PAGE, checked(lead, sent(ratified, row(1, MARCH)))).status_code == 302
    assert standing(kpi)[0][0] == 2


def test_a_letter_of_dfe_can_be_cited(cast: Cast, kpi: Kpi, as_: Enter) -> None:
    letter = make.Document(notice=cast.notice)
    cited = make.Decision(notice=cast.notice, authority=Authority.DFE, meeting=None, letter=letter)
    lead = as_("lead")
    assert lead.post(PAGE, checked(lead, sent(cited, row(1, MARCH)))).status_code == 302
    assert "The Department for Education, <span" in said(lead.get("/notices/devon/kpis/A-K1/"))


def test_a_decision_that_declined_a_request_agrees_no_targets(
    cast: Cast, kpi: Kpi, decision: Decision, as_: Enter
) -> None:
    declined = make.Decision(notice=cast.notice, number=8, text="The board declines the later date.")
    answered = {"state": "declined", "decision": declined, "answered_at": NOW}
    make.DueDateChange(notice=cast.notice, answered_by=cast["office"], **answered)
    text = said(as_("lead").get(PAGE))
    assert "declines the later date" not in text
    assert "The target moves to March" in text
    rows = [actions.TargetRow("Target", MARCH, "45%")]
    with pytest.raises(Refused, match="Decision 8 declined a request"):
        actions.rebase_targets(kpi=kpi, targets=rows, decision=declined, by=cast["lead"], at=NOW, seen_version=1)


def test_what_each_decision_says_is_there_in_full_beside_the_choice(cast: Cast, kpi: Kpi, as_: Enter) -> None:
    text = f"The board agrees{' to wait' * 30}, and the target moves to March."
    make.Decision(notice=cast.notice, number=7, text=text)
    assert text in said(as_("lead").get(PAGE))


# --- who, and two at once ------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["data lead", "office", "chair", "member", "officer"])
def test_only_the_lead_rebases_targets(kpi: Kpi, decision: Decision, as_: Enter, kind: str) -> None:
    assert as_(kind).post(PAGE, sent(decision, row(1, MARCH))).status_code == 403
    assert "Rebase the targets" not in said(as_("member").get("/notices/devon/kpis/A-K1/"))


def test_somebody_elses_targets_stand_beside_mine_and_mine_can_be_sent_again(
    cast: Cast, kpi: Kpi, decision: Decision, as_: Enter
) -> None:
    lead = as_("lead")
    mine = checked(lead, sent(decision, row(1, MARCH, "30%")))
    rebase(kpi, decision, cast["lead"], actions.TargetRow("Theirs", MARCH, "40%"))
    stale = lead.post(PAGE, mine)
    text = said(stale)
    assert stale.status_code == 409
    assert "31 March 2024: Theirs, 40%" in text
    assert "31 March 2024: Target 1, 30%" in text
    again = stale.context["form"]
    typed = {**mine, "seen_version": str(again["seen_version"].value()), "checked": ""}
    assert again["rule_1"].value() == "30%"
    assert lead.post(PAGE, checked(lead, typed)).status_code == 302
    assert standing(kpi) == [(3, MARCH, "30%")]


def rebase(kpi: Kpi, decision: Decision, by: User, *rows: actions.TargetRow) -> list[Target]:
    kpi.refresh_from_db()
    return actions.rebase_targets(kpi=kpi, targets=rows, decision=decision, by=by, at=NOW, seen_version=kpi.version)


def test_a_double_click_makes_one_edition(kpi: Kpi, decision: Decision, as_: Enter) -> None:
    lead = as_("lead")
    typed = checked(lead, sent(decision, row(1, MARCH, "30%")))
    assert [lead.post(PAGE, typed).status_code for _ in range(2)] == [302, 302]
    assert standing(kpi) == [(2, MARCH, "30%")]


def test_markup_in_a_label_is_shown_and_never_run(kpi: Kpi, decision: Decision, as_: Enter) -> None:
    lead = as_("lead")
    evil = "<script>alert(1)</script>"
    page = lead.post(PAGE, sent(decision, row(1, MARCH, label=evil) | {"label_1": evil, "junk": evil}))
    assert "<script>alert" not in page.content.decode()
    assert "junk" not in page.content.decode()


def test_a_date_after_the_notices_long_stop_is_said_where_the_target_stands(
    kpi: Kpi, decision: Decision, as_: Enter
) -> None:
    kpi.notice.deliver_by = date(2024, 2, 29)
    kpi.notice.save()
    lead = as_("lead")
    typed = sent(decision, row(1, JANUARY, "30%"), row(2, MARCH, "25%"))
    text = said(lead.post(PAGE, typed))
    assert "Target 2 is due on 31 March 2024, after the notice's 29 February 2024" in text
    assert "Target 2 asks for less than Target 1, which is due before it" in text
    lead.post(PAGE, checked(lead, typed))
    assert "Target 2 asks for less than Target 1" in said(lead.get("/notices/devon/kpis/A-K1/"))


def test_the_approval_of_a_baseline_shows_what_would_be_odd_about_its_targets(cast: Cast, kpi: Kpi, as_: Enter) -> None:
    proposed = {"state": "proposed", "approved_by": None, "approved_at": None, "proposed_at": NOW}
    make.Baseline(notice=cast.notice, kpi=kpi, number=2, value=Decimal(85), proposed_by=cast["data lead"], **proposed)
    text = said(as_("lead").get("/notices/devon/kpis/A-K1/baseline/approve/"))
    assert "12 months asks for 105%, which cannot be reached" in text
