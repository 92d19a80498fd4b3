"""The table of the speed promise with our column filled in, and everything measured as JSON."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from bench.load import Run, median, spread
from bench.processes import PICTURES
from bench.publish import Freshness

HEAD = ("measured, CPU ms", "GoToSocial 100 MiB", "GoToSocial 1 GiB", "Takahē", "Bluesky dev", "aim now", "aim later")
# What others were measured at on two cores, and what we aim at.
OTHERS = {
    "W1": ("W1 home, 20 items", "29–32", "10.6", "65–70", "37–57", "4", "2"),
    "W1h": ("W1h one hot viewer", "0.95", "0.86", "101", "33–47", "3", "0.9"),
    "W2": ("W2 profile", "29", "–", "50", "46", "4", "2"),
    "W3": ("W3 publish, drained", "108–124", "–", "625", "25–34", "pictures + 20", "pictures + 10"),
    "rate": ("home requests/s, c = 16", "46–54", "183", "28–30", "24–38", "250", "500"),
    "burst": ("30 posts delivered after", "2–3 s", "–", "86 s", "–", "1 s", "0.5 s"),
}


class Measured(msgspec.Struct):
    """One workload at one concurrency: medians of its runs, spread in percent of the median."""

    workload: str
    title: str
    concurrency: int
    runs: int
    operations: int
    cpu_ms: float
    cpu_spread: float
    pictures_ms: float
    at_rest_ms: float
    per_second: float
    rate_spread: float
    p50_ms: float
    p95_ms: float
    bytes: float
    by_program_ms: dict[str, float]


class Report(msgspec.Struct):
    """Everything of one sitting. Times in seconds where nothing else is said."""

    world: str
    at_rest_ms_per_second: float
    measured: list[Measured]
    freshness_one: list[float]
    freshness_burst: list[float]
    followers_one: int
    memory_mib: dict[str, float]


@dataclass(frozen=True)
class Series:
    """The runs of one workload at one concurrency."""

    workload: str
    title: str
    concurrency: int
    runs: list[Run]

    def summary(self, at_rest: float) -> Measured:
        each = [run.cpu_each for run in self.runs]
        rates = [run.per_second for run in self.runs]
        programs = sorted({name for run in self.runs for name in run.cpu})
        by_program = {name: median([run.cpu.get(name, 0.0) / run.operations for run in self.runs]) for name in programs}
        return Measured(
            workload=self.workload,
            title=self.title,
            concurrency=self.concurrency,
            runs=len(self.runs),
            operations=self.runs[0].operations,
            cpu_ms=median(each),
            cpu_spread=spread(each),
            pictures_ms=by_program.get(PICTURES, 0.0),
            at_rest_ms=median([at_rest * run.seconds / run.operations for run in self.runs]),
            per_second=median(rates),
            rate_spread=spread(rates),
            p50_ms=median([run.percentile(50) for run in self.runs]),
            p95_ms=median([run.percentile(95) for run in self.runs]),
            bytes=median([run.bytes_each for run in self.runs]),
            by_program_ms={name: value for name, value in by_program.items() if value >= 0.005},
        )


def freshness_seconds(found: list[Freshness]) -> list[float]:
    return [one.seconds for one in found]


def table(report: Report) -> str:
    """Markdown."""
    ours = _ours(report)
    rows = [_row([*HEAD[:5], "**ours**", *HEAD[5:]]), _row(["---"] * (len(HEAD) + 1))]
    for key, cells in OTHERS.items():
        rows.append(_row([*cells[:5], f"**{ours.get(key, '–')}**", *cells[5:]]))
    return "\n".join(rows)


def details(report: Report) -> str:
    """Markdown: every workload and concurrency."""
    head = ["workload", "c", "CPU ms", "± %", "of it at rest", "pictures", "op/s", "p50 ms", "p95 ms", "bytes"]
    rows = [_row(head), _row(["---"] * len(head))]
    for one in report.measured:
        rows.append(
            _row(
                [
                    f"{one.workload} {one.title}", str(one.concurrency), f"{one.cpu_ms:.2f}", f"{one.cpu_spread:.0f}",
                    f"{one.at_rest_ms:.2f}", f"{one.pictures_ms:.1f}", f"{one.per_second:.1f}", f"{one.p50_ms:.1f}",
                    f"{one.p95_ms:.1f}", f"{one.bytes:,.0f}",
                ]
            )
        )  # fmt: skip
    return "\n".join(rows)


def programs(report: Report) -> str:
    """Markdown: CPU ms per operation by kind of program, at the higher concurrency."""
    shown = [one for one in report.measured if one.concurrency == max(each.concurrency for each in report.measured)]
    names = sorted({name for one in shown for name in one.by_program_ms})
    rows = [_row(["CPU ms", *(one.workload for one in shown)]), _row(["---"] * (len(shown) + 1))]
    rows += [_row([name, *(f"{one.by_program_ms.get(name, 0.0):.2f}" for one in shown)]) for name in names]
    return "\n".join(rows)


def _ours(report: Report) -> dict[str, str]:
    found = {one.workload: one for one in report.measured if one.concurrency > 1}
    cells = {name: f"{one.cpu_ms:.1f}" for name, one in found.items() if name in OTHERS}
    if publish := found.get("W3"):
        cells["W3"] = f"{publish.pictures_ms:.0f} + {publish.cpu_ms - publish.pictures_ms:.0f}"
    if home := found.get("W1"):
        cells["rate"] = f"{home.per_second:.0f}"
    if report.freshness_burst:
        cells["burst"] = f"{median(report.freshness_burst):.2f} s"
    return cells


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"
