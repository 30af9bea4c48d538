"""The list of actions: every filter alone and together, the search in text, and files that hold just what is shown."""

import csv
import io
import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.contrib.postgres.search import SearchVector
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from plans.models import Action, Update
from plans.querysets import ACTION_WORDS, UPDATE_WORDS
from plans.rating import Rating
from plans.reading import read_plan
from plans.reading.suggested import suggested
from plans.searching import beginning, sought
from tests import factories as make
from tests.cast import Cast
from tests.factories import NOW, TODAY
from tests.plans.browsing import here

KPI_READING = 5
Browse = Callable[[str], Client]


def refs(client: Client, cast: Cast, **filters: object) -> set[str]:
    """The actions that the list shows under these filters; the count that it says is theirs."""
    page = client.get(here(cast, "plan"), filters).content.decode()
    shown = set(re.findall(r'app-action-name"[^>]*><a class="govuk-link" href="[^"]*">([^<]+)</a>', page))
    assert re.search(rf"<b>{len(shown)} actions?</b>", page)
    return shown


def another(cast: Cast, ref: str, **more: object) -> Action:
    action: Action = make.Action(
        notice=cast.notice, plan=cast.action.plan, section=cast.action.section, ref=ref, **more
    )
    return action


def of(action: Action) -> dict[str, object]:
    return {"notice": action.notice, "action": action}


def test_an_organisation_leaves_what_it_answers_for_itself_and_by_any_of_its_posts(cast: Cast, browse: Browse) -> None:
    nhs = make.Organisation(name="NHS Devon")
    make.Accountability(**of(another(cast, "B1")), post=make.Post(organisation=nhs))
    make.Accountability(**of(another(cast, "B2")), post=make.Post(organisation=nhs), order=2)
    make.Accountability(**of(another(cast, "B3")), post=None, organisation=nhs)
    make.Accountability(**of(another(cast, "B4")))
    client = browse("officer")
    assert refs(client, cast, organisation=nhs.pk) == {"B1", "B2", "B3"}
    assert refs(client, cast, organisation=cast.notice.council.pk) == {"A1"}
    assert "NHS Devon" in client.get(here(cast, "plan")).content.decode()


def test_slipped_are_those_whose_date_now_is_later_and_the_row_says_by_how_much(cast: Cast, browse: Browse) -> None:
    another(cast, "B1", original_due_on=date(2024, 1, 31), due_on=date(2024, 3, 31))
    another(cast, "B2", original_due_on=date(2024, 1, 31), due_on=date(2024, 1, 1))
    another(cast, "B3", original_due_on=None, due_on=None)
    client = browse("officer")
    assert refs(client, cast, slipped="on") == {"B1"}
    page = client.get(here(cast, "plan")).content.decode()
    assert "60 days later than the original 31 January 2024" in page
    assert "30 days earlier than the original 31 January 2024" in page


def test_no_evidence_leaves_those_to_which_nothing_is_attached(cast: Cast, browse: Browse) -> None:
    make.ActionEvidence(**of(another(cast, "B1")))
    assert refs(browse("officer"), cast, no_evidence="on") == {"A1"}


def test_a_section_tells_the_documents_that_are_evidence_for_it_as_a_whole(cast: Cast, browse: Browse) -> None:
    link = make.SectionEvidence(notice=cast.notice, section=cast.action.section)
    other = make.SectionEvidence()
    page = browse("officer").get(here(cast, "plan")).content.decode()
    assert "Evidence for the section as a whole" in page
    assert f'href="/notices/devon/evidence/{link.document.uid}/"' in page
    assert str(other.document.uid) not in page
    assert str(link.document.uid) not in browse("member").get(here(cast, "plan")).content.decode()


def test_a_clause_leaves_those_that_answer_it_for_certain(cast: Cast, browse: Browse) -> None:
    clause = make.Clause(notice=cast.notice, number="4(e)(IV)")
    sure = {"confirmed_by": cast["lead"], "confirmed_at": NOW}
    make.ActionClause(**of(another(cast, "B1")), clause=clause, **sure)
    make.ActionClause(**of(another(cast, "B2")), clause=clause)
    make.ActionClause(**of(make.Action(notice=cast.elsewhere)), clause__number="99", **sure)
    client = browse("officer")
    assert refs(client, cast, clause="4(e)(IV)") == {"B1"}
    assert refs(client, cast, clause="possible") == {"B2"}
    assert refs(client, cast, clause="none") == {"A1", "B2"}
    assert refs(client, cast, clause="99") == {"A1", "B1", "B2"}  # no choice here, so it filters nothing
    assert "99" not in re.findall(r'<option value="([^"]*)"', client.get(here(cast, "plan")).content.decode())


def test_filters_add_up_and_each_can_be_taken_away(cast: Cast, browse: Browse) -> None:
    late = {"due_on": date(2023, 12, 1), "original_due_on": date(2023, 11, 1)}
    another(cast, "B1", **late)
    make.ActionEvidence(**of(another(cast, "B2", **late)))
    client = browse("officer")
    assert refs(client, cast, late="on", slipped="on") == {"B1", "B2"}
    assert refs(client, cast, late="on", slipped="on", no_evidence="on", sort="-due") == {"B1"}
    page = client.get(here(cast, "plan"), {"late": "on", "no_evidence": "on", "sort": "-due"}).content.decode()
    assert "?late=on&amp;sort=-due" in page
    assert "?no_evidence=on&amp;sort=-due" in page
    assert 'name="sort" value="-due"' in page


# --- what the facts suggest ------------------------------------------------------------------------


def one_for_each_fact(cast: Cast) -> None:
    """Actions for which the facts suggest something else, one fact each, and some together."""
    told = {"written_at": datetime(2023, 12, 1, tzinfo=UTC), "cycle": make.Cycle(notice=cast.notice)}
    recovery = {"rating": "red", "recovery_steps": "Agency staff."}
    accepted = {"recovery_accepted_by": cast["lead"], "recovery_accepted_at": NOW}
    make.Update(**of(another(cast, "GOOD")), **told)
    make.Update(**of(another(cast, "LATE", due_on=date(2023, 12, 1), original_due_on=date(2023, 12, 1))), **told)
    make.Milestone(**of(another(cast, "MISSED")))
    make.Milestone(**of(another(cast, "MET")), met_on=date(2023, 12, 1))
    make.Update(**of(another(cast, "SLIPS")), **told, **recovery, recovery_on=date(2024, 3, 1))
    make.Update(**of(another(cast, "AGREED")), **told, **recovery, **accepted, recovery_on=date(2024, 3, 1))
    make.Update(**of(another(cast, "PASSED")), **told, **recovery, **accepted, recovery_on=date(2023, 12, 20))
    other = another(cast, "NEWER")
    make.Update(**of(other), **{**told, "written_at": datetime(2023, 11, 1, tzinfo=UTC)}, **recovery, recovery_on=TODAY)
    make.Update(**of(other), **told)
    another(cast, "AHEAD", starts_on=date(2024, 1, 2))
    another(cast, "PLACED", in_place=True, due_on=None, original_due_on=None)
    claim = make.Completion(**of(another(cast, "CLAIMED", due_on=date(2023, 1, 1), original_due_on=date(2023, 1, 1))))
    make.ActionEvidence(**of(claim.action))
    make.Completion(**of(another(cast, "UNPROVED")))
    done = another(cast, "DONE", due_on=date(2023, 1, 1), original_due_on=date(2023, 1, 1))
    answered = {"answered_by": cast["lead"], "answered_at": NOW}
    make.Completion(**of(done), state="confirmed", **answered)
    make.ActionEvidence(**of(done))
    back = make.Completion(**of(another(cast, "BACK")), state="returned", answer="No minutes.", **answered)
    make.Update(**of(back.action), **told)
    failing = another(cast, "FAILS")
    make.Update(**of(failing), **told)
    kpi = make.Kpi(notice=cast.notice, plan=failing.plan, section=failing.section, code="A-K3", direction="lower")
    make.Baseline(notice=cast.notice, kpi=kpi, value=Decimal(16), as_at=date(2023, 1, 31))
    make.Target(notice=cast.notice, kpi=kpi, rule="25% reduction", due_on=date(2024, 1, 31))
    make.Measurement(notice=cast.notice, kpi=kpi, value=Decimal(15), as_at=date(2023, 11, 30))
    make.KpiAction(notice=cast.notice, kpi=kpi, action=failing)


@pytest.mark.parametrize("on", [TODAY, date(2023, 12, 2), date(2024, 6, 1)])
def test_the_list_is_told_the_same_facts_as_the_actions_own_page(cast: Cast, on: date) -> None:
    one_for_each_fact(cast)
    fails = {Action.objects.get(ref="FAILS").pk: ["A-K3"]}
    rows = Action.objects.of(cast.notice)
    with CaptureQueriesContext(connection) as asked:
        found = suggested(rows, on, fails)
    assert len(asked) == 1
    told = read_plan(cast.notice, on, failing_kpis=fails).actions
    assert len(told) == 16
    assert {each.ref: found[each.pk] for each in told} == {each.ref: each.suggestion for each in told}


def test_a_suggested_rating_leaves_those_for_which_the_facts_speak_so_and_says_why(cast: Cast, browse: Browse) -> None:
    one_for_each_fact(cast)
    client = browse("officer")
    found = {rating: refs(client, cast, suggested=rating) for rating in Rating}
    assert found == {
        Rating.BLUE: {"DONE"},
        Rating.GREEN: {"GOOD", "NEWER", "BACK", "CLAIMED", "UNPROVED", "PLACED"} - {"CLAIMED"},
        Rating.AMBER: {"A1", "AGREED", "FAILS", "MET", "AHEAD"},
        Rating.RED: {"LATE", "MISSED", "SLIPS", "PASSED", "CLAIMED"},
        Rating.NOT_STARTED: set(),
    }
    page = client.get(here(cast, "plan"), {"suggested": "red"}).content.decode()
    assert "Facts suggest Red: 21 days overdue" in page
    assert "Facts suggest Red: Milestone missed: 3 months" in page.replace("milestone missed", "Milestone missed")
    assert "Facts suggest Amber: Linked KPI failing: A-K3" in client.get(
        here(cast, "plan"), {"suggested": "amber"}
    ).content.decode().replace("linked KPI", "Linked KPI")


# --- search ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("therapies", {"B1"}),  # another form of the word
        ("THERAPY speech", {"B1"}),  # in any order, in any case
        ('"speech and language"', {"B1"}),
        ('"language and speech"', set()),
        ("therapy -speech", set()),
        ("speech or autism", {"B1", "B2"}),
        ("speech autism", set()),
        ("diagnos", {"B2"}),  # the beginning of a word, while it is typed
        ("B2", {"B2"}),
        ("vacancies", {"B2"}),  # in the success criteria
        ("educational psychologist", {"A1"}),  # in an update
        ("agency", {"A1"}),  # in its recovery steps
        ("canary", set()),
        ("the", set()),
        ("%", set()),
        ("'; drop table plans_action; --", set()),
        ("a & b | !c <-> (", set()),
    ],
)
def test_words_are_found_in_ref_title_text_success_and_what_the_updates_say(
    cast: Cast, browse: Browse, words: str, found: set[str]
) -> None:
    another(cast, "B1", title="Speech and language therapy", what="Commission it.")
    another(cast, "B2", title="Waiting", what="Shorten the autism diagnosis pathway.", success="No vacancy is left.")
    make.Update(**of(cast.action), text="An educational psychologist left.", written_at=NOW)
    make.Update(
        **of(cast.action), rating="red", recovery_steps="Agency staff.", recovery_on=TODAY, text="Nobody applied."
    )
    theirs = make.Action(notice=cast.elsewhere, title="Canary speech therapy")
    make.Update(notice=cast.elsewhere, action=theirs, text="A canary sang.")
    assert refs(browse("officer"), cast, q=words) == found


def test_a_word_that_cannot_be_sent_to_the_database_filters_nothing(cast: Cast, browse: Browse) -> None:
    assert refs(browse("officer"), cast, q="a\0b") == {"A1"}
    assert refs(browse("officer"), cast, q="x" * 81) == {"A1"}


@pytest.mark.parametrize(
    ("typed", "raw"),
    [
        ("parent comm", "parent & comm:*"),
        ("comm", "comm:*"),
        ("a b", ""),
        ("A1", ""),
        ("speech or lang", ""),
        ("-speech", ""),
        ('"parent comm"', ""),
        ("co-produced", ""),
        ("", ""),
    ],
)
def test_only_plain_words_are_also_searched_by_their_beginning(typed: str, raw: str) -> None:
    assert beginning(typed) == raw


@given(st.text(max_size=80))
def test_a_beginning_holds_no_sign_that_the_database_would_read(typed: str) -> None:
    raw = beginning(typed)
    assert raw == "" or all(word.isalnum() for word in raw.removesuffix(":*").split(" & "))


@pytest.mark.parametrize(
    ("model", "words", "index"),
    [(Action, ACTION_WORDS, "plans_action_words"), (Update, UPDATE_WORDS, "plans_update_words")],
)
def test_an_index_stands_ready_for_just_what_is_searched(
    db: None, model: type[Action] | type[Update], words: SearchVector, index: str
) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    found = model.objects.order_by().alias(words=words).filter(words=sought("therapy"))  # type: ignore[misc]
    assert index in found.explain()


# --- files, and what a page costs --------------------------------------------------------------------


def test_files_hold_exactly_the_actions_that_are_shown_in_their_order_and_no_formula(
    cast: Cast, browse: Browse
) -> None:
    one_for_each_fact(cast)
    Action.objects.filter(ref="LATE").update(title="=HYPERLINK(1)", what="+1", by_when_printed="@now")
    clause = make.Clause(notice=cast.notice, number="4(e)")
    late = Action.objects.get(ref="LATE")
    make.ActionClause(**of(late), clause=clause, confirmed_by=cast["lead"], confirmed_at=NOW)
    client = browse("officer")
    asked = {"suggested": "red", "sort": "-ref"}
    file = client.get(here(cast, "plan"), {**asked, "format": "csv", "page": "7"})
    rows = list(csv.DictReader(io.StringIO(file.content.decode("utf-8-sig"))))
    assert {row["Ref"] for row in rows} == refs(client, cast, **asked)
    assert [row["Ref"] for row in rows] == list(
        Action.objects.filter(ref__in=[row["Ref"] for row in rows]).in_plan_order(True).values_list("ref", flat=True)
    )
    (row,) = [row for row in rows if row["Ref"] == "LATE"]
    assert (row["Action"], row["What"], row["By when, as printed"]) == ("'=HYPERLINK(1)", "'+1", "'@now")
    assert (row["Facts suggest"], row["Clauses answered"], row["Pieces of evidence"]) == ("Red", "4(e)", "0")
    assert row["Because"] == "21 days overdue"
    assert file["Cache-Control"] == "private, no-store"
    book = load_workbook(io.BytesIO(client.get(here(cast, "plan"), {**asked, "format": "xlsx"}).content))
    sheet = list(book.worksheets[0].iter_rows(values_only=True))
    assert [line[0] for line in sheet[1:]] == [row["Ref"] for row in rows]
    assert all(cell.data_type != "f" for line in book.worksheets[0].iter_rows() for cell in line)
    everything = client.get(here(cast, "plan"), {"format": "csv"}).content.decode("utf-8-sig")
    assert len(list(csv.DictReader(io.StringIO(everything)))) == 16


def asked_of(client: Client, address: str) -> int:
    """How many queries a page costs, without the savepoint that stands for the request's transaction."""
    with CaptureQueriesContext(connection) as all_of_them:
        assert client.get(address).status_code == 200
    return sum(not each["sql"].startswith(("SAVEPOINT", "RELEASE")) for each in all_of_them)


def grown_to(cast: Cast, number: int) -> None:
    for place in range(Action.objects.filter(notice=cast.notice).count(), number):
        action = another(cast, f"Q{place}", due_on=date(2023, 12, 1), original_due_on=date(2023, 11, 1))
        make.Accountability(**of(action))
        make.Update(**of(action), text="Families were told.")
        make.Milestone(**of(action))


@pytest.mark.parametrize(
    ("query", "most"),
    [
        ("", 12),
        ("?q=families&late=on&slipped=on&no_evidence=on&clause=none&rating=green&sort=rating", 12),
        ("?suggested=red", 13 + KPI_READING),
        ("?format=csv", 13 + KPI_READING),
    ],
)
def test_a_page_of_fifty_rows_costs_the_same_queries_as_one_of_five(
    cast: Cast, browse: Browse, query: str, most: int
) -> None:
    client, address = browse("officer"), here(cast, "plan") + query
    make.Cycle(notice=cast.notice)
    grown_to(cast, 6)
    five = asked_of(client, address)
    grown_to(cast, 51)
    assert asked_of(client, address) == five <= most
    assert Update.objects.count() == 50
