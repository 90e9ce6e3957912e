"""A measured number, with how many of the answers behind it were right."""
import dataclasses
import math
from collections.abc import Iterable


@dataclasses.dataclass(frozen=True)
class Figure:
    value: float
    asked: int = 1
    wrong: int = 0


def percentile(rank: int, timed: Iterable[tuple[float, bool]]) -> Figure:
    """Milliseconds of the answer at a rank, by the nearest-rank method, of seconds and whether the answer was right."""
    pairs = list(timed)
    ordered = sorted(seconds for seconds, _ in pairs)
    value = ordered[math.ceil(rank / 100 * len(ordered)) - 1] * 1000
    return Figure(value, len(pairs), sum(not right for _, right in pairs))
