"""A draft is entered into the plan: all of it or nothing, as a new version of the plan."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from audit import codec, ledger
from audit.clock import day_of
from bringing.actions.applying import Writer
from bringing.actions.drafting import open_draft, say, take_up
from bringing.actions.elsewhere import elsewhere_of
from bringing.carrying import kept, marks
from bringing.checking import SHAPE, Checked, check
from bringing.models import PlanDraft
from bringing.plain import OF_ONE_DATE, Difference, Kind, otherwise, to_text
from bringing.reading import Draft, Read, remember
from bringing.reading.words import fold, seen
from bringing.remembering import sections_said
from bringing.settled import read_from
from bringing.settling import Answer, How, key_of, keys
from bringing.sound import called
from bringing.standing import rows_of
from evidence.actions.documents import keep_file
from evidence.models import DocumentKind
from kpis.models import Kpi
from notices.conflicts import ChangedMeanwhile, Refused
from people.models import User
from plans import actions as plan_actions
from plans.models import Plan, PlanEdition
from plans.reading.wording import read_wording

Place = tuple[str, str]
"""A kind and a key, as they stand in the address of a choice."""


@dataclass(frozen=True)
class New:
    """What a plan that does not stand yet is called."""

    title: str
    slug: str


@dataclass(frozen=True)
class Settled:
    """What was chosen on the page where the differences are shown. `left_out` are fields of rows that stay as they
    stand ("" for a row that is new); `retired` has the reasons for actions that the file has no more."""

    left_out: frozenset[tuple[str, str, str]] = frozenset()
    retired: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Entered:
    """What came of it. `edition` is None where only KPIs changed; `elsewhere` says what was not entered, and where it
    is changed."""

    plan: Plan
    edition: PlanEdition | None
    new: int
    changed: int
    retired: int
    elsewhere: tuple[str, ...]


@transaction.atomic
def enter_plan(
    *,
    file: PlanDraft,
    new: New | None,
    settled: Settled,
    note: str,
    by: User,
    at: datetime,
    seen: str,
) -> Entered:
    """Enter what was settled. `seen` is the digest (`seen_of`) of the differences that were shown. Where all
    of them are left as they stand, or nothing differs from a file of the council’s own, it is kept as one that was gone
    through, and the plan stays as it is.

    Raises ChangedMeanwhile where plan or draft have changed since, and Refused with the row's name where something
    cannot be entered; then nothing of it is.
    """
    with ledger.chain(file.notice_id) as record:
        stored = open_draft(file, None)
        checked = check(stored)
        if seen_of(checked) != seen:
            raise ChangedMeanwhile(stored)
        _is_ready(checked)
        plan = stored.plan or _begin(checked, new, by, at)
        plural = [post.title for post in checked.draft.posts if post.plural]
        writer = Writer(plan, f"From {stored.name}"[:80], by, at, plural)
        fixed = frozenset(elsewhere_of(plan, checked.differences)) if stored.plan else frozenset()
        wanted = [each for one in checked.differences if (each := _chosen(one, settled))]
        if not (checked.differences or checked.may_be_kept):
            raise Refused("Nothing would be entered: the plan says all of this already")
        writer.write(wanted, settled.retired)
        _keep_codes(checked, plan, by, at)
        is_changed = stored.plan is None or writer.new or writer.changed or writer.retired
        edition = _publish(plan, note, by, at) if is_changed else None
        is_newer, stored.plan = stored.plan is not None, plan
        stays = {(each.row.kind.value, each.row.key, one.field) for each in checked.differences for one in each.stays}
        _finish(stored, checked, settled.left_out | (stays & fixed), by, at)
        counts = {"new": writer.new, "changed": writer.changed, "retired": writer.retired}
        if is_newer:
            _hold_for_those_that_wait(stored)
        record("plan_file.entered", stored, by=by, at=at, sha256=stored.sha256, plan=plan.pk, **counts)
    return Entered(plan, edition, writer.new, writer.changed, writer.retired, tuple(writer.elsewhere))


def seen_of(checked: Checked) -> str:
    """A digest of all that would become of the plan: what was not seen is not entered."""
    told = [(each.row.same, each.is_new, each.is_gone, each.changes, each.row.says) for each in checked.differences]
    return ledger.digest(repr(told))


def _is_ready(checked: Checked) -> None:
    if checked.left or checked.unknown:
        raise Refused("Something is still doubtful: settle every doubt, then enter the plan")
    if checked.lacks:
        raise Refused(checked.lacks)
    if checked.hindrances:
        first = checked.hindrances[0]
        raise Refused(f"{first.name}: {first.says}")


def _begin(checked: Checked, new: New | None, by: User, at: datetime) -> Plan:
    if new is None:
        raise Refused("Say what the plan is called", "title")
    file, title = checked.file, checked.draft.title
    if title is not None and title.value != new.title:
        _call(checked, new.title, by, at)
    says: dict[str, Any] = next((dict(row.says) for row in checked.brought if row.kind is Kind.PLAN), {})
    source = says.get("source_note") or read_from(file.name)
    told: dict[str, Any] = {"source_note": source, "starts_on": says.get("starts_on"), "by": by, "at": at}
    return plan_actions.create_plan(notice=file.notice, slug=new.slug, title=new.title, **told)


def _call(checked: Checked, title: str, by: User, at: datetime) -> None:
    """Say of the file's title what it is here, so that the same file calls the plan nothing else later."""
    read = checked.read.title
    if read is not None:
        key = key_of("title", read)
        seen = {key: checked.said[key].version} if key in checked.said else {}
        say(file=checked.file, answers={key: Answer(How.CORRECTED, {"title": title})}, by=by, at=at, seen=seen)


def _keep_codes(checked: Checked, plan: Plan, by: User, at: datetime) -> None:
    """Say of KPIs whose code the file does not print as it is, and whose name is another one here, which code they
    have: a file is read before anything that was said of it counts, and by the name in it each would be a new KPI
    again."""
    stands = {code.casefold() for code in Kpi.objects.filter(plan=plan).values_list("code", flat=True)}
    codes = {}
    for number, (read, now) in enumerate(zip(checked.read.kpis, checked.draft.kpis, strict=True)):
        path, code = f"kpis/{number}", now.code.value
        is_another = fold(read.name.value) != fold(now.name.value) and not _prints(read.code, code)
        if is_another and path not in checked.out and code.casefold() in stands:
            codes[f"{path}/code"] = code
    own = keys(checked.read) if codes else {}
    answers = {own[path]: Answer(How.CORRECTED, {path: code}) for path, code in codes.items()}
    seen = {key: checked.said[key].version for key in answers if key in checked.said}
    say(file=checked.file, answers=answers, by=by, at=at, seen=seen)


def _prints(read: Read[str], code: str) -> bool:
    """Whether a file has a code as it is, and not another one that stands for it, as I9.2 for I9-2."""
    return seen(read.words).casefold() == code.casefold()


def _chosen(each: Difference, settled: Settled) -> Difference | None:
    """The difference without what is to stay as it stands; None where nothing of it is left."""
    kind, key = each.row.kind.value, each.row.key
    if each.is_gone:
        return None
    if each.is_new:
        return None if (kind, key, "") in settled.left_out else each
    kept = tuple(change for change in each.changes if (kind, key, change.field) not in settled.left_out)
    if len({change in kept for change in each.changes if change.field in OF_ONE_DATE}) > 1:
        said = "its due date and the printed words of it stay or change together: tick both, or neither"
        raise Refused(f"{called(each.row)}: {said}")
    return Difference(each.row, each.stands, each.brought, kept) if kept else None


def _publish(plan: Plan, note: str, by: User, at: datetime) -> PlanEdition | None:
    """A new version, where the wording is another than the last one's. KPIs are no part of it."""
    last = plan.editions.order_by("-number").first()
    if last is not None and last.tree == codec.to_text(read_wording(plan)):
        return None
    return plan_actions.publish_edition(plan=plan, note=note, by=by, at=at)


def _finish(file: PlanDraft, checked: Checked, left: frozenset[tuple[str, str, str]], by: User, at: datetime) -> None:
    """The file becomes a document. What was read of it goes, but for the rows that it became."""
    file.document = keep_file(
        bytes(file.content),
        notice=file.notice,
        keeper=f"bringing.plandraft:{file.pk}",
        title=file.name,
        kind=DocumentKind.OUTPUT,
        name=file.name,
        content_type="application/octet-stream",
        dated_on=day_of(at),
        by=by,
        at=at,
    )
    said = {row.key: Answer(How(row.how), row.values) for row in file.settlements.all()}
    file.kept = _unsaid(file, checked.read)
    found = kept(checked.read, checked.draft, said)
    file.kept |= {
        mark: [each.key, dict(each.paths), dict(each.values), list(each.alone)] for mark, each in found.items()
    }
    file.remembered = {
        shape: {
            "holds": each.holds.value,
            "roles": {name: role.value for name, role in each.roles.items()},
            "sections": dict(each.sections),
        }
        for shape, each in remember(checked.read, sections_said(file, checked.read)).items()
    }
    if not file.stamp:
        became = otherwise(checked.brought, rows_of(file.plan), left)
        file.brought, file.became = to_text(checked.brought), to_text(became)
    file.content, file.draft = b"", ""
    file.entered_by, file.entered_at = by, at
    file.version += 1
    file.save()


def _hold_for_those_that_wait(entered: PlanDraft) -> None:
    """What was said of a file holds for others of its plan that wait: they were brought before anything was said."""
    waiting = PlanDraft.objects.filter(plan=entered.plan, entered_at=None, stamp="", shape=SHAPE)
    for file in waiting.defer("content"):
        take_up(file, codec.from_text(Draft, file.draft), [entered])


def _unsaid(file: PlanDraft, read: Draft) -> dict[str, None]:
    """What was said of earlier files of the plan and could be of this one: unless it is said here too, it was taken
    back. A workbook of ours was never told of it."""
    if file.stamp:
        return {}
    earlier = PlanDraft.objects.filter(plan=file.plan, entered_at__isnull=False).exclude(pk=file.pk)
    before = {mark for kept in earlier.values_list("kept", flat=True) for mark in kept}
    return dict.fromkeys(sorted(before & marks(read)))
