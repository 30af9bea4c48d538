"""Publishing a version of the plan: its wording of that moment, frozen."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from audit import codec, ledger
from notices.conflicts import ChangedMeanwhile, Refused
from people.models import User
from plans.actions.rows import locked, said, sent_before, write
from plans.models import Plan, PlanEdition
from plans.reading.wording import read_wording
from plans.wording import SHAPE


@transaction.atomic
def publish_edition(
    *,
    plan: Plan,
    note: str,
    by: User,
    at: datetime,
    seen_sha256: str | None = None,
    sent_as: UUID | None = None,
) -> PlanEdition:
    """Publish the plan as it stands, with what is new in it. Raises Refused for an empty plan, and where nothing has
    changed since the last version; ChangedMeanwhile when the wording is not the one whose digest was seen."""
    with ledger.chain(plan.notice_id) as record:
        if first := sent_before(PlanEdition, sent_as, plan.notice_id, plan_id=plan.pk, note=note):
            return first
        plan = locked(plan, None)
        wording = read_wording(plan)
        if not any(section.actions for section in wording.sections):
            raise Refused("The plan has no actions yet: add them before you publish it")
        text = codec.to_text(wording)
        if seen_sha256 is not None and codec.digest(text) != seen_sha256:
            raise ChangedMeanwhile(plan)
        last = plan.editions.order_by("-number").first()
        if last is not None and last.tree == text:
            raise Refused(
                f"Nothing has changed since version {last.number}: change the plan before you publish it anew"
            )
        edition = PlanEdition(
            notice_id=plan.notice_id,
            plan=plan,
            number=last.number + 1 if last else plan.edition,
            note=said(note, "Say what is new in this version", "note"),
            published_by=by,
            published_at=at,
            shape=SHAPE,
            tree=text,
            sha256=codec.digest(text),
            sent_as=sent_as,
        )
        edition.save(force_insert=True)
        plan.edition = edition.number
        write(plan, "edition", by=by, at=at, why=f"Version {edition.number} published")
        record("plan.published", plan, by=by, at=at, edition=edition.number, sha256=edition.sha256)
    return edition
