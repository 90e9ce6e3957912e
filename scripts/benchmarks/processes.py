"""What a process and its children use, by Linux's /proc."""
import os
import pathlib


def memory(pid: int) -> float:
    """Resident MiB."""
    return sum(_resident(member) for member in _family(pid)) / 1024


def seconds(pid: int) -> float:
    """Seconds of a processor."""
    return sum(_ticks(member) for member in _family(pid)) / os.sysconf("SC_CLK_TCK")


def _family(pid: int) -> list[int]:
    found = [pid]
    for path in pathlib.Path(f"/proc/{pid}/task").glob("*/children"):
        for child in _read(path).split():
            found += _family(int(child))
    return found


def _resident(pid: int) -> int:
    lines = _read(pathlib.Path(f"/proc/{pid}/status")).splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith("VmRSS:"))


def _ticks(pid: int) -> int:
    # The name of the program, in parentheses, may hold anything; user and system time are the 12th and 13th after it.
    fields = _read(pathlib.Path(f"/proc/{pid}/stat")).rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12]) if fields else 0


def _read(path: pathlib.Path) -> str:
    try:
        return path.read_text()
    except OSError:  # It has ended.
        return ""
