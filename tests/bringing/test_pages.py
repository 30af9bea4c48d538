"""The way of a plan through the pages: read, checked, entered; by those who may, on their own notice."""

import re
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from bringing import actions
from bringing.answerable import A_POST, key_of
from bringing.checking import SHAPE, check
from bringing.columns import told_only
from bringing.models import PlanDraft, Settlement
from bringing.plain import Kind
from bringing.reading import Asks
from bringing.settling import Answer, How
from bringing.writing import write_empty
from plans.models import Plan
from tests import factories as make
from tests.bringing.files import brought, settle_all
from tests.bringing.newer import FIRST, csv
from tests.bringing.reading.demo_files import in_word
from tests.cast import Cast
from tests.factories import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("story_day")]
Enter = Callable[[str], Client]
PAGE = "/notices/devon/plans/import/"


def said(page: Any) -> str:
    """The page's words."""
    return " ".join(re.sub(r"<[^>]+>", " ", page.content.decode()).split())


def upload(client: Client, content: bytes, name: str = "plan.docx", **more: str) -> HttpResponse:
    opened = client.get(PAGE)
    sent_as = re.search(r'name="sent_as" value="([^"]+)"', opened.content.decode())
    assert sent_as
    file = {"file": SimpleUploadedFile(name, content)} if content else {}
    return client.post(PAGE, {"sent_as": sent_as[1], "plan": "new", "text": "", **file, **more})


def test_another_file_that_is_sent_from_the_same_page_is_not_taken_for_the_one_before(cast: Cast, as_: Enter) -> None:
    """The page before, gone back to in the browser for another file. That was dropped, and nothing said so."""
    lead, sent_as = as_("lead"), str(uuid4())
    for name, content in (("one.docx", in_word()), ("two.csv", csv(*FIRST)), ("two.csv", csv(*FIRST))):
        answer = upload(lead, content, name, sent_as=sent_as)
        assert answer["Location"].rstrip("/").endswith(str(PlanDraft.objects.get(name=name).uid))
    stands = make.Plan(notice=cast.notice)
    upload(lead, csv(*FIRST), "two.csv", sent_as=sent_as, plan=stands.slug)
    kept = PlanDraft.objects.order_by("pk").values_list("name", "plan")
    assert list(kept) == [("one.docx", None), ("two.csv", None), ("two.csv", stands.pk)]


def test_a_plan_is_uploaded_checked_and_entered(cast: Cast, as_: Enter) -> None:
    client = as_("lead")
    answer = upload(client, in_word())
    assert answer.status_code == 302
    page = said(client.get(answer["Location"]))
    assert "4 sections, 28 actions, 43 KPIs" in page
    file = PlanDraft.objects.get()
    doubt = check(file).left[0]
    form = client.get(reverse("bringing:settle", args=["devon", file.uid, doubt.key]))
    assert doubt.words[0].split("\n")[0] in form.content.decode().replace("&#x27;", "'")
    settle_all(file, cast["lead"], cast.notice.council.name)
    page = client.get(answer["Location"])
    assert "No doubt is left" in said(page)
    address = reverse("bringing:enter", args=["devon", file.uid])
    shown = client.get(address).content.decode()
    assert "28 actions" in shown
    fields = dict(re.findall(r'name="(sent_as|seen)" value="([^"]+)"', shown))
    told = {"title": "Our plan", "slug": "our-plan", "note": "First version", **fields}
    done = client.post(address, told, follow=True)
    assert "“Our plan” is entered as version 1" in said(done)
    assert Plan.objects.get(slug="our-plan").actions.count() == 28
    assert "is entered" in said(client.get(answer["Location"]))
    kept = client.get(reverse("bringing:plan-file", args=["devon", file.uid]))
    assert b"".join(kept) == in_word()  # type: ignore[arg-type]


@pytest.mark.parametrize("which", ["read-sections", "read-actions", "read-kpis", "posts", "tables", "change", "enter"])
def test_each_page_of_a_draft_shows_it(cast: Cast, as_: Enter, which: str) -> None:
    file = brought(cast.notice, in_word(), cast["lead"])
    name, _, kind = which.partition("-")
    args = ["devon", file.uid, *([kind] if kind else []), *(["actions", 3] if name == "change" else [])]
    name = {"change": "change-row"}.get(name, name)
    shown = as_("lead").get(reverse(f"bringing:{name}", args=args))
    assert shown.status_code == 200
    assert "plan.docx" in said(shown)


def test_ticked_doubts_are_settled_by_name_and_asked_again_when_taken_back(cast: Cast, as_: Enter) -> None:
    file = brought(cast.notice, in_word(), cast["lead"])
    client, address = as_("office"), reverse("bringing:check", args=["devon", file.uid])
    right = [each.key for each in check(file).left if each.read][:2]
    page = client.post(address, {"right": right}, follow=True)
    assert "2 doubts settled" in said(page)
    assert "It goes for everybody, with 2 answers that people gave" in said(page)
    assert {(row.key, row.how, row.said_by) for row in Settlement.objects.all()} == {
        (key, "right", cast["office"]) for key in right
    }
    again = reverse("bringing:ask-again", args=["devon", file.uid, right[0]])
    assert "It is asked again" in said(client.post(again, follow=True))
    assert [row.key for row in Settlement.objects.all()] == [right[1]]


def test_a_draft_that_an_older_version_stored_is_read_from_its_file_again(cast: Cast, as_: Enter) -> None:
    file = brought(cast.notice, in_word(), cast["lead"])
    PlanDraft.objects.filter(pk=file.pk).update(shape=0, draft="{}")
    assert "28 actions" in said(as_("lead").get(reverse("bringing:check", args=["devon", file.uid])))
    file.refresh_from_db()
    assert file.shape == SHAPE


def test_a_file_that_was_made_of_another_plan_is_refused_with_that_plans_name(cast: Cast, as_: Enter) -> None:
    mine, other = cast.action.plan, make.Plan(notice=cast.notice, slug="other", title="The other plan")
    book = as_("lead").get(reverse("bringing:plan-workbook", args=["devon", mine.slug])).content
    answer = upload(as_("lead"), book, "plan.xlsx", plan=other.slug)
    assert f"This file was made of “{mine.title}” ({mine.slug}): choose that plan" in said(answer)
    assert PlanDraft.objects.count() == 0


def test_posts_that_still_belong_to_nobody_are_told_when_others_are_kept(cast: Cast, as_: Enter) -> None:
    file = brought(cast.notice, in_word(), cast["lead"])
    unknown, many = check(file).unknown[0], len(check(file).unknown)
    client, address = as_("lead"), reverse("bringing:posts", args=["devon", file.uid])
    assert f"Nothing was chosen: {many} posts belong to nobody yet" in said(client.post(address, {}, follow=True))
    chosen = {f"post_{key_of(unknown.title)}": f"{A_POST}|{cast.notice.council.name}"}
    left = f"Whose the posts are is kept: {many - 1} post"
    assert left in said(client.post(address, chosen, follow=True))


def test_where_a_notice_has_several_plans_none_is_chosen_beforehand(cast: Cast, as_: Enter) -> None:
    make.Plan(notice=cast.notice, slug="other", title="Improvement plan")
    assert "checked" not in as_("lead").get(PAGE).content.decode()
    opened = as_("lead").get(PAGE).content.decode()
    sent_as = re.search(r'name="sent_as" value="([^"]+)"', opened)
    assert sent_as
    answer = as_("lead").post(PAGE, {"sent_as": sent_as[1], "text": "A plan"})
    assert "Say which plan it is" in said(answer)


def test_an_action_that_nobody_answers_for_can_be_given_somebody(cast: Cast, as_: Enter) -> None:
    rows = b"Ref,Section,Action,Accountable\nB1,B,Write the strategy,\n"
    file = brought(cast.notice, rows, cast["lead"], name="plan.csv")
    address = reverse("bringing:change-row", args=["devon", file.uid, "actions", 0])
    page = as_("lead").get(address).content.decode()
    name = re.search(r'name="(value_\d+)" value=""[^>]*aria-describedby="id_\1_hint"', page) or re.search(
        r"Accountable 1</label>.*?name=\"(value_\d+)\"", page, re.DOTALL
    )
    assert name
    fields = dict(re.findall(r'name="(value_\d+|seen)" value="([^"]*)"', page))
    as_("lead").post(address, {**fields, "value_2": "Write the strategy", name[1]: "Head of SEND"})
    assert [post.value for post in check(PlanDraft.objects.get(pk=file.pk)).draft.actions[0].posts] == ["Head of SEND"]


def test_of_a_kpi_without_targets_nothing_is_right_as_read_it_is_left_open_or_typed(cast: Cast, as_: Enter) -> None:
    rows = "KPI,Section,Baseline,Target – End May 2024\nCalls answered,A,40,\nLetters answered,A,30,\n"
    file = brought(cast.notice, rows.encode(), cast["lead"], name="plan.csv")
    first, second = [each for each in check(file).left if each.asks is Asks.NO_TARGETS]
    client, address = as_("lead"), reverse("bringing:check", args=["devon", file.uid])
    page = client.get(address).content.decode()
    assert f'name="right" value="{first.key}"' not in page
    assert f'name="open" value="{first.key}"' in page
    client.post(address, {"right": [second.key], "open": [first.key]})
    assert {(row.key, row.how) for row in Settlement.objects.all()} == {(first.key, "open")}
    settle = reverse("bringing:settle", args=["devon", file.uid, second.key])
    assert 'value="right"' not in client.get(settle).content.decode()
    assert client.post(settle, {"how": "corrected", "value_0": "35", "seen_version": "0"}).status_code == 302
    now = check(PlanDraft.objects.get(pk=file.pk))
    said = {row.key: row.says["targets"] for row in now.brought if row.kind is Kind.KPI}
    assert [[rule for _, _, rule in targets] for targets in said.values()] == [[""], ["35"]]


def test_what_is_to_be_put_right_leads_to_the_page_of_its_own_row(cast: Cast, as_: Enter) -> None:
    rows = "".join(f"B{number},B,Do it,Done,June 2024,Head of SEND\n" for number in range(1, 31))
    head = "Ref,Section,Action,Outcome,By when,Accountable\n"
    file = brought(cast.notice, f"{head}{rows}B30,B,Do more,Done,June 2024,".encode(), cast["lead"], name="plan.csv")
    (nobody,) = [each for each in check(file).left if each.asks is Asks.NO_POST]
    typed = Answer(How.CORRECTED, {nobody.about[0]: ""})
    actions.say(file=file, answers={nobody.key: typed}, by=cast["lead"], at=NOW, seen={})
    settle_all(file, cast["lead"], cast.notice.council.name)
    client = as_("lead")
    page = client.get(reverse("bringing:check", args=["devon", file.uid])).content.decode()
    for number, says in ((29, "There are 2 of this ref"), (30, "Nobody is accountable")):
        address = reverse("bringing:change-row", args=["devon", file.uid, "actions", number])
        assert re.search(rf'<li>.*href="{address}">[^<]*</a>.*: [^<]*{says}', page)
        assert client.get(address).status_code == 200
    page = client.get(address).content.decode()
    sent = dict(re.findall(r'name="(value_\d+|seen)"[^>]*value="([^"]*)"', page))
    back = client.post(address, {**sent, "value_2": "Do more", "out": "on"})
    assert back["Location"].endswith("/read/actions/?page=2#row-30")
    assert 'id="row-30"' in client.get(back["Location"]).content.decode(), "the page of the list on which it stands"


def test_of_the_empty_workbook_nothing_is_told_that_it_has_not(cast: Cast, as_: Enter) -> None:
    file = brought(cast.notice, write_empty(), cast["lead"], name="empty.xlsx")
    page = said(as_("lead").get(reverse("bringing:check", args=["devon", file.uid])))
    assert "Check what was read" in page
    assert "Told in this workbook" not in page


def test_only_sheets_and_columns_that_a_workbook_has_are_told_of() -> None:
    one = told_only({"Risks": ["Ref"], "Actions": ["Ref", "Action"]})
    assert one == "Told in this workbook, and not read back: the sheet Risks"
    column = told_only({"Actions": ["Ref", "Accountable"], "Targets": ["KPI"]})
    assert column == (
        "Told in this workbook, and not read back: “Accountable” on the sheet Actions, which is changed on the sheet "
        "Accountable posts"
    )


def test_how_it_came_about_what_a_table_holds_is_a_sentence(cast: Cast, as_: Enter) -> None:
    rows = "Ref,Section,Action,Accountable\nB1,B,Do it,Head of SEND\n"
    file = brought(cast.notice, rows.encode(), cast["lead"], name="plan.csv")
    address, client = reverse("bringing:tables", args=["devon", file.uid]), as_("lead")
    assert "Proposed by the words of the headings." in said(client.get(address))
    chosen = {"the file": {"holds": "actions", "heading_row": 1, "columns": {"1": "ref", "3": "what"}, "section": ""}}
    actions.choose_tables(file=file, chosen=chosen, seen_version=file.version)
    assert "Chosen by a person." in said(client.get(address))
    other = brought(cast.notice, b"Colour,Size\nRed,Large\nBlue,Small\n", cast["lead"], name="other.csv")
    page = said(client.get(reverse("bringing:tables", args=["devon", other.uid])))
    assert "Nothing is proposed: no rule says what it holds." in page


def test_a_row_without_a_ref_is_called_by_its_place(cast: Cast, as_: Enter) -> None:
    rows = "Ref,Section,Action,Accountable\nB1,B,Do it,Head of SEND\n,B,Do more,Head of SEND\n"
    file = brought(cast.notice, rows.encode(), cast["lead"], name="plan.csv")
    page = said(as_("lead").get(reverse("bringing:check", args=["devon", file.uid])))
    assert "The action in row 3 : It has no ref: enter one" in page


def test_a_row_whose_ref_was_changed_is_called_by_its_new_one(cast: Cast, as_: Enter) -> None:
    rows = "Ref,Section,Action,Accountable\nHV3,B,Do it,Head of SEND\n"
    file = brought(cast.notice, rows.encode(), cast["lead"], name="plan.csv")
    address = reverse("bringing:change-row", args=["devon", file.uid, "actions", 0])
    client = as_("lead")
    sent = dict(re.findall(r'name="(value_\d+|seen)"[^>]*value="([^"]*)"', client.get(address).content.decode()))
    (field,) = [name for name, value in sent.items() if value == "HV3"]
    answer = client.post(address, {**sent, "value_2": "Do it", field: "HV4"})
    page = said(client.get(answer["Location"]))
    assert "HV4 is changed" in page
    assert "HV3 is changed" not in page
    assert "Change HV4" in said(client.get(address))


def test_the_page_of_a_kpi_that_is_saved_as_it_was_opened_changes_nothing(cast: Cast, as_: Enter) -> None:
    """Unit and direction are chosen among what they are called: what was read is chosen beforehand."""
    rows = "KPI,Section,Unit,Baseline,Target – End May 2024\nCalls answered,A,Percentage,60%,50%\n"
    file = brought(cast.notice, rows.encode(), cast["lead"], name="plan.csv")
    address = reverse("bringing:change-row", args=["devon", file.uid, "kpis", 0])
    page = as_("lead").get(address).content.decode()
    chosen = re.findall(r'<select[^>]*name="(value_\d+)".*?<option value="([^"]*)" selected', page, re.DOTALL)
    assert [label for _, label in chosen] == ["Percentage", "Lower is better"]
    sent = dict(re.findall(r'name="(value_\d+|seen)"[^>]*value="([^"]*)"', page)) | dict(chosen)
    sent |= {"value_2": "Calls answered"}
    assert "Nothing was changed" in said(as_("lead").post(address, sent, follow=True))


def test_who_may_settle_a_plan_and_not_enter_it_is_told_who_does(cast: Cast, as_: Enter) -> None:
    rows = f"Ref,Section,Action\nA1,{cast.action.section.letter},Write the whole of it\n"
    file = brought(cast.notice, rows.encode(), cast["office"], name="plan.csv", plan=cast.action.plan)
    settle_all(file, cast["office"], cast.notice.council.name)
    office, lead = as_("office"), as_("lead")
    check_at, enter_at = (reverse(f"bringing:{name}", args=["devon", file.uid]) for name in ("check", "enter"))
    page = office.get(check_at)
    assert "The improvement lead enters it" in said(page)
    assert enter_at not in page.content.decode()
    refused = office.get(enter_at)
    assert (refused.status_code, "The improvement lead enters a plan" in said(refused)) == (403, True)
    assert enter_at in lead.get(check_at).content.decode()
