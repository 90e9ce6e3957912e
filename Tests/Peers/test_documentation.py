"""The pages are true: the commands and options that they show are there, and so are the variables that they name."""

import functools
import json
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
