"""The figures of two servers side by side."""
from collections.abc import Iterator

from .figure import Figure

# Milliseconds where nothing else is said.
TARGETS: dict[str, float] = {
    "start → initialize, p50": 5, "typing, 200 lines, p95": 5, "typing, 2,000 lines, p95": 5,
    "typing, 10,000 lines, p95": 12, "typing in an editor, 10,000 lines, p95": 40,
    "edit → syntax error, 10,000 lines": 60, "open → diagnostics, 10,000 lines": 60,
    "hover, 10,000 lines, p95": 3, "definition, 10,000 lines, p95": 3, "signature, 10,000 lines, p95": 3,
    "references of a type, 300 files, p95": 40, "memory, 200 lines, MiB": 30, "memory, 300 files, MiB": 110,
    "idle, % of a processor": 0, "plan of 100 resources, after the pause": 200,
}
Figures = dict[str, Figure]


def lines(ours: Figures, theirs: Figures) -> Iterator[str]:
    yield f"{'ms, where nothing else is said':42} {'cofre':>20} {'peer':>20} {'ratio':>8} {'target':>7}"
    for label in dict.fromkeys([*ours, *theirs]):
        mine, other, target = ours.get(label), theirs.get(label), TARGETS.get(label)
        ratio = f"{other.value / mine.value:,.1f}×" if mine and other and mine.value and other.value else "–"
        bound = "" if target is None else f"≤ {target}"
        missed = " missed" if mine and target is not None and mine.value > target else ""
        yield f"{label:42} {shown(mine):>20} {shown(other):>20} {ratio:>8} {bound:>7}{missed}"


def shown(figure: Figure | None) -> str:
    if figure is None:
        return "–"
    number = f"{figure.value:,.{2 if 0 < figure.value < 1 else 1}f}"
    return number + (f" ({figure.wrong} of {figure.asked} wrong)" if figure.wrong else "")
