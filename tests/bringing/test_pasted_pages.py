"""A page that is pasted comes with its tables whole, and so does its source or its file; what the box says is what is
read, and nothing of a page is shown but as words."""

import html
import re
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from bringing import actions
from bringing.checking import check
from bringing.forms.checking import MOST_PASTED, PAGE_TOO_LONG
from bringing.models import PlanDraft
from bringing.reading.draft import ActionRead
from evidence.uploads import Refused, check_upload
from tests import factories as make
from tests.bringing.files import settle_all
from tests.bringing.test_bad_files import said
from tests.bringing.test_entering import enter
from tests.cast import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("story_day")]
Enter = Callable[[str], Client]
ADDRESS = "/notices/devon/plans/import/"
COPIED = (
    "<h2>Section A: Calls</h2><table><tr><th>Ref<th>Action<th>By when<th>Lead</tr>"
    "<tr><td>A1<td><p>Answer all calls</p><p>Write them down</p><td>June 2024<br>at the latest<td>Head of Calls</tr>"
    "<tr><td>A2<td>Train<ul><li>the new</li><li>the old</li></ul><td>July 2024<td>Head of Calls</tr>"
    "<tr><td>A3<td>Report<td>May 2024<td>Head of Calls</tr></table>"
)
TEXT = (
    "Section A: Calls\nRef\tAction\tBy when\tLead\nA1\t\nAnswer all calls\n\nWrite them down\n\nJune 2024\n"
    "at the latest\tHead of Calls\nA2\tTrain\nthe new\nthe old\n\nJuly 2024\t"
    "Head of Calls\nA3\tReport\tMay 2024\tHead of Calls\n"
)


def send(client: Client, address: str = ADDRESS, **told: Any) -> Any:
    return client.post(address, {"sent_as": str(uuid4()), "plan": "new", "text": "", "page": "", **told}, follow=True)


def read_of(file: PlanDraft) -> tuple[ActionRead, ...]:
    return check(file).read.actions


@pytest.mark.parametrize(
    "told",
    [
        {"text": TEXT, "page": COPIED},
        {"text": COPIED},
        {"text": COPIED, "page": "<table><tr><td>1<td>source in colours</table>"},
        {"file": SimpleUploadedFile("plan.html", COPIED.encode())},
        {"file": SimpleUploadedFile("plan.HTM", COPIED.encode())},
    ],
    ids=["copied", "source", "source in colours", "file", "old file"],
)
def test_each_action_of_a_page_is_read_with_all_lines_of_its_cells(
    cast: Cast, as_: Enter, told: dict[str, Any]
) -> None:
    if "file" in told:
        told["file"].seek(0)
    page = said(send(as_("lead"), **told))
    assert "Check what was read" in page
    assert "3 actions" in page
    whats = [each.what.value for each in read_of(PlanDraft.objects.get())]
    assert whats == ["Answer all calls\nWrite them down", "Train\nthe new\nthe old", "Report"]


def test_what_is_kept_of_a_page_is_a_page_that_reads_the_same_again(cast: Cast, as_: Enter) -> None:
    send(as_("lead"), text=TEXT, page=COPIED)
    file = PlanDraft.objects.get()
    before = file.draft
    assert file.name == "pasted page.html"
    assert bytes(file.content).decode().endswith(COPIED)
    again = actions.read_again(file=file)
    assert again.draft == before
    send(as_("lead"), text=TEXT, page=COPIED)
    assert PlanDraft.objects.count() == 1, "the same page is taken up again"


@pytest.mark.parametrize("begins", ["PK A3\n", "%PDF- \n", "{\\rtf \n"])
def test_a_page_is_kept_as_one_whatever_it_begins_with(cast: Cast, as_: Enter, begins: str) -> None:
    send(as_("lead"), text=begins + COPIED)
    again = actions.read_again(file=PlanDraft.objects.get())
    assert [each.ref.value for each in read_of(again)] == ["A1", "A2", "A3"]


def test_a_pasted_text_reads_the_same_again(cast: Cast, as_: Enter) -> None:
    send(as_("lead"), text="Section A: Calls\nRef\tAction\tBy when\nA1\tAnswer\tJune 2024")
    file = PlanDraft.objects.get()
    assert file.name == "pasted text.txt"
    before = file.draft
    assert actions.read_again(file=file).draft == before


@pytest.mark.parametrize(
    "text", ["Section A: Calls\nRef\tAction\tBy when\tLead\nA9\tSay less\tJune 2024\tHead of Calls\n", TEXT + TEXT]
)
def test_what_was_written_into_the_box_wins_over_the_page_and_it_is_told(cast: Cast, as_: Enter, text: str) -> None:
    answer = send(as_("lead"), text=text, page=COPIED)
    assert "What stands in the box is not what the copied page says" in said(answer)
    assert bytes(PlanDraft.objects.get().content).decode() == text.strip()


def test_a_page_that_is_too_long_is_refused_and_what_was_pasted_stays(cast: Cast, as_: Enter) -> None:
    answer = send(as_("lead"), text=TEXT, page=COPIED + " " * MOST_PASTED + "<p>end")
    assert PAGE_TOO_LONG in said(answer)
    assert "Answer all calls" in said(answer)
    assert not PlanDraft.objects.exists()


def test_a_page_that_cannot_be_read_is_told_at_the_box_and_goes_back_as_it_came(cast: Cast, as_: Enter) -> None:
    deep = f"{COPIED}{'<table><tr><td>' * 60}"
    answer = send(as_("lead"), text=TEXT, page=deep)
    assert "tables lie too deep in each other: paste it as text" in said(answer)
    shown = answer.content.decode()
    assert 'href="#id_text"' in shown
    sent_back = re.search(r'<input type="hidden" name="page" value="([^"]*)"', shown)
    assert sent_back
    assert html.unescape(sent_back[1]) == deep


def test_nothing_is_found_in_a_page_and_that_is_told_at_the_box(cast: Cast, as_: Enter) -> None:
    answer = send(as_("lead"), text="Dear parents")
    assert "No table of a plan was found: choose another file, or copy the whole page" in said(answer)
    assert 'href="#id_text"' in answer.content.decode()


HARM = '"><script>alert(1)</script><img src=x onerror=alert(2)>'


def test_what_a_page_says_is_shown_as_words_and_never_as_a_page(cast: Cast, as_: Enter) -> None:
    cell = f"<p onclick='alert(3)'>{html.escape(HARM)}</p><script>alert(4)</script><a href='javascript:alert(5)'>go</a>"
    page = COPIED.replace("<td>Report", f"<td>{cell}")
    client = as_("lead")
    answer = send(client, text=TEXT.replace("Report", f"{HARM}\ngo"), page=page)
    file = PlanDraft.objects.get()
    assert file.name == "pasted page.html"
    assert read_of(file)[2].what.value == f"{HARM}\ngo"
    assert "a link: its words were read, its address was not opened" in said(answer)
    shown = [answer.content.decode()]
    shown += [
        client.get(reverse(f"bringing:{name}", args=["devon", file.uid, *more])).content.decode()
        for name, *more in (("read", "actions"), ("tables",), ("change-row", "actions", 2))
    ]
    for each in shown:
        for harm in ("<script>alert", "onerror=alert(2)>", "<p onclick", "javascript:alert(5)", "alert(4)"):
            assert harm not in each.replace("onerror=alert(2)&gt;", "")
    assert html.escape(HARM) in shown[1]


def test_a_web_page_stays_refused_as_evidence(cast: Cast, as_: Enter) -> None:
    file = SimpleUploadedFile("plan.html", COPIED.encode())
    judged = check_upload("plan.html", COPIED.encode(), file.size or 0, lambda: file)
    assert isinstance(judged, Refused)
    assert "Print it as a PDF and upload that" in judged.sentence


def test_a_page_is_brought_into_no_other_councils_notice(cast: Cast, as_: Enter) -> None:
    make.Notice(slug="elsewhere")
    answer = send(as_("lead"), "/notices/elsewhere/plans/import/", text=TEXT, page=COPIED)
    assert answer.status_code == 404
    assert not PlanDraft.objects.exists()
    send(as_("lead"), text=TEXT, page=COPIED)
    uid = PlanDraft.objects.get().uid
    assert as_("lead").get(f"/notices/elsewhere/plans/import/{uid}/").status_code == 404


def test_the_file_of_a_page_that_was_entered_is_taken_away_and_not_opened(cast: Cast, as_: Enter) -> None:
    send(as_("lead"), text=TEXT, page=COPIED)
    file = PlanDraft.objects.get()
    settle_all(file, cast["lead"], cast.notice.council.name)
    enter(file, cast)
    kept = as_("lead").get(reverse("bringing:plan-file", args=["devon", file.uid]))
    assert kept["Content-Type"] == "application/octet-stream"
    assert kept["Content-Disposition"] == 'attachment; filename="pasted page.html"'
    assert b"".join(kept).decode().endswith(COPIED)
