"""Voices: survey waves with their numbers, gaps by group and quarter, and what of it is fit for publishing."""

from datetime import UTC, date, datetime
from io import BytesIO
from uuid import uuid4

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import Settings

from audit.models import Event
from evidence import actions
from evidence.models import VoiceEntry
from evidence.publishing import doubts
from evidence.voices import heard_by_quarter, quarters, result_words, told_of
from notices.conflicts import ChangedMeanwhile, Refused
from plans import actions as plans
from plans.models import ActionVoice, SectionVoice
from tests import factories as make
from tests.cast import ROLES, Cast, assemble
from tests.factories import NOW, TODAY

pytestmark = pytest.mark.django_db
WAVE = {
    "group": "parents",
    "how_heard": "survey",
    "heard_on": date(2023, 11, 24),
    "source": "Survey of parent carers, third wave",
    "said": "Waiting is not better.",
    "asked": 3050,
    "answered": 431,
    "question": "How good is it?",
    "result": "good or better",
    "result_count": 142,
}


@pytest.fixture
def cast(settings: Settings) -> Cast:
    settings.DEMO_CLOCK = (NOW, datetime.now(UTC))  # quarters and gaps are of the story's day
    return assemble()


def as_(client: Client, cast: Cast, kind: str) -> Client:
    client.force_login(cast[kind])
    return client


def hear(cast: Cast, **more: object) -> VoiceEntry:
    return actions.add_voice_entry(notice=cast.notice, by=cast["lead"], at=NOW, **{**WAVE, **more})  # type: ignore[arg-type]


def answered(cast: Cast, **more: object) -> VoiceEntry:
    return hear(cast, changed="A named contact.", changed_on=date(2023, 12, 1), **more)


def fit(cast: Cast, **more: object) -> VoiceEntry:
    return actions.mark_fit(entry=answered(cast, **more), names=[], seen_version=1, by=cast["lead"], at=NOW)


def page(client: Client, path: str = "voice/") -> str:
    return client.get(f"/notices/devon/{path}").content.decode()


def day(name: str, value: date) -> dict[str, str]:
    return {f"{name}_day": str(value.day), f"{name}_month": str(value.month), f"{name}_year": str(value.year)}


# --- a survey wave ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answered", "count", "words"),
    [
        (431, 142, "142 of 431 (33%): good"),
        (5, 5, ""),  # "all but a few" of five would be five
        (9, 5, ""),
        (10, 5, "5 of 10 (50%): good"),
        (10, 6, "all or all but a few of 10: good"),
        (200, 1, "fewer than 5 of 200: good"),
        (200, 0, "fewer than 5 of 200: good"),
        (200, 4, "fewer than 5 of 200: good"),
        (200, 5, "5 of 200 (3%): good"),  # 2.5: a half goes up
        (200, 195, "195 of 200 (98%): good"),
        (200, 196, "all or all but a few of 200: good"),
        (200, 200, "all or all but a few of 200: good"),
        (4, 4, ""),
        (None, None, ""),
        (30, None, ""),
    ],
)
def test_a_result_never_tells_of_fewer_than_five(answered: int | None, count: int | None, words: str) -> None:
    assert result_words(answered, "good", count) == words


@pytest.mark.parametrize(
    ("heard", "told"),
    [
        # the numbers that are told leave a few
        ([(25, 10), (25, 12), (25, 3)], ["10 of 25 (40%): x", "", "fewer than 5 of 25: x"]),
        ([(25, 10), (25, 12)], ["10 of 25 (40%): x", ""]),  # the third answer need not be there
        ([(25, 3), (25, 2), (25, 18)], ["fewer than 5 of 25: x", "fewer than 5 of 25: x", ""]),
        ([(25, 17), (25, 4), (25, 4)], ["17 of 25 (68%): x", "fewer than 5 of 25: x", ""]),  # four each, it would say
        ([(25, 10), (25, 15), (25, 0)], ["10 of 25 (40%): x", "15 of 25 (60%): x", ""]),
        # one answer holds another: a few are between them
        ([(400, 142), (400, 140)], ["142 of 400 (36%): x", ""]),
        ([(400, 142), (400, 142), (400, 90)], ["142 of 400 (36%): x"] * 2 + ["90 of 400 (23%): x"]),
        ([(20, 15), (20, 10)], ["15 of 20 (75%): x", "10 of 20 (50%): x"]),  # 25 of 20: no parts of one whole
        # one wave holds another
        ([(30, 15), (28, 15)], ["15 of 30 (50%): x", None]),
        ([(30, 15), (25, 15)], ["15 of 30 (50%): x", "15 of 25 (60%): x"]),
    ],
)
def test_numbers_that_stand_together_tell_of_no_fewer_than_five(
    cast: Cast, heard: list[tuple[int, int]], told: list[str | None]
) -> None:
    wave = {"notice": cast.notice, "how_heard": "survey", "heard_on": TODAY, "source": "Wave 3", "question": "How?"}
    rows = [
        make.VoiceEntry(**wave, asked=400, answered=answered, result="x", result_count=count)
        for answered, count in heard
    ]
    rows[-1].source = " wave  3"
    other = make.VoiceEntry(**{**wave, "source": "Wave 2"}, asked=400, answered=29, result="y", result_count=12)
    found = told_of([*reversed(rows), other])
    assert [found[row.pk].result if found[row.pk].numbers else None for row in rows] == told
    assert found[other.pk].result == "12 of 29 (41%): y"


def test_what_one_page_hides_another_does_not_tell(client: Client, cast: Cast) -> None:
    wave = {"asked": 400, "answered": 25}
    for name, count in (("good", 10), ("poor", 3), ("fair", 12)):
        (hear if name == "good" else fit)(cast, **wave, result=name, result_count=count)
    for kind, paths in (("observer", ("voice/published/",)), ("lead", ("voice/", "voice/published/"))):
        for path in paths:
            for file in ("", "?format=csv"):
                told = as_(client, cast, kind).get(f"/notices/devon/{path}{file}").content.decode()
                assert "12 of 25" not in told, (kind, path, file)
                assert "ewer than 5 of 25: poor" in told
    assert "12 of 25" not in page(
        as_(client, cast, "lead"), f"voice/{VoiceEntry.objects.get(result='fair').uid}/publish/"
    )


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"how_heard": "meeting"}, "question"),
        ({"question": ""}, "question"),
        ({"result": ""}, "question"),
        ({"result_count": None}, "question"),
        ({"asked": None, "answered": None}, "answered"),
        ({"result_count": 432}, "result_count"),
    ],
)
def test_numbers_of_a_wave_that_cannot_be_are_refused(cast: Cast, wrong: dict[str, object], field: str) -> None:
    with pytest.raises(Refused) as refused:
        hear(cast, **wrong)
    assert refused.value.field == field
    assert not VoiceEntry.objects.exists()


def test_a_wave_is_typed_on_the_page_and_told_with_its_result(client: Client, cast: Cast) -> None:
    sent = {name: str(value) for name, value in WAVE.items() if name != "heard_on"}
    dated = day("heard_on", date(2023, 11, 24))
    as_(client, cast, "participation lead")
    wrong = client.post("/notices/devon/voice/add/", {"sent_as": str(uuid4()), **sent, **dated, "result_count": "900"})
    assert "No more can have given this answer" in wrong.content.decode()
    assert 'value="900"' in wrong.content.decode()
    assert client.post("/notices/devon/voice/add/", {"sent_as": str(uuid4()), **sent, **dated}).status_code == 302
    shown = page(client)
    assert "How good is it?" in shown
    assert "142 of 431 (33%): good or better" in shown


SECRET = {"asked": 17, "answered": 3, "result_count": 2, "question": "How is it?", "result": "hopeless"}


@pytest.mark.parametrize("kind", ["lead", "observer"])
def test_small_numbers_are_nowhere_not_even_in_a_file(client: Client, cast: Cast, kind: str) -> None:
    fit(cast, **SECRET)
    fit(cast, asked=9000, answered=731, result_count=3, source="Another survey")
    as_(client, cast, kind)
    paths = ["voice/published/", "voice/published/?format=csv"] + (
        ["voice/", "voice/?format=csv"] if kind == "lead" else []
    )
    for path in paths:
        told = client.get(f"/notices/devon/{path}").content.decode("utf-8-sig").replace("Fewer", "fewer")
        assert "fewer than 5 of 17 answered" in told
        assert "fewer than 5 of 731: good or better" in told
        for small in ("3 of 17", "2 of 3", "67%", "3 of 731", ": hopeless"):
            assert small not in told, path
    book = openpyxl.load_workbook(BytesIO(client.get("/notices/devon/voice/published/?format=xlsx").content))
    cells = {str(cell.value) for row in book.active for cell in row}
    assert not cells & {"2", "3", "hopeless"}
    assert "fewer than 5 of 17 answered" in cells


# --- gaps by group and quarter ---------------------------------------------------------------------------------------


def test_quarters_end_with_the_running_one_and_begin_when_tracking_did() -> None:
    assert [each.label for each in quarters(TODAY, 3)] == [
        "April to June 2023",
        "July to September 2023",
        "October to December 2023",
    ]
    assert [each.code for each in quarters(date(2024, 1, 1), 2)] == ["2023-10", "2024-01"]
    assert [each.last for each in quarters(date(2024, 2, 29), 5)][-1] == date(2024, 3, 31)
    assert [each.code for each in quarters(TODAY, since=date(2023, 8, 1))] == ["2023-07", "2023-10"]


def test_a_group_that_was_not_heard_in_a_quarter_is_named_and_the_running_one_is_no_gap_yet(cast: Cast) -> None:
    for group, heard_on in (
        ("parents", date(2023, 7, 1)),
        ("parents", date(2023, 9, 30)),
        ("parents", date(2023, 10, 1)),
        ("staff", date(2023, 6, 30)),
    ):
        make.VoiceEntry(notice=cast.notice, group=group, heard_on=heard_on)
    told = quarters(TODAY, 2)
    rows = heard_by_quarter(VoiceEntry.objects.of(cast.notice), told, TODAY)
    assert [(row.label, row.numbers, [gap.code for gap in row.gaps]) for row in rows] == [
        ("Parents and carers", (2, 1), []),
        ("Children and young people", (0, 0), ["2023-07"]),
        ("Schools and settings", (0, 0), ["2023-07"]),
        ("Frontline staff", (0, 0), ["2023-07"]),
    ]
    last_day = heard_by_quarter([], quarters(date(2024, 1, 1), 2), date(2024, 1, 1))
    assert [gap.code for gap in last_day[0].gaps] == ["2023-10"]


def test_the_page_names_the_gaps_and_finds_by_group_quarter_and_state(client: Client, cast: Cast) -> None:
    hear(cast, source="The autumn survey")
    answered(cast, source="The summer survey", heard_on=date(2023, 8, 1), group="staff")
    as_(client, cast, "lead")
    shown = page(client)
    assert "<b>Schools and settings</b> were not heard in" in shown
    assert "July to September 2023" in shown
    for query, found, other in (
        ("group=staff", "summer", "autumn"),
        ("quarter=2023-07", "summer", "autumn"),
        ("quarter=2023-10", "autumn", "summer"),
        ("state=unanswered", "autumn", "summer"),
        ("state=unfit", "summer", "autumn"),
        ("text=AUTUMN", "autumn", "summer"),
        ("how_heard=survey&group=parents", "autumn", "summer"),
    ):
        listed = page(client, f"voice/?{query}")
        assert f"The {found} survey" in listed, query
        assert f"The {other} survey" not in listed, query
    assert "No entry fits" in page(client, "voice/?state=fit")
    assert "The autumn survey" in page(
        client, "voice/?quarter=1066-01&group=nobody"
    )  # what cannot be read filters nothing


# --- what it bears on -------------------------------------------------------------------------------------------------


def test_a_voice_bears_on_actions_and_sections_and_a_wrong_tick_is_taken_back(client: Client, cast: Cast) -> None:
    entry, section = hear(cast), cast.action.section
    other = make.Action(notice=cast.notice, plan=section.plan, section=section, ref="A9")
    as_(client, cast, "participation lead")
    address = f"/notices/devon/voice/{entry.uid}/actions/"
    client.post(address, {"actions": [str(cast.action.pk)], "sections": [str(section.pk)]})
    assert (ActionVoice.objects.get().action, SectionVoice.objects.get().section) == (cast.action, section)
    shown = page(client)
    assert 'aria-hidden="true">A1</span>' in shown
    assert f'aria-hidden="true">Section {section.letter}</span>' in shown
    seen = f"actions:{cast.action.pk} sections:{section.pk}"
    client.post(address, {"actions": [str(other.pk)], "seen": seen})
    assert [link.action for link in ActionVoice.objects.all()] == [other]
    assert not SectionVoice.objects.exists()
    assert SectionVoice.history.filter(history_type="-", history_user=cast["participation lead"]).exists()


def test_what_it_bore_on_stays_where_that_is_retired_now(client: Client, cast: Cast) -> None:
    entry, section = hear(cast), cast.action.section
    link = make.ActionVoice(notice=cast.notice, action=cast.action, voice=entry)
    plans.retire_action(action=cast.action, why="It is part of another one.", by=cast["lead"], at=NOW)
    as_(client, cast, "lead")
    address = f"/notices/devon/voice/{entry.uid}/actions/"
    assert client.post(address, {"sections": [str(section.pk)]}).status_code == 302
    assert ActionVoice.objects.get() == link
    assert SectionVoice.objects.get().section == section


def test_a_forged_memory_of_what_a_voice_bore_on_is_not_read(client: Client, cast: Cast) -> None:
    entry, section = hear(cast), cast.action.section
    as_(client, cast, "lead")
    sent = {"sections": [str(section.pk)], "seen": f"actions:{'9' * 5000} actions:9² x"}
    assert client.post(f"/notices/devon/voice/{entry.uid}/actions/", sent).status_code == 302
    assert SectionVoice.objects.get().section == section


# --- fit for publishing -----------------------------------------------------------------------------------------------


def test_only_what_somebody_looked_at_is_published_and_nothing_internal(client: Client, cast: Cast) -> None:
    entry = fit(cast, source="Survey of parents")
    answered(cast, source="Not looked at")
    make.VoiceEntry(notice=cast.elsewhere, fit_by=cast["lead"], fit_at=NOW, changed="Canary did", said="Canary said")
    make.ActionVoice(notice=cast.notice, action=cast.action, voice=entry)
    for kind in ROLES.keys() - {"disabled", "expired reviewer"}:
        told = page(as_(client, cast, kind), "voice/published/")
        assert "Waiting is not better." in told, kind
        assert "A named contact." in told
        main = told[told.index("<main") : told.index("</main")]
        for internal in ("Not looked at", "Canary", "A1", cast["lead"].name, "Fit for publishing", "/actions/"):
            assert internal not in main, (kind, internal)
    for kind in ("stranger", "expired reviewer"):
        assert as_(client, cast, kind).get("/notices/devon/voice/published/").status_code == 404


def test_a_stranger_of_a_notice_is_published_nothing(cast: Cast) -> None:
    fit(cast)
    assert VoiceEntry.objects.published_to(cast.reader("observer")).count() == 1
    assert VoiceEntry.objects.published_to(cast.reader("stranger")).count() == 0


def test_looking_marking_and_taking_back(client: Client, cast: Cast) -> None:
    entry = answered(cast)
    as_(client, cast, "participation lead")
    address = f"/notices/devon/voice/{entry.uid}/publish/"
    assert "Is it fit for publishing?" in page(client)
    assert "142 of 431 (33%): good or better" in client.get(address).content.decode()
    unticked = client.post(address, {"seen_version": "1"})
    assert "to go on" in unticked.content.decode()
    assert client.post(address, {"seen_version": "1", "looked": "on"}).status_code == 302
    entry.refresh_from_db()
    assert (entry.fit_by, entry.version) == (cast["participation lead"], 2)
    assert "Fit for publishing" in page(client)
    for _ in range(2):
        assert client.post(f"/notices/devon/voice/{entry.uid}/unpublish/").status_code == 302
    entry.refresh_from_db()
    assert (entry.fit_by, entry.fit_at, entry.version) == (None, None, 3)
    assert Event.objects.filter(verb__in=["voice.fit", "voice.unfit"]).count() == 2


def test_words_that_changed_have_to_be_looked_at_again(client: Client, cast: Cast) -> None:
    entry = fit(cast)
    entry = actions.answer_voice(
        entry=entry, changed="Ring Jane Smith.", changed_on=TODAY, seen_version=2, by=cast["lead"], at=NOW
    )
    assert entry.fit_at is None
    assert "Ring Jane Smith" not in page(as_(client, cast, "observer"), "voice/published/")
    with pytest.raises(ChangedMeanwhile):
        actions.mark_fit(entry=entry, names=[], seen_version=2, by=cast["lead"], at=NOW)
    stale = as_(client, cast, "lead").post(
        f"/notices/devon/voice/{entry.uid}/publish/", {"seen_version": "2", "looked": "on"}
    )
    assert stale.status_code == 409
    assert "Ring Jane Smith." in stale.content.decode()
    assert 'name="seen_version" value="3"' in stale.content.decode()


def test_what_is_not_answered_cannot_be_marked(client: Client, cast: Cast) -> None:
    entry = hear(cast)
    with pytest.raises(Refused, match="what was decided or changed"):
        actions.mark_fit(entry=entry, names=[], seen_version=1, by=cast["lead"], at=NOW)
    assert "It is not answered yet" in page(as_(client, cast, "lead"), f"voice/{entry.uid}/publish/")


def test_words_in_an_organisation_s_name_are_published_by_whoever_acts_for_it(client: Client, cast: Cast) -> None:
    forum = make.Organisation(name="Parent Carer Forum")
    speaker = make.User(name="Forum speaker")
    make.Access(notice=cast.notice, user=speaker, role="forum", organisation=forum)
    entry = answered(cast, attributed_to=forum)
    address = f"/notices/devon/voice/{entry.uid}/publish/"
    for kind in ("lead", "participation lead", "forum"):
        assert as_(client, cast, kind).get(address).status_code == 403
    client.force_login(speaker)
    assert client.post(address, {"seen_version": "1", "looked": "on"}).status_code == 302
    told = page(client, "voice/published/")
    assert "Parent Carer Forum" not in told[told.index("<main") : told.index("</main")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Thank you to jane  SMITH for ringing", "it names Jane Smith"),
        ("Write to sen@devon.example", "email address"),
        ("Ring 01392 383000", "long number"),
        ("NHS number 943 476 5919", "long number"),
        ("born on 3/4/2012", "date of birth"),
        ("Thank you to Jane\u200b Smi\u00adth", "it names Jane Smith"),
        ("Aoife O\u2019Brien rang", "it names Aoife O'Brien"),
        ("Zoe Smith\u2011Jones rang", "it names Zoë Smith-Jones"),
        ("Write to jane (at) devon.example", "email address"),
        ("Write to jane [AT] devon.example", "email address"),
        ("Ring 07700.900123", "long number"),
        ("Ring (01392) 383 000", "long number"),
        ("Ring \uff10\uff17\uff17\uff10\uff10 900123", "long number"),
        ("born on 3-5-2014", "date of birth"),
        ("born on 13 / 05 / 2014", "date of birth"),
        ("born on 2014-05-03", "date of birth"),
        ("the house in EX4 3PQ", "postcode"),
        ("the house in ec1a1bb", "postcode"),
        ("Two of the three deaf pupils said so", "fewer than five"),
        ("3 out of 4 parents at the school", "fewer than five"),
        ("none of the twenty was asked", "fewer than five"),
        ("One of the reasons, A1 2nd quarter, 2022–2023, 12 of 40 at noon (at last)", ""),
        ("Janesmith Road is shut; 34 families, 2,850 asked, in 2023", ""),
        ("The lead was kind; smith works too", ""),  # one word is no name
    ],
)
def test_what_seems_to_point_at_somebody_is_not_published(cast: Cast, text: str, found: str) -> None:
    names = ["Jane Smith", "Lead", "Aoife O'Brien", "Zoë Smith-Jones"]
    assert found in doubts(["fine", text], names)
    if not found:
        assert doubts(["fine", text], names) == ""
        return
    entry = answered(cast, said=text)
    with pytest.raises(Refused, match=found.rsplit(maxsplit=1)[-1]):
        actions.mark_fit(entry=entry, names=names, seen_version=1, by=cast["lead"], at=NOW)


@pytest.mark.parametrize("is_active", [True, False])
def test_the_page_refuses_a_name_of_somebody_with_access(client: Client, cast: Cast, is_active: bool) -> None:
    make.Access(notice=cast.notice, user=make.User(name="Ada Okonkwo", is_active=is_active), role="officer")
    entry = answered(cast, said="Ada Okonkwo rang us back.")
    answer = as_(client, cast, "lead").post(
        f"/notices/devon/voice/{entry.uid}/publish/", {"seen_version": "1", "looked": "on"}
    )
    assert "it names Ada Okonkwo. Say it without the name" in answer.content.decode()
    entry.refresh_from_db()
    assert entry.fit_at is None


def test_a_script_or_a_formula_in_what_was_said_stays_words(client: Client, cast: Cast) -> None:
    fit(cast, said="<script>alert(1)</script>", source="=HYPERLINK(1)")
    as_(client, cast, "observer")
    assert "<script>alert" not in page(client, "voice/published/")
    assert "'=HYPERLINK" not in page(client, "voice/published/")
    book = openpyxl.load_workbook(BytesIO(client.get("/notices/devon/voice/published/?format=xlsx").content))
    assert not [cell for row in book.active for cell in row if cell.data_type == "f"]
    csv = client.get("/notices/devon/voice/?format=csv")
    assert csv.status_code == 403
    assert "'=HYPERLINK" in as_(client, cast, "lead").get("/notices/devon/voice/?format=csv").content.decode()


@pytest.mark.parametrize("path", ["voice/", "voice/published/"])
def test_a_page_of_voices_costs_the_same_for_one_as_for_four(client: Client, cast: Cast, path: str) -> None:
    as_(client, cast, "lead")

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            page(client, path)
        return len(asked)

    fit(cast)
    before = queries()
    for number in range(3):
        row = fit(cast, source=f"Wave {number}")
        make.ActionVoice(notice=cast.notice, action=cast.action, voice=row)
        make.SectionVoice(notice=cast.notice, section=cast.action.section, voice=row)
    assert queries() == before <= 12
