"""What was said of a value that stands nowhere in the file, such as a code that it does not print, is said of its row
and of no other one that comes in its place; and what is new is written over nothing."""

import io
from decimal import Decimal

import openpyxl
import pytest

from bringing import actions
from bringing.checking import check
from bringing.models import PlanDraft
from bringing.others import others
from bringing.reading import Asks
from bringing.settling import Answer, How, keys
from kpis.models import Kpi
from tests import factories as make
from tests.bringing.files import brought, settle_all
from tests.bringing.test_entering import enter
from tests.cast import Cast
from tests.factories import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("story_day")]
HEAD = "KPI,Section,Baseline,Target – End March 2024\n"
ANSWERED, JUDGED = "Children answered within one day", "Plans judged good by auditors"


@pytest.fixture
def kpi(cast: Cast) -> Kpi:
    plan, section = cast.action.plan, cast.action.section
    make.Section(notice=cast.notice, plan=plan, letter="N", title="New section")
    found: Kpi = make.Kpi(notice=cast.notice, plan=plan, section=section, code="Z-K1", name="Calls that wait")
    make.Measurement(notice=cast.notice, kpi=found, value=Decimal(12))
    return found


def csv(cast: Cast, *names: str) -> PlanDraft:
    content = HEAD + "".join(f"{name},N,10,20\n" for name in names)
    return brought(cast.notice, content.encode(), cast["lead"], name="plan.csv", plan=cast.action.plan)


def type_in(cast: Cast, file: PlanDraft, path: str, text: str) -> None:
    """As on the row’s own page."""
    answers = {keys(check(file).read)[path]: Answer(How.CORRECTED, {path: text})}
    actions.say(file=file, answers=answers, by=cast["lead"], at=NOW, seen={})


def settled(cast: Cast, file: PlanDraft) -> PlanDraft:
    settle_all(file, cast["lead"], cast.notice.council.name)
    return file


def test_a_typed_code_is_no_other_kpis_in_the_next_file(cast: Cast, kpi: Kpi) -> None:
    first = csv(cast, ANSWERED)
    type_in(cast, first, "kpis/0/code", kpi.code)
    enter(settled(cast, first), cast)
    checked = check(csv(cast, JUDGED))
    assert checked.draft.kpis[0].code.value == "N-K1"
    assert [each.asks for each in checked.left if each.asks is Asks.RENAMED] == [Asks.RENAMED]


def test_a_typed_code_is_no_other_kpis_once_the_tables_are_chosen_anew(cast: Cast, kpi: Kpi) -> None:
    book, out = openpyxl.Workbook(), io.BytesIO()
    book.remove(book.worksheets[0])
    for title, name in (("N. KPIs", ANSWERED), ("O. KPIs", JUDGED)):
        sheet = book.create_sheet(title)
        for row in (("KPI", "Baseline", "Target – May 2024"), (name, "10", "20")):
            sheet.append(row)
    book.save(out)
    file = brought(cast.notice, out.getvalue(), cast["lead"], name="plan.xlsx", plan=cast.action.plan)
    type_in(cast, file, "kpis/0/code", kpi.code)
    nothing = {"holds": "", "heading_row": 1, "columns": {}, "section": ""}
    actions.choose_tables(file=file, chosen={check(file).read.tables[0].key: nothing}, seen_version=file.version)
    (left,) = check(PlanDraft.objects.get(pk=file.pk)).draft.kpis
    assert (left.name.value, left.code.value == kpi.code) == (JUDGED, False)


def test_what_was_typed_of_a_kpi_holds_in_the_next_file_whatever_code_it_came_to_have(cast: Cast, kpi: Kpi) -> None:
    first = csv(cast, ANSWERED)
    checked = check(first)
    (doubt,) = [each for each in checked.read.doubts if each.asks is Asks.RENAMED]
    answers = {doubt.key: Answer(How.CORRECTED, others(doubt, checked.read)[0].values)}
    actions.say(file=first, answers=answers, by=cast["lead"], at=NOW, seen={})
    type_in(cast, first, "kpis/0/direction", "Lower is better")
    enter(settled(cast, first), cast)
    kpi.refresh_from_db()
    assert (kpi.name, kpi.direction) == (ANSWERED, "lower")
    checked = check(csv(cast, ANSWERED, JUDGED))
    assert not [each for found in checked.differences for each in found.changes if each.field in ("name", "direction")]


def test_what_was_typed_of_a_kpi_is_not_said_of_a_new_one_that_is_proposed_its_former_code(
    cast: Cast, kpi: Kpi
) -> None:
    first = csv(cast, ANSWERED)
    type_in(cast, first, "kpis/0/code", kpi.code)
    type_in(cast, first, "kpis/0/targets/0/rule", "25")
    type_in(cast, first, "kpis/0/baseline", "12")
    enter(settled(cast, first), cast)
    new = check(csv(cast, JUDGED)).draft.kpis[0]
    assert (new.code.value, str(new.targets[0].rule.value), new.baseline.value.value) == ("N-K1", "20", 10)


def test_a_ref_that_was_corrected_is_not_corrected_of_another_action_that_has_it_then(cast: Cast) -> None:
    head = "Ref,Section,Action,Outcome,By when,Accountable\n"
    plan = cast.action.plan
    make.Section(notice=cast.notice, plan=plan, letter="B", title="Communication")

    def file(*rows: str) -> PlanDraft:
        content = head + "".join(f"{ref},B,{what},Done,June 2024,Head of SEND\n" for ref, what in map(str.split, rows))
        return brought(cast.notice, content.encode(), cast["lead"], name="plan.csv", plan=plan)

    first = file("B5 Build", "B6 Train")
    type_in(cast, first, "actions/0/ref", "B7")
    type_in(cast, first, "actions/0/success", "Built")
    enter(settled(cast, first), cast)
    assert [each.ref.value for each in check(file("B7 Build", "B5 Train")).draft.actions] == ["B7", "B5"]


def test_a_new_kpi_is_not_written_over_one_that_got_its_code_while_the_file_waited(cast: Cast, kpi: Kpi) -> None:
    one, two = csv(cast, ANSWERED), csv(cast, JUDGED)
    enter(settled(cast, one), cast)
    settled(cast, two)
    (hindrance,) = check(PlanDraft.objects.get(pk=two.pk)).hindrances
    assert hindrance.says.startswith(f"N-K1 has become the code of “{ANSWERED}” in the meantime")
    type_in(cast, two, "kpis/0/code", "N-K2")
    enter(settled(cast, two), cast)
    names = dict(Kpi.objects.filter(plan=kpi.plan).values_list("code", "name"))
    assert names == {"Z-K1": "Calls that wait", "N-K1": ANSWERED, "N-K2": JUDGED}
