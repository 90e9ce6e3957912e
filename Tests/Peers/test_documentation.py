"""The pages are true: the commands and options that they show are there, and so are the variables that they name."""

import functools
import json
import os
import pathlib
import re
import subprocess

import pytest
from project import BINARIES

ROOT = pathlib.Path(__file__).resolve().parents[2]
PAGES = sorted(
    page for folder in (".", "docs", "docs/reference", "editors", "editors/*", "examples/*") for page in ROOT.glob(f"{folder}/*.md"))
# A program, and what follows up to what a shell, a sentence or the column with the explanation does with it.
COMMAND = re.compile(r"(?<![\w./-])(cofre(?:-sandbox)?)((?: (?! )[^\s`|;&<>#()]+)+)")


@functools.cache
def help_of(*words):
    run = subprocess.run([BINARIES / words[0], *words[1:], "--help"], capture_output=True, text=True, timeout=60)
    return run.stdout if run.returncode == 0 else None


@functools.cache
def subcommands(*words):
    _, _, text = help_of(*words).partition("SUBCOMMANDS:\n")
    return set(re.findall(r"^  ([a-z]+)", text, re.M))


def wrong(program, words):
    """What is wrong with a command, or None."""
    path = [program]
    while words and words[0] in subcommands(*path):
        path.append(words.pop(0))
    if subcommands(*path) and words and re.fullmatch("[a-z]+", words[0]):
        return f"'{' '.join(path)}' has no '{words[0]}'"
    text = help_of(*path)
    for word in words:
        option = re.match(r"--?[a-zA-Z][\w-]*", word)
        if option and option[0] != "--generate-completion-script" and not re.search(rf"(?<![\w-]){option[0]}(?![\w-])", text):
            return f"'{' '.join(path)}' has no option '{option[0]}'"
    return None


def commands(text):
    """The programs with their words, from code: indented, fenced, or in a line."""
    for code in re.findall(r"^ *```\w*\n(.*?)^ *```|^(    .*)$|`([^`\n]+)`", text, re.S | re.M):
        for program, words in COMMAND.findall("".join(code)):
            yield program, words.split()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_commands_and_options_are_there(page):
    assert [found for program, words in commands(page.read_text()) if (found := wrong(program, words))] == []


def test_variables_are_read():
    named = {name for page in PAGES for name in re.findall(r"\bCOFRE_[A-Z_]+\b", page.read_text())}
    places = [ROOT / "scripts", ROOT / "Sources", ROOT / ".ci"]
    read = {
        name for place in places for file in place.rglob("*") if file.is_file() and file.suffix in {"", ".swift", ".py"}
        for name in re.findall(r"\bCOFRE_[A-Z_]+\b", file.read_text(errors="replace"))}
    assert named and sorted(named - read) == []


def test_all_of_the_library_is_on_the_page_of_scripts():
    document = subprocess.run([BINARIES / "cofre", "schema", "--json"], capture_output=True, text=True, timeout=60).stdout
    library = json.loads(document)["library"]
    page = (ROOT / "docs/scripts.md").read_text()
    code = re.findall("`([^`\n]+)`", page)
    for name in [each["name"] for part in ("functions", "configurationMethods", "options") for each in library[part]]:
        # Written with its module, or alone in a list.
        assert any(re.match(rf"(?:{re.escape(name)}|{name.rpartition('.')[2]}$)(?!\w)", each) for each in code), name


@pytest.mark.parametrize("script", sorted(path.name for path in (ROOT / "scripts").iterdir() if path.is_file()))
def test_scripts_say_how_they_are_used(script):
    run = subprocess.run([ROOT / "scripts" / script, "--help"], capture_output=True, text=True, timeout=60)
    assert run.returncode == 0 and run.stdout.startswith("usage: "), run.stderr


@functools.cache
def examples_of_plans():
    document = subprocess.run([BINARIES / "cofre", "explain", "--all", "--json"], capture_output=True, text=True, timeout=60).stdout
    return {page["code"]: page for page in json.loads(document)["diagnostics"] if page["group"] == "plan" and "wrong" in page}


def test_examples_of_what_only_a_run_finds(tmp_path):
    """Reported for exactly what their page is about; the other examples are tested with the rules."""
    (tmp_path / "Cofre.yaml").write_text("name: examples\n")
    (tmp_path / "Cofre.dev.yaml").write_text("config:\n  tenant_id: 6a1e4c52-90f3-4d0b-8f4e-2f6f5f2b7c11\n")

    def run(text, seconds, *arguments):
        (tmp_path / "stack.lua").write_text(text)
        environment = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "COFRE_SCRIPT_SECONDS": seconds}
        return subprocess.run(
            [BINARIES / "cofre", *arguments], cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=120)

    def reported(text, seconds):
        events = map(json.loads, run(text, seconds, "preview", "--sandbox", "--json").stdout.splitlines())
        return [event["diagnostic"]["code"] for event in events if "diagnostic" in event]

    pages = examples_of_plans()
    assert len(pages) >= 6
    for code, page in pages.items():
        assert reported(page["wrong"], "1" if code == "script-time-limit" else "60") == [code]
        assert reported(page["right"], "60") == []
        for text in (page["wrong"], page["right"]):
            checked = run(text, "60", "check", "--deny", "note", "stack.lua")
            assert checked.returncode == 0, checked.stdout


@pytest.mark.parametrize(("line", "offered"), [("cofre con", "config"), ("cofre check --format sa", "sarif"), ("cofre stack se", "select")])
def test_completes_in_bash(line, offered):
    script = '''source <("$1" --generate-completion-script bash); read -ra COMP_WORDS <<<"$2"; COMP_LINE=$2 COMP_POINT=${#2}
        COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _cofre cofre "${COMP_WORDS[-1]}" "${COMP_WORDS[-2]}"; echo "${COMPREPLY[@]}"'''
    run = subprocess.run(
        ["bash", "-c", script, "bash", BINARIES / "cofre", line], capture_output=True, text=True, timeout=60)
    assert run.stdout.split() == [offered], run.stderr


@pytest.mark.parametrize(("program", "words", "found"), [
    ("cofre", ["up", "--sandbox", "-y"], None),
    ("cofre", ["config", "set", "--secret", "key"], None),
    ("cofre", ["upp"], "'cofre' has no 'upp'"),
    ("cofre", ["up", "--sandbx"], "'cofre up' has no option '--sandbx'"),
    ("cofre", ["stack", "list"], "'cofre stack' has no 'list'"),
    ("cofre-sandbox", ["--memory", "--pot", "1"], "'cofre-sandbox' has no option '--pot'"),
])
def test_tells_what_is_wrong(program, words, found):
    assert wrong(program, words) == found
