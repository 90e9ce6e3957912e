"""A client of language servers that takes the time: from before a message is written until its answer has been read."""
import json
import pathlib
import subprocess
import threading
import time
from collections.abc import Callable
from typing import Any

from . import processes

REFRESH = {"refreshSupport": True}
CAPABILITIES = {
    "general": {"positionEncodings": ["utf-16"]},
    "textDocument": {
        "completion": {"contextSupport": True, "completionItem": {
            "snippetSupport": True, "documentationFormat": ["markdown"],
            "resolveSupport": {"properties": ["documentation", "detail"]}}},
        "hover": {"contentFormat": ["markdown"]}, "publishDiagnostics": {"versionSupport": True},
        "documentSymbol": {"hierarchicalDocumentSymbolSupport": True}, "inlayHint": {}, "foldingRange": {},
        "semanticTokens": {"requests": {"full": True}, "formats": ["relative"], "tokenModifiers": [], "tokenTypes": [
            "namespace", "type", "class", "enum", "parameter", "variable", "property", "function", "method", "keyword",
            "comment", "string", "number", "operator"]},
    },
    "workspace": {"configuration": True, "workspaceFolders": True, "inlayHint": REFRESH, "codeLens": REFRESH},
}
PATIENCE = 60.0


class Client:
    """One server that runs in a folder; it is initialized when this is made, `started` seconds after its start."""

    def __init__(self, command: list[str], folder: pathlib.Path, environment: dict[str, str] | None = None) -> None:
        begin = time.perf_counter()
        self.process = subprocess.Popen(
            command, cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            env=environment)
        self.notes: list[tuple[float, str, Any]] = []
        """What the server sent of its own accord: when, the method, the parameters."""
        self._answers: dict[int, tuple[float, dict]] = {}
        self._arrived = threading.Condition()
        self._writing = threading.Lock()
        self._asked = 0
        threading.Thread(target=self._read, daemon=True).start()
        result, answered = self._answer(self.begin("initialize", {
            "processId": None, "rootUri": folder.as_uri(), "capabilities": CAPABILITIES,
            "workspaceFolders": [{"uri": folder.as_uri(), "name": folder.name}]})[0])
        self.started = answered - begin
        synchronization = result["capabilities"]["textDocumentSync"]
        kind = synchronization.get("change") if isinstance(synchronization, dict) else synchronization
        self.wants_whole_texts = kind == 1
        self.tell("initialized", {})

    def begin(self, method: str, params: object) -> tuple[int, float]:
        """Sends a request and does not wait; returns its id and when it was sent."""
        self._asked += 1
        return self._asked, self._send({"id": self._asked, "method": method, "params": params})

    def ask(self, method: str, params: object) -> tuple[Any, float]:
        """Returns the result of a request and the seconds that it took."""
        identifier, sent = self.begin(method, params)
        result, answered = self._answer(identifier)
        return result, answered - sent

    def tell(self, method: str, params: object) -> float:
        return self._send({"method": method, "params": params})

    def wait(self, wanted: Callable[[str, Any], bool], since: int) -> float:
        """When the first message of the server's own came that is wanted, from the one of a number on."""
        def found() -> float | None:
            return next((at for at, method, params in self.notes[since:] if wanted(method, params)), None)
        with self._arrived:
            if not self._arrived.wait_for(lambda: found() is not None, PATIENCE):
                raise TimeoutError("the server did not say what it should")
            return found() or 0

    def settle(self, quiet: float = 0.7) -> None:
        """Waits until the server has nothing more to do."""
        end, since, last = time.monotonic() + PATIENCE, time.monotonic(), (-1.0, -1)
        while time.monotonic() < end and time.monotonic() - since < quiet:
            now = (processes.seconds(self.process.pid), len(self.notes))
            if now != last:
                since, last = time.monotonic(), now
            time.sleep(0.05)

    def __enter__(self) -> "Client":
        return self

    def __exit__(self, failure: type[BaseException] | None, *_: object) -> None:
        """Ends the server as the protocol says, or at once when something went wrong."""
        try:
            if failure is None:
                self.ask("shutdown", None)
                self.tell("exit", None)
                self.process.wait(timeout=10)
        finally:
            self.process.kill()
            self.process.wait()

    def _answer(self, identifier: int) -> tuple[Any, float]:
        with self._arrived:
            if not self._arrived.wait_for(lambda: identifier in self._answers, PATIENCE):
                raise TimeoutError("the server did not answer")
            at, message = self._answers.pop(identifier)
        return message.get("result"), at

    def _send(self, message: dict) -> float:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        with self._writing:
            now = time.perf_counter()
            self.process.stdin.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
            self.process.stdin.flush()
        return now

    def _read(self) -> None:
        stream = self.process.stdout
        while line := stream.readline():
            length = 0
            while line.strip():
                name, _, value = line.partition(b":")
                length = int(value) if name.lower() == b"content-length" else length
                line = stream.readline()
            body = stream.read(length)
            at, message = time.perf_counter(), json.loads(body)
            with self._arrived:
                if "method" in message:
                    self.notes.append((at, message["method"], message.get("params")))
                else:
                    self._answers[message["id"]] = (at, message)
                self._arrived.notify_all()
            if "method" in message and "id" in message:
                items = (message.get("params") or {}).get("items", [])
                result = [None] * len(items) if message["method"] == "workspace/configuration" else None
                self._send({"id": message["id"], "result": result})
