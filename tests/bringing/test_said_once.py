"""What was said once for many rows holds in the next file for its new rows too: of a heading, of a post's wordings."""

from datetime import date

import pytest

from bringing import actions
from bringing.carrying import kept, marks
from bringing.checking import check
from bringing.models import PlanDraft
from bringing.once import asked_once
from bringing.reading import Asks, Certainty, Doubt, Draft, Known, understand
from bringing.settled import named
from bringing.settling import Answer, How, keys, settle
from sheets.reading import Document, Merge, read_file
from tests.bringing.files import brought
from tests.bringing.newer import HEAD, enter, now
from tests.bringing.newer import settle as settle_rest
from tests.bringing.reading.plans import tabled
from tests.bringing.test_carrying import carried, carried_last
from tests.cast import Cast
from tests.factories import NOW

DATED = "Code,Section,KPI,Unit,Direction,Baseline,Milestone 1 (June 2023),Target 1"
K1, K2, K3 = (f"K{at},A,Cases of team {at},Number,Lower is better,40,30,20" for at in (1, 2, 3))
DAY = "31 March 2024"


def kpis(*rows: str, head: str = DATED) -> Draft:
    return named(understand(read_file("kpis.csv", "\n".join([head, *rows]).encode()), Known(date(2024, 2, 29))))


def of(draft: Draft, asks: Asks) -> Doubt:
    (found,) = [each for each in draft.doubts if each.asks is asks]
    return found


def typed(draft: Draft, *texts: str) -> dict[str, Answer]:
    """The days that are typed at the doubt about one, of the first rows."""
    doubt = of(draft, Asks.TARGET_DATE)
    about = [path for path in doubt.about if path.startswith("kpis/")]
    return {doubt.key: Answer(How.CORRECTED, dict(zip(about, texts, strict=True)))}


def days(draft: Draft, answers: dict[str, Answer]) -> list[date | None]:
    return [kpi.targets[1].due_on.value for kpi in settle(draft, answers).kpis]


def test_the_day_of_a_heading_holds_for_a_row_that_is_new_below_it() -> None:
    first, second = kpis(K1, K2), kpis(K3, K2, K1)
    found = carried(first, typed(first, DAY, DAY), second)
    assert list(found) == [of(second, Asks.TARGET_DATE).key]
    assert days(second, found) == [date(2024, 3, 31)] * 3


def test_whatever_is_kept_of_a_file_is_among_what_could_be_said_of_it() -> None:
    first = kpis(K1, K2)
    answers = typed(first, DAY, DAY)
    found = set(kept(first, settle(first, answers), answers))
    assert len(found) > 1, "once for the heading, and for the rows that stand there"
    assert found <= marks(first)


def test_a_confirmed_day_after_the_notices_holds_for_a_new_row_too() -> None:
    head = DATED.replace("Target 1", "Target (May 2024)")
    first, second = kpis(K1, head=head), kpis(K1, K2, head=head)
    asked = of(first, Asks.AFTER_DELIVER_BY)
    found = carried(first, {asked.key: Answer(How.RIGHT)}, second)
    assert found == {of(second, Asks.AFTER_DELIVER_BY).key: Answer(How.RIGHT)}


def test_a_day_that_was_confirmed_after_one_of_the_notices_is_asked_about_after_another() -> None:
    text = "\n".join([DATED.replace("Target 1", "Target (May 2024)"), K1]).encode()
    first, second = (named(understand(read_file("kpis.csv", text), Known(date(2024, month, 28)))) for month in (2, 4))
    assert carried(first, {of(first, Asks.AFTER_DELIVER_BY).key: Answer(How.RIGHT)}, second) == {}


@pytest.mark.parametrize(
    "head",
    [DATED.replace("Target 1", "Target 2"), DATED.replace("Target 1", "Goal")],
    ids=["another number", "other words"],
)
def test_it_holds_for_no_other_heading(head: str) -> None:
    first = kpis(K1, K2)
    assert carried(first, typed(first, DAY, DAY), kpis(K1, K2, head=head)) == {}


def test_what_was_said_of_one_row_alone_stays_with_that_row() -> None:
    first, second = kpis(K1, K2), kpis(K3, K2, K1)
    path = "kpis/1/targets/1/due_on"
    own = {keys(first)[path]: Answer(How.CORRECTED, {path: "30 April 2024"})}
    for at_the_doubt in (DAY, "30 April 2024"):
        found = carried(first, typed(first, DAY, at_the_doubt) | own, second)
        assert days(second, found) == [date(2024, 3, 31), date(2024, 4, 30), date(2024, 3, 31)]


def test_days_of_rows_that_were_told_apart_hold_for_these_rows_and_no_new_one() -> None:
    first = kpis(K1, K2)
    answers = typed(first, DAY, "30 April 2024")
    assert carried(first, answers, kpis(K3, K2, K1)) == {}
    again = kpis(K1.replace(",40,", ",41,"), K2)
    assert days(again, carried(first, answers, again)) == [date(2024, 3, 31), date(2024, 4, 30)]


@pytest.mark.parametrize("first_said", [{}, {0: "31 January 2024", 1: "31 January 2024"}], ids=["as read", "typed"])
def test_the_last_word_of_one_row_counts_where_the_rows_are_as_they_were_before(first_said: dict[int, str]) -> None:
    head = DATED.replace("Target 1", "Target (May 2024)")
    first, second = kpis(K1, K2, head=head), kpis(K1, K2, K3, head=head)
    paths = [f"kpis/{at}/targets/1/due_on" for at in range(3)]
    typed_first = {paths[at]: text for at, text in first_said.items()}
    answers = {of(first, Asks.AFTER_DELIVER_BY).key: Answer(How.CORRECTED if typed_first else How.RIGHT, typed_first)}
    texts = dict(zip(paths, ("15 January 2024", "31 January 2024", "31 January 2024"), strict=True))
    then = {of(second, Asks.AFTER_DELIVER_BY).key: Answer(How.CORRECTED, texts)}
    found = carried_last([(first, answers), (second, then)], first)
    assert days(first, found) == [date(2024, 1, 15), date(2024, 1, 31)]


def test_what_was_left_open_of_one_row_stays_open_though_a_day_was_typed_of_another_since() -> None:
    first, second = kpis(K1, K2), kpis(K1, K3)
    open_ = {of(first, Asks.TARGET_DATE).key: Answer(How.OPEN)}
    found = carried_last([(first, open_), (second, typed(second, DAY, "30 April 2024"))], first)
    due_on = settle(first, found).kpis[1].targets[1].due_on
    assert (due_on.value, due_on.certainty) == (None, Certainty.OPEN)


def test_what_was_typed_on_a_rows_own_page_leaves_the_answer_to_its_doubt_as_it_was() -> None:
    first = kpis(K1, K2, head=DATED.replace("Target 1", "Target (May 2024)"))
    path = "kpis/1/targets/1/due_on"
    answers = {of(first, Asks.AFTER_DELIVER_BY).key: Answer(How.RIGHT)}
    answers |= {keys(first)[path]: Answer(How.CORRECTED, {path: "31 January 2024"})}
    assert carried(first, answers, first) == answers


POSTS = ("Head of SEND & Inclusion", "Head of SEND and Inclusion")


def plan(*posts: str) -> bytes:
    rows = (f"A{at},A,Write letter {at},It is read,June 2023,{who}" for at, who in enumerate(posts, start=1))
    return "\n".join([HEAD, *rows]).encode()


def actions_of(*posts: str, known: tuple[str, ...] = ()) -> Draft:
    return named(understand(read_file("plan.csv", plan(*posts)), Known(posts=known)))


def apart(draft: Draft, *texts: str) -> dict[str, Answer]:
    doubt = of(draft, Asks.SAME_POST)
    return {doubt.key: Answer(How.CORRECTED, dict(zip(doubt.about, texts, strict=True)))}


def test_wordings_that_were_kept_apart_stay_apart_in_a_new_row() -> None:
    first = actions_of(*POSTS)
    second = actions_of(POSTS[1], *POSTS, "Head of Audit", known=("Head of SEND & inclusion",))
    found = carried(first, apart(first, "Head of SEND", "Head of Inclusion"), second)
    who = [action.posts[0].value for action in settle(second, found).actions]
    assert who == ["Head of Inclusion", "Head of SEND", "Head of Inclusion", "Head of Audit"]


@pytest.mark.parametrize(
    ("words", "asks"),
    [
        ("Head of SEND (Statutory Services)", Asks.BEHIND_TITLE),
        ("Delivery leads", Asks.PLURAL),
        ("Interim Head of SEND", Asks.INTERIM),
    ],
)
def test_what_was_said_of_a_posts_words_holds_for_a_new_row_that_has_them(words: str, asks: Asks) -> None:
    first, second = actions_of(words), actions_of("Head of Audit", words, words)
    asked = of(first, asks)
    answers = {asked.key: Answer(How.CORRECTED, dict.fromkeys(asked.about, "Lead for SEND"))}
    found = carried(first, answers, second)
    who = [action.posts[0].value for action in settle(second, found).actions]
    assert who == ["Head of Audit", "Lead for SEND", "Lead for SEND"]


def test_another_wording_of_the_post_is_asked_about() -> None:
    first = actions_of(*POSTS)
    answers = {of(first, Asks.SAME_POST).key: Answer(How.RIGHT)}
    assert carried(first, answers, actions_of(*POSTS, POSTS[0])).keys()
    assert carried(first, answers, actions_of(*POSTS, "Head of SEND and Inclusions")) == {}


def test_wordings_are_asked_about_that_are_another_post_of_the_notice_by_now() -> None:
    first = actions_of(POSTS[1], "Head of SEND and Inclusions")
    answers = {of(first, Asks.SAME_POST).key: Answer(How.RIGHT)}
    again = actions_of(POSTS[1], "Head of SEND and Inclusions", known=("Head of SEND and Inclusionn",))
    assert carried(first, answers, again) == {}


@pytest.mark.django_db
@pytest.mark.usefixtures("story_day")
def test_a_row_that_is_added_asks_nothing_that_was_answered(cast: Cast) -> None:
    file = brought(cast.notice, plan(*POSTS), cast["lead"], name="plan.csv")
    answers = apart(check(file).read, "Head of SEND", "Head of Inclusion")
    actions.say(file=file, answers=answers, by=cast["lead"], at=NOW, seen={})
    settle_rest(cast, file)
    stands = enter(file, cast).plan
    newer = brought(cast.notice, plan(*POSTS, POSTS[0]), cast["lead"], name="plan.csv", plan=stands)
    assert [doubt.says for doubt in now(newer).left] == []
    assert [each.row.key for each in now(PlanDraft.objects.get(pk=newer.pk)).differences] == ["A3"]


@pytest.mark.parametrize("label", ["", "Lead: "])
def test_wordings_of_one_post_stay_one_by_whichever_of_them_the_notice_calls_it(label: str) -> None:
    """Once they are entered, a post is called as the plan calls it: that is no other question."""
    called = ("Head of Inclusion", "Head of Inclusions")
    printed = [f"{label}{each}" for each in called]
    first, again = actions_of(*printed), actions_of(*printed, known=called[1:])
    assert (of(first, Asks.SAME_POST).read, of(again, Asks.SAME_POST).read) == called
    found = carried(first, {of(first, Asks.SAME_POST).key: Answer(How.RIGHT)}, again)
    assert found == {of(again, Asks.SAME_POST).key: Answer(How.RIGHT)}


TWICE = "Code,Section,KPI,Unit,Baseline,Target,Actual,Target,Actual"
T1, T2, T3 = (f"K{at},A,Cases of team {at},Number,40,30,35,20,25" for at in (1, 2, 3))
ENDS = ("31 December 2023", "31 December 2024")
TYPED = [(date(2023, 12, 31), date(2024, 12, 31))]


def of_two(draft: Draft) -> list[Doubt]:
    return [each for each in draft.doubts if each.asks is Asks.TARGET_DATE]


def days_of_two(draft: Draft) -> dict[str, Answer]:
    """What is typed at the doubts about the days of two headings of the same words."""
    return {
        doubt.key: Answer(How.CORRECTED, {path: day for path in doubt.about if path.startswith("kpis/")})
        for doubt, day in zip(of_two(draft), ENDS, strict=True)
    }


def test_a_heading_that_is_alone_with_its_words_is_called_as_in_files_that_were_entered_before() -> None:
    """What it is called stands in the database: by another name, what was said of it would be asked again."""
    (once,) = [each for each in asked_once(kpis(K1, K2)) if each.doubt.asks is Asks.TARGET_DATE]
    assert set(once.names.values()) == {"24cb3173f1a5b227/kpis/due_on"}


@pytest.mark.parametrize("rows", [(T2, T1), (T1,), (T1, T2, T3), (T1.replace(",20,", ",15,"), T2)])
def test_two_headings_of_the_same_words_are_told_apart_by_their_order(rows: tuple[str, ...]) -> None:
    first, second = kpis(T1, T2, head=TWICE), kpis(*rows, head=TWICE)
    found = carried(first, days_of_two(first), second)
    assert set(found) == {each.key for each in of_two(second)}
    settled = settle(second, found)
    assert [tuple(each.due_on.value for each in kpi.targets) for kpi in settled.kpis] == TYPED * len(rows)


def test_they_are_others_where_there_is_one_more_of_them() -> None:
    first = kpis(T1, T2, head=TWICE)
    second = kpis(*(f"{each},10" for each in (T2, T1)), head=f"{TWICE},Target")
    path = "kpis/0/targets/1/rule"
    of_one = {keys(first)[path]: Answer(How.CORRECTED, {path: "18"})}
    assert carried(first, days_of_two(first) | of_one, second) == {}


def test_what_was_typed_of_the_target_below_one_of_them_holds_for_that_one() -> None:
    first, second = (kpis(*rows, head=TWICE) for rows in ((T1, T2), (T2, T1)))
    path, there = "kpis/0/targets/1/rule", "kpis/1/targets/1/rule"
    found = carried(first, {keys(first)[path]: Answer(How.CORRECTED, {path: "18"})}, second)
    assert found == {keys(second)[there]: Answer(How.CORRECTED, {there: "18"})}


def test_below_headings_of_the_same_words_in_two_tables_it_holds_for_the_rows_of_which_it_was_said() -> None:
    head = ["Code", "KPI", "Unit", "Baseline", "Target 1"]
    one, two, new = ([f"K{at}", f"Cases of team {at}", "Number", "40", "30"] for at in (1, 2, 3))
    first, second = (
        named(understand(Document("f", tuple(tabled([head, row], at) for at, row in enumerate(rows, start=1)))))
        for rows in ((one, two), (new, one))
    )
    path, there = (f"kpis/{at}/targets/0/due_on" for at in (0, 1))
    asked = next(each for each in first.doubts if each.asks is Asks.TARGET_DATE)
    found = carried(first, {asked.key: Answer(How.CORRECTED, {path: DAY})}, second)
    assert list(found.values()) == [Answer(How.CORRECTED, {there: DAY})]


def of_lines(head: str) -> Draft:
    text = f"Section A: One\nKPI Baseline {head}\nCases that wait 40 30 20 10\nFamilies heard 40 30 20 10\n"
    return named(understand(read_file("kpis.txt", text.encode())))


def test_of_headings_of_the_same_words_in_one_line_nobody_knows_which_it_was_said_of() -> None:
    """They have the same place: a day that was typed of the first would be one of the second."""
    target, milestone = "Target – May 2024", "Milestone – January 2023"
    first, second = of_lines(f"{target} {milestone} {target}"), of_lines(f"{target} {target} {milestone}")
    about = {"kpis/0/targets/0/due_on", "kpis/1/targets/0/due_on"}
    assert about < set(of(first, Asks.OUT_OF_ORDER).about)
    typed_of_it = dict.fromkeys(about, "31 December 2022")
    found = carried(first, {of(first, Asks.OUT_OF_ORDER).key: Answer(How.CORRECTED, typed_of_it)}, second)
    assert found == {}


def test_days_of_columns_below_one_joined_heading_hold_each_for_its_own() -> None:
    head = ["Code", "KPI", "Unit", "Baseline", "Targets", ""]
    rows = [[f"K{at}", f"Cases of team {at}", "Number", "40", "30", "20"] for at in (1, 2, 3)]
    first, second = (
        named(understand(Document("f", (tabled([head, *some], 1, (Merge(1, 5, 1, 6),)),)), Known(date(2024, 2, 29))))
        for some in (rows[:2], rows)
    )
    found = carried(first, days_of_two(first), second)
    assert set(found) == {each.key for each in of_two(second)}
    settled = settle(second, found)
    assert [tuple(each.due_on.value for each in kpi.targets) for kpi in settled.kpis] == TYPED * 3
