"""Milestones in the browser: set by the lead, met with evidence by whoever writes for the action."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from notices.conflicts import Refused
from plans import actions
from plans.models import Milestone
from tests import factories as make
from tests.cast import Cast
from tests.factories import NOW, TODAY
from tests.plans.browsing import form_of, here, sent
from tests.plans.test_setting_up import parts

Browse = Callable[[str], Client]


@pytest.fixture
def milestone(cast: Cast) -> Milestone:
    return make.Milestone(notice=cast.notice, action=cast.action)


def at(cast: Cast, view: str, milestone: Milestone) -> str:
    return reverse(f"plans:{view}", args=[cast.notice.slug, cast.action.plan.slug, "A1", milestone.uid])


def test_a_milestone_is_set_at_a_horizon_of_the_notice(cast: Cast, browse: Browse) -> None:
    lead, address = browse("lead"), here(cast, "add-milestone")
    assert "At 6 months: 7 March 2023" in lead.get(address).content.decode()
    assert sent(lead, address, horizon="18", text="Nine in ten calls answered.").status_code == 302
    new = Milestone.objects.get()
    assert (new.label, new.due_on, new.text) == ("18 months", date(2024, 3, 7), "Nine in ten calls answered.")
    assert "Nine in ten calls answered." in lead.get(here(cast, "action")).content.decode()


def test_a_milestone_is_set_at_a_day_of_its_own(cast: Cast, browse: Browse) -> None:
    typed = {"label": "First draft", "text": "Families have seen it.", **parts("due_on", date(2024, 1, 15))}
    assert sent(browse("lead"), here(cast, "add-milestone"), **typed).status_code == 302
    assert Milestone.objects.get().due_on == date(2024, 1, 15)


def test_without_a_day_of_issue_there_are_no_horizons_to_choose(cast: Cast, browse: Browse) -> None:
    type(cast.notice).objects.filter(pk=cast.notice.pk).update(issued_on=None)
    page = browse("lead").get(here(cast, "add-milestone")).content.decode()
    assert "months:" not in page
    assert "By when?" in page


BAD = {
    "no day": ({"label": "x", "text": "x"}, "Enter the day by which it must be true"),
    "two days": ({"horizon": "6", "text": "x", **parts("due_on", TODAY)}, "Choose one: 6 months, or a day of its own"),
    "no name": ({"text": "x", **parts("due_on", TODAY)}, "Enter a short name"),
    "nothing to be true": ({"horizon": "6", "text": ""}, "Enter what must be true by then"),
    "before the plan": ({"label": "x", "text": "x", **parts("due_on", date(2022, 1, 1))}, "lies before the plan"),
    "a horizon that is none": ({"horizon": "7", "text": "x"}, "from the list"),
}


@pytest.mark.parametrize("case", BAD)
def test_a_milestone_that_cannot_be_is_refused_with_what_to_do(cast: Cast, browse: Browse, case: str) -> None:
    typed, sentence = BAD[case]
    answer = sent(browse("lead"), here(cast, "add-milestone"), **typed)
    assert answer.status_code == 200
    assert sentence in answer.content.decode()
    assert not Milestone.objects.exists()


def test_a_milestone_after_the_long_stop_is_allowed_and_said(cast: Cast, browse: Browse) -> None:
    lead, address = browse("lead"), here(cast, "add-milestone")
    typed = {"label": "x", "text": "x", **parts("due_on", date(2024, 3, 1))}
    page = lead.post(address, {**form_of(lead.get(address).content.decode()), **typed}, follow=True)
    assert "after the notice’s long stop, 29 February 2024" in page.content.decode()


def test_it_is_changed_with_a_reason_and_keeps_what_was_there(cast: Cast, browse: Browse, milestone: Milestone) -> None:
    lead, address = browse("lead"), at(cast, "edit-milestone", milestone)
    typed = {"label": "3 months", "text": "Families have agreed.", **parts("due_on", date(2023, 12, 7))}
    assert "Enter why you change it" in sent(lead, address, **typed).content.decode()
    assert sent(lead, address, **typed, why="Asked by DfE").status_code == 302
    now, before = milestone.history.order_by("-history_id")[:2]
    assert (now.text, now.history_change_reason) == ("Families have agreed.", "Asked by DfE")
    assert before.text == "Families have seen a first draft."


def test_it_is_met_with_the_document_that_shows_it(cast: Cast, browse: Browse, milestone: Milestone) -> None:
    document = make.Document(notice=cast.notice, title="Minutes of the forum")
    officer, address = browse("officer"), at(cast, "meet-milestone", milestone)
    typed = {"evidence": document.pk, **parts("met_on", date(2023, 12, 5))}
    assert sent(officer, address, **typed).status_code == 302
    milestone.refresh_from_db()
    assert (milestone.met_on, milestone.evidence) == (date(2023, 12, 5), document)
    assert [link.document for link in cast.action.evidence.all()] == [document]
    page = officer.get(here(cast, "action")).content.decode()
    assert "Shown by" in page
    assert "Minutes of the forum" in page


def test_it_is_not_met_without_evidence_nor_in_days_to_come(cast: Cast, browse: Browse, milestone: Milestone) -> None:
    officer, address = browse("officer"), at(cast, "meet-milestone", milestone)
    assert "There is no document to show it yet" in officer.get(address).content.decode()
    document = make.Document(notice=cast.notice)
    assert "Select the document that shows it" in sent(officer, address, **parts("met_on", TODAY)).content.decode()
    typed = {"evidence": document.pk, **parts("met_on", TODAY + timedelta(days=1))}
    assert "A milestone is met today or earlier" in sent(officer, address, **typed).content.decode()
    theirs = make.Document(notice=cast.elsewhere, title="Canary document")
    assert "Canary" not in officer.get(address).content.decode()
    assert sent(officer, address, evidence=theirs.pk, **parts("met_on", TODAY)).status_code == 200
    milestone.refresh_from_db()
    assert milestone.met_on is None


def test_it_is_taken_back_with_a_reason_and_the_document_stays(
    cast: Cast, browse: Browse, milestone: Milestone
) -> None:
    document = make.Document(notice=cast.notice)
    actions.meet_milestone(milestone=milestone, met_on=TODAY, evidence=document, by=cast["officer"], at=NOW)
    officer, address = browse("officer"), at(cast, "take-back-milestone", milestone)
    assert sent(officer, address, why="The forum had not seen it.").status_code == 302
    milestone.refresh_from_db()
    assert (milestone.met_on, milestone.evidence) == (None, None)
    assert cast.action.evidence.exists()
    assert "is met" in sent(officer, address, why="Again.").content.decode()


def test_it_is_removed_with_a_reason(cast: Cast, browse: Browse, milestone: Milestone) -> None:
    lead, address = browse("lead"), at(cast, "remove-milestone", milestone)
    assert "Enter why it is removed" in sent(lead, address, why="").content.decode()
    assert sent(lead, address, why="Asked for twice.").status_code == 302
    page = sent(
        lead, at(cast, "edit-milestone", milestone), label="x", text="My text.", why="x", **parts("due_on", TODAY)
    )
    assert "was removed meanwhile" in page.content.decode()
    assert "My text." in page.content.decode()
    with pytest.raises(Refused, match="was removed meanwhile"):
        actions.meet_milestone(milestone=milestone, met_on=TODAY, by=cast["officer"], at=NOW)


def test_two_who_say_different_things_of_one_milestone_see_both(
    cast: Cast, browse: Browse, milestone: Milestone
) -> None:
    document = make.Document(notice=cast.notice)
    lead, officer = browse("lead"), browse("officer")
    opened = {
        view: {**form_of((lead if "edit" in view else officer).get(at(cast, view, milestone)).content.decode())}
        for view in ("edit-milestone", "meet-milestone", "take-back-milestone", "remove-milestone")
    }
    changed = {"label": "3 months", "due_on": date(2023, 12, 7), "text": "Stored meanwhile.", "why": "x"}
    actions.edit_milestone(milestone=milestone, by=cast["office"], at=NOW, **changed)
    typed: dict[str, dict[str, object]] = {
        "edit-milestone": {"label": "3 months", "text": "Mine.", "why": "Mine.", **parts("due_on", TODAY)},
        "meet-milestone": {"evidence": document.pk, **parts("met_on", TODAY)},
    }
    for view, mine in typed.items():
        answer = (lead if view == "edit-milestone" else officer).post(
            at(cast, view, milestone), {**opened[view], **mine}
        )
        assert answer.status_code == 409, view
    milestone.refresh_from_db()
    assert milestone.text == "Stored meanwhile."


def test_nobody_changes_a_milestone_of_another_action_or_notice(cast: Cast, browse: Browse) -> None:
    lead = browse("lead")
    for other in (make.Milestone(notice=cast.notice), make.Milestone(notice=cast.elsewhere)):
        assert lead.get(at(cast, "edit-milestone", other)).status_code == 404


def test_what_is_sent_twice_is_done_once_and_complains_of_nothing(
    cast: Cast, browse: Browse, milestone: Milestone
) -> None:
    document = make.Document(notice=cast.notice)
    lead = browse("lead")
    typed: dict[str, dict[str, object]] = {
        "meet-milestone": {"evidence": document.pk, **parts("met_on", date(2023, 12, 5))},
        "take-back-milestone": {"why": "Not seen by the forum."},
        "edit-milestone": {"label": "x", "text": "x", "why": "x", **parts("due_on", TODAY)},
        "remove-milestone": {"why": "Asked for twice."},
    }
    for view, mine in typed.items():
        address = at(cast, view, milestone)
        both = {**form_of(lead.get(address).content.decode()), **mine}
        assert [lead.post(address, both).status_code for _ in range(2)] == [302, 302], view
    assert milestone.history.count() == 5


def test_a_day_that_is_to_be_settled_is_set_later_and_never_taken_away(
    cast: Cast, browse: Browse, milestone: Milestone
) -> None:
    Milestone.objects.update(due_on=None)
    lead, address = browse("lead"), at(cast, "edit-milestone", milestone)
    assert "its day still to be settled" in lead.get(at(cast, "remove-milestone", milestone)).content.decode()
    typed = {"label": "6 months", "text": "Other words.", "why": "Clearer."}
    assert sent(lead, address, **typed).status_code == 302
    assert Milestone.objects.get().due_on is None
    assert "To be settled" in lead.get(here(cast, "action")).content.decode()
    assert sent(lead, address, **typed, **parts("due_on", TODAY)).status_code == 302
    assert Milestone.objects.get().due_on == TODAY
    gone = sent(lead, address, **typed)
    assert "Enter the day: one that is set is changed, and not taken away" in gone.content.decode()
    assert Milestone.objects.get().due_on == TODAY
