"""What happens in the invented council, so that there is something that could leak."""

from decimal import Decimal

from config.demo.story.events import Event, EvidenceAdded, Measured, MitigationPlan, RiskRaised, Updated, VoiceAdded
from config.demo.story.shapes import at, day

EVENTS: tuple[Event, ...] = (
    Updated(
        at("2023-06-12 10:00"),
        "clinic",
        "X1",
        "wexcombe-nurse",
        "green",
        "A room for the second tansyfold session is found.",
        next_steps="Find a clinician in Quillhaven.",
    ),
    Updated(
        at("2023-09-11 14:30"),
        "stranger",
        "X2",
        "wexcombe-head",
        "amber",
        "Calls under osprey-lantern reach half of the families in Wexcombe.",
        recovery_steps="Two callers from Brindlemere House.",
        recovery_on=day("2023-12-01"),
    ),
    Updated(
        at("2023-11-20 09:20"),
        "stranger",
        "Y1",
        "wexcombe-head",
        "red",
        "The marrowbridge operator has given up the route.",
        recovery_steps="A new operator for Wexcombe by spring.",
        recovery_on=day("2024-03-15"),
    ),
    Measured(at("2023-10-03 11:00"), "stranger", "X-K1", day("2023-09-30"), Decimal(188), source="tansyfold clinic"),
    Measured(at("2023-10-03 11:05"), "stranger", "X-K2", day("2023-09-30"), Decimal(51), source="osprey-lantern"),
    Measured(at("2023-11-02 11:00"), "stranger", "Y-K1", day("2023-10-31"), Decimal(27), source="marrowbridge log"),
    EvidenceAdded(
        at("2023-09-12 15:00"),
        "stranger",
        "wexcombe-calls",
        "Call log of osprey-lantern",
        "data",
        day("2023-09-08"),
        "Calls to families in Wexcombe.",
        ("X2",),
        link="https://documents.wexcombe.example/osprey-lantern",
    ),
    VoiceAdded(
        at("2023-10-09 10:00"),
        "stranger",
        "wexcombe-v1",
        "parents",
        "meeting",
        day("2023-10-05"),
        "Parents' evening at Brindlemere House",
        "Somebody rang from Wexcombe for the first time in a year.",
        ("X2",),
    ),
    RiskRaised(
        at("2023-10-10 10:00"),
        "stranger",
        "R1",
        "No operator for marrowbridge",
        "The route loses money",
        "the operator hands back the contract",
        "children in Wexcombe miss lessons.",
        "wexcombe-head",
        (4, 4),
        (2, 3),
        (MitigationPlan("Tender the marrowbridge route afresh.", "wexcombe-head", day("2024-02-01")),),
    ),
)
