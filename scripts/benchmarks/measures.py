"""What is measured of a server in a workspace: figures by name. Times are in milliseconds, memory is in MiB."""
import json
import time
from collections.abc import Callable
from typing import Any

from . import processes
from .client import Client
from .document import Document
from .figure import Figure, percentile
from .workspaces import Place, Workspace

Timed = list[tuple[float, bool]]
WORD = "recovery_window"
PROPERTY = "recovery_window_in_days"
BACKGROUND = ["semanticTokens/full", "inlayHint", "documentSymbol", "foldingRange"]
# 170 letters a minute.
PACE = 0.35


def starts(command: list[str], workspace: Workspace, count: int) -> Figure:
    """From the start of the process to the answer to `initialize`."""
    taken = []
    for _ in range(count):
        with Client(command, workspace.folder) as client:
            taken.append((client.started, True))
    return percentile(50, taken)


def typing(document: Document, place: Place, count: int, pace: float = 0.0) -> Timed:
    """Types a property's name: each letter is a change, and completion asked at once.

    With a pace it is done as editors do: what a letter makes them ask besides is cancelled when the next one comes.
    """
    client, (line, column), taken, running = document.client, place, [], []
    for index in range(count):
        begin, at = time.perf_counter(), column + index % len(WORD)
        for identifier in running:
            client.tell("$/cancelRequest", {"id": identifier})
        document.edit(line, at, at, WORD[at - column])
        result, _ = client.ask("textDocument/completion", document.about((line, at + 1), context={"triggerKind": 1}))
        taken.append((time.perf_counter() - begin, any(label.startswith(PROPERTY) for label in _labels(result))))
        if at == column + len(WORD) - 1 or index == count - 1:
            document.edit(line, column, at + 1, "")
        if pace:
            seen = {"start": {"line": max(0, line - 40), "character": 0}, "end": {"line": line + 40, "character": 0}}
            running = [client.begin(f"textDocument/{method}", document.about(range=seen))[0] for method in BACKGROUND]
            time.sleep(max(0.0, begin + pace - time.perf_counter()))
    return taken


def breaking(document: Document, place: Place, count: int) -> Figure:
    """From a change that breaks the syntax to the diagnostic that says so; it is mended each time."""
    (line, column), client, taken = place, document.client, []

    def broken(method: str, params: Any) -> bool:
        return any(d.get("severity") == 1 and line <= d["range"]["start"]["line"] <= line + 1
                   for d in _diagnostics(document, method, params))

    def mended(method: str, params: Any) -> bool:
        return _is_of(document, method, params) and not broken(method, params)
    for _ in range(count):
        since = len(client.notes)
        sent = document.edit(line, column, column, "= = 1")
        taken.append((client.wait(broken, since) - sent, True))
        since = len(client.notes)
        document.edit(line, column, column + 5, "")
        client.wait(mended, since)
    return percentile(50, taken)


def opening(client: Client, workspace: Workspace) -> tuple[Document, float]:
    """Opens the probed file; returns the seconds until a diagnostic said what is wrong in it."""
    since = len(client.notes)
    document = Document(client, workspace.file)
    told = client.wait(lambda method, params: any(
        d["range"]["start"]["line"] == workspace.missing[0] for d in _diagnostics(document, method, params)), since)
    return document, told - document.opened


def questions(document: Document, workspace: Workspace, count: int) -> dict[str, Figure]:
    """What is asked at a place, again and again; and the first of them behind a change, when no answer can be kept."""
    (line, column), client = workspace.blank, document.client

    def hover(result: Any) -> bool:
        return "secretsmanager.Secret" in json.dumps(result)

    def definition(result: Any) -> bool:
        return (document.uri, workspace.declared[0]) in _places(result)

    def signature(result: Any) -> bool:
        return "properties" in json.dumps(result["signatures"])

    def asked(method: str, place: Place, is_right: Callable[[Any], bool], change: bool = False) -> Figure:
        taken = []
        for index in range(count):
            if change:
                document.edit(line, column, column + index % 2, "" if index % 2 else " ")
            result, seconds = client.ask(f"textDocument/{method}", document.about(place))
            taken.append((seconds, bool(result) and is_right(result)))
        if change and count % 2:
            document.edit(line, column, column + 1, "")
        return percentile(95, taken)
    return {
        "hover": asked("hover", workspace.resource_type, hover),
        "hover after a change": asked("hover", workspace.resource_type, hover, change=True),
        "definition": asked("definition", workspace.used, definition),
        "signature": asked("signatureHelp", workspace.argument, signature),
    }


def references(document: Document, workspace: Workspace, count: int) -> Figure:
    """All uses of a resource type; what the library itself says of it does not count."""
    library = (workspace.folder / "library").as_uri()
    taken = []
    for _ in range(count):
        result, seconds = document.client.ask("textDocument/references", document.about(
            workspace.resource_type, context={"includeDeclaration": False}))
        found = {place for place in _places(result) if not place[0].startswith(library)}
        taken.append((seconds, found == workspace.uses))
    return percentile(95, taken)


def formatting(document: Document, count: int) -> Figure:
    """The whole file; right is what changes space and separators alone."""
    def bare(text: str) -> str:
        return "".join(text.replace(",", "").split())

    def is_right(edits: Any) -> bool:
        edits = edits or []
        lines = document.text.splitlines(keepends=True)
        starts = [0]
        for line in lines:
            starts.append(starts[-1] + len(line))
        text = document.text
        for edit in sorted(edits, key=lambda e: (e["range"]["start"]["line"], e["range"]["start"]["character"]))[::-1]:
            ends = [min(starts[min(p["line"], len(lines))] + p["character"], len(text)) for p in (
                edit["range"]["start"], edit["range"]["end"])]
            text = text[:ends[0]] + edit["newText"] + text[ends[1]:]
        return bool(edits) and bare(text) == bare(document.text)
    options = {"tabSize": 2, "insertSpaces": True}
    taken = [document.client.ask("textDocument/formatting", document.about(options=options)) for _ in range(count)]
    return percentile(50, [(seconds, is_right(result)) for result, seconds in taken])


def idleness(client: Client, seconds: float) -> Figure:
    """Percent of a processor that is used while nothing is asked."""
    client.settle()
    before = processes.seconds(client.process.pid)
    time.sleep(seconds)
    return Figure((processes.seconds(client.process.pid) - before) / seconds * 100)


def memory(client: Client) -> Figure:
    client.settle()
    return Figure(processes.memory(client.process.pid))


def _is_of(document: Document, method: str, params: Any) -> bool:
    return method == "textDocument/publishDiagnostics" and params["uri"] == document.uri


def _diagnostics(document: Document, method: str, params: Any) -> list[dict]:
    return params["diagnostics"] if _is_of(document, method, params) else []


def _labels(result: Any) -> list[str]:
    return [item["label"] for item in (result["items"] if isinstance(result, dict) else result or [])]


def _places(result: Any) -> set[tuple[str, int]]:
    links = result if isinstance(result, list) else [result] if result else []
    return {(link.get("uri") or link["targetUri"],
             (link.get("range") or link["targetSelectionRange"])["start"]["line"]) for link in links}
