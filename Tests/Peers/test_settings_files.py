"""`cofre lsp` over its streams with the settings files of a project: what the commands' reader says reaches the editor."""

import pytest

from language_client import LanguageClient
from project import BINARIES

SCRIPT = """\
local cofre = require "cofre"
local config = cofre.config()
cofre.export("place", config:require "region")
cofre.export("key", config:require_secret "api_key")
"""


class Client(LanguageClient):
    """A client of which settings are opened."""

    def __init__(self, folder):
        super().__init__([str(BINARIES / "cofre"), "lsp"], folder, {"textDocument": {"diagnostic": {}}})

    def found(self, name, text):
        """The codes that are reported for a text, each with the words that it stands at."""
        uri = self.open(name, text)
        report = self.ask("textDocument/diagnostic", {"textDocument": {"uri": uri}})
        lines = text.split("\n")
        return [(item["code"], lines[item["range"]["start"]["line"]][
            item["range"]["start"]["character"]:item["range"]["end"]["character"]]) for item in report["items"]]


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
