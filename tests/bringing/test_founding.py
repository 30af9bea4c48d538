"""Sections that the file does not have are named where its rows are settled, with a letter and a title."""

from collections.abc import Callable

import pytest
from django.test import Client

from bringing.founding import founded, new_section
from bringing.models import PlanDraft
from bringing.others import others
from bringing.plain import Kind
from bringing.reading import Asks, Doubt, Draft, understand
from bringing.settled import named
from bringing.settling import Answer, How, settle
from bringing.values import NotReadable, typed
from plans.models import Plan, Section
from sheets.reading import Document, Heading, Place, Table, read_file
from tests.bringing.files import brought, settle_all
from tests.bringing.newer import address, enter, now
from tests.bringing.reading.plans import asked, tabled
from tests.bringing.test_attack import hidden, said
from tests.bringing.test_of_one_row import type_in
from tests.cast import Cast

As = Callable[[str], Client]
HEAD = "No,Action,Lead,By when"
ROWS = [f"{at},Do thing {at},Head of SEND,June 2023" for at in (1, 2, 3)]
COLUMNS = ["Ref", "Section", "Action", "Lead", "By when"]
WHOLE = "One section for the whole plan"


def read(*rows: str) -> Draft:
    return named(understand(read_file("plan.csv", "\n".join(rows).encode())))


def of_no_section(draft: Draft) -> Doubt:
    (doubt,) = [each for each in asked(draft, Asks.SECTION) if each.about[0].endswith("/section")]
    return doubt


def as_typed(draft: Draft, *texts: str) -> Draft:
    """The draft once this was typed for its rows, one after the other."""
    doubt = of_no_section(draft)
    answer = Answer(How.CORRECTED, dict(zip(doubt.about, texts, strict=True)))
    return settle(founded(draft, [answer.values]), {doubt.key: answer})


def sections(draft: Draft) -> list[tuple[str, str]]:
    return [(each.letter.value, each.title.value) for each in draft.sections]


def of_actions(draft: Draft) -> list[str]:
    return [each.section.value for each in draft.actions]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("D: Whole system", ("D", "Whole system")),
        ("d – Whole  system", ("D", "Whole system")),
        ("Section D: Whole system", ("D", "Whole system")),
        ("4. Whole system", ("4", "Whole system")),
        ("WS4: Whole", ("WS4", "Whole")),
        ("D", None),
        ("Section D", None),
        ("D:", None),
        ("Whole system", None),
        ("Overall: Whole system", None),
    ],
)
def test_a_new_section_is_typed_with_its_title(text: str, expected: tuple[str, str] | None) -> None:
    assert new_section(text) == expected


def test_rows_of_a_file_without_sections_get_those_that_are_named() -> None:
    after = as_typed(read(HEAD, *ROWS), "A: Voice", "B: Health", "A")
    assert sections(after) == [("A", "Voice"), ("B", "Health")]
    assert of_actions(after) == ["A", "B", "A"]


def test_one_section_for_the_whole_plan_is_one() -> None:
    draft = read(HEAD, *ROWS)
    doubt = of_no_section(draft)
    (other,) = others(doubt, draft)
    assert other.called == WHOLE
    after = as_typed(draft, *other.values.values())
    assert (sections(after), of_actions(after)) == ([("A", "The whole plan")], ["A", "A", "A"])


def crossing(title: str = "Cross-cutting actions") -> Draft:
    """Two sections, and a heading beside these with two actions that are of neither."""
    parts = [("Priority 1: Voice", "1.1"), ("Priority 2: Health", "2.1"), (title, "X1")]
    blocks: list[Heading | Table] = []
    for number, (words, ref) in enumerate(parts, start=1):
        blocks.append(Heading(Place("f", line=number), text=words, level=1))
        rows = [[ref, f"Do {ref}", "Head of SEND", "June 2023"]]
        blocks.append(tabled([["Ref", "Action", "Lead", "By when"], *rows], number))
    return named(understand(Document("f", tuple(blocks))))


def test_rows_behind_all_sections_are_offered_one_that_is_called_as_their_heading_is() -> None:
    draft = crossing()
    doubt = of_no_section(draft)
    called = [each.called for each in others(doubt, draft)]
    assert called == ["Section 1", "Section 2", "A section of their own, 3: Cross-cutting actions"]
    after = as_typed(draft, "3: Cross-cutting actions")
    assert sections(after)[2:] == [("3", "Cross-cutting actions")]
    assert of_actions(after) == ["1", "2", "3"]


@pytest.mark.parametrize("title", ["Actions", "Health", "Action plan"])
def test_a_heading_that_says_what_the_table_holds_or_a_section_is_offered_for_none(title: str) -> None:
    draft = crossing(title)
    doubts = [each for each in asked(draft, Asks.SECTION) if each.about[0].endswith("/section")]
    assert not any("of their own" in each.called for doubt in doubts for each in others(doubt, draft))


def test_a_letter_that_another_title_has_is_refused_and_makes_no_section() -> None:
    draft = crossing()
    path = of_no_section(draft).about[0]
    with pytest.raises(NotReadable, match="Section 2 is called “Health”: enter 2 alone where that is meant"):
        typed(path, "2: Whole system", draft)
    assert typed(path, "2: Health", draft).value == typed(path, "Section 2", draft).value == "2"
    after = as_typed(draft, "2: Whole system")
    assert (sections(after), of_actions(after)) == (sections(draft), ["1", "2", ""])


def test_a_title_that_is_too_long_is_refused_and_makes_no_section() -> None:
    draft, long = crossing(), f"3: {'Whole ' * 40}"
    with pytest.raises(NotReadable, match="The title has 239 characters, and there is room for 200: shorten it"):
        typed(of_no_section(draft).about[0], long, draft)
    assert sections(as_typed(draft, long)) == sections(draft)


def test_of_two_titles_for_one_new_letter_the_second_is_none() -> None:
    after = as_typed(read(HEAD, *ROWS), "A: Voice", "A: Health", "a: voice")
    assert (sections(after), of_actions(after)) == ([("A", "Voice")], ["A", "", "A"])


def csv(*rows: str) -> bytes:
    return "\n".join((HEAD, *rows)).encode()


def say(client: Client, file: PlanDraft, how: str, *texts: str) -> str:
    """Answer the doubt about sections on its page; what it says then."""
    doubt = of_no_section(now(file).read)
    page = client.get(address("settle", file, doubt.key))
    choices = {str(label): str(name) for name, label in page.context["form"].fields["how"].choices}
    sent = {f"value_{at}": text for at, text in enumerate(texts)}
    answer = client.post(address("settle", file, doubt.key), {**hidden(page), **sent, "how": choices[how]}, follow=True)
    return said(answer)


@pytest.mark.django_db
@pytest.mark.usefixtures("story_day")
def test_a_plan_without_sections_is_entered_with_one_and_comes_again_without_a_difference(cast: Cast, as_: As) -> None:
    """“There is no section A” was said of every letter, and no page named one."""
    lead = as_("lead")
    file = brought(cast.notice, csv(*ROWS), cast["lead"], name="plan.csv")
    say(lead, file, WHOLE)
    settle_all(file, cast["lead"], cast.notice.council.name)
    assert now(file).hindrances == ()
    page = lead.get(address("read", file, "sections"))
    assert "The whole plan" in said(page)
    assert "Change Section A" not in said(page)
    assert lead.get(address("change-row", file, "sections", 0)).status_code == 404
    enter(file, cast)
    plan = Plan.objects.get(slug="our-plan")
    assert list(Section.objects.filter(plan=plan).values_list("letter", "title")) == [("A", "The whole plan")]
    newer = brought(cast.notice, csv(*ROWS, ROWS[0].replace("1", "4")), cast["lead"], name="plan.csv", plan=plan)
    assert [(each.row.kind, each.row.key) for each in now(newer).differences] == [(Kind.ACTION, "4")]
    assert of_actions(now(newer).draft)[:3] == ["A", "A", "A"]


@pytest.mark.django_db
@pytest.mark.usefixtures("story_day")
def test_a_section_that_was_named_can_be_called_otherwise_for_all_of_its_rows(cast: Cast, as_: As) -> None:
    lead, typed_in = as_("lead"), "It is as I typed it below"
    file = brought(cast.notice, csv(*ROWS), cast["lead"], name="plan.csv")
    say(lead, file, typed_in, "A: Voice", "A: Voice", "B: Health")
    page = lead.get(address("settle", file, of_no_section(now(file).read).key))
    shown = [page.context["form"][f"value_{at}"].value() for at in range(3)]
    assert shown == ["A: Voice", "A: Voice", "B: Health"]
    say(lead, file, typed_in, "A: Heard", "A: Heard", "B: Health")
    assert sections(now(file).draft) == [("A", "Heard"), ("B", "Health")]
    told = say(lead, file, typed_in, "A: Quick", "A: Quick", "A: Slow")
    assert "Section A is called “Quick”: enter A alone where that is meant" in told
    assert sections(now(file).draft) == [("A", "Heard"), ("B", "Health")], "nothing is kept of it"
    path = address("change-row", file, "actions", 0)
    form = lead.get(path).context["form"]
    sent = {name: form[name].value() for name in form.fields if form[name].value() not in (None, False)}
    (field,) = (name for name, value in sent.items() if value == "A: Heard")
    answer = lead.post(path, {**sent, field: "A: Quick"})
    assert "Section A is called “Heard”" in said(answer)
    assert lead.post(path, {**sent, field: "B"}).status_code == 302
    assert of_actions(now(file).draft) == ["B", "A", "B"]


@pytest.mark.django_db
@pytest.mark.usefixtures("story_day")
def test_a_letter_without_a_title_says_what_to_type(cast: Cast, as_: As) -> None:
    lead = as_("lead")
    file = brought(cast.notice, csv(*ROWS), cast["lead"], name="plan.csv")
    say(lead, file, "It is as I typed it below", "A", "A", "A")
    told = "There is no section A: choose another, or enter a new one with its title, such as D: Whole system"
    assert {each.says for each in now(file).hindrances} >= {told}


@pytest.mark.django_db
@pytest.mark.usefixtures("story_day")
def test_a_named_section_that_no_row_is_of_any_more_does_not_come_in(cast: Cast, as_: As) -> None:
    lead = as_("lead")
    file = brought(cast.notice, csv(*ROWS), cast["lead"], name="plan.csv")
    say(lead, file, "It is as I typed it below", "A: Voice", "A: Voice", "B: Health")
    type_in(cast, file, "actions/2/section", "A")
    assert sections(now(file).draft) == [("A", "Voice"), ("B", "Health")]
    assert now(file).out == {"sections/1"}
    assert [row.key for row in now(file).brought if row.kind is Kind.SECTION] == ["A"]
