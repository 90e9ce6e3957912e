"""Go to definition into what is not in the project, as an editor does it: with the built server and files on a disk."""

import pathlib

import pytest
from language_client import LanguageClient
from project import BINARIES

SCRIPT = """\
local aws = require "cofre.aws"
local key = aws.secretsmanager.Secret("key", { description = "d" })
print(string.format("%s", key.name))
"""


@pytest.fixture
def client(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (tmp_path / "project").mkdir()
    (tmp_path / "project/Cofre.yaml").write_text("name: p\n")
    (tmp_path / "project/stack.lua").write_text(SCRIPT)
    client = LanguageClient([str(BINARIES / "cofre"), "lsp"], tmp_path / "project")
    yield client
    client.stop()


def place(client, method, uri, line, character):
    """The file that a question leads to, and the text that stands there."""
    location, = client.at(f"textDocument/{method}", uri, line, character)
    path = pathlib.Path(location["uri"].removeprefix("file://"))
    start, end = location["range"]["start"], location["range"]["end"]
    return path, path.read_text().splitlines()[start["line"]][start["character"]:end["character"]]


def test_leads_into_files_that_can_be_opened(client, tmp_path):
    uri = client.open("stack.lua")
    client.diagnostics(uri)
    client.hover(uri, 1, 34)
    assert not (tmp_path / "cache").exists(), "nothing is written before somebody asks"
    library, = {place(client, *question)[0].parents[0] for question in [("definition", uri, 0, 24)]}
    assert place(client, "definition", uri, 1, 34) == (library / "aws.lua", "Secret")
    assert place(client, "definition", uri, 1, 50) == (library / "aws.lua", "description")
    assert place(client, "declaration", uri, 2, 32) == (library / "aws.lua", "name")
    assert place(client, "typeDefinition", uri, 1, 7) == (library / "aws.lua", "aws.secretsmanager.Secret")
    assert place(client, "definition", uri, 2, 15) == (library.parent / "lua.lua", "format")
    assert {path.stat().st_mode & 0o777 for path in library.parent.rglob("*.lua")} == {0o400}
    assert {path.stat().st_mode & 0o777 for path in (tmp_path / "cache").rglob("*") if path.is_dir()} == {0o700}


def test_the_files_are_served_as_well(client):
    uri = client.open("stack.lua")
    path, _ = place(client, "definition", uri, 1, 34)
    text = path.read_text()
    client.tell("textDocument/didOpen", {"textDocument": {
        "uri": path.as_uri(), "languageId": "lua", "version": 1, "text": text}})
    assert client.diagnostics(path.as_uri()) == []
    lines = text.splitlines()
    line = next(i for i, text in enumerate(lines) if "cofre.StringOutput" in text)
    column = lines[line].index("cofre.StringOutput")
    assert "class cofre.StringOutput" in client.hover(path.as_uri(), line, column + 8)
    found, name = place(client, "definition", path.as_uri(), line, column + 8)
    assert found == path.parents[1] / "cofre.lua" and name == "cofre.StringOutput"
    assert client.at("textDocument/semanticTokens/full", path.as_uri(), 0, 0)["data"]
