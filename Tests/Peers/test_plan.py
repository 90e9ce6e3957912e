"""The plan in the editor: the built language server, the process that it has scripts run in, and a client's view of both."""

import json
import os
import shutil
import signal
import subprocess
import time

import pytest

from language_client import LanguageClient
from project import BINARIES, Project

SECRET = "canary-8f1e6a2b"
# Nothing that a machine under load does not keep: the limits themselves are 1 second of a processor and 2 of the clock.
PATIENCE = 20


class Client(LanguageClient):
    """A client of `cofre lsp`, as far as plans need one."""

    def __init__(self, folder, environment, **settings):
        refresh = {"refreshSupport": True}
        super().__init__(
            [str(BINARIES / "cofre"), "lsp"], folder, environment=environment, settings=settings, capabilities={
                "workspace": {"inlayHint": refresh, "codeLens": refresh, "diagnostics": refresh}})
        self.version = 0

    def edit(self, text):
        """Types a text; the plan for it has come when this returns."""
        self.version += 1
        if self.version == 1:
            self.open("stack.lua", text)
        else:
            self.tell("textDocument/didChange", {
                "textDocument": {**self.document["textDocument"], "version": self.version},
                "contentChanges": [{"text": text}]})
        if not self.wait_for("workspace/diagnostic/refresh", 5):
            # A machine under load may have let the time for a plan pass; it is made anew at the next key.
            self.edit(text + "\n")

    @property
    def document(self):
        return {"textDocument": {"uri": f"file://{self.folder}/stack.lua"}}

    def lenses(self):
        lenses = self.ask("textDocument/codeLens", self.document)
        return [(lens["range"]["start"]["line"], lens["command"]["title"]) for lens in lenses]

    def headline(self):
        """What stands above the script."""
        return [title for line, title in self.lenses() if line == 0]

    def changes(self):
        """What the hints say that becomes of resources."""
        return [(line, label) for line, label in self.hints() if label[0] in "+~±"]

    def hints(self):
        everything = {"start": {"line": 0, "character": 0}, "end": {"line": 10_000, "character": 0}}
        hints = self.ask("textDocument/inlayHint", {**self.document, "range": everything})
        return [(hint["position"]["line"], hint["label"]) for hint in hints]


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """A key vault that was made in the sandbox, with a configuration that is encrypted."""
    project = Project("key-vault", tmp_path_factory.mktemp("plan"))
    project.run("config", "set", "--secret", "api_key", stdin=SECRET)
    project.run("up", "--sandbox", "--yes")
    return project


@pytest.fixture
def client(project):
    # No key and no passphrase: a plan needs none.
    client = Client(project.folder, {"PATH": os.environ["PATH"], "HOME": "/nonexistent"})
    yield client
    assert client.stop() == 0


def plan(folder, texts=None, **environment):
    """What the process that makes plans answers."""
    request = json.dumps({"folder": str(folder), "documents": texts or {}})
    done = subprocess.run(
        [str(BINARIES / "cofre"), "plan-document"], input=request, text=True, capture_output=True, env=environment,
        timeout=PATIENCE)
    return done.returncode, json.loads(done.stdout) if done.returncode == 0 else None


def test_nothing_has_changed_after_an_up(project):
    code, answer = plan(project.folder)
    assert code == 0
    assert {r["operation"] for r in answer["plan"]["resources"]} == {"same"}
    assert answer["plan"]["problems"] == [] and answer["plan"]["deleted"] == []
    assert SECRET not in json.dumps(answer)


def test_an_editor_shows_what_up_would_do(project, client):
    script = project.script()
    vault = next(n for n, line in enumerate(script.splitlines()) if "keyvault.Vault(" in line)
    client.edit(script.replace('sku = { name = "standard" }', 'sku = { name = "premium" }'))
    assert client.changes() == [(vault, "~ update properties.sku.name")]
    assert client.headline() == ["plan of dev: ~1"]
    assert any(line == vault and "id = \"/subscriptions/" in title for line, title in client.lenses()), "a known output"
    assert any(label.startswith('= "https://') for _, label in client.hints()), "an export that is known"
    client.edit(script.replace('"api-key"', '"api-key-2"'))
    assert [label for _, label in client.changes()] == ["± replace (secret_name)"]
    client.edit(script + 'azure.resources.ResourceGroup("more", { location = "EastUS" })\n')
    assert client.changes() == [(len(script.splitlines()), "+ create")]
    assert client.headline() == ["plan of dev: +1"]
    start, end = script.index("local api_key_secret"), script.index("-- A subnet")
    client.edit(script[:start] + script[end:].replace('cofre.export("secretId", api_key_secret.id)\n', ""))
    assert client.changes() == []
    assert [title[:34] for title in client.headline()] == ["plan of dev: -1", "- deleted: mySecret (azure.keyvaul"]


def test_a_place_tells_what_state_says(project, client):
    script = project.script()
    client.edit(script + "\nlocal changed = 1\n" + 'cofre.export("changed", changed)\n')
    line = next(n for n, line in enumerate(script.splitlines()) if "local key_vault" in line)
    hover = client.ask("textDocument/hover", {**client.document, "position": {"line": line, "character": 8}})
    assert "In the stack `dev`" in hover["contents"]["value"]
    assert "/vaults/myKeyVault" in hover["contents"]["value"]
    assert SECRET not in hover["contents"]["value"]


BAD_SCRIPTS = {
    "a loop without an end": "while true do end",
    "a loop in a function of the library": "local t = {} for i = 1, math.huge do t[1] = ('x'):rep(1000) end",
    "all memory at once": "local s = ('x'):rep(1 << 40)",
    "all memory piece by piece": "local t = {} while true do t[#t + 1] = ('x'):rep(1 << 20) .. #t end",
    "recursion": "local function f() return 1 + f() end f()",
    "recursion through metatables": "local m = {} m.__index = function(t, k) return t[k] end return setmetatable({}, m).x",
    "many resources": "for i = 1, 1e9 do require('cofre').Record('r' .. i, {}) end",
    "deep tables": "local t = {} for i = 1, 1e6 do t = { t } end require('cofre').Record('r', { values = t })",
}


@pytest.mark.parametrize("name", BAD_SCRIPTS)
def test_no_script_outlives_its_limits(project, name):
    begin = time.monotonic()
    code, answer = plan(project.folder, {str(project.folder / "stack.lua"): BAD_SCRIPTS[name]})
    assert time.monotonic() - begin < PATIENCE
    assert code in (0, -signal.SIGXCPU, -signal.SIGALRM, -signal.SIGILL, -signal.SIGABRT, -signal.SIGSEGV), code
    if code == 0:
        assert [problem["code"] for problem in answer["plan"]["problems"]], "it says why there is no plan"


def test_it_cannot_write_files(project, tmp_path):
    with open(tmp_path / "answer", "w") as file:
        done = subprocess.run(
            [str(BINARIES / "cofre"), "plan-document"], input=json.dumps({"folder": str(project.folder)}), text=True,
            stdout=file, env={}, timeout=PATIENCE)
    assert done.returncode == -signal.SIGXFSZ
    assert (tmp_path / "answer").read_text() == ""


def test_the_server_lives_through_scripts_that_do_not_end(project, client):
    script = project.script()
    client.edit(script)
    client.tell("textDocument/didChange", {
        "textDocument": {"uri": client.document["textDocument"]["uri"], "version": 100},
        "contentChanges": [{"text": script + "while true do end\n"}]})
    client.version = 100
    symbols = client.ask("textDocument/documentSymbol", client.document)
    assert symbols, "others are answered meanwhile"
    client.edit(script.replace('"standard"', '"premium"'))
    assert [label for _, label in client.changes()] == ["~ update properties.sku.name"]


def test_files_outside_the_project_are_not_read(project, tmp_path):
    (tmp_path / "outside.lua").write_text("return 1")
    folder = tmp_path / "p"
    shutil.copytree(project.folder, folder)
    (folder / "link.lua").symlink_to(tmp_path / "outside.lua")
    code, answer = plan(folder, {str(folder / "stack.lua"): "require 'link'"})
    assert code == 0
    assert [problem["code"] for problem in answer["plan"]["problems"]] == ["unreadable-file"]


def test_without_a_project_or_a_stack_there_is_no_plan(tmp_path):
    assert plan(tmp_path) == (0, None)
    (tmp_path / "Cofre.yaml").write_text("name: p\n")
    (tmp_path / "stack.lua").write_text('require("cofre").Record("r", {})\n')
    assert plan(tmp_path) == (0, None)
    for stack in ["one", "two"]:
        (tmp_path / f"Cofre.{stack}.yaml").write_text("config: {}\n")
    assert plan(tmp_path) == (0, None)
    code, answer = plan(tmp_path, COFRE_STACK="two")
    assert (code, answer["plan"]["stack"]) == (0, "two")
    assert [r["operation"] for r in answer["plan"]["resources"]] == ["create"]
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "Cofre.one.yaml", "Cofre.two.yaml", "Cofre.yaml", "stack.lua"], "a plan leaves nothing behind"


def test_a_document_of_another_project_is_not_mistaken_for_one_of_this(tmp_path):
    for folder in [tmp_path, tmp_path / "inner"]:
        folder.mkdir(exist_ok=True)
        (folder / "Cofre.yaml").write_text("name: p\n")
        (folder / "Cofre.dev.yaml").write_text("config: {}\n")
        (folder / "stack.lua").write_text("")
    texts = {str(tmp_path / name): "" for name in ["stack.lua", "lib/new.lua", "inner/stack.lua"]}
    _, answer = plan(tmp_path, texts | {"/elsewhere/x.lua": ""})
    assert set(answer["files"].values()) <= {"stack.lua", "lib/new.lua"}
    assert answer["files"][str(tmp_path / "stack.lua")] == "stack.lua"
