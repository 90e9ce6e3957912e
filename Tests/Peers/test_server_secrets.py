"""What the language server gives away of open documents and of its environment: nothing to logs, errors, processes or files."""

import json
import os
import pathlib
import subprocess
import time

import pytest

from language_client import LanguageClient
from project import BINARIES

CANARY = "canary-5d0c9e71"
# As a key of AWS, a password, a part of a comment, of a name, and of what is no script at all.
SCRIPT = f"""\
local cofre, aws = require "cofre", require "cofre.aws"
local keys = require "lib.keys"
-- {CANARY}
local password = "{CANARY}-hunter2-Zx9#"
aws.secretsmanager.Secret("one", {{ description = "{CANARY}", name = password }})
aws.secretsmanager.SecretVersion("two", {{ secret_id = "{CANARY}", secret_string = "{CANARY}-Zx9#kQ" }})
cofre.export("{CANARY}", keys.token)
goto {CANARY.replace("-", "_")}
local {CANARY.replace("-", "_")} = (
"""
SETTINGS = f"config:\n  shop:token: {CANARY}-Zx9#kQ\n  {CANARY}: [\n"
PATIENCE = 60
# What the server says beside its answers, where no text of a document belongs.
TALK = {"window/logMessage", "window/showMessage", "window/showMessageRequest", "$/logTrace", "$/progress", "telemetry/event"}


@pytest.fixture
def client(tmp_path):
    """A server of a project with secrets in all the wrong places; at its end nothing of them is anywhere else."""
    folder, home, temporary = tmp_path / "p", tmp_path / "home", tmp_path / "tmp"
    for made in [folder / "lib", home, temporary]:
        made.mkdir(parents=True)
    (folder / "Cofre.yaml").write_text("name: shop\n")
    (folder / "Cofre.dev.yaml").write_text("config: {}\n")
    (folder / "stack.lua").write_text("")
    (folder / "lib/keys.lua").write_text(f'return {{ token = "{CANARY}" }}\n')
    errors = tmp_path / "errors"
    with open(errors, "wb") as stream:
        client = LanguageClient(
            [str(BINARIES / "cofre"), "lsp"], folder, stderr=stream,
            environment={
                "PATH": os.environ["PATH"], "HOME": str(home), "TMPDIR": str(temporary),
                "AWS_SECRET_ACCESS_KEY": CANARY, "COFRE_PASSPHRASE": CANARY, "AZURE_CLIENT_SECRET": CANARY,
                "GOOGLE_APPLICATION_CREDENTIALS": f"/nowhere/{CANARY}", "SOMETHING_ELSE": CANARY,
            },
            capabilities={
                "window": {"workDoneProgress": True, "showMessage": {}},
                "workspace": {"diagnostics": {"refreshSupport": True}, "workspaceEdit": {"documentChanges": True}},
                "textDocument": {"codeAction": {
                    "codeActionLiteralSupport": {"codeActionKind": {"valueSet": []}}, "dataSupport": True,
                    "resolveSupport": {"properties": ["edit"]}}},
            },
            settings={"log": True})
    client.tell("$/setTrace", {"value": "verbose"})
    yield client
    assert client.stop() == 0
    assert errors.read_bytes() == b""
    assert list(temporary.iterdir()) == []
    assert files_with(tmp_path) == {folder / "lib/keys.lua"}
    for message in client.received:
        if message.get("method") in TALK or "error" in message:
            assert CANARY not in json.dumps(message), message


def files_with(folder):
    return {path for path in folder.rglob("*") if path.is_file() and CANARY.encode() in path.read_bytes()}


def everything(uri, line, character):
    """Params that every request about a place can read."""
    place = {"line": line, "character": character}
    span = {"start": {"line": 0, "character": 0}, "end": place}
    item = {"name": CANARY, "kind": 12, "uri": uri, "range": span, "selectionRange": span, "data": CANARY}
    return {
        "textDocument": {"uri": uri}, "position": place, "positions": [place], "range": span, "newName": CANARY,
        "query": CANARY, "item": item, "ch": "\n", "options": {"tabSize": 2, "insertSpaces": True},
        "context": {
            "diagnostics": [{"range": span, "message": CANARY, "code": CANARY}], "includeDeclaration": True,
            "triggerKind": 1, "frameId": 1, "stoppedLocation": span},
        "previousResultId": CANARY, "previousResultIds": [], "label": CANARY, "title": CANARY, "data": CANARY,
        "files": [{"oldUri": uri, "newUri": f"{uri}-{CANARY}"}], "command": CANARY, "arguments": [CANARY],
        "workDoneToken": "1", "partialResultToken": "2",
    }


METHODS = [f"textDocument/{name}" for name in """
    codeAction codeLens colorPresentation completion declaration definition diagnostic documentColor documentHighlight
    documentLink documentSymbol foldingRange formatting hover implementation inlayHint inlineCompletion inlineValue
    linkedEditingRange moniker onTypeFormatting prepareCallHierarchy prepareRename prepareTypeHierarchy rangeFormatting
    references rename selectionRange semanticTokens/full semanticTokens/full/delta semanticTokens/range signatureHelp
    typeDefinition willSaveWaitUntil""".split()] + """
    callHierarchy/incomingCalls callHierarchy/outgoingCalls codeAction/resolve codeLens/resolve completionItem/resolve
    documentLink/resolve inlayHint/resolve typeHierarchy/subtypes typeHierarchy/supertypes workspace/diagnostic
    workspace/executeCommand workspace/symbol workspace/willRenameFiles workspaceSymbol/resolve""".split()


def test_no_request_gives_a_document_away(client):
    uris = [client.open("stack.lua", SCRIPT), client.open("lib/keys.lua"), client.open("Cofre.dev.yaml", SETTINGS)]
    for method in METHODS:
        for uri in [*uris, f"file:///nowhere/{CANARY}.lua", CANARY]:
            for line, character in [(4, 40), (1 << 40, 7)]:
                client.answer(method, everything(uri, line, character), PATIENCE)
    for uri in uris:
        for report in [client.ask("textDocument/diagnostic", {"textDocument": {"uri": uri}}, PATIENCE)]:
            assert report["items"]


def test_no_refusal_repeats_what_it_refuses(client):
    uri = client.open("stack.lua", SCRIPT)
    for params in [CANARY, [CANARY], {CANARY: CANARY}, {"textDocument": CANARY}, {"textDocument": {"uri": [CANARY]}}]:
        for method in [*METHODS, "initialize", "no/such"]:
            assert "error" in client.answer(method, params, PATIENCE) or method in ("workspace/diagnostic",), (method, params)
        for method in ["textDocument/didChange", "textDocument/didOpen", "textDocument/didClose",
                       "workspace/didChangeConfiguration", "workspace/didChangeWatchedFiles", "$/cancelRequest", "no/such"]:
            client.tell(method, params)
    for body in [CANARY, f'{{"jsonrpc":"2.0","method":"{CANARY}', f'"{CANARY}"', f'["{CANARY}"]',
                 f'{{"id":{{"{CANARY}":1}},"method":"{CANARY}"}}', f'{{"jsonrpc":"{CANARY}","id":1,"method":"shutdown"}}',
                 f'{{"id":77,"error":"{CANARY}"}}', f'{{"id":78,"error":{{"code":1,"message":"{CANARY}"}}}}']:
        client.send_bytes(body.encode())
    for document in [{"uri": uri, "version": 3}, {"uri": f"file:///{CANARY}", "version": 1}]:
        client.tell("textDocument/didChange", {"textDocument": document, "contentChanges": [
            {"range": {"start": {"line": 99, "character": 9}, "end": {"line": 1, "character": 1}}, "text": CANARY}]})
    client.ask("textDocument/diagnostic", {"textDocument": {"uri": uri}}, PATIENCE)


def test_actions_keep_values_to_their_edits(client):
    """Every action is taken, also that which moves a secret and here cannot have a key without the right passphrase."""
    uri = client.open("stack.lua", SCRIPT)
    titles = []
    for line, text in enumerate(SCRIPT.splitlines()):
        for character in range(0, len(text), 7):
            place = {"line": line, "character": character}
            actions = client.ask("textDocument/codeAction", {
                "textDocument": {"uri": uri}, "range": {"start": place, "end": place}, "context": {"diagnostics": []}},
                PATIENCE)
            for action in actions or []:
                titles.append(action["title"])
                assert CANARY not in (action.get("disabled") or {}).get("reason", "")
                client.answer("codeAction/resolve", action, PATIENCE)
    assert any("secret" in title.lower() for title in titles), titles


def test_the_process_that_plans_is_told_nothing_but_by_its_pipe(client):
    uri = client.open("stack.lua", SCRIPT.rsplit("goto", 1)[0])
    # A script that does not end, so that its process can be looked at; each change starts another.
    deadline, seen, version = time.monotonic() + PATIENCE, None, 1
    while seen is None:
        assert time.monotonic() < deadline, "no process was started"
        version += 1
        client.tell("textDocument/didChange", {
            "textDocument": {"uri": uri, "version": version},
            "contentChanges": [{"text": f'local password = "{CANARY}"\nwhile true do end\n'}]})
        until = time.monotonic() + 5
        while seen is None and time.monotonic() < until:
            seen = child_of(client.process.pid)
    arguments, variables, files = seen
    assert arguments.endswith(b"plan-document\0")
    assert CANARY.encode() not in arguments + variables
    assert all(file.startswith(("pipe:", "/dev/null")) for file in files), files


def writes(process, descriptor):
    """Whether a descriptor of a process is open for writing."""
    flags = (process / "fdinfo" / descriptor).read_text().partition("flags:")[2].split()[0]
    return int(flags, 8) & (os.O_WRONLY | os.O_RDWR) != 0


def child_of(process):
    """The arguments, the environment and what is open for writing of a child that plans; None when there is none."""
    for children in pathlib.Path(f"/proc/{process}/task").glob("*/children"):
        try:
            for child in children.read_text().split():
                folder = pathlib.Path("/proc", child)
                arguments = (folder / "cmdline").read_bytes()
                if b"plan-document" in arguments:
                    files = [os.readlink(file) for file in (folder / "fd").iterdir() if writes(folder, file.name)]
                    return arguments, (folder / "environ").read_bytes(), files
        except OSError:
            # It has ended meanwhile.
            continue
    return None
