"""Kill -9 at any moment of `up`: the next `up` ends in the same state, with nothing made twice."""

import pathlib
import subprocess

import boto3
import pytest

from project import Project

SOURCE = pathlib.Path(__file__).resolve().parents[1] / "Kill" / "killer.c"


@pytest.fixture(scope="session")
def killer(tmp_path_factory):
    library = tmp_path_factory.mktemp("kill") / "killer.so"
    subprocess.run(["cc", "-shared", "-fPIC", "-O1", "-o", str(library), str(SOURCE), "-ldl"], check=True)
    return library


def prepare(example, folder, sandbox):
    project = Project(example, folder, sandbox.environment)
    if example == "key-vault":
        project.run("config", "set", "tenant_id", sandbox.environment["AZURE_TENANT_ID"])
        project.run("config", "set", "--secret", "api_key", stdin="kill-canary")
    return project


def state(project):
    """What the stack has, without what is made anew each time."""
    import json

    lines = project.run("preview", "--json").stdout.splitlines()
    return sorted((event["name"], event["type"], event["step"])
                  for event in map(json.loads, lines) if event["type"] == "planned")


# The calls of which a life may hold one each, whatever was killed in between.
MADE_ONCE = {
    "ml-keys": ["CreateSecret", "CreateKeyRing", "CreateCryptoKey"],
    "key-vault": [],
}


@pytest.mark.parametrize("after", [False, True], ids=["before-the-call", "after-the-call"])
@pytest.mark.parametrize("example", ["ml-keys", "key-vault"])
def test_every_moment(example, after, killer, sandbox, tmp_path):
    moment = 0
    while True:
        moment += 1
        assert moment < 2000
        sandbox.reset()
        project = prepare(example, tmp_path / str(moment), sandbox)
        killed = project.run(
            "up", "--yes", check=False, LD_PRELOAD=str(killer), COFRE_KILL_AT=str(moment),
            COFRE_KILL_AFTER="1" if after else "0")
        if killed.returncode == 0:
            break
        assert killed.returncode == -9, killed.stderr
        project.run("up", "--yes")
        project.run("preview", "--expect-no-changes")
        assert "No changes" in project.run("refresh").stdout
        check_nothing_twice(example, sandbox)
    assert moment > 20


def check_nothing_twice(example, sandbox):
    if example == "ml-keys":
        found = boto3.client("secretsmanager", region_name="us-west-2").list_secrets(IncludePlannedDeletion=True)
        assert len(found["SecretList"]) == 1, found["SecretList"]
    calls = sandbox.calls()
    for name in MADE_ONCE[example]:
        made = sum(count for call, count in calls.items() if call.split(".")[-1].endswith(name))
        assert made <= 1, (name, calls)
