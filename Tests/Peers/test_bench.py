"""The client of `scripts/bench lsp`: it finds the server's answers right, and would find wrong ones wrong."""

import dataclasses
import sys

import pytest
from project import BINARIES, ROOT

sys.path.insert(0, str(ROOT / "scripts"))
from benchmarks import language_server, measures, plan, table, workspaces  # noqa: E402
from benchmarks.client import Client  # noqa: E402
from benchmarks.document import Document  # noqa: E402
from benchmarks.figure import Figure, percentile  # noqa: E402

COFRE = str(BINARIES / "cofre")
ROUNDS = 3


@pytest.fixture
def small(tmp_path):
    return workspaces.make(tmp_path, "small", 200)


def wrong(figures):
    return {label: figure for label, figure in figures.items() if figure.wrong}


def test_all_answers_in_one_file_are_right(small):
    figures = dict(language_server.of_one_file([COFRE, "lsp"], small, ROUNDS, everything=True))
    assert wrong(figures) == {}
    asked = {label: figure.asked for label, figure in figures.items()}
    assert asked["typing, small, p95"] == ROUNDS * 10 and asked["definition, small, p95"] == ROUNDS
    assert figures["memory, small, MiB"].value > 1


def test_all_answers_in_many_files_are_right(tmp_path):
    many = workspaces.make(tmp_path, "many", 60, files=5)
    assert len({uri for uri, _ in many.uses}) == 5
    assert wrong(dict(language_server.of_many_files([COFRE, "lsp"], many, ROUNDS))) == {}


def test_plans_are_right(tmp_path):
    assert plan.refresh(COFRE, tmp_path, 10, ROUNDS).wrong == 0


def test_wrong_answers_are_counted(small):
    moved = dataclasses.replace(
        small, declared=(0, 0), resource_type=small.declared, argument=(0, 0), uses=frozenset())
    with Client([COFRE, "lsp"], moved.folder) as client:
        document = Document(client, moved.file)
        figures = measures.questions(document, moved, ROUNDS)
        assert {name: figure.wrong for name, figure in figures.items()} == dict.fromkeys(figures, ROUNDS)
        assert measures.references(document, moved, ROUNDS).wrong == ROUNDS
        typed = measures.typing(document, (0, 0), ROUNDS)
        assert [right for _, right in typed] == [False] * ROUNDS


def test_a_server_that_gives_up_leaves_the_other_figures():
    def figures():
        yield "first", Figure(1)
        raise BrokenPipeError
    parts = [figures(), iter([("second", Figure(2))])]
    assert language_server.collect("a server", parts) == {"first": Figure(1), "second": Figure(2)}


def test_the_table_has_both_servers_and_the_target():
    assert percentile(95, [(n / 1000, n != 7) for n in range(1, 21)]) == Figure(19, 20, 1)
    label = "hover, 10,000 lines, p95"
    heading, row, other = table.lines({label: Figure(4)}, {label: Figure(10, 3, 1), "idle": Figure(0)})
    assert heading.split()[-4:] == ["cofre", "peer", "ratio", "target"]
    assert row.removeprefix(label).split() == "4.0 10.0 (1 of 3 wrong) 2.5× ≤ 3 missed".split()
    assert other.split() == ["idle", "–", "0.0", "–"]
