"""The two-monthly reports: what people wrote for each, its way to the advisers, and what they said of it."""

from datetime import date

from config.demo.story.events import (
    AreaJudged,
    Event,
    FeedbackAnswered,
    FeedbackLeft,
    ReportApproved,
    ReportCleared,
    ReportDownloaded,
    ReportIssued,
    ReportSent,
    SectionCommented,
    StatementWritten,
)
from config.demo.story.reading import Block, blocks
from config.demo.story.shapes import Report, at, day

REPORTS = (
    Report(1, day("2023-07-07"), day("2023-05-08"), day("2023-06-28")),
    Report(2, day("2023-09-07"), day("2023-06-28"), day("2023-09-01")),
    Report(3, day("2023-11-07"), day("2023-09-01"), day("2023-11-01")),
    # Cleared by both accountable officers, and waiting for the chair on the demo's day
    Report(4, day("2024-01-07"), day("2023-11-01"), day("2023-12-21")),
)


def _written(block: Block) -> tuple[Event, ...]:
    due, what, *rest = block.head
    report, text = day(due), block.parts.get("", "")
    if what == "statement":
        on, time, by = rest
        return (StatementWritten(at(f"{on} {time}"), by, report, text),)
    if what == "judgement":
        area, judged, on, time, by = rest
        return (AreaJudged(at(f"{on} {time}"), by, report, area, judged, text),)
    if what == "commentary":
        section, post, on, time, by = rest
        parts = block.parts
        return (
            SectionCommented(
                at(f"{on} {time}"),
                by,
                report,
                section,
                post,
                parts["achieved"],
                parts["planned"],
                parts.get("help", ""),
            ),
        )
    key, on, time, by = rest
    answered, answer = next((key, text) for key, text in block.parts.items() if key.startswith("answer "))
    return (
        FeedbackLeft(at(f"{on} {time}"), by, report, key, text),
        FeedbackAnswered(at(f"{answered.removeprefix('answer ')} 15:10"), "lead", key, answer),
    )


def _on_its_way(
    due: str, sent: str, council: str, icb: str, approved: str = "", issued: str = "", taken: tuple[str, ...] = ()
) -> tuple[Event, ...]:
    """From clearance to download; `taken` are when DfE, NHSE and the council's officer took the PDF."""
    report: date = day(due)
    steps: list[Event] = [
        ReportSent(at(sent), "lead", report),
        ReportCleared(at(council), "director", report, "dcc"),
        ReportCleared(at(icb), "icb", report, "nhs-devon"),
    ]
    if approved:
        steps += [ReportApproved(at(approved), "chair", report), ReportIssued(at(issued), "office", report)]
    readers = ("dfe", "nhse", "director")
    steps += [ReportDownloaded(at(moment), by, report) for moment, by in zip(taken, readers, strict=False)]
    return tuple(steps)


EVENTS: tuple[Event, ...] = (
    *(event for block in blocks("reports", "achieved", "planned", "help", "answer") for event in _written(block)),
    *_on_its_way(
        "2023-07-07",
        "2023-06-28 15:30",
        "2023-06-30 11:45",
        "2023-07-03 09:10",
        "2023-07-04 18:20",
        "2023-07-05 10:00",
        ("2023-07-05 14:25", "2023-07-06 09:05", "2023-07-06 16:40"),
    ),
    *_on_its_way(
        "2023-09-07",
        "2023-09-01 10:30",
        "2023-09-04 12:10",
        "2023-09-04 16:50",
        "2023-09-05 19:05",
        "2023-09-06 09:30",
        ("2023-09-06 11:15", "2023-09-07 08:50"),
    ),
    *_on_its_way(
        "2023-11-07",
        "2023-11-01 17:30",
        "2023-11-02 13:35",
        "2023-11-03 15:20",
        "2023-11-06 08:40",
        "2023-11-06 11:10",
        ("2023-11-06 15:30", "2023-11-07 10:10", "2023-11-08 09:00"),
    ),
    *_on_its_way("2024-01-07", "2023-12-21 16:30", "2023-12-21 18:05", "2023-12-22 08:20"),
)
