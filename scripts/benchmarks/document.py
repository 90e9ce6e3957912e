"""An open document of a client, which is changed as typing does."""
import pathlib

from .client import Client


class Document:
    """A file that is open; a server that wants whole texts after a change is sent those."""

    def __init__(self, client: Client, path: pathlib.Path) -> None:
        self.client = client
        self.uri = path.as_uri()
        self.version = 1
        self._lines = path.read_text().split("\n")
        self.opened = client.tell("textDocument/didOpen", {"textDocument": {
            "uri": self.uri, "languageId": "lua", "version": 1, "text": self.text}})

    @property
    def text(self) -> str:
        return "\n".join(self._lines)

    def edit(self, line: int, start: int, end: int, text: str) -> float:
        """Replaces a part of a line; returns when it was sent."""
        self.version += 1
        self._lines[line] = self._lines[line][:start] + text + self._lines[line][end:]
        change = {"text": self.text} if self.client.wants_whole_texts else {"text": text, "range": {
            "start": {"line": line, "character": start}, "end": {"line": line, "character": end}}}
        return self.client.tell("textDocument/didChange", {
            "textDocument": {"uri": self.uri, "version": self.version}, "contentChanges": [change]})

    def about(self, place: tuple[int, int] | None = None, **more: object) -> dict:
        """The parameters of a request, at a place if there is one."""
        at = {"position": {"line": place[0], "character": place[1]}} if place else {}
        return {"textDocument": {"uri": self.uri}, **at, **more}
