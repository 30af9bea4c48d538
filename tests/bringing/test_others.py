"""What else a doubt could be is chosen, not typed; chosen, it is settled as if it had been typed."""

import io
from collections.abc import Callable
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from bringing import actions
from bringing.checking import check
from bringing.models import PlanDraft, Settlement
from bringing.others import others
from bringing.plain import Kind
from bringing.reading import Asks, Draft, Known, Start, understand
from bringing.settled import named, rows_of
from bringing.settling import Answer, How, settle
from bringing.values import of
from bringing.writing import write_empty
from kpis.targets import Unit
from sheets.reading import Document, read_file, read_pasted
from tests.bringing.files import brought
from tests.bringing.reading.councils import saltmarsh, westmoor
from tests.bringing.reading.plans import asked, published, with_seed
from tests.cast import Cast

ACTIONS = "Section A: One\nRef Action Outcome / Success Criteria By when Accountable\n"
KPIS = "Section A: One\nKPI Baseline Baseline Date Milestone 1 – End July 2023 Target – End January 2024\n"
FLAT = ACTIONS + "A1 Write it. Tell all. It is known. June 2024 – Head of SEND"


def read_csv(text: str) -> Document:
    return read_file("plan.csv", text.encode())


def chosen(draft: Draft, asks: Asks, says: str, at: int = 0) -> Draft:
    """The draft once this was chosen for a doubt."""
    doubt = asked(draft, asks)[at]
    (found,) = [each for each in others(doubt, draft) if each.called == says]
    return settle(draft, {doubt.key: Answer(How.CORRECTED, found.values)})


def test_the_other_day_of_a_date_in_numbers() -> None:
    draft = named(understand(westmoor()))
    assert chosen(draft, Asks.PERIOD, "5 April 2026", 2).actions[3].by_when.value.due_on == date(2026, 4, 5)


def test_a_date_out_of_a_text_that_says_more() -> None:
    draft = named(understand(westmoor()))
    assert chosen(draft, Asks.BY_WHEN, "31 May 2026").actions[5].by_when.value.due_on == date(2026, 5, 31)


def test_posts_that_were_parted_are_one_with_all_of_the_printed_words() -> None:
    whole = "Principal Social Worker and Head of Audit"
    after = chosen(named(understand(westmoor())), Asks.PARTED, whole, 1)
    (row,) = [each for each in rows_of(after) if each.key == "2.1"]
    assert row.says["accountable"] == ((whole, whole, ""),)


def test_a_post_and_the_organisation_behind_a_dash_are_one_or_answer_both() -> None:
    draft = named(
        understand(read_csv("Ref,Action,Outcome,Lead,By when\nA1,Do,Done,Head of Play – Moor Council,June 2024"))
    )
    (post,) = draft.posts
    assert (post.title, post.organisation.value) == ("Head of Play", "Moor Council")
    after = chosen(draft, Asks.PARTED, "Head of Play; Moor Council")
    assert [post.value for post in after.actions[0].posts] == ["Head of Play", "Moor Council"]


@pytest.mark.parametrize("printed", ["Head of Service – Early Years", "Head of Service - Early Years"])
def test_a_post_with_a_dash_is_one_and_both_are_offered(printed: str) -> None:
    draft = named(understand(read_csv(f"Ref,Action,Outcome,Lead,By when\nA1,Do,Done,{printed},June 2024")))
    assert [post.title for post in draft.posts] == [printed]
    (doubt,) = asked(draft, Asks.PARTED)
    assert doubt.says == f"A1: “{printed}” was read as one post: confirm it, or part it at the dash"
    after = chosen(draft, Asks.PARTED, "Head of Service; Early Years")
    assert [post.value for post in after.actions[0].posts] == ["Head of Service", "Early Years"]


@pytest.mark.parametrize(
    ("printed", "own"),
    [
        ("Head of Play (interim)", "Head of Play (interim)"),
        ("Head of Play - interim", "Head of Play - interim"),
        ("Head of Play; interim", "Head of Play, interim"),
    ],
)
def test_a_post_keeps_interim_in_its_title_where_somebody_says_so(printed: str, own: str) -> None:
    draft = named(understand(read_csv(f"Ref,Action,Outcome,Lead,By when\nA1,Do,Done,{printed},June 2024")))
    after = chosen(draft, Asks.INTERIM, "A post of that name")
    assert [post.title for post in after.posts] == [post.value for post in after.actions[0].posts] == [own]
    (row,) = [each for each in rows_of(after) if each.key == "A1"]
    assert row.says["accountable"] == ((printed, own, ""),)


def test_posts_that_were_brought_together_are_posts_of_their_own() -> None:
    draft = named(understand(saltmarsh()))
    after = chosen(draft, Asks.SAME_POST, "Posts of their own")
    assert {post.title for post in after.posts} >= {"Head of SEND & Inclusion", "Head of SEND and Inclusion"}


def test_posts_that_only_their_organisation_tells_apart_are_posts_with_it() -> None:
    """A council’s own clinical officer is not the ICB’s."""
    head = "Ref,Section,Action,By when,Accountable\n"
    rows = (
        "A1,A,Do it,June 2024,Designated Clinical Officer (ICB)\nA2,A,Do more,June 2024,Designated Clinical Officer\n"
    )
    after = chosen(named(understand(read_csv(head + rows))), Asks.SAME_POST, "Posts of their own")
    assert {post.title for post in after.posts} == {"Designated Clinical Officer (ICB)", "Designated Clinical Officer"}


def test_a_title_without_the_words_behind_it() -> None:
    csv = "Ref,Section,Action,By when,Accountable\nA1,A,Do it,June 2024,Head of SEND (Statutory Services)\n"
    after = chosen(named(understand(read_csv(csv))), Asks.BEHIND_TITLE, "It is the post Head of SEND")
    assert [post.title for post in after.posts] == ["Head of SEND"]
    assert after.actions[0].posts[0].words == "Head of SEND (Statutory Services)"


def test_a_share_of_one_in_a_percentage_is_asked_about() -> None:
    draft = named(understand(read_csv("Code,Section,KPI,Unit,Baseline\nK1,A,Cases,Percentage,0.41\n")))
    (doubt,) = asked(draft, Asks.TWO_WAYS)
    assert (doubt.read, doubt.others) == ("0.41%", ("41%",))
    assert chosen(draft, Asks.TWO_WAYS, "41%").kpis[0].baseline.value.value == 41
    whole = named(understand(read_csv("Code,Section,KPI,Unit,Baseline\nK1,A,Cases,Percentage,0.41%\n")))
    assert asked(whole, Asks.TWO_WAYS) == []


def test_a_section_for_rows_that_have_none() -> None:
    after = chosen(named(understand(westmoor())), Asks.SECTION, "Section 2")
    assert {each.section.value for each in after.kpis} == {"2"}


def test_a_clause_that_begins_alike() -> None:
    csv = "Ref,Section,Action,Clause\nA1,A,Do it,4\n"
    draft = named(understand(read_csv(csv), Known(clauses=("4(a)", "4(b)"))))
    assert [each.value for each in chosen(draft, Asks.CLAUSE, "4(b)").actions[0].clauses] == ["4(b)"]


def test_a_clause_that_is_corrected_to_the_one_beside_it_stands_once() -> None:
    csv = 'Ref,Section,Action,Clause\nA1,A,Do it,"4(b), 9"\n'
    draft = named(understand(read_csv(csv), Known(clauses=("4(a)", "4(b)"))))
    (doubt,) = [each for each in draft.doubts if each.asks is Asks.CLAUSE]
    answer = Answer(How.CORRECTED, dict.fromkeys(doubt.about, "4(b)"))
    (row,) = [row for row in rows_of(settle(draft, {doubt.key: answer})) if row.kind is Kind.ACTION]
    assert row.says["clauses"] == ("4(b)",)


def test_refs_that_come_twice_take_the_letters_of_their_sections() -> None:
    csv = "Ref,Section,Action\n1,A,Do it\n1,B,Do more\n"
    after = chosen(named(understand(read_csv(csv))), Asks.REF_TWICE, "A1 and B1")
    assert [each.ref.value for each in after.actions] == ["A1", "B1"]


def test_where_an_action_ends() -> None:
    draft = named(understand(read_pasted(FLAT)))
    after = chosen(draft, Asks.WHERE_IT_ENDS, "It ends at the bar: “… Write it. Tell all.” | “It is known. …”")
    assert (after.actions[0].what.value, after.actions[0].success.value) == ("Write it. Tell all.", "It is known.")


def test_a_row_of_fewer_values_than_columns() -> None:
    text = f"{KPIS}Late starts 0.83% TBC 0.63%\n"
    draft = named(understand(read_pasted(text)))
    (doubt,) = asked(draft, Asks.UNPLACED)
    assert [each.says for each in others(doubt, draft)] == list(doubt.others), "each way can be chosen"
    way = "“TBC” under Baseline Date, “0.63%” under Target – End January 2024"
    (kpi,) = chosen(draft, Asks.UNPLACED, way).kpis
    assert kpi.unplaced == ()
    assert [each.rule.value and each.rule.value.amount for each in kpi.targets] == [None, Decimal("0.63")]


def test_a_baseline_that_may_be_a_day_and_one_that_is_awaited() -> None:
    text = f"{KPIS}Late starts 16 January 2023 14 12\n"
    draft = named(understand(read_pasted(text)))
    (kpi,) = chosen(draft, Asks.BASELINE_OR_DAY, "The day 16 January 2023, and no baseline").kpis
    assert (kpi.baseline.value.state, kpi.as_at.value) == (Start.AWAITED, date(2023, 1, 16))
    csv = "KPI,Section,Baseline,Target – End May 2024\nCalls,A,To be developed,4\n"
    (kpi,) = chosen(named(understand(read_csv(csv))), Asks.TO_BE_DEVELOPED, "A baseline that is awaited").kpis
    assert kpi.baseline.value.state is Start.AWAITED


def test_a_unit() -> None:
    csv = "KPI,Section,Baseline,Target – End May 2024\nNumber of calls,A,40%,45%\n"
    (kpi,) = chosen(named(understand(read_csv(csv))), Asks.UNIT, "A number").kpis
    assert kpi.unit.value is Unit.COUNT


def test_what_no_values_say_is_told_in_words_alone() -> None:
    text = KPIS.replace(" Baseline Date", "") + "Good at Key Stage 4 45% 50% 60%"
    draft = named(understand(read_pasted(text)))
    (doubt,) = asked(draft, Asks.WHERE_IT_ENDS)
    assert (doubt.others, others(doubt, draft)) == (("Good at Key Stage 4",), ())


@pytest.mark.parametrize(
    ("sheet", "heading", "answer", "path", "kept"),
    [
        ("KPIs", "How often", "Every month", "kpis/0/sheet/5", "month"),
        ("Actions", "In place already", "Yes", "actions/0/in_place", True),
    ],
)
def test_an_answer_of_our_own_workbook_that_is_none_is_answeramong_those_that_are(
    sheet: str, heading: str, answer: str, path: str, kept: object
) -> None:
    book = openpyxl.load_workbook(io.BytesIO(write_empty()))
    book["Sections"].append(["A", "Strategy"])
    book["Actions"].append(["A1", "A", "Do it", "Do it well", None, "June 2024"])
    book["KPIs"].append(["A-K1", "A", "Calls"])
    column = [cell.value for cell in book[sheet][1]].index(heading) + 1
    book[sheet].cell(book[sheet].max_row, column).value = "now and then"
    out = io.BytesIO()
    book.save(out)
    draft = named(understand(read_file("plan.xlsx", out.getvalue())))
    (doubt,) = [each for each in draft.doubts if each.about == (path,)]
    (found,) = [each for each in others(doubt, draft) if each.called == answer]
    after = settle(draft, {doubt.key: Answer(How.CORRECTED, found.values)})
    assert dict(after.values())[path].value == kept


@with_seed
def test_nearly_all_that_the_published_plan_could_be_else_can_be_chosen() -> None:
    draft = named(published())
    told, offered = 0, 0
    for doubt in draft.doubts:
        found = others(doubt, draft)
        told, offered = told + len(doubt.others), offered + len(found)
        for each in found:
            after = dict(settle(draft, {doubt.key: Answer(How.CORRECTED, each.values)}).values())
            assert all(each.says or path in after for path in each.values if of(path))
    assert offered >= 0.9 * told


@pytest.mark.django_db
@pytest.mark.usefixtures("story_day")
def test_it_is_an_answer_on_the_doubts_page_and_kept_as_if_it_had_been_typed(
    cast: Cast, as_: Callable[[str], Client]
) -> None:
    file = brought(cast.notice, FLAT.encode(), cast["lead"], name="plan.txt")
    (doubt,) = [each for each in check(file).left if each.asks is Asks.WHERE_IT_ENDS]
    address = reverse("bringing:settle", args=["devon", file.uid, doubt.key])
    page = as_("lead").get(address).content.decode()
    (other,) = (f"other-{each.name}" for each in others(doubt, check(file).read))
    assert f'type="radio" name="how" value="{other}"' in page
    assert "It could also be" not in page, "nothing is listed that can be chosen"
    assert as_("lead").post(address, {"how": other, "seen_version": "0"}).status_code == 302
    row = Settlement.objects.get(key=doubt.key)
    assert (row.how, row.values) == (
        "corrected",
        {"actions/0/what": "Write it. Tell all.", "actions/0/success": "It is known."},
    )
    assert check(PlanDraft.objects.get(pk=file.pk)).draft.actions[0].success.value == "It is known."
    page = as_("lead").get(address).content.decode()
    assert page.index(f'value="{other}"') < page.index("checked") < page.index('value="corrected"'), "shown as chosen"
    refused = as_("lead").post(address, {"how": "other-9", "seen_version": "1"})
    assert refused.status_code == 200
    assert "<title>Error: " in refused.content.decode()


def two_sheets() -> bytes:
    """KPIs of which nothing says the section, beside sheets of actions of sections C, A and B."""
    head = ["Ref", "Section", "Action", "Outcome", "By when", "Accountable"]
    sheets = {
        "Extra": (head, *([f"{at}1", at, f"Do {at}", "Done", "June 2024", "Head of SEND"] for at in "C")),
        "Plan": (head, *([f"{at}1", at, f"Do {at}", "Done", "June 2024", "Head of SEND"] for at in "AB")),
        "KPIs": (["KPI", "Baseline", "Target - May 2024"], ["Cases", "10", "20"]),
    }
    book, out = openpyxl.Workbook(), io.BytesIO()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(out)
    return out.getvalue()


@pytest.mark.django_db
@pytest.mark.usefixtures("story_day")
def test_nothing_is_kept_of_a_choice_that_is_none_any_more(cast: Cast, as_: Callable[[str], Client]) -> None:
    file = brought(cast.notice, two_sheets(), cast["lead"], name="plan.xlsx")
    checked, lead = check(file), as_("lead")
    (doubt,) = [each for each in asked(checked.read, Asks.SECTION) if each.about[0].startswith("kpis/")]
    offered = {each.called: f"other-{each.name}" for each in others(doubt, checked.read)}
    address = reverse("bringing:settle", args=["devon", file.uid, doubt.key])
    assert list(offered) == ["Section C", "Section A", "Section B"]
    table = checked.read.tables[0]
    nothing = {"holds": "", "heading_row": table.heading_row, "columns": {}, "section": ""}
    actions.choose_tables(file=file, chosen={table.key: nothing}, seen_version=file.version)
    page = lead.post(address, {"how": offered["Section C"], "seen_version": "0"})
    assert (page.status_code, Settlement.objects.filter(key=doubt.key).count()) == (200, 0)
    assert "Somebody else said something of this meanwhile" in page.content.decode()
    assert lead.post(address, {"how": offered["Section A"], "seen_version": "0"}).status_code == 302
    assert Settlement.objects.get(key=doubt.key).values == dict.fromkeys(doubt.about, "A")
