"""What somebody said of a row holds in the next file of the plan where that says the same of the same row, whatever
name, ref or code the row was given here: the same file twice changes nothing."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from audit import clock
from bringing.checking import Checked
from bringing.models import PlanDraft
from bringing.reading import Asks, Draft, understand
from bringing.settled import named
from bringing.settling import Answer, How, key_of_row
from kpis.models import Kpi
from plans.models import Plan
from sheets.reading import read_file
from tests.bringing.files import settle_all
from tests.bringing.newer import FIRST, HEAD, address, now, sent_as_shown
from tests.bringing.test_attack import hidden
from tests.bringing.test_carrying import carried, read, read_kpis, said_of
from tests.bringing.test_pages import said, upload
from tests.cast import Cast
from tests.factories import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("story_day")]
As = Callable[[str], Client]
KPIS = "KPI,Section,Baseline,Target – End March 2024"
NAMELESS = ",B,12,6"
SECTIONS = ((1, "Workforce"), (2, "Culture"), (3, "Culture"))


def uploaded(client: Client, plan: Plan, *rows: str) -> PlanDraft:
    """A newer file of the plan, as its page takes it."""
    answer = upload(client, "\n".join(rows).encode(), "newer.csv", plan=plan.slug)
    return PlanDraft.objects.get(uid=answer["Location"].rstrip("/").rpartition("/")[2])


def settle(client: Client, file: PlanDraft, asks: Asks, *typed: str, how: str = "corrected") -> None:
    """At the page of the first doubt of this kind, with what is typed in its fields; the others as they are shown."""
    doubt = next(each for each in now(file).left if each.asks is asks)
    page = client.get(address("settle", file, doubt.key))
    form = page.context["form"]
    shown = {name: form[name].value() for name in form.fields if name.startswith("value_")}
    sent = {**hidden(page), **shown, **dict(zip(shown, typed, strict=False)), "how": how}
    assert client.post(address("settle", file, doubt.key), sent).status_code == 302


def on_its_row(client: Client, file: PlanDraft, path: str, text: str) -> None:
    """On the page of a value's row, the other fields as they are shown."""
    kind, number, _ = path.split("/", 2)
    page = client.get(address("change-row", file, kind, int(number)))
    form = page.context["form"]
    sent = {name: form[name].value() for name in form.fields if form[name].value() not in (None, False)}
    (field,) = (name for name, of in form.paths.items() if of == path)
    answer = client.post(address("change-row", file, kind, int(number)), {**sent, field: text})
    assert answer.status_code == 302


def entered(client: Client, file: PlanDraft, cast: Cast) -> None:
    settle_all(PlanDraft.objects.get(pk=file.pk), cast["lead"], cast.notice.council.name)
    assert sent_as_shown(client, file).status_code == 302


def becomes(file: PlanDraft) -> dict[str, list[str]]:
    """What differs from the plan: by the key of each row the fields that change, “new” or “gone”."""
    return {
        each.row.key: ["new"] if each.is_new else ["gone"] if each.is_gone else [one.field for one in each.changes]
        for each in now(file).differences
    }


def asked(file: PlanDraft) -> set[Asks]:
    checked: Checked = now(file)
    return {each.asks for each in checked.left}


def test_a_kpi_that_was_named_at_its_doubt_is_that_kpi_again(cast: Cast, plan: Plan, as_: As) -> None:
    """“New: 1 KPI” each time, and the one of before “gone”."""
    lead = as_("lead")
    rows = (KPIS, "Staff turnover,B,20,10", NAMELESS, "Calls answered,B,50,70")
    file = uploaded(lead, plan, *rows)
    settle(lead, file, Asks.NO_NAME, "Errors found")
    entered(lead, file, cast)
    assert dict(Kpi.objects.filter(plan=plan).values_list("name", "code"))["Errors found"] == "B-K2"
    again = uploaded(lead, plan, *rows)
    assert (becomes(again), asked(again)) == ({}, set())
    assert "Nothing differs: the plan says all of this already" in said(lead.get(address("check", again)))
    newer = uploaded(lead, plan, KPIS, "Files judged good,B,1,2", "Calls answered,B,50,70", *rows[1:3])
    assert becomes(newer) == {"B-K4": ["new"]}
    entered(lead, newer, cast)
    third = uploaded(lead, plan, KPIS, NAMELESS, "Calls answered,B,50,70", "Files judged good,B,1,2", rows[1])
    assert becomes(third) == {}, "it holds from file to file"


def test_of_other_figures_without_a_name_it_is_asked_again_whose_they_are(cast: Cast, plan: Plan, as_: As) -> None:
    lead = as_("lead")
    file = uploaded(lead, plan, KPIS, "Staff turnover,B,20,10", NAMELESS)
    settle(lead, file, Asks.NO_NAME, "Errors found")
    entered(lead, file, cast)
    for other in (",B,13,6", ",B,12,7"):
        newer = uploaded(lead, plan, KPIS, "Staff turnover,B,20,10", other)
        assert Asks.NO_NAME in asked(newer)
    twice = uploaded(lead, plan, KPIS, "Staff turnover,B,20,10", NAMELESS, NAMELESS)
    assert [each.asks for each in now(twice).left].count(Asks.NO_NAME) == 2, "nobody knows which of them it is"


@pytest.mark.parametrize("name", ["Staff turnover", "People who leave us"], ids=["nearly the same", "another"])
def test_a_kpi_that_was_named_otherwise_is_that_kpi_again(cast: Cast, plan: Plan, as_: As, name: str) -> None:
    lead = as_("lead")
    rows = (KPIS, "Staf turnover,B,20,10", "Calls answered,B,50,70")
    file = uploaded(lead, plan, *rows)
    on_its_row(lead, file, "kpis/0/name", name)
    entered(lead, file, cast)
    again = uploaded(lead, plan, *rows)
    assert (becomes(again), asked(again)) == ({}, set())
    newer = uploaded(lead, plan, KPIS, "Files judged good,B,1,2", *rows[1:])
    assert becomes(newer) == {"B-K3": ["new"]}


def test_a_kpi_whose_code_was_typed_over_is_that_kpi_again_with_all_that_was_said_of_it(
    cast: Cast, plan: Plan, as_: As
) -> None:
    """Of a code that is none, each newer file asked again, and of all else in its row."""
    lead = as_("lead")
    head = "Code,KPI,Section,Baseline,Target – End March 2024"
    rows = ("K2.1,Staff turnover,B,20,10 or so", "K2.2,Calls answered,B,1 in 4,70")
    file = uploaded(lead, plan, head, *rows)
    for number in (0, 1):
        on_its_row(lead, file, f"kpis/{number}/code", f"K2-{number + 1}")
    settle(lead, file, Asks.BASELINE, "25")
    entered(lead, file, cast)
    assert becomes(uploaded(lead, plan, head, *rows)) == {}
    newer = uploaded(lead, plan, head, "K2.3,Files judged good,B,1,2", *rows)
    on_its_row(lead, newer, "kpis/0/code", "K2-3")
    assert becomes(newer) == {"K2-3": ["new"]}
    assert asked(newer) <= {Asks.RENAMED, Asks.NO_TABLE, Asks.NO_CODE}
    other = uploaded(lead, plan, head, "K2.1,Staff sickness,B,20,10", rows[1])
    assert now(other).draft.kpis[0].code.value == "K2.1", "the code was said of another KPI"


CODED = "Code,KPI,Section,Baseline,Target – End March 2024"


def test_a_kpi_of_a_dotted_code_and_a_typed_name_is_that_kpi_again(cast: Cast, plan: Plan, as_: As) -> None:
    """Its code was asked again, as one that no other KPI may have, and entered it was a second KPI."""
    lead = as_("lead")
    rows = ("I9.1,Staff turnover,B,20,10", "I9.2,,B,12,10")
    file = uploaded(lead, plan, CODED, *rows)
    settle(lead, file, Asks.NO_NAME, "Days lost")
    settle(lead, file, Asks.NO_CODE, how="right")
    entered(lead, file, cast)
    assert Kpi.objects.get(plan=plan, name="Days lost").code == "I9-2"
    again = uploaded(lead, plan, CODED, *rows)
    assert (becomes(again), asked(again)) == ({}, set())
    newer = uploaded(lead, plan, CODED, *rows, "I9.3,Calls answered,B,50,70")
    assert becomes(newer) == {"I9-3": ["new"]}
    (doubt,) = [each for each in now(newer).left if each.asks in (Asks.NO_CODE, Asks.NO_NAME)]
    assert doubt.words == ("I9.3",), "those that were answered before hold for their rows"
    entered(lead, newer, cast)
    moved = uploaded(lead, plan, CODED, "I9.3,Calls answered,B,50,70", *rows)
    assert becomes(moved) == {}
    assert asked(moved) <= {Asks.NO_TABLE}


def test_a_kpi_of_a_dotted_code_whose_name_was_typed_over_is_that_kpi_again(cast: Cast, plan: Plan, as_: As) -> None:
    lead = as_("lead")
    rows = ("I9.1,Staff turnover,B,20,10", "I9.2,Days,B,12,10")
    file = uploaded(lead, plan, CODED, *rows)
    on_its_row(lead, file, "kpis/1/name", "Sickness of staff")
    settle(lead, file, Asks.NO_CODE, how="right")
    entered(lead, file, cast)
    again = uploaded(lead, plan, CODED, *rows)
    assert (becomes(again), asked(again)) == ({}, set())
    newer = uploaded(lead, plan, CODED, *reversed(rows))
    assert becomes(newer) == {}
    assert asked(newer) <= {Asks.NO_TABLE}
    other = uploaded(lead, plan, CODED, rows[0], "I9.2,Pupils moved,B,12,10")
    assert now(other).draft.kpis[1].code.value == "I9.2", "the code was said of another KPI"


def test_codes_that_were_typed_for_ones_that_cannot_be_any_hold_for_their_rows(cast: Cast, plan: Plan, as_: As) -> None:
    lead = as_("lead")
    rows = ("I9.1,Staff turnover,B,20,10", "I9.2,,B,12,10")
    file = uploaded(lead, plan, CODED, *rows)
    settle(lead, file, Asks.NO_NAME, "Days lost")
    settle(lead, file, Asks.NO_CODE, "LEAD-1", "LEAD-2")
    entered(lead, file, cast)
    again = uploaded(lead, plan, CODED, *rows)
    assert (becomes(again), asked(again)) == ({}, set())
    newer = uploaded(lead, plan, CODED, "I9.3,Calls answered,B,50,70", *rows)
    assert becomes(newer) == {"I9-3": ["new"]}


def test_an_action_whose_ref_was_typed_is_that_action_again(cast: Cast, plan: Plan, as_: As) -> None:
    lead = as_("lead")
    rows = (HEAD, *FIRST, ",B,Ask schools,They answer,July 2024,Head of SEND")
    file = uploaded(lead, plan, *rows)
    settle(lead, file, Asks.NO_REF, "B3")
    entered(lead, file, cast)
    again = uploaded(lead, plan, *rows)
    assert (becomes(again), asked(again)) == ({}, set())
    newer = uploaded(lead, plan, HEAD, rows[3].replace("They answer", "All answer"), *FIRST)
    assert becomes(newer) == {"B3": ["success"]}, "it is known by what is done"


def test_actions_of_one_ref_are_told_apart_again(cast: Cast, plan: Plan, as_: As) -> None:
    lead = as_("lead")
    odd = "B1,B,Ask schools,They answer,31/06/2024,Head of SEND"
    file = uploaded(lead, plan, HEAD, *FIRST, odd)
    settle(lead, file, Asks.REF_TWICE, "B1", "B1b")
    settle(lead, file, Asks.BY_WHEN, "30 June 2024")
    entered(lead, file, cast)
    newer = uploaded(lead, plan, HEAD, FIRST[1].replace("They know", "All know"), FIRST[0], odd)
    assert (becomes(newer), asked(newer)) == ({"B2": ["success"]}, set())


def test_whoever_was_named_where_nobody_was_answers_again(cast: Cast, plan: Plan, as_: As) -> None:
    lead = as_("lead")
    nobody = "B3,B,Ask schools,They answer,July 2024,{}"
    file = uploaded(lead, plan, HEAD, *FIRST, nobody.format("TBC"))
    settle(lead, file, Asks.NO_POST, "Head of SEND")
    entered(lead, file, cast)
    newer = uploaded(lead, plan, HEAD, nobody.format("TBC"), FIRST[0].replace("It is", "All is"), FIRST[1])
    assert (becomes(newer), asked(newer)) == ({"B1": ["success"]}, set())
    other = uploaded(lead, plan, HEAD, *FIRST, nobody.format("TBA"))
    assert Asks.NO_POST in asked(other), "these are other words"


def test_an_answer_holds_for_a_row_that_is_called_otherwise_here_where_what_it_does_is_the_same() -> None:
    first = read(*FIRST)
    answers = said_of("actions/0/ref", first, "B9") | said_of("actions/0/success", first, "All of it is written")
    second = read(FIRST[1], FIRST[0])
    expected = said_of("actions/1/ref", second, "B9") | said_of("actions/1/success", second, "All of it is written")
    assert carried(first, answers, second) == expected
    assert carried(first, answers, read(FIRST[1], FIRST[0].replace("Write", "Read"))) == {}
    assert carried(first, answers, read(FIRST[1], FIRST[0].replace("B1", "B4"))) == {}


def test_the_section_that_was_typed_over_a_rows_own_cell_holds_whichever_letter_that_is_read_as() -> None:
    """Without letters in the file, they follow the order of its sections."""
    one, two, new = (f"B{at},{name},Write it {at},Done,June 2024,Head of SEND" for at, name in SECTIONS)
    first, second = read(one, two), read(new, one, two)
    assert (first.actions[0].section.value, second.actions[1].section.value) == ("A", "B")
    found = carried(first, said_of("actions/0/section", first, "C"), second)
    assert found == said_of("actions/1/section", second, "C")


def test_the_answer_that_a_row_is_left_out_holds_only_for_all_its_words() -> None:
    first = read_kpis(KPIS, "Calls answered,B,50,70", NAMELESS)
    out = {key_of_row("kpis/1", first): Answer(How.OUT)}
    second = read_kpis(KPIS, NAMELESS, "Calls answered,B,50,70")
    assert carried(first, out, second) == {key_of_row("kpis/0", second): Answer(How.OUT)}
    assert carried(first, out, read_kpis(KPIS, ",B,12,7", "Calls answered,B,50,70")) == {}


def test_what_holds_is_told_with_who_said_it_of_an_earlier_file(
    cast: Cast, plan: Plan, as_: As, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was entered for a single value counted in silence."""
    lead = as_("lead")
    rows = (HEAD, *FIRST, ",B,Ask schools,They answer,Q1 2024,Head of SEND")
    file = uploaded(lead, plan, *rows)
    settle(lead, file, Asks.NO_REF, "B3")
    settle(lead, file, Asks.PERIOD, "31 March 2024")
    on_its_row(lead, file, "actions/2/success", "All of them answer")
    page = said(lead.get(address("check", file)))
    assert "Said before" not in page
    assert "in an earlier file" not in page
    entered(lead, file, cast)
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(days=1))
    newer = uploaded(lead, plan, rows[0], rows[3], *FIRST)
    shown = lead.get(address("check", newer))
    page = said(shown)
    assert "Said before 1 value as entered for the same words of an earlier file" in page
    assert "B3: success looks like : “All of them answer”" in page
    assert address("change-row", newer, "actions", 0) in shown.content.decode()
    told = r"ref: “B3” Lead, [^“]*, of the same words in an earlier file"
    assert re.search(told, page)


def test_the_section_is_asked_of_a_new_row_alone_where_it_was_typed_of_the_others(
    cast: Cast, plan: Plan, as_: As
) -> None:
    lead = as_("lead")
    head, rows = "KPI,Baseline,Target – End March 2024", ("Calls answered,50,70", "Staff turnover,20,10")
    file = uploaded(lead, plan, head, *rows)
    settle(lead, file, Asks.SECTION, "B", "B")
    entered(lead, file, cast)
    assert becomes(uploaded(lead, plan, head, *rows)) == {}
    newer = uploaded(lead, plan, head, *rows, "Files judged good,1,2")
    (doubt,) = (each for each in now(newer).left if each.asks is Asks.SECTION)
    page = lead.get(address("settle", newer, doubt.key))
    form = page.context["form"]
    assert list(form.paths.values()) == ["kpis/2/section"]
    for shown in (page, lead.get(address("check", newer))):
        assert ("Files judged good" in said(shown), "Calls answered" in said(shown)) == (True, False)
    settle(lead, newer, Asks.SECTION, "B")
    assert becomes(newer) == {"P-K3": ["new"]}


def test_a_section_that_is_chosen_for_a_new_row_moves_none_that_was_settled(cast: Cast, plan: Plan, as_: As) -> None:
    """One click at the doubt put all rows into the section of the new one."""
    lead = as_("lead")
    head = "KPI,Section,Baseline,Target – End March 2024"
    rows = (*FIRST, "A1,A: Meetings,Meet,They meet,July 2024,Head of SEND")
    first = uploaded(lead, plan, HEAD, *rows, "", head, "Calls answered,,50,70", "Staff turnover,,20,10")
    settle(lead, first, Asks.SECTION, "A", "B")
    entered(lead, first, cast)
    stood = {kpi.code: kpi.section.letter for kpi in Kpi.objects.filter(plan=plan)}
    more = ("Calls answered,,50,70", "Staff turnover,,20,10", "Files judged good,,1,2")
    newer = uploaded(lead, plan, HEAD, *rows, "", head, *more)
    doubt = next(each for each in now(newer).left if each.asks is Asks.SECTION)
    page = lead.get(address("settle", newer, doubt.key))
    how = next(name for name, label in page.context["form"].fields["how"].choices if label == "Section B")
    form = page.context["form"]
    shown = {name: form[name].value() for name in form.paths}
    lead.post(address("settle", newer, doubt.key), {**hidden(page), **shown, "how": how})
    found = {kpi.code.value: kpi.section.value for kpi in now(newer).draft.kpis}
    assert stood.items() <= found.items()
    assert sorted(found.values()) == ["A", "B", "B"]


def test_a_third_action_of_one_ref_leaves_what_was_said_of_the_others(cast: Cast, plan: Plan, as_: As) -> None:
    lead = as_("lead")
    second, third = (f"B1,B,{what},They answer,July 2024,Head of SEND" for what in ("Ask schools", "Ask doctors"))
    file = uploaded(lead, plan, HEAD, *FIRST, second)
    settle(lead, file, Asks.REF_TWICE, "B1", "B1b")
    entered(lead, file, cast)
    newer = uploaded(lead, plan, HEAD, third, *FIRST, second)
    assert [each.ref.value for each in now(newer).draft.actions] == ["B1", "B1", "B2", "B1b"]
    settle(lead, newer, Asks.REF_TWICE, "B1c")
    assert becomes(newer) == {"B1c": ["new"]}


def test_a_section_that_was_typed_over_another_holds_for_no_row_that_the_file_has_moved() -> None:
    def below(letter: str, *more: str) -> Draft:
        rows = (
            "Ref,Action,By when,Accountable",
            *more,
            f"Section {letter}: A part,,,",
            "B1,Do it,June 2024,Head of SEND",
        )
        return named(understand(read_file("plan.csv", "\n".join(rows).encode())))

    first, second = below("B"), below("B", "Section A: Another,,,", "A1,Do more,June 2024,Head of SEND")
    answers = said_of("actions/0/section", first, "C")
    assert carried(first, answers, second) == said_of("actions/1/section", second, "C")
    assert carried(first, answers, below("D")) == {}


def test_what_was_said_of_a_row_that_found_no_place_is_not_asked_again(cast: Cast, plan: Plan, as_: As) -> None:
    lead = as_("lead")
    head, rows = f"{HEAD},Remarks", [f"{row},fine" for row in FIRST]
    stray = ",,,,,,See the annex"
    file = uploaded(lead, plan, head, *rows, stray)
    settle(lead, file, Asks.ROW, how="right")
    more = "B3,B,Ask schools,They answer,July 2024,Head of SEND,fine"
    entered(lead, file, cast)
    newer = uploaded(lead, plan, head, stray, *rows, more)
    assert (becomes(newer), asked(newer)) == ({"B3": ["new"]}, {Asks.AFTER_DELIVER_BY})
    assert Asks.ROW in asked(uploaded(lead, plan, head, *rows, ",,,,,,See the other annex"))
    assert Asks.ROW in asked(uploaded(lead, plan, head.replace("Outcome", "Impact"), *rows, stray)), "another table"
    twice = uploaded(lead, plan, head, *rows, stray, stray)
    assert [each.asks for each in now(twice).left].count(Asks.ROW) == 2


def test_a_newer_file_finds_an_action_by_the_ref_in_its_text(cast: Cast, plan: Plan, as_: As) -> None:
    lead = as_("lead")
    head = "Action,Section,Outcome,By when,Accountable"
    rows = ("1.1 Appoint a chair,B,Done,July 2024,Head of SEND", "1.2 Ask schools,B,Done,July 2024,Head of SEND")
    file = uploaded(lead, plan, head, *rows)
    settle(lead, file, Asks.REF_IN_TEXT, how="right")
    entered(lead, file, cast)
    again = uploaded(lead, plan, head, *rows)
    gone = {"B1": ["gone"], "B2": ["gone"]}
    assert (becomes(again), asked(again)) == (gone, set())
    newer = uploaded(lead, plan, head, rows[1], rows[0].replace("a chair", "an independent chair"))
    assert becomes(newer) == {"1.1": ["what"], **gone}
    assert asked(newer) == set()
