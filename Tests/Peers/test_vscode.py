"""The extension for VS Code: what it contributes fits together, and it starts and stops the real server."""

import json
import pathlib
import re
import shutil
import subprocess

import pytest
from language_client import LanguageClient
from project import BINARIES

ROOT = pathlib.Path(__file__).resolve().parents[2]
EXTENSION = ROOT / "editors/vscode"
HOST = pathlib.Path(__file__).with_name("vscode_host.js")
# What the extension itself reads; everything else is the server's.
CLIENT_SETTINGS = {"path", "trace.server"}


@pytest.fixture(scope="module")
def package():
    return json.loads((EXTENSION / "package.json").read_text())


@pytest.fixture(scope="module")
def seen(tmp_path_factory):
    program = shutil.which("node")
    if program is None:
        pytest.skip("Node.js is not here; scripts/bootstrap --tests installs it")
    folder = tmp_path_factory.mktemp("vscode")
    (folder / "Cofre.yaml").write_text("name: vscode\n")
    run = subprocess.run(
        [program, str(HOST), str(EXTENSION / "extension.js"), str(folder), str(BINARIES / "cofre")],
        stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=300)
    assert run.returncode == 0, run.stderr
    return json.loads(run.stdout) | {"folder": str(folder)}


def test_every_file_that_is_named_is_there(package):
    assert (EXTENSION / package["main"]).is_file()
    for snippets in package["contributes"]["snippets"]:
        json.loads((EXTENSION / snippets["path"]).read_text())


def test_can_be_packaged(package):
    # What vsce refuses, and what VS Code leaves out with a warning that only a developer sees.
    for name in (package["name"], package["publisher"]):
        assert re.fullmatch(r"[a-z0-9][a-z0-9-]*", name)
    assert re.fullmatch(r"\d+\.\d+\.\d+", package["version"])
    assert re.fullmatch(r"\^\d+\.\d+\.\d+", package["engines"]["vscode"])
    assert package["main"] and package["activationEvents"]
    scopes = {"application", "machine", "machine-overridable", "window", "resource", "language-overridable"}
    for name, setting in package["contributes"]["configuration"]["properties"].items():
        assert name.startswith("cofre.") and setting.get("scope", "window") in scopes
        assert "default" in setting and ("type" in setting or "enum" in setting)
        if "enum" in setting:
            assert setting["default"] in setting["enum"]
            assert len(setting.get("enumItemLabels", setting["enum"])) == len(setting["enum"])
    restricted = package["capabilities"]["untrustedWorkspaces"]["restrictedConfigurations"]
    assert set(restricted) <= set(package["contributes"]["configuration"]["properties"])
    # Without a repository in the manifest, the marketplace cannot resolve them.
    links = re.findall(r"\]\(([^)]+)\)", (EXTENSION / "README.md").read_text())
    assert [link for link in links if "://" not in link] == []


def test_the_settings_are_those_that_the_server_reads(package):
    source = (ROOT / "Sources/CofreLanguageServer/Server/ServerSettings.swift").read_text()
    read = set(re.findall(r'section\?\["(\w+)"\]', source))
    # Which hints there are is one setting each.
    kinds = re.findall(r'\("(\w+)", (?:InlayHintKinds)?\.\w+\)', source)
    assert read and kinds
    read = read - {"hints"} | {f"hints.{kind}" for kind in kinds}
    named = {name.removeprefix("cofre.") for name in package["contributes"]["configuration"]["properties"]}
    assert named == read | CLIENT_SETTINGS
    own = (EXTENSION / "README.md").read_text()
    assert [name for name in named if f"| `cofre.{name}` |" not in own] == []
    page = (ROOT / "editors/README.md").read_text()
    assert {name for name in read if f"| `{name}` |" not in page} == set()


def test_every_command_is_registered(package, seen):
    contributed = {c["command"] for c in package["contributes"]["commands"]}
    source = (ROOT / "Sources/CofreLanguageServer/Commands/ServerCommand.swift").read_text()
    # The client registers those of the server by itself.
    own = set(re.findall(r'= "(cofre\.\w+)"', source))
    assert own and not own & set(seen["commands"])
    announced = set(seen["clients"][0]["experimental"]["commands"])
    assert announced == {"cofre.showReferences"}
    assert contributed <= own | set(seen["commands"])
    assert set(seen["commands"]) == contributed - own | announced


def test_starts_the_server_that_the_settings_name(seen):
    client = seen["clients"][0]
    assert client["server"] == {"command": str(BINARIES / "cofre"), "args": ["lsp"]}
    assert client["completes"]
    assert client["section"] == "cofre"


def test_restarts_and_stops_the_server(seen):
    # Activated, restarted by the command, restarted for two changes of the path; the third did not start.
    assert [client.get("exit") for client in seen["clients"]] == [0, 0, None, 0]


def test_says_when_the_server_does_not_start(seen):
    assert len(seen["messages"]) == 1
    assert "nothing-here lsp' did not start" in seen["messages"][0]
    assert seen["opened"] == [["workbench.action.openSettings", "cofre.path"]]


def test_previews_where_the_script_is(package, seen):
    task, = seen["tasks"]
    assert task["definition"]["type"] in {d["type"] for d in package["contributes"]["taskDefinitions"]}
    assert task["execution"] == {
        "process": str(BINARIES / "cofre"), "args": ["preview"], "options": {"cwd": seen["folder"]}}


def test_shows_the_output(seen):
    assert seen["shown"]


def expanded(body):
    """What a snippet inserts when nothing is changed in it."""
    text = "\n".join(body)
    texts = dict(re.findall(r"\$\{(\d+):([^{}]*)\}", text))
    texts |= {number: choices.split(",")[0] for number, choices in re.findall(r"\$\{(\d+)\|([^|]*)\|\}", text)}
    text = re.sub(r"\$\{(\d+)(?::[^{}]*|\|[^|]*\|)?\}", lambda found: texts[found[1]], text)
    return text.replace("$0", "")


def test_snippets_are_right_as_they_stand(tmp_path):
    (tmp_path / "Cofre.yaml").write_text("name: snippets\n")
    snippets = json.loads((EXTENSION / "snippets/lua.json").read_text())
    beginning = 'local cofre, aws = require "cofre", require "cofre.aws"\n' \
        'local gcp, azure = require "cofre.gcp", require "cofre.azure"\nlocal output, value = cofre.output(1), 1\n'
    client = LanguageClient([str(BINARIES / "cofre"), "lsp"], tmp_path)
    try:
        for index, (name, snippet) in enumerate(snippets.items()):
            text = expanded(snippet["body"])
            assert "$" not in text and snippet["prefix"].startswith("cofre-")
            path = tmp_path / f"snippet{index}.lua"
            path.write_text(text if name == "Stack script" else f"{beginning}{text}\n")
            codes = {d.get("code") for d in client.diagnostics(client.open(path.name))}
            assert not [code for code in codes if not code.startswith("unused")], name
    finally:
        client.stop()
