"""The passphrase of a stack is asked for in a terminal: twice when it is chosen, once to open, and not where nothing is opened."""

import fcntl
import os
import pty
import select
import subprocess
import termios
import time

import pytest
from project import BINARIES

SETTINGS = "config: {}\nsecrets:\n  provider: passphrase\n"


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "Cofre.yaml").write_text("name: asked\n")
    (tmp_path / "Cofre.dev.yaml").write_text(SETTINGS)
    return tmp_path


def talk(folder, *arguments, answers=()):
    """Runs `cofre` on a terminal and answers each question, given as what it begins with; gives the code and what was shown."""
    process, terminal = pty.fork()
    if process == 0:
        os.chdir(folder)
        os.execve(BINARIES / "cofre", ["cofre", *arguments], {"PATH": os.environ["PATH"], "HOME": str(folder), "TERM": "vt100"})
    shown, left, deadline = "", list(answers), time.monotonic() + 60
    while time.monotonic() < deadline:
        if not select.select([terminal], [], [], 1)[0]:
            continue
        try:
            piece = os.read(terminal, 4096).decode()
        except OSError:  # The other end is closed.
            break
        shown += piece
        if left and left[0][0] in shown.rpartition("\n")[2]:
            os.write(terminal, (left.pop(0)[1] + "\n").encode())
    os.close(terminal)
    assert left == [], shown
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]), shown


VALUE = ("Value of api_key", "hunter2")
NEW, AGAIN, OPEN = "New passphrase", "The same again", "Passphrase of stack 'dev'"


def test_is_chosen_and_asked_for(folder):
    code, shown = talk(
        folder, "config", "set", "--secret", "api_key", answers=[VALUE, (NEW, "correct horse"), (AGAIN, "correct horse")])
    assert code == 0, shown
    assert "horse" not in shown and "hunter2" not in shown
    assert "key: passphrase:v1:" in (folder / "Cofre.dev.yaml").read_text()

    code, shown = talk(folder, "config", "get", "api_key", answers=[(OPEN, "correct horse")])
    assert code == 0 and shown.endswith("hunter2\r\n")
    code, shown = talk(folder, "config", "get", "api_key", answers=[(OPEN, "wrong")])
    assert code == 1 and "Wrong passphrase" in shown
    # What is not opened needs none.
    code, shown = talk(folder, "config", "ls")
    assert code == 0 and "Passphrase" not in shown and "[secret]" in shown
    code, shown = talk(folder, "config", "set", "region", "eu-west-1")
    assert code == 0 and "Passphrase" not in shown


def test_changes_nothing_when_the_two_differ(folder):
    code, shown = talk(folder, "config", "set", "--secret", "api_key", answers=[VALUE, (NEW, "one"), (AGAIN, "other")])
    assert code == 1 and "Passphrases differ" in shown
    assert (folder / "Cofre.dev.yaml").read_text() == SETTINGS


def test_is_not_asked_for_without_a_terminal(folder):
    run = subprocess.run(
        [BINARIES / "cofre", "config", "set", "--secret", "api_key"], cwd=folder, input="hunter2", text=True, timeout=60,
        capture_output=True, env={"PATH": os.environ["PATH"], "HOME": str(folder)})
    assert run.returncode == 1 and "Set COFRE_PASSPHRASE." in run.stderr
    assert (folder / "Cofre.dev.yaml").read_text() == SETTINGS


SCRIPT = """\
local cofre = require "cofre"
local first = cofre.Record("first", {})
cofre.Record("second", { values = { first = first.values, key = cofre.secret("hunter2") } })
"""
CHOOSE = "'cofre config set --secret NAME' asks for one; or set COFRE_PASSPHRASE."


@pytest.mark.parametrize("arguments", [["up"], ["up", "--yes"]])
def test_none_chosen_stops_an_up_before_it_begins(folder, arguments):
    (folder / "stack.lua").write_text(SCRIPT)
    code, shown = talk(folder, *arguments)
    assert code == 1, shown
    assert "Passphrase needed" in shown and CHOOSE in shown, shown
    assert "Do this?" not in shown and "created" not in shown
    assert (folder / "Cofre.dev.yaml").read_text() == SETTINGS
    # Nothing is kept of it: what declares no secret goes on without a passphrase.
    (folder / "stack.lua").write_text('require("cofre").Record("first", {})\n')
    code, shown = talk(folder, "up", "--yes")
    assert code == 0 and "1 created" in shown, shown


@pytest.mark.parametrize("arguments, question", [
    (["config", "set", "--secret", "api_key"], "Value of api_key"),
    (["config", "get", "api_key"], OPEN),
    (["up"], OPEN),
])
def test_an_interrupt_at_the_question_leaves_the_terminal_as_it_was(folder, arguments, question):
    if question == OPEN:
        code, shown = talk(folder, "config", "set", "--secret", "api_key", answers=[VALUE, (NEW, "horse"), (AGAIN, "horse")])
        assert code == 0, shown
    settings = (folder / "Cofre.dev.yaml").read_text()
    ours, theirs = pty.openpty()
    before = termios.tcgetattr(theirs)
    process = subprocess.Popen(
        [BINARIES / "cofre", *arguments], cwd=folder, stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True,
        preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
        env={"PATH": os.environ["PATH"], "HOME": str(folder), "TERM": "vt100"})
    shown = ""
    while question not in shown:
        assert select.select([ours], [], [], 60)[0], shown
        shown += os.read(ours, 4096).decode()
    assert not termios.tcgetattr(theirs)[3] & termios.ECHO
    os.write(ours, b"hal\x03")
    assert process.wait(60) == 130
    assert termios.tcgetattr(theirs) == before
    assert (folder / "Cofre.dev.yaml").read_text() == settings
    os.close(theirs)
    os.close(ours)
