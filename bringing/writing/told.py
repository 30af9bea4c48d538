"""What goes on in a plan, as a reader of it is told on its pages: figures, updates, risks, voices, clauses."""

from collections.abc import Iterable, Iterator

from audit.clock import day_of
from bringing.columns import CLAUSES, EARLIER_TARGETS, MEASUREMENTS, RISKS, UPDATES, VOICE, joined
from bringing.writing.rows import Values
from bringing.writing.workbook import Told
from evidence.models import VoiceEntry
from evidence.voices import told_of as numbers_of
from evidence.voices import versions_in
from govuk.words import day
from kpis.lists import figure_rows
from kpis.models import Kpi
from kpis.reading import KpiReading, read_kpis
from notices.models import Clause
from notices.reader import Reader
from plans.models import Action, ActionClause, ActionVoice, Plan, Update
from plans.rating import Impact, Rating
from plans.reading import MitigationReading
from plans.reading.risks import read_risks
from reports.faces.wording import COVER
from reports.figures.gather import gather


def told_of(plan: Plan, reader: Reader) -> Told:
    """The rows of the sheets that are not read back. Figures that a partner has not released are told to nobody here,
    and numbers of a survey only as every page tells them."""
    own = set(Kpi.objects.visible_to(reader).filter(plan=plan).values_list("uid", flat=True))
    readings = [each for each in read_kpis(plan.notice, reader.on) if each.uid in own]
    sheets = {
        EARLIER_TARGETS.name: list(_earlier(readings)),
        MEASUREMENTS.name: list(_measurements(readings)),
        UPDATES.name: list(_updates(plan, reader)),
        RISKS.name: list(_risks(plan)),
        VOICE.name: list(_voices(plan, reader)),
        CLAUSES.name: list(_clauses(plan, reader)),
    }
    return Told(sheets, {each.code: each.targets[0].edition for each in readings if each.targets})


def _earlier(readings: Iterable[KpiReading]) -> Iterator[Values]:
    for kpi in readings:
        for each in kpi.earlier_targets:
            yield {
                "code": kpi.code,
                "label": each.label,
                "due_on": each.due_on,
                "rule": each.rule,
                "edition": each.edition,
            }


def _measurements(readings: Iterable[KpiReading]) -> Iterator[Values]:
    fields = [column.field for column in MEASUREMENTS.columns]
    for kpi in readings:
        for row in figure_rows(kpi):
            yield dict(zip(fields, row, strict=True))


def _updates(plan: Plan, reader: Reader) -> Iterator[Values]:
    standing = Action.objects.filter(plan=plan).values("pk")
    rows = Update.objects.visible_to(reader).filter(action__in=standing)
    rows = rows.select_related("action", "written_by", "on_behalf_of").order_by("-written_at", "-pk")
    for row in rows:
        yield {
            "ref": row.action.ref,
            "written_on": day_of(row.written_at),
            "written_by": str(row.written_by),
            "on_behalf_of": str(row.on_behalf_of or ""),
            "rating": Rating(row.rating).label,
            "text": row.text,
            "impact": Impact(row.impact).label,
            "impact_text": row.impact_text,
            "next_steps": row.next_steps,
            "recovery_steps": row.recovery_steps,
            "recovery_on": row.recovery_on,
            "needed": row.needed,
            "explanation": row.explanation,
        }


def _risks(plan: Plan) -> Iterator[Values]:
    for risk in read_risks(plan.notice):
        latest = risk.latest
        yield {
            "ref": risk.ref,
            "title": risk.title,
            "cause": risk.cause,
            "event": risk.event,
            "effect": risk.effect,
            "owner": risk.owner,
            "likelihood": latest.likelihood if latest else None,
            "impact": latest.impact if latest else None,
            "score": risk.score or None,
            "target_score": risk.target_score,
            "reviewed_on": day_of(latest.at) if latest else None,
            "reviewed": latest.text if latest else "",
            "mitigations": "\n".join(map(_mitigation, risk.mitigations)),
            "closed_on": risk.closed_on,
        }


def _mitigation(each: MitigationReading) -> str:
    done = f", done {day(each.done_on)}" if each.done_on else ""
    return f"{each.text} ({each.owner}, by {day(each.due_on)}{done})"


def _voices(plan: Plan, reader: Reader) -> Iterator[Values]:
    everything = list(VoiceEntry.objects.visible_to(reader).of(plan.notice).order_by("-heard_on", "-pk"))
    counted = numbers_of(everything, versions_in(plan.notice_id))
    refs: dict[int, list[str]] = {}
    links = ActionVoice.objects.visible_to(reader).filter(action__in=Action.objects.filter(plan=plan).values("pk"))
    for voice, ref in links.order_by("action__section__order", "action__order").values_list("voice_id", "action__ref"):
        refs.setdefault(voice, []).append(ref)
    for row in everything:
        yield {
            "group": row.get_group_display(),
            "heard_on": row.heard_on,
            "how": row.get_how_heard_display(),
            "source": row.source,
            "answers": counted[row.pk].numbers,
            "question": row.question,
            "result": counted[row.pk].result,
            "said": row.said,
            "actions": joined(refs.get(row.pk, ())),
            "changed": row.changed,
            "changed_on": row.changed_on,
            "fit": "Yes" if row.fit_at else "No",
        }


def _clauses(plan: Plan, reader: Reader) -> Iterator[Values]:
    answers: dict[int, tuple[list[str], list[str]]] = {}
    links = ActionClause.objects.visible_to(reader).filter(action__in=Action.objects.filter(plan=plan).values("pk"))
    links = links.order_by("action__section__order", "action__order")
    for clause, ref, confirmed in links.values_list("clause_id", "action__ref", "confirmed_at"):
        answers.setdefault(clause, ([], []))[0 if confirmed else 1].append(ref)
    covers = {each.number: each for each in gather(plan.notice, reader.on).clauses}
    for row in Clause.objects.visible_to(reader).of(plan.notice).order_by("order", "pk"):
        sure, possible = answers.get(row.pk, ((), ()))
        cover = covers.get(row.number)
        yield {
            "number": row.number,
            "heading": row.heading,
            "text": row.text,
            "asks": "Yes" if row.asks else "No",
            "answered_by": joined(sure),
            "possible": joined(possible),
            "coverage": COVER[cover.cover].word if cover and cover.cover else "",
            "why": cover.says if cover else "",
        }
