"""What documents prove and voices bear on, across the rooms that own the other ends; and which areas lack impact.

Evidence stands below most of what it proves. Its pages get this module handed in, as `evidence.rooms.Rooms`.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.db.models import CharField, Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat

from audit import ledger
from boards.models import BoardKind, Decision, Meeting, MeetingEvidence
from desk import places
from evidence.actions import attach, detach, follow, replace_document
from evidence.models import IMPACT_KINDS, Attachment, ClauseEvidence, Document, VoiceEntry
from evidence.permissions import can_attach_anywhere
from evidence.rooms import NOTHING, End, ImpactGaps
from govuk import words
from govuk.parts import Link
from kpis.models import Kpi, KpiEvidence
from kpis.permissions import entered_by
from notices.models import Area, Clause, Notice
from notices.permissions import can_see_evidence, can_see_reports
from notices.reader import Reader
from notices.reading import clause_anchor
from notices.roles import PLAN_READERS, Role
from notices.rows import NoticeRow
from people.models import User
from plans.actions import detach_evidence
from plans.models import Action, ActionEvidence, ActionVoice, Section, SectionEvidence, SectionVoice
from reports.models import Approval, Report, Submission

LONGEST: Final = timedelta(days=90)
"""How far back impact is looked for where no report and no meeting says from when."""


@dataclass(frozen=True)
class Room:
    """One kind of thing that a document can prove: its rows, its links, and how a link names its end.

    `named` are the short name, the title and the two parts of its address, as expressions on a link.
    """

    kind: str
    plural: str
    rows: type[NoticeRow]
    links: type[Attachment]
    named: Mapping[str, Any]


def _text(*parts: Any) -> Any:
    return Concat(*parts, output_field=CharField())


ROOMS: Final = (
    Room(
        "action",
        "actions",
        Action,
        ActionEvidence,
        {
            "short": F("action__ref"),
            "title": _text("action__ref", Value(" "), "action__title"),
            "first": F("action__plan__slug"),
            "second": F("action__ref"),
        },
    ),
    Room(
        "section",
        "sections",
        Section,
        SectionEvidence,
        {
            "short": _text(Value("Section "), "section__letter"),
            "title": _text(Value("Section "), "section__letter", Value(": "), "section__title"),
            "first": F("section__plan__slug"),
            "second": F("section__letter"),
        },
    ),
    Room(
        "kpi",
        "kpis",
        Kpi,
        KpiEvidence,
        {
            "short": F("kpi__code"),
            "title": _text("kpi__code", Value(" "), "kpi__name"),
            "first": F("kpi__code"),
            "second": Value(""),
        },
    ),
    Room(
        "clause",
        "clauses",
        Clause,
        ClauseEvidence,
        {
            "short": _text(Value("Clause "), "clause__number"),
            "title": _text(Value("Clause "), "clause__number"),
            "first": F("clause__number"),
            "second": Value(""),
        },
    ),
    Room(
        "meeting",
        "meetings",
        Meeting,
        MeetingEvidence,
        {
            "short": Value(""),
            "title": F("meeting__board__name"),
            "first": F("meeting__board__slug"),
            "second": Cast("meeting__on", CharField()),
        },
    ),
)
# who cites a document keeps the very version that was cited: a newer one does not take its place
CITES: Final = (
    (
        Decision,
        "letter",
        {
            "title": _text(Value("Decision "), Cast("number", CharField())),
            "first": Value("decision"),
            "second": Value(""),
        },
    ),
    (
        Approval,
        "proof",
        {
            "title": _text(Value("Approval of progress report "), Cast("version_of__report__number", CharField())),
            "first": Value("report"),
            "second": Cast("version_of__report__number", CharField()),
        },
    ),
    (
        Submission,
        "proof",
        {
            "title": _text(Value("Submission of progress report "), Cast("version_of__report__number", CharField())),
            "first": Value("report"),
            "second": Cast("version_of__report__number", CharField()),
        },
    ),
)
_PLACE: Final[Mapping[str, Callable[[str, str, str], str]]] = {
    "action": lambda slug, plan, ref: places.to("plans:action", slug, plan, ref),
    "section": lambda slug, plan, letter: places.to("plans:plan", slug, plan, section=letter),
    "kpi": lambda slug, code, _: places.kpi(slug, code),
    "clause": lambda slug, number, _: f"{places.to('desk:notice', slug)}#clause-{clause_anchor(number)}",
    "meeting": lambda slug, board, on: places.to("boards:meeting", slug, board, date.fromisoformat(on)),
}


def proved_by(reader: Reader, notice: Notice, documents: Iterable[Document]) -> Mapping[int, Sequence[End]]:
    """What each document proves something of, by its id, in one query; one that proves nothing is not there."""
    pks = [document.pk for document in documents]
    if not pks:
        return {}
    asked = [
        room.links._default_manager.filter(document__in=pks)
        .annotate(of=F("document"), kind=Value(room.kind), **room.named)
        .values_list("of", "kind", "short", "title", "first", "second")
        for room in ROOMS
    ]
    asked += [
        kind._default_manager.filter(**{f"{field}__in": pks})
        .annotate(of=F(field), kind=Value("cited"), short=named["title"], **named)
        .values_list("of", "kind", "short", "title", "first", "second")
        for kind, field, named in CITES
    ]
    order = {room.kind: place for place, room in enumerate(ROOMS)}
    rows = sorted(asked[0].union(*asked[1:], all=True), key=lambda row: (order.get(row[1], 9), row[4], row[2], row[5]))
    found: dict[int, list[End]] = defaultdict(list)
    for of, kind, short, title, first, second in rows:
        found[of].append(_end(reader, notice, kind, short, title, first, second))
    return found


def _end(reader: Reader, notice: Notice, kind: str, short: str, title: str, first: str, second: str) -> End:
    if kind == "cited":
        seen = first == "report" and can_see_reports(reader, notice)
        return End(kind, short, title, places.to("reports:report", notice.slug, int(second)) if seen else "")
    if kind == "meeting":
        met = f"meeting of {words.day(date.fromisoformat(second))}"
        short, title = words.upper_first(met), f"{title}, {met}"
    return End(kind, short, title, _PLACE[kind](notice.slug, first, second))


def proving(rows: "QuerySet[Document]", what: str) -> "QuerySet[Document]":
    """Those documents that prove something of this kind, or nothing at all."""
    links = {room.kind: Exists(room.links._default_manager.filter(document=OuterRef("pk"))) for room in ROOMS}
    cited = [Exists(kind._default_manager.filter(**{field: OuterRef("pk")})) for kind, field, _ in CITES]
    if what in links:
        return rows.filter(links[what])
    wanted = Q(*cited, _connector=Q.OR)
    if what == NOTHING:
        return rows.exclude(wanted | Q(*links.values(), _connector=Q.OR))
    return rows.filter(wanted)


def bears_on(notice: Notice, voices: Iterable[VoiceEntry]) -> Mapping[int, Sequence[End]]:
    """The actions and sections that each voice bears on, by its id, in one query."""
    pks = [voice.pk for voice in voices]
    if not pks:
        return {}
    asked = [
        links._default_manager.filter(voice__in=pks)
        .annotate(of=F("voice"), kind=Value(room.kind), **room.named)
        .values_list("of", "kind", "short", "title", "first", "second")
        for room, links in ((ROOMS[0], ActionVoice), (ROOMS[1], SectionVoice))
    ]
    found: dict[int, list[End]] = defaultdict(list)
    for of, kind, short, title, first, second in sorted(asked[0].union(asked[1], all=True), key=lambda row: row[1:]):
        found[of].append(End(kind, short, title, _PLACE[kind](notice.slug, first, second)))
    return found


def clause_documents(reader: Reader, notice: Notice) -> Mapping[str, Sequence[Link]]:
    """The documents that are evidence for a clause itself, by the clause's uid; none for who does not see evidence."""
    found: dict[str, list[Link]] = defaultdict(list)
    if not can_see_evidence(reader, notice):
        return found
    rows = ClauseEvidence.objects.visible_to(reader).of(notice).select_related("document", "clause")
    for row in rows.order_by("-document__dated_on", "-pk"):
        href = places.to("evidence:document", notice.slug, row.document.uid)
        found[str(row.clause.uid)].append(Link(row.document.title, href))
    return found


def impact_gaps(notice: Notice, on: date) -> ImpactGaps:
    """The areas of which no document says what difference was made since the period began, in the notice's order.

    An area is reached through its own clause, the sections that address it, their actions and KPIs, and the actions
    that answer it, as everywhere.
    """
    since, why = _period(notice, on)
    documents = {
        "document__kind__in": IMPACT_KINDS,
        "document__dated_on__range": (since, on),
    }
    of_action = Q(action__areas__area=OuterRef("pk")) | Q(action__section__areas__area=OuterRef("pk"))
    ways = (
        ActionEvidence.objects.filter(of_action, action__in=Action.objects.values("pk"), **documents),
        SectionEvidence.objects.filter(section__areas__area=OuterRef("pk"), **documents),
        KpiEvidence.objects.filter(kpi__section__areas__area=OuterRef("pk"), **documents),
        ClauseEvidence.objects.filter(clause=OuterRef("clause"), **documents),
    )
    shown = Q(*(Exists(way) for way in ways), _connector=Q.OR)
    rows = Area.objects.of(notice).annotate(shown=shown).order_by("order", "pk")
    told = list(rows.values_list("title", "shown"))
    return ImpactGaps(since, why, tuple(title for title, has in told if not has), len(told))


def _period(notice: Notice, on: date) -> tuple[date, str]:
    """From which day evidence of impact is looked for. A report says of each area what difference was made in its
    period, so that is the period where one is under way; else what the board has not seen yet."""
    report = Report.objects.of(notice).filter(period_from__lte=on).order_by("-period_from", "-number").first()
    if report is not None:
        return report.period_from, f"when the period of progress report {report.number} began"
    met = Meeting.objects.of(notice).filter(held=True, on__lt=on, board__kind=BoardKind.PARTNERSHIP)
    last = met.order_by("-on", "-pk").first()
    if last is not None:
        return last.on, "when the board met last"
    return on - LONGEST, f"{LONGEST.days} days ago: neither a report nor a meeting says from when"


def may_choose(reader: Reader, notice: Notice) -> bool:
    """Whether there is anything of which the reader may say that a document proves it."""
    return can_attach_anywhere(reader, notice) or any(rows.exists() for rows in _own(reader, notice).values())


def offered(reader: Reader, notice: Notice) -> dict[str, dict[int, NoticeRow]]:
    """The rows of each room of which the reader may say that a document proves them, by their ids, in order."""
    rows = _everything(reader, notice) if can_attach_anywhere(reader, notice) else _own(reader, notice)
    return {plural: {row.pk: row for row in found} for plural, found in rows.items()}


def _everything(reader: Reader, notice: Notice) -> "dict[str, QuerySet[Any]]":
    return {
        "actions": Action.objects.visible_to(reader).of(notice).in_plan_order(),
        "sections": Section.objects.visible_to(reader).of(notice).order_by("order", "pk"),
        "kpis": Kpi.objects.visible_to(reader).of(notice).order_by("section__order", "order", "pk"),
        "clauses": Clause.objects.visible_to(reader).of(notice).filter(asks=True).order_by("order", "pk"),
        "meetings": Meeting.objects.visible_to(reader).of(notice).select_related("board").order_by("-on", "-pk"),
    }


def _own(reader: Reader, notice: Notice) -> "dict[str, QuerySet[Any]]":
    """The actions that the reader leads or answers for, and as data lead their KPIs."""
    everything = _everything(reader, notice)
    accountable = Action.objects.of(notice).accountable_to(reader).values("pk")
    found = {"actions": everything["actions"].filter(Q(lead=reader.user.pk) | Q(pk__in=accountable))}
    if reader.is_any(notice.pk, {Role.DATA_LEAD} & PLAN_READERS):
        found["kpis"] = everything["kpis"].filter(entered_by(reader, notice))
    return found


def called(row: NoticeRow) -> str:
    """What a row is called where it is chosen."""
    if isinstance(row, Meeting):
        return f"{row.board.name}, {words.day(row.on)}"
    if isinstance(row, Clause):
        text = row.heading or row.text
        return f"{row.number}: {text if len(text) <= 110 else text[:109].rstrip() + '…'}"
    return str(row)


def proved(document: Document) -> dict[str, set[int]]:
    """The ids of what a document proves now, by room."""
    return {
        room.plural: set(
            room.links._default_manager.filter(document=document).values_list(f"{room.kind}_id", flat=True)
        )
        for room in ROOMS
    }


@transaction.atomic
def choose(
    *,
    document: Document,
    offered: Mapping[str, Mapping[int, NoticeRow]],
    chosen: Mapping[str, set[int]],
    seen: Mapping[str, set[int]],
    by: User,
    at: datetime,
) -> int:
    """Say what a document proves: what was ticked since the page was opened (`seen`) is attached, what was unticked
    is taken back, and what somebody else did meanwhile stands. How many links changed."""
    changed = 0
    with ledger.chain(document.notice_id):
        for room in ROOMS:
            there = offered.get(room.plural, {})
            now, before = chosen.get(room.plural, set()) & set(there), seen.get(room.plural, set()) & set(there)
            for pk in sorted(now - before):
                attach(room.links, end=there[pk], document=document, by=by, at=at)
            for pk in sorted(before - now):
                end = there[pk]
                if isinstance(end, Action):
                    detach_evidence(action=end, document=document, by=by, at=at)
                else:
                    detach(room.links, end=end, document=document, by=by, at=at)
            changed += len(now ^ before)
    return changed


@transaction.atomic
def replace(*, document: Document, by: User, at: datetime, sent_as: UUID | None = None, **told: Any) -> Document:
    """Put a newer version in the place of a document; what it was attached to follows. Reports that are frozen name
    what they named, and a decision, an approval or a submission goes on citing the version that it cited."""
    with ledger.chain(document.notice_id):
        newer = replace_document(document=document, by=by, at=at, sent_as=sent_as, **told)
        for room in ROOMS:
            follow(room.links, older=document, newer=newer, by=by, at=at)
    return newer
