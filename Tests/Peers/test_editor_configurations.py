"""The configurations for editors that no test can start: they can be read, and start the server as it wants to be started."""

import json
import pathlib
import tomllib

import pytest

EDITORS = pathlib.Path(__file__).resolve().parents[2] / "editors"
LIBRARY = EDITORS.parent / "stdlib/library"


def helix():
    servers = tomllib.loads((EDITORS / "helix/languages.toml").read_text())
    languages = {language["name"]: language["language-servers"][0] for language in servers["language"]}
    assert languages == {"lua": "cofre", "yaml": "cofre"}
    server = servers["language-server"]["cofre"]
    # Of the language server's entry, Helix knows these (book/src/languages.md).
    assert set(server) <= {"command", "args", "config", "environment", "timeout", "required-root-patterns"}
    assert server["required-root-patterns"] == ["Cofre.yaml"]
    return [server["command"], *server["args"]]


def zed():
    settings = json.loads((EDITORS / "zed/settings.json").read_text())
    # Zed shows neither by itself, and the plan is shown in hints.
    assert settings["languages"]["Lua"] == {"inlay_hints": {"enabled": True}, "semantic_tokens": "combined"}
    servers = settings["lsp"]
    binary = servers["lua-language-server"]["binary"]
    assert servers["yaml-language-server"]["binary"] == binary
    return [binary["path"], *binary["arguments"]]


def sublime():
    client = json.loads((EDITORS / "sublime/LanguageServers.sublime-settings").read_text())["cofre"]
    # Of a server's entry, LSP requires the first three (docs/src/client_configuration.md).
    assert set(client) == {"enabled", "command", "selector", "initialization_options"}
    assert client["enabled"] and client["selector"] == "source.lua | source.yaml"
    return client["command"]


def kate():
    servers = json.loads((EDITORS / "kate/settings.json").read_text())["servers"]
    assert servers["yaml"] == servers["lua"] | {"highlightingModeRegex": "^YAML$"}
    server = servers["lua"]
    assert server["rootIndicationFileNames"] == ["Cofre.yaml"]
    return server["command"]


def jupyterlab():
    class Configuration:
        LanguageServerManager = type("Manager", (), {})()

    text = (EDITORS / "jupyterlab/jupyter_server_config.py").read_text()
    exec(compile(text, "jupyter_server_config.py", "exec"), {"get_config": Configuration})
    server = Configuration.LanguageServerManager.language_servers["cofre"]
    assert server["languages"] == ["lua", "yaml"]
    return server["argv"]


@pytest.mark.parametrize("editor", [helix, zed, sublime, kate, jupyterlab], ids=lambda editor: editor.__name__)
def test_starts_the_server(editor):
    assert editor() == ["cofre", "lsp"]


def test_the_definition_files_are_where_other_servers_are_told_to_look():
    for libraries in (
        json.loads((EDITORS / "lua-servers/luarc.json").read_text())["workspace.library"],
        json.loads((EDITORS / "lua-servers/emmyrc.json").read_text())["workspace"]["library"],
    ):
        assert [path.removeprefix("~/cofre/") for path in libraries] == ["stdlib/library"]
    assert (LIBRARY / "cofre.lua").is_file()
    assert (LIBRARY.parent / "config.json").is_file()


def test_every_page_is_linked():
    table = (EDITORS / "README.md").read_text()
    pages = sorted(path.relative_to(EDITORS).as_posix() for path in EDITORS.glob("*/README.md"))
    assert [page for page in pages if f"({page})" not in table] == []
