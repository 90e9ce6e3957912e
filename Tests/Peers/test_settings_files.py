"""`cofre lsp` over its streams with the settings files of a project: what the commands' reader says reaches the editor."""

import json
import os
import pathlib
import subprocess

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
COFRE = pathlib.Path(os.environ.get("COFRE_BIN", ROOT / ".build/debug")) / "cofre"

SCRIPT = """\
local cofre = require "cofre"
local config = cofre.config()
cofre.export("place", config:require "region")
cofre.export("key", config:require_secret "api_key")
"""


class Client:
    """Asks the server one thing after the other."""

    def __init__(self, folder):
        self.folder = folder
        self.process = subprocess.Popen([COFRE, "lsp"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.count = 0
        self.ask("initialize", {
            "processId": None, "rootUri": folder.as_uri(), "capabilities": {"textDocument": {"diagnostic": {}}}})
        self.tell("initialized", {})

    def tell(self, method, params, **members):
        body = json.dumps({"jsonrpc": "2.0", "method": method, "params": params} | members).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self.process.stdin.flush()

    def ask(self, method, params):
        self.count += 1
        self.tell(method, params, id=self.count)
        while True:
            length = 0
            while line := self.process.stdout.readline().strip():
                name, _, value = line.partition(b":")
                if name.lower() == b"content-length":
                    length = int(value)
            message = json.loads(self.process.stdout.read(length))
            if message.get("id") == self.count and "method" not in message:
                assert "error" not in message, message
                return message["result"]

    def open(self, name, text):
        self.tell("textDocument/didOpen", {"textDocument": {
            "uri": (self.folder / name).as_uri(), "languageId": "yaml", "version": 1, "text": text}})

    def found(self, name, text):
        """The codes that are reported for a text, each with the words that it stands at."""
        self.open(name, text)
        report = self.ask("textDocument/diagnostic", {"textDocument": {"uri": (self.folder / name).as_uri()}})
        lines = text.split("\n")
        return [(item["code"], lines[item["range"]["start"]["line"]][
            item["range"]["start"]["character"]:item["range"]["end"]["character"]]) for item in report["items"]]

    def stop(self):
        self.ask("shutdown", None)
        self.tell("exit", None)
        self.process.stdin.close()
        return self.process.wait(10)


@pytest.fixture
def client(tmp_path):
    (tmp_path / "Cofre.yaml").write_text("name: shop\n")
    (tmp_path / "stack.lua").write_text(SCRIPT)
    client = Client(tmp_path)
    yield client
    assert client.stop() == 0


@pytest.mark.parametrize("text, expected", [
    ("name: shop\n", []),
    ("name: shop\nmian: a.lua\n", [("unknown-setting", "mian")]),
    ("name: shop\nsandbox: 3\n", [("setting-kind", "3")]),
    ("name: shop\nname: two\n", [("yaml-duplicate-key", "name")]),
    ("name: [\n", [("yaml-syntax", "")]),
    ("name: shop\nallow: [unused-lokal]\n", [("unknown-diagnostic-code", "unused-lokal")]),
])
def test_the_project_file_is_read_as_by_the_commands(client, text, expected):
    assert client.found("Cofre.yaml", text) == expected


@pytest.mark.parametrize("text, expected", [
    ("config:\n  region: eu\n  api_key: { secure: x }\n", []),
    ("config:\n  region: eu\n", [("missing-config", "config")]),
    ("config:\n  region: eu\n  api_key: open\n", [("hard-coded-secret", "open")]),
    ("config:\n  region: eu\n  api_key: { secure: x }\n  odd: 1\n", [("unused-config", "odd")]),
    ("config:\n  region: eu\n  shop:region: us\n  api_key: { secure: x }\n", [("config-duplicate", "shop:region")]),
    ("secrets: { provider: keyfile, kee: x }\nconfig:\n  region: eu\n  api_key: { secure: x }\n",
     [("unknown-setting", "kee")]),
])
def test_the_settings_of_a_stack_are_compared_with_the_scripts(client, text, expected):
    assert client.found("Cofre.dev.yaml", text) == expected


def test_scripts_keep_their_project_while_its_file_is_broken(client):
    client.open("Cofre.yaml", "name: [\n")
    client.open("Cofre.dev.yaml", "config:\n  region: eu\n")
    client.open("stack.lua", SCRIPT)
    places = client.ask("textDocument/definition", {
        "textDocument": {"uri": (client.folder / "stack.lua").as_uri()}, "position": {"line": 2, "character": 40}})
    assert [place["uri"] for place in places] == [(client.folder / "Cofre.dev.yaml").as_uri()]
