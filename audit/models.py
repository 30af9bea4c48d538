"""The ledger's rows. They stand lowest in the house, so they hold ids and no foreign keys, digests and no free text."""

from django.db import models
from simple_history.models import HistoricalRecords

GENESIS = "0" * 64


class Chain(models.Model):
    """One chain of events: `notice:12`, or `site`. Its row is the lock that every verb of that notice takes first."""

    name = models.CharField(max_length=40, primary_key=True)
    length = models.PositiveBigIntegerField(default=0)
    head = models.CharField(max_length=64, default=GENESIS)


class Event(models.Model):
    """Something that happened. `body` is the exact text that was hashed; the other columns repeat parts of it."""

    chain = models.CharField(max_length=40)
    number = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    by_id = models.BigIntegerField(null=True)
    verb = models.CharField(max_length=60)
    subject_kind = models.CharField(max_length=60)
    subject_id = models.CharField(max_length=40)
    body = models.TextField()
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["chain", "number"], name="audit_event_number_once"),
            models.CheckConstraint(condition=models.Q(number__gte=1), name="audit_event_number_from_one"),
        ]
        indexes = [models.Index(fields=["subject_kind", "subject_id"], name="audit_event_subject")]


class Tracked(models.Model):
    """A row that people edit: every save through `history.keep` leaves a history row with who, when and why."""

    history = HistoricalRecords(inherit=True)

    class Meta:
        abstract = True
