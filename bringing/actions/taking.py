"""A plan is taken away as a file: who took it, when, and what it was made from."""

from datetime import datetime
from enum import StrEnum

from django.db import transaction

from audit import ledger
from bringing.actions.drafting import keep_taken
from bringing.plain import Row
from people.models import User
from plans.models import Plan


class Form(StrEnum):
    """What a plan is taken away as."""

    WORKBOOK = "workbook"
    DOCUMENT = "document"


@transaction.atomic
def take_plan(*, plan: Plan, form: Form, rows: tuple[Row, ...], by: User, at: datetime) -> None:
    """Write down that somebody took the plan. The rows are kept: an edited file is compared with them."""
    with ledger.chain(plan.notice_id) as record:
        sha256 = keep_taken(plan=plan, rows=rows, at=at)
        record("plan.taken", plan, by=by, at=at, form=form.value, sha256=sha256)
