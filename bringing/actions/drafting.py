"""A plan's file is kept as a draft, and people say of it what it holds. Nothing of the plan changes by that."""

import hashlib
from collections.abc import Collection, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import QuerySet

from audit import codec, ledger
from audit.clock import day_of
from bringing.answerable import WHOSE, of_earlier, people_of
from bringing.carrying import Kept, taken_up
from bringing.checking import SHAPE, check
from bringing.latest import Word, latest_last
from bringing.models import PlanDraft, Settlement, TakenPlan
from bringing.plain import Row, digest, to_text
from bringing.reading import Draft, Holds, Known, Most, TooMuch, understand
from bringing.reading.limits import EVERYTHING
from bringing.remembering import chosen_of
from bringing.settled import named
from bringing.settling import Answer, How, keys, places_of, settle
from bringing.stamping import stamp_of
from bringing.standing import rows_of
from kpis.models import Kpi
from notices.conflicts import ChangedMeanwhile, Refused
from notices.models import Area, Clause, Notice
from people.models import User
from plans.models import Action, Plan, Section
from sheets.reading import Document, read_file

MOST = Most(rows=2_000, tables=500, columns=3_000, dated=60, values=15_000, doubts=5_000)
"""What one file may hold. Even where each of so many rows changes, they are entered within half a minute or so; so many
values and doubts are read and shown within seconds. Plans of councils have a tenth of it."""
MOST_SAID = 64 * 1024
"""Characters of one answer; what is said of many rows in one counts once."""


@transaction.atomic
def keep_draft(
    *,
    notice: Notice,
    plan: Plan | None,
    name: str,
    content: bytes,
    document: Document,
    by: User,
    at: datetime,
    sent_as: UUID,
) -> PlanDraft:
    """Keep what was read of a file. The same file for the same plan that is not entered yet is taken up again.

    Raises Refused for a file in which nothing of a plan stands, and for one that holds too much.
    """
    kept = _Same(notice, plan, hashlib.sha256(content).hexdigest(), sent_as)
    if (there := kept.waiting()) is not None:
        return there
    before = kept.entered()
    draft = _understood(notice, plan, document, before.chosen if before else {}, at)
    if not (draft.actions or draft.kpis or draft.tables):
        advice = "choose another file, or copy the whole page with the plan’s tables and paste it"
        raise Refused(f"No table of a plan was found: {advice}", "file")
    with ledger.chain(notice.pk) as record:  # not while the file is read: everybody else would wait with what they say
        sent = kept.sent()
        if (there := kept.waiting()) is not None:
            return there
        if (now := kept.entered()) != before:
            before, draft = now, _understood(notice, plan, document, now.chosen if now else {}, at)
        sha256, chosen = kept.sha256, before.chosen if before else {}
        file = PlanDraft(
            notice=notice,
            plan=plan,
            name=name,
            sha256=sha256,
            content=content,
            shape=SHAPE,
            draft=codec.to_text(draft),
            chosen=chosen,
            stamp=_stamp(notice, document, plan),
            stood=_stood(plan),
            added_by=by,
            added_at=at,
            sent_as=uuid4() if sent else sent_as,  # the page before, gone back to for another file
        )
        file.save(force_insert=True)
        if before:
            _say_again(before, file)
        take_up(file, draft)
        file.counted = _counted(file, draft)
        file.save()
        record("plan_file.brought", file, by=by, at=at, sha256=sha256, doubts=len(draft.doubts))
    return file


@dataclass(frozen=True, slots=True)
class _Same:
    """What is kept already of a file that is brought."""

    notice: Notice
    plan: Plan | None
    sha256: str
    sent_as: UUID

    @property
    def _rows(self) -> QuerySet[PlanDraft]:
        return PlanDraft.objects.filter(notice=self.notice)

    def sent(self) -> PlanDraft | None:
        """What the same page brought before."""
        return self._rows.filter(sent_as=self.sent_as).first()

    def waiting(self) -> PlanDraft | None:
        """The draft that this is: the same page sent twice, or the same file for the same plan that is not entered."""
        sent = self.sent()
        if sent is not None and sent.sha256 == self.sha256 and (sent.entered_at is not None or sent.plan == self.plan):
            return sent
        same = self._rows.filter(sha256=self.sha256, plan=self.plan, entered_at=None)
        return same.order_by("pk").first()

    def entered(self) -> PlanDraft | None:
        """The same file as it was last entered for this plan."""
        if self.plan is None:
            return None
        same = self._rows.filter(sha256=self.sha256, plan=self.plan, entered_at__isnull=False)
        return same.order_by("-entered_at", "-pk").first()


def _stood(plan: Plan | None) -> str:
    """The plan as it stands; "" for one that does not yet."""
    return to_text(rows_of(plan)) if plan else ""


def _stamp(notice: Notice, document: Document, plan: Plan | None) -> str:
    """Of the rows that a file of this plan was made from; "" for any other file. Raises Refused for one that was made
    of another plan of the notice."""
    bears = stamp_of(document)
    if bears is None or plan is None:
        return ""
    if bears.plan == plan.uid:
        return bears.sha256
    other = Plan.objects.filter(notice=notice, uid=bears.plan).first()
    if other is not None:
        raise Refused(f"This file was made of “{other.title}” ({other.slug}): choose that plan", "plan")
    return ""


def _say_again(before: PlanDraft, file: PlanDraft) -> None:
    """What was said of the same file when it was entered."""
    for row in Settlement.objects.filter(draft=before).order_by("pk"):
        told = {"key": row.key, "how": row.how, "values": row.values, "said_by": row.said_by, "said_at": row.said_at}
        Settlement.objects.create(notice_id=file.notice_id, draft=file, **told)


def take_up(
    file: PlanDraft, draft: Draft, earlier: Iterable[PlanDraft] | None = None, known: Collection[str] = ()
) -> None:
    """What was said of earlier files of the plan (`earlier`; None: of all) holds where this one says the same of the
    same row; where that was taken back in a later one, nothing was said of it. What was said here counts before it, and
    `known` are keys of what could be said here all the time. A file that waits (`earlier` is given) may have carried a
    word that is no more the last. A workbook of ours says what the plan says by now."""
    if file.plan is None or file.stamp:
        return
    here, waits = {row.key: row for row in Settlement.objects.filter(draft=file)}, earlier is not None
    places, own = places_of(draft), frozenset(keys(draft).values())
    by_path = _by_path(here.values(), places)
    entered = PlanDraft.objects.filter(plan=file.plan, entered_at__isnull=False).order_by("entered_at", "pk")
    words = latest_last(map(_words_of, entered if earlier is None else earlier))
    before = {mark: (word.kept, word.answer) for mark, word in words.items()}
    for key, (mark, answer) in taken_up(draft, before).items():
        word, row = words[mark], here.get(key)
        there = [*([row] if row else ()), *(each for path in places[key] for each in by_path.get(path, ()))]
        if key in known or any(not (waits and _gives_way(each, word, file, key, own)) for each in there):
            continue
        row = row or Settlement(notice_id=file.notice_id, draft=file, key=key, version=0)
        row.how, row.values, row.said_by_id, row.said_at = answer.how.value, dict(answer.values), word.by, word.at
        row.version += 1
        row.save()
    _take_up_whose(file, draft)


def _by_path(said: Iterable[Settlement], places: Mapping[str, Sequence[str]]) -> dict[str, list[Settlement]]:
    """What was said, by the values and rows that it is about; of a value, its row too: nobody leaves that out."""
    found: dict[str, list[Settlement]] = {}
    for row in said:
        for path in (*places.get(row.key, ()), *{"/".join(path.split("/")[:2]) for path in row.values}):
            found.setdefault(path, []).append(row)
    return found


def _gives_way(row: Settlement, word: Word, file: PlanDraft, key: str, own: Container[str]) -> bool:
    """Whether what was said before the file was brought, and it only carried, is no more the last word: the same was
    said anew, or of a single value (`own`) what was said of it with others."""
    return row.said_at < min(file.added_at, word.at) and (row.key == key or key in own)


def _words_of(entered: PlanDraft) -> dict[str, Word | None]:
    """What was said of a file that was entered, by its marks; None where what was said before was taken back."""
    said = {row.key: row for row in Settlement.objects.filter(draft=entered)}
    found: dict[str, Word | None] = {}
    for mark, kept in entered.kept.items():
        row = said.get(kept[0]) if kept else None
        found[mark] = Word(Kept(*kept), Answer(How(row.how), row.values), row.said_by_id, row.said_at) if row else None
    return found


def _take_up_whose(file: PlanDraft, draft: Draft) -> None:
    """What was said in earlier files of the plan of whom a wording stands for, where nothing else says it."""
    entered = Settlement.objects.filter(draft__plan=file.plan, draft__entered_at__isnull=False, values__has_key=WHOSE)
    rows = {row.key: row for row in entered.order_by("said_at", "pk")}
    here = {row.key: Answer(How(row.how), row.values) for row in Settlement.objects.filter(draft=file)}
    before = {key: Answer(How(row.how), row.values) for key, row in rows.items() if key not in here}
    if not before:
        return
    for key, answer in of_earlier(settle(draft, here), people_of(file.notice, file.plan), before).items():
        told = {"how": answer.how.value, "said_by": rows[key].said_by, "said_at": rows[key].said_at}
        Settlement.objects.create(notice_id=file.notice_id, draft=file, key=key, values=dict(answer.values), **told)


def _understood(
    notice: Notice,
    plan: Plan | None,
    document: Document,
    chosen: Mapping[str, Any],
    added_at: datetime,
    most: Most | None = None,
) -> Draft:
    """`most` is what the file may hold, MOST where nothing else is said."""
    people = people_of(notice)
    kpis = Kpi.objects.filter(notice=notice).order_by("pk").values_list("code", "name", "plan")
    known = Known(
        deliver_by=notice.deliver_by,
        brought_on=day_of(added_at),
        posts=people.titles,
        organisations=people.organisations,
        beside=people.beside,
        clauses=tuple(Clause.objects.of(notice).order_by("order", "pk").values_list("number", flat=True)),
        areas=tuple(Area.objects.of(notice).order_by("order", "pk").values_list("code", flat=True)),
        kpis={code: name for code, name, whose in kpis if plan and whose == plan.pk},
        codes=tuple(code for code, _, _ in kpis),
        refs=tuple(Action.objects.filter(plan=plan).order_by("pk").values_list("ref", flat=True)) if plan else (),
        sections=dict(Section.objects.filter(plan=plan).order_by("order", "pk").values_list("letter", "title"))
        if plan
        else {},
    )
    try:
        return named(understand(document, known, chosen_of(notice, plan, chosen), most or MOST))
    except TooMuch as wrong:
        raise Refused(str(wrong), "file") from wrong


def _counted(file: PlanDraft, draft: Draft) -> dict[str, Any]:
    """By what drafts of one name are told apart, without reading each of them. Only doubts that are asked
    count."""
    tables = [table.key for table in draft.tables if table.holds.value is not Holds.NOTHING]
    asked = len(check(file).left)
    return {"actions": len(draft.actions), "kpis": len(draft.kpis), "doubts": asked, "tables": tables}


@transaction.atomic
def read_again(*, file: PlanDraft) -> PlanDraft:
    """Read a file again whose draft was stored in another shape. What was said stays where the same is asked. However
    much it holds: it was taken in, and can be gone on with or taken away."""
    return _read_anew(open_draft(file, None), file.chosen, most=EVERYTHING)


@transaction.atomic
def bring_as_newer(*, file: PlanDraft, plan: Plan, by: User, at: datetime) -> PlanDraft:
    """Say that a file which was brought as a new plan is a newer one of a plan that stands. It is read again, against
    that plan; what was said of it stays where the same is asked.

    Raises Refused where it belongs to another plan already, or waits as a newer one of this."""
    with ledger.chain(file.notice_id) as record:
        stored = open_draft(file, None)
        if stored.plan_id == plan.pk:
            return stored
        if stored.plan is not None:
            raise Refused(f"This file is one of “{stored.plan.title}” already")
        if PlanDraft.objects.filter(plan=plan, sha256=stored.sha256, entered_at=None).exists():
            raise Refused(f"This file waits as a newer one of “{plan.title}” already: go on with that one")
        stored.plan, stored.stood = plan, _stood(plan)
        stored.stamp = _stamp(stored.notice, read_file(stored.name, bytes(stored.content)), plan)
        record("plan_file.newer", stored, by=by, at=at, sha256=stored.sha256, plan=plan.pk)
        return _read_anew(stored, stored.chosen, begins=True)


@transaction.atomic
def choose_tables(*, file: PlanDraft, chosen: Mapping[str, Any], seen_version: int) -> PlanDraft:
    """Say what the tables hold, and read the file again. What was said of doubts stays where the same is asked.

    Raises ChangedMeanwhile where somebody else said so since."""
    return _read_anew(open_draft(file, seen_version), chosen)


def _read_anew(
    stored: PlanDraft, chosen: Mapping[str, Any], begins: bool = False, most: Most | None = None
) -> PlanDraft:
    """`begins`: it is read for this plan for the first time. What is read for the first time takes up what was said."""
    is_new = begins or stored.shape != SHAPE
    known = () if is_new else places_of(codec.from_text(Draft, stored.draft)).keys()
    document = read_file(stored.name, bytes(stored.content))
    stored.chosen, stored.shape = dict(chosen), SHAPE
    draft = _understood(stored.notice, stored.plan, document, chosen, stored.added_at, most)
    stored.draft = codec.to_text(draft)
    take_up(stored, draft, known=known)
    stored.stood = stored.stood or _stood(stored.plan)  # of one that was brought before that was kept
    stored.counted = _counted(stored, draft)
    stored.version += 1
    stored.save()
    return stored


@transaction.atomic
def say(
    *,
    file: PlanDraft,
    answers: Mapping[str, Answer],
    by: User,
    at: datetime,
    seen: Mapping[str, int],
    instead_of: Collection[str] = (),
) -> None:
    """Say what becomes of doubts and values. `seen` has the versions of what was said before, by key; 0 for nothing.
    `instead_of` are keys of what was said of the same values before, and holds no more.

    Raises ChangedMeanwhile where somebody else said something since, and then keeps none of it.
    """
    if any(sum(map(len, set(answer.values.values()))) > MOST_SAID for answer in answers.values()):
        raise Refused("This is more than can be kept: shorten it")
    stored = open_draft(file, None)
    wanted = {*answers, *instead_of}
    there = {row.key: row for row in Settlement.objects.select_for_update().filter(draft=stored, key__in=wanted)}
    for key in instead_of:
        if (row := there.get(key)) and row.version != seen.get(key, 0):
            raise ChangedMeanwhile(row)
    Settlement.objects.filter(draft=stored, key__in=instead_of).delete()
    for key, answer in answers.items():
        row = there.get(key)
        same = row is not None and (row.how, row.values) == (answer.how.value, dict(answer.values))
        if same:
            continue
        if (row.version if row else 0) != seen.get(key, 0):
            raise ChangedMeanwhile(row or stored)
        row = row or Settlement(notice_id=stored.notice_id, draft=stored, key=key, version=0)
        row.how, row.values, row.said_by, row.said_at = answer.how.value, dict(answer.values), by, at
        row.version += 1
        row.save()


@transaction.atomic
def take_back(*, file: PlanDraft, keys: Collection[str]) -> None:
    """Take back what was said of a doubt, and of the values that it is about: it is asked again."""
    Settlement.objects.filter(draft=open_draft(file, None), key__in=keys).delete()


@transaction.atomic
def drop_draft(*, file: PlanDraft, by: User, at: datetime) -> None:
    """The file is not wanted any more: it goes with all that was said of it. One that was entered stays known."""
    with ledger.chain(file.notice_id) as record:
        stored = open_draft(file, None)
        record("plan_file.dropped", stored, by=by, at=at, sha256=stored.sha256)
        Settlement.objects.filter(draft=stored).delete()
        stored.delete()


def open_draft(file: PlanDraft, seen_version: int | None) -> PlanDraft:
    """The draft, locked. Raises Refused for one that is entered or gone, ChangedMeanwhile for another version."""
    rows = PlanDraft.objects.select_for_update(of=("self",)).defer("content")
    stored: PlanDraft | None = rows.filter(pk=file.pk).first()
    if stored is None or stored.entered_at is not None:
        raise Refused("This file was entered or taken away already: upload it again if something of it is missing")
    if seen_version is not None and stored.version != seen_version:
        raise ChangedMeanwhile(stored)
    return stored


@transaction.atomic
def keep_taken(*, plan: Plan, rows: tuple[Row, ...], at: datetime) -> str:
    """Keep the rows that a workbook is made from, once; their digest, which the workbook bears."""
    sha256 = digest(rows)
    told = {"notice_id": plan.notice_id, "rows": to_text(rows), "taken_at": at}
    TakenPlan.objects.get_or_create(plan=plan, sha256=sha256, defaults=told)
    return sha256
