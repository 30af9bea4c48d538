"""What somebody typed of an update and has not sent yet."""

from django.db import models

from notices.rows import MachineRow, SeenByPlanReaders, belongs
from people.models import User
from plans.models.action import Action


class UpdateDraft(MachineRow):
    """The form of an update as one person left it: every field with what was typed, right or wrong.

    Only that person sees it, and it counts for nothing: it has no history, and goes when the update is sent.
    """

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="drafts")
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    fields = models.JSONField()

    objects = SeenByPlanReaders.as_manager()

    class Meta:
        constraints = [
            *belongs("plans_updatedraft", "action"),
            models.UniqueConstraint(fields=["action", "written_by"], name="plans_updatedraft_one_each"),
        ]
