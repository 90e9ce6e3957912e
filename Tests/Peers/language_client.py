"""A client of language servers that the tests speak through: one server over stdio, asked one thing at a time."""

import json
import pathlib
import queue
import subprocess
import threading

# What the client says that it can show; the servers answer accordingly.
CAPABILITIES = {
    "textDocument": {
        "completion": {"completionItem": {"documentationFormat": ["markdown"]}},
        "hover": {"contentFormat": ["markdown"]},
        "publishDiagnostics": {},
    },
    "workspace": {"configuration": True},
}


class LanguageClient:
    """One server that runs in a folder."""

    def __init__(
            self, arguments, folder, capabilities=CAPABILITIES, environment=None, settings=None,
            stderr=subprocess.DEVNULL):
        self.folder = pathlib.Path(folder)
        self.process = subprocess.Popen(
            arguments, cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=stderr, env=environment)
        # All that the server has sent and was looked at.
        self.received = []
        self._messages = queue.Queue()
        self._identifier = 0
        self._diagnostics = {}
        threading.Thread(target=self._read, daemon=True).start()
        self.capabilities = self.ask("initialize", {
            "processId": None, "rootUri": self.folder.as_uri(), "capabilities": capabilities,
            "initializationOptions": settings,
            "workspaceFolders": [{"uri": self.folder.as_uri(), "name": self.folder.name}],
        })["capabilities"]
        self.tell("initialized", {})

    def ask(self, method, params, within=30):
        """Sends a request and returns its result."""
        answer = self.answer(method, params, within)
        assert "error" not in answer, answer["error"]
        return answer["result"]

    def answer(self, method, params, within=30):
        """Sends a request and returns the answer, which may be an error."""
        identifier = self.begin(method, params)
        return self._take(lambda m: m.get("id") == identifier and "method" not in m, within)

    def begin(self, method, params):
        """Sends a request and returns its id."""
        self._identifier += 1
        self._send({"id": self._identifier, "method": method, "params": params})
        return self._identifier

    def tell(self, method, params):
        self._send({"method": method, "params": params})

    def open(self, name, text=None):
        """Opens a file of the folder as it stands there, or with another text, and returns its address."""
        path = self.folder / name
        uri = path.as_uri()
        self._diagnostics.pop(uri, None)
        self.tell("textDocument/didOpen", {"textDocument": {
            "uri": uri, "languageId": "lua" if path.suffix == ".lua" else "yaml", "version": 1,
            "text": path.read_text() if text is None else text}})
        return uri

    def wait_for(self, method, within=30):
        """Whether a message of the server of this method comes in time."""
        try:
            self._take(lambda m: m.get("method") == method, within)
            return True
        except TimeoutError:
            return False

    def diagnostics(self, uri, within=30):
        """The diagnostics that the server next publishes for a document, or has published since it was opened."""
        if uri not in self._diagnostics:
            self._take(
                lambda m: m.get("method") == "textDocument/publishDiagnostics" and m["params"]["uri"] == uri, within)
        return self._diagnostics[uri]

    def at(self, method, uri, line, character, **more):
        return self.ask(method, {
            "textDocument": {"uri": uri}, "position": {"line": line, "character": character}, **more})

    def labels(self, uri, line, character):
        """What may be written at a place, in the order in which it is offered."""
        answer = self.at("textDocument/completion", uri, line, character) or []
        items = answer["items"] if isinstance(answer, dict) else answer
        return [item["label"] for item in sorted(items, key=lambda item: item.get("sortText", item["label"]))]

    def hover(self, uri, line, character):
        answer = self.at("textDocument/hover", uri, line, character)
        if not answer:
            return ""
        contents = answer["contents"]
        return contents if isinstance(contents, str) else contents["value"]

    def stop(self):
        """Ends the server as the protocol says; returns its exit code."""
        try:
            self.ask("shutdown", None)
            self.tell("exit", None)
            return self.process.wait(timeout=30)
        finally:
            self.process.kill()
            self.process.wait()
            self.process.stdin.close()
            self.process.stdout.close()

    def _take(self, wanted, within):
        """The next message that is wanted; on the way what the server asks is answered."""
        while True:
            try:
                message = self._messages.get(timeout=within)
            except queue.Empty:
                raise TimeoutError("the server did not answer in time") from None
            assert message is not None, "the server ended"
            self.received.append(message)
            if message.get("method") == "textDocument/publishDiagnostics":
                self._diagnostics[message["params"]["uri"]] = message["params"]["diagnostics"]
            if "method" in message and "id" in message:
                items = (message.get("params") or {}).get("items", [])
                answer = [None] * len(items) if message["method"] == "workspace/configuration" else None
                self._send({"id": message["id"], "result": answer})
            if wanted(message):
                return message

    def _send(self, message):
        self.send_bytes(json.dumps({"jsonrpc": "2.0", **message}).encode())

    def send_bytes(self, body):
        """Sends the body of a message, whatever it is."""
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
        self.process.stdin.flush()

    def _read(self):
        stream = self.process.stdout
        while line := stream.readline():
            length = 0
            while line.strip():
                name, _, value = line.partition(b":")
                if name.lower() == b"content-length":
                    length = int(value)
                line = stream.readline()
            self._messages.put(json.loads(stream.read(length)))
        self._messages.put(None)
