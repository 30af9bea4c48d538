"""What somebody sends who means no good, or clicks twice, or at the same time as another: no error, nothing lost."""

import html
import re
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from audit.models import Event
from bringing import actions, answerable
from bringing.checking import check
from bringing.models import PlanDraft, Settlement
from bringing.reading import Doubt
from bringing.settling import Answer, How
from notices.conflicts import ChangedMeanwhile
from plans.models import Plan
from tests import factories as make
from tests.bringing.files import brought, settle_all
from tests.bringing.reading.demo_files import in_word
from tests.cast import Cast
from tests.factories import NOW
from tests.sheets.making import book

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("story_day")]
Enter = Callable[[str], Client]
PAGE = "/notices/devon/plans/import/"
EVIL = "<script>alert(1)</script>"
MEANWHILE = "Somebody else said something of this meanwhile"
HUGE = "9" * 40


def at(name: str, file: PlanDraft, *args: object) -> str:
    return reverse(f"bringing:{name}", args=["devon", file.uid, *args])


def said(page: Any) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page.content.decode())).split())


def hidden(page: Any) -> dict[str, str]:
    """What the page's form sends by itself."""
    found = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page.content.decode())
    return {name: html.unescape(value) for name, value in found if name != "csrfmiddlewaretoken"}


@pytest.fixture
def file(cast: Cast) -> PlanDraft:
    return brought(cast.notice, in_word(), cast["lead"])


def doubt_with_a_value(file: PlanDraft) -> Doubt:
    return next(each for each in check(file).left if each.about[0].endswith("/baseline") and len(each.about) == 1)


@pytest.mark.parametrize("name", ["check", "settle", "read", "change-row", "posts", "tables", "enter", "plan-file"])
def test_a_draft_of_another_notice_is_nowhere_under_this_one(cast: Cast, as_: Enter, name: str) -> None:
    theirs = make.PlanDraft(notice=cast.elsewhere)
    more: dict[str, tuple[object, ...]] = {
        "settle": (check(theirs).left[0].key,),
        "read": ("actions",),
        "change-row": ("actions", 0),
    }
    assert as_("lead").get(at(name, theirs, *more.get(name, ()))).status_code == 404
    assert as_("lead").post(at("drop-plan", theirs)).status_code == 404
    assert PlanDraft.objects.filter(pk=theirs.pk).exists()


@pytest.mark.parametrize(
    "path",
    [
        "doubts/0000000000000000/",
        f"doubts/{HUGE}/",
        "doubts/%F0%9F%92%A9/",
        "doubts/a%00b/",
        "read/posts/",
        "read/tables/",
        "read/__class__/",
        "read/actions/28/",
        f"read/actions/{HUGE}/",
        "read/actions/-1/",
        "read/actions/%D9%A1/",
        "read/doubts/0/",
    ],
)
def test_a_forged_address_is_not_found(file: PlanDraft, as_: Enter, path: str) -> None:
    assert as_("lead").get(f"{PAGE}{file.uid}/{path}").status_code == 404
    assert as_("lead").post(f"{PAGE}{file.uid}/{path}").status_code in (404, 405)


@pytest.mark.parametrize("page", [HUGE, "-1", "x", "٣", ""])
def test_a_page_of_rows_that_is_none_is_one_that_is(file: PlanDraft, as_: Enter, page: str) -> None:
    assert as_("lead").get(at("read", file, "actions"), {"page": page}).status_code == 200


def test_a_forged_key_takes_back_nothing_and_ticks_nothing(file: PlanDraft, as_: Enter) -> None:
    lead = as_("lead")
    assert lead.post(at("ask-again", file, "0" * 16)).status_code == 302
    for keys in (["0" * 16], [HUGE], ["\x00"], ["💩"], [EVIL]):
        page = lead.post(at("check", file), {"right": keys})
        assert page.status_code == 200
        assert EVIL not in page.content.decode()
    assert Settlement.objects.count() == 0


def test_forged_choices_are_refused_with_a_sentence(file: PlanDraft, as_: Enter) -> None:
    lead, doubt = as_("lead"), doubt_with_a_value(file)
    for how in ("", "guessed", EVIL, HUGE):
        page = lead.post(at("settle", file, doubt.key), {"how": how, "seen_version": "0"})
        assert "There is a problem" in said(page)
    for version in ("", "-1", HUGE, "٣", "x"):
        answer = lead.post(at("settle", file, doubt.key), {"how": "open", "seen_version": version})
        assert answer.status_code in (200, 302, 409)
    for who in ("post|Canary council", "itself|", "|", HUGE, EVIL):
        title = check(file).unknown[0].name
        page = lead.post(at("posts", file), {f"post_{answerable.key_of(title)}": who})
        assert page.status_code == 200
    form = lead.get(at("tables", file))
    for field, value in (("role_0_1", "owner"), ("holds_0", "x"), ("row_0", HUGE), ("section_0", "Q"), ("row_0", "-1")):
        page = lead.post(at("tables", file), {**hidden(form), field: value})
        assert page.status_code == 200
        assert "There is a problem" in said(page)


def test_two_people_who_settle_one_doubt_are_told_of_each_other_and_the_second_can_say_it_again(
    file: PlanDraft, as_: Enter
) -> None:
    doubt = doubt_with_a_value(file)
    lead, office, address = as_("lead"), as_("office"), at("settle", file, doubt.key)
    opened = hidden(lead.get(address))
    assert office.post(address, {**hidden(office.get(address)), "how": "open"}).status_code == 302
    page = lead.post(address, {**opened, "how": "corrected", "value_0": "42"})
    assert MEANWHILE in said(page)
    assert 'value="42"' in page.content.decode(), "what was typed is kept"
    assert Settlement.objects.get(key=doubt.key).how == "open"
    assert lead.post(address, {**hidden(page), "how": "corrected", "value_0": "42"}).status_code == 302
    assert Settlement.objects.get(key=doubt.key).how == "corrected"


def test_two_people_who_say_what_the_tables_hold_are_told_of_each_other(file: PlanDraft, as_: Enter) -> None:
    lead, office, address = as_("lead"), as_("office"), at("tables", file)
    opened = lead.get(address)
    fields = everything(opened)
    assert office.post(address, {**everything(office.get(address)), "holds_0": "nothing"}).status_code in (200, 302)
    office.post(address, {**everything(office.get(address)), "section_0": "B"})
    page = lead.post(address, {**fields, "section_0": "C"})
    assert MEANWHILE in said(page)
    assert lead.post(address, {**everything(page), "section_0": "C"}).status_code == 302
    assert PlanDraft.objects.get(pk=file.pk).chosen["table 1"]["section"] == "C"


def everything(page: Any) -> dict[str, str]:
    """What a page's form sends: what is hidden, typed and chosen."""
    text = page.content.decode()
    found = hidden(page)
    for name, body in re.findall(r'<select[^>]* name="(\w+)"[^>]*>(.*?)</select>', text, re.DOTALL):
        chosen = re.search(r'<option value="([^"]*)" selected', body)
        found[name] = html.unescape(chosen[1]) if chosen else ""
    for field in re.findall(r'<input type="text"[^>]*>', text):
        value = re.search(r' value="([^"]*)"', field)
        found[re.findall(r' name="(\w+)"', field)[0]] = html.unescape(value[1]) if value else ""
    return found


def ready(file: PlanDraft, cast: Cast) -> None:
    settle_all(file, cast["lead"], cast.notice.council.name)


TOLD = {"title": "Our plan", "slug": "our-plan", "note": "First"}


def test_a_draft_that_another_tab_settles_meanwhile_is_shown_again_before_it_is_entered(
    cast: Cast, file: PlanDraft, as_: Enter
) -> None:
    ready(file, cast)
    lead = as_("lead")
    opened = hidden(lead.get(at("enter", file)))
    form = lead.get(at("change-row", file, "actions", 0))
    fields = everything_typed(form)
    name = next(key for key, value in fields.items() if value == "A1")
    assert lead.post(at("change-row", file, "actions", 0), {**fields, name: "A77"}).status_code == 302
    page = lead.post(at("enter", file), {**TOLD, **opened})
    assert "Plan or draft have changed since you opened this page" in said(page)
    assert "A77" in said(page)
    assert not Plan.objects.filter(slug="our-plan").exists()
    assert lead.post(at("enter", file), {**TOLD, **hidden(page)}).status_code == 302
    assert Plan.objects.get(slug="our-plan").actions.filter(ref="A77").exists()


def everything_typed(page: Any) -> dict[str, str]:
    found = everything(page)
    for name, value in re.findall(
        r'<textarea[^>]* name="(\w+)"[^>]*>(.*?)</textarea>', page.content.decode(), re.DOTALL
    ):
        found[name] = html.unescape(value).removeprefix("\n")
    return found


def test_a_second_click_enters_nothing_and_says_what_became_of_it(cast: Cast, file: PlanDraft, as_: Enter) -> None:
    ready(file, cast)
    lead, address = as_("lead"), at("enter", file)
    fields = {**TOLD, **hidden(lead.get(address))}
    assert lead.post(address, fields).status_code == 302
    for page in (lead.post(address, fields), lead.get(address), lead.get(at("check", file))):
        assert "plan.docx is entered" in said(page)
    assert Plan.objects.filter(slug="our-plan").count() == 1
    assert Event.objects.filter(verb="plan_file.entered").count() == 1


def test_what_is_sent_of_a_draft_that_was_entered_changes_nothing(cast: Cast, file: PlanDraft, as_: Enter) -> None:
    ready(file, cast)
    lead, key = as_("lead"), check(file).read.doubts[0].key
    lead.post(at("enter", file), {**TOLD, **hidden(lead.get(at("enter", file)))})
    before = list(Settlement.objects.order_by("pk").values())
    for name, args in (("check", []), ("settle", [key]), ("change-row", ["actions", 0]), ("posts", []), ("tables", [])):
        page = lead.post(at(name, file, *args), {"how": "open", "seen_version": "0", "right": [key]})
        assert "is entered" in said(page)
    assert "is entered" in said(lead.post(at("ask-again", file, key)))
    assert "was entered or taken away already" in said(lead.post(at("drop-plan", file), follow=True))
    assert list(Settlement.objects.order_by("pk").values()) == before


def test_what_is_sent_of_a_draft_that_was_taken_away_is_not_found(file: PlanDraft, as_: Enter) -> None:
    assert as_("office").post(at("drop-plan", file)).status_code == 302
    for name in ("check", "posts", "tables", "enter", "drop-plan"):
        assert as_("lead").post(at(name, file)).status_code == 404


def test_the_same_sending_twice_keeps_one_draft(cast: Cast, as_: Enter) -> None:
    lead, sent_as = as_("lead"), str(uuid4())
    told = {"sent_as": sent_as, "plan": "new", "text": ""}
    answers = [lead.post(PAGE, {**told, "file": SimpleUploadedFile("p.docx", in_word())}) for _ in range(2)]
    assert answers[0]["Location"] == answers[1]["Location"]
    assert PlanDraft.objects.count() == 1


def hostile() -> bytes:
    rows: list[tuple[Any, ...]] = [
        ("Ref", "Action", "Outcome", "By when", "Lead", f"Odd {EVIL}"),
        ("A1", f"Do {EVIL}", f"\"'>{EVIL}", f"soon {EVIL}", f"Head of {EVIL}", EVIL),
    ]

    def fill(sheet: Any) -> None:
        sheet.title = "A. Of A"
        for row in rows:
            sheet.append(row)
        kpis = sheet.parent.create_sheet("A. KPIs")
        kpis.append(("KPI", "Baseline", "Target – May 2024"))
        kpis.append((EVIL, f"10 {EVIL}", EVIL))

    return book(fill)


def test_a_script_in_a_cell_a_name_or_a_post_is_shown_as_words(cast: Cast, as_: Enter) -> None:
    file = brought(cast.notice, hostile(), cast["lead"], name=f"{EVIL}.xlsx")
    lead, checked = as_("lead"), check(file)
    addresses = [PAGE, *(at(name, file) for name in ("check", "posts", "tables", "enter"))]
    addresses += [at("read", file, kind) for kind in ("actions", "kpis", "sections")]
    addresses += [at("change-row", file, "actions", 0), at("change-row", file, "kpis", 0)]
    addresses += [at("settle", file, doubt.key) for doubt in checked.read.doubts]
    seen = 0
    for address in addresses:
        page = lead.get(address).content.decode()
        assert EVIL not in page, address
        seen += "&lt;script&gt;" in page
    assert seen == len(addresses)


@pytest.mark.parametrize(
    "name",
    ["../../etc/passwd.docx", "a%22; filename=b.docx", "C:\\plans\\plan.docx", "plan X-Evil: 1.docx", "ä💩.docx"],
)
def test_a_files_name_is_a_name_and_no_path_or_header(cast: Cast, as_: Enter, name: str) -> None:
    lead = as_("lead")
    told = {"sent_as": str(uuid4()), "plan": "new", "text": "", "file": SimpleUploadedFile("plan.docx", in_word())}
    told["file"]._name = name  # type: ignore[attr-defined]  # as a client of its own sends it
    lead.post(PAGE, told)
    file = PlanDraft.objects.get()
    ready(file, cast)
    lead.post(at("enter", file), {**TOLD, **hidden(lead.get(at("enter", file)))})
    answer = lead.get(at("plan-file", file))
    assert answer["Content-Type"] == "application/octet-stream" or "officedocument" in answer["Content-Type"]
    shown = answer["Content-Disposition"]
    assert shown.startswith("attachment; filename")
    assert not re.search(r"[/\\\r\n]", file.name), file.name
    assert "X-Evil" not in answer
    assert answer["X-Content-Type-Options"] == "nosniff"
    answer.close()


def test_an_answer_of_an_older_version_is_refused_whole(cast: Cast, file: PlanDraft) -> None:
    first, second = (each.key for each in check(file).left[:2])
    told: dict[str, Any] = {"file": file, "by": cast["lead"], "at": NOW}
    actions.say(**told, answers={second: Answer(How.RIGHT)}, seen={})
    with pytest.raises(ChangedMeanwhile):
        actions.say(**told, answers={first: Answer(How.RIGHT), second: Answer(How.OPEN)}, seen={})
    assert [row.key for row in Settlement.objects.all()] == [second]


@pytest.mark.parametrize("name", ["change-row", "posts"])
def test_what_nobody_touched_on_an_older_page_does_not_go_back(
    cast: Cast, file: PlanDraft, as_: Enter, name: str
) -> None:
    lead, office, address = (
        as_("lead"),
        as_("office"),
        at(name, file, *(["actions", 0] if name == "change-row" else [])),
    )
    opened = everything_typed(lead.get(address))
    told = everything_typed(office.get(address))
    field = next(key for key, value in told.items() if value == "A1") if name == "change-row" else _post(told)
    theirs = "A77" if name == "change-row" else f"post|{cast.notice.council.name}"
    assert office.post(address, {**told, field: theirs}).status_code == 302
    before = Settlement.objects.count()
    page = lead.post(address, opened)
    assert MEANWHILE in said(page)
    assert Settlement.objects.count() == before
    assert lead.post(address, {**opened, **hidden(page), field: theirs}).status_code == 302


def _post(told: dict[str, str]) -> str:
    return next(key for key, value in told.items() if key.startswith("post_") and not value)
