"""Emacs, started without a screen, attaches `cofre lsp` with eglot by the configuration in editors/emacs and uses it."""

import json
import os
import pathlib
import shutil
import subprocess

import pytest
from project import BINARIES

ROOT = pathlib.Path(__file__).resolve().parents[2]
DRIVER = pathlib.Path(__file__).with_name("emacs_driver.el")

SCRIPT = """\
local aws = require "cofre.aws"
local cofre = require "cofre"
local secret = aws.secretsmanager.Secret("db", {
  
})
undefined_helper(secret)
cofre.export("arn", secret.arn)
"""


@pytest.fixture(scope="module")
def seen(tmp_path_factory):
    program = shutil.which("emacs")
    if program is None:
        pytest.skip("Emacs is not here; scripts/bootstrap --tests installs it")
    folder = tmp_path_factory.mktemp("emacs")
    (folder / "Cofre.yaml").write_text("name: emacs\n")
    (folder / "Cofre.dev.yaml").write_text("backed: x\n")
    (folder / "other.yaml").write_text("name: other\n")
    (folder / "stack.lua").write_text(SCRIPT)
    environment = dict(os.environ, PATH=f"{BINARIES}:{os.environ['PATH']}", HOME=str(folder))
    run = subprocess.run(
        [program, "--batch", "-l", str(DRIVER), str(folder), str(ROOT / "editors/emacs/cofre.el")],
        env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=300,
    )
    assert run.returncode == 0, run.stderr
    return json.loads(run.stdout)


def test_starts_the_server_in_a_project(seen):
    assert seen["mode"] == "lua-mode"
    assert seen["command"] == ["cofre", "lsp"]


def test_shows_diagnostics_and_clears_them(seen):
    assert [(line, "undefined_helper" in text) for line, text in seen["diagnostics"]] == [(6, True)]
    assert seen["cleared"]


def test_completes_properties(seen):
    assert "recovery_window_in_days" in seen["completions"]
    assert "print" not in seen["completions"]


def test_hovers_over_a_resource_type(seen):
    assert "aws.secretsmanager.Secret" in seen["hover"]


def test_renames(seen):
    assert "local database = " in seen["renamed"]
    assert "undefined_helper(database)" in seen["renamed"]
    assert "database.arn" in seen["renamed"]


def test_serves_the_settings_and_no_other_yaml(seen):
    assert seen["settingsMode"] == "cofre-settings-mode"
    assert seen["isTheSameServer"]
    assert [line for line, text in seen["settings"]] == [1]
    assert seen["otherMode"] != "cofre-settings-mode"


def test_stops_when_asked(seen):
    assert seen["stopped"]
