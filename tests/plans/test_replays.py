"""What is sent a second time: the same words are one row, other words are never lost behind an earlier sending."""

from collections.abc import Callable
from datetime import date
from uuid import uuid4

import pytest
from django.test import Client

from notices.conflicts import Refused, SentBefore
from plans import actions
from plans.models import Update, UpdateDraft
from plans.rating import Rating
from tests import factories as make
from tests.cast import Cast
from tests.factories import NOW
from tests.plans.browsing import here

pytestmark = pytest.mark.django_db
Browse = Callable[[str], Client]
RETIRED = {"retired_at": NOW, "retired_why": "It is done elsewhere."}


def said(cast: Cast, **more: object) -> dict[str, object]:
    return {"action": cast.action, "reader": cast.reader("officer"), "at": NOW, "rating": Rating.GREEN, **more}


def test_the_same_words_sent_twice_are_one_update(cast: Cast) -> None:
    token = uuid4()
    first = actions.add_update(**said(cast, text="It goes well.", sent_as=token))
    assert actions.add_update(**said(cast, text=" It goes well. ", sent_as=token)) == first


@pytest.mark.parametrize("kind", ["other words", "another person", "another action"])
def test_something_else_under_the_same_token_does_not_pass_for_saved(cast: Cast, kind: str) -> None:
    token = uuid4()
    actions.add_update(**said(cast, text="It goes well.", sent_as=token))
    another = make.Action(notice=cast.notice, plan=cast.action.plan, section=cast.action.section, ref="B1")
    make.Accountability(notice=cast.notice, action=another, post=cast.post)
    other = {
        "other words": {"text": "It slips."},
        "another person": {"reader": cast.reader("delegate")},
        "another action": {"action": another},
    }[kind]
    with pytest.raises(SentBefore):
        actions.add_update(**said(cast, **{"text": "It goes well.", "sent_as": token, **other}))


def test_the_form_keeps_the_words_and_can_be_sent_once_more(cast: Cast, browse: Browse) -> None:
    officer, page, token = browse("officer"), here(cast, "update-action"), str(uuid4())
    typed = {"rating": "green", "text": "First.", "impact": "none_yet", "seen_version": "1", "sent_as": token}
    assert officer.post(page, typed).status_code == 302
    answer = officer.post(page, {**typed, "text": "Second.", "seen_version": "2"})
    html = answer.content.decode()
    assert "This form was sent already, with other words" in html
    assert "Second." in html
    anew = html.partition('name="sent_as" value="')[2].partition('"')[0]
    assert anew != token
    again = officer.post(page, {**typed, "text": "Second.", "seen_version": "2", "sent_as": anew})
    assert again.status_code == 302
    assert list(Update.objects.order_by("pk").values_list("text", flat=True)) == ["First.", "Second."]


def test_a_draft_holds_no_token_and_no_character_that_cannot_be_kept(cast: Cast, browse: Browse) -> None:
    officer, page = browse("officer"), here(cast, "update-action")
    sent = {"text": "Half\x00 a thought", "sent_as": str(uuid4()), "evidence-sent_as": str(uuid4()), "keep_draft": "1"}
    assert officer.post(page, sent).status_code == 302
    assert UpdateDraft.objects.get().fields == {"text": ["Half a thought"]}
    assert 'name="sent_as" value=""' not in officer.get(page).content.decode()


def test_nothing_is_said_of_a_retired_action_any_more(cast: Cast) -> None:
    slips = {"recovery_steps": "Agency staff.", "recovery_on": date(2024, 3, 1)}
    update = actions.add_update(**said(cast, text="It slips.", **{"rating": Rating.AMBER, **slips}))
    cast.action.retired_by, cast.action.retired_at = cast["lead"], NOW
    cast.action.retired_why = RETIRED["retired_why"]
    cast.action.save()
    lead = {"reader": cast.reader("lead"), "at": NOW}
    document = make.Document(notice=cast.notice)
    for verb, more in (
        (actions.accept_recovery, {"update": update, **lead}),
        (actions.explain_difference, {"update": update, "explanation": "Papers only.", **lead}),
        (actions.attach_evidence, {"action": cast.action, "document": document, "by": cast["lead"], "at": NOW}),
        (actions.keep_draft, {"action": cast.action, "fields": {"text": ["Half"]}, **lead}),
    ):
        with pytest.raises(Refused, match="A1 was retired on"):
            verb(**more)


def test_an_explanation_that_changes_is_to_be_cleared_anew(cast: Cast) -> None:
    update = make.Update(notice=cast.notice, action=cast.action, cleared_by=cast["accountable"], cleared_at=NOW)
    told = {"update": update, "reader": cast.reader("lead"), "at": NOW}
    assert actions.explain_difference(**told, explanation="Papers only.").cleared_at is None


def test_the_versions_of_a_retired_action_can_be_compared(cast: Cast, browse: Browse) -> None:
    cast.action.retired_by, cast.action.retired_at = cast["lead"], NOW
    cast.action.retired_why = RETIRED["retired_why"]
    cast.action.save()
    assert browse("officer").get(here(cast, "action-versions")).status_code == 200
