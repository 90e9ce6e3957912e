"""Kill -9 at any moment of `up`: the next `up` ends in the same state, with nothing made twice.

The moments are the calls that make something durable (write, sync, rename, unlink) or exchange something with a server
(what is sent, and each answer when it has come): Tests/Kill/killer.c counts them and kills at the Nth one.
"""

import concurrent.futures
import pathlib
import subprocess

import boto3
import pytest

from conftest import Sandbox
from project import Project

SOURCE = pathlib.Path(__file__).resolve().parents[1] / "Kill" / "killer.c"
WORKERS = 6

# The calls of which one life may hold one each, whatever was killed in between.
MADE_ONCE = {
    "ml-keys": ["CreateSecret", "CreateKeyRing", "CreateCryptoKey"],
    "key-vault": ["PutResourceGroup"],
}


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


def live_through(example, moment, killer, sandbox, folder):
    """Kills one life at a moment and lets the next run mend it; false when the moment never came."""
    sandbox.reset()
    project = prepare(example, folder / str(moment), sandbox)
    killed = project.run("up", "--yes", check=False, LD_PRELOAD=str(killer), COFRE_KILL_AT=str(moment))
    if killed.returncode == 0:
        return False
    assert killed.returncode == -9, killed.stderr
    project.run("up", "--yes")
    project.run("preview", "--expect-no-changes")
    assert "No changes" in project.run("refresh").stdout
    check_nothing_twice(example, sandbox)
    return True


def check_nothing_twice(example, sandbox):
    if example == "ml-keys":
        variables = sandbox.environment
        client = boto3.client(
            "secretsmanager", region_name="us-west-2", endpoint_url=sandbox.http,
            aws_access_key_id=variables["AWS_ACCESS_KEY_ID"],
            aws_secret_access_key=variables["AWS_SECRET_ACCESS_KEY"])
        found = client.list_secrets(IncludePlannedDeletion=True)
        assert len(found["SecretList"]) == 1, found["SecretList"]
    calls = sandbox.calls()
    for name in MADE_ONCE[example]:
        made = sum(count for call, count in calls.items() if call.split(".")[-1].endswith(name))
        assert made <= 1, (name, calls)


@pytest.mark.parametrize("example", ["ml-keys", "key-vault"])
def test_every_moment(example, killer, tmp_path):
    def work(worker):
        sandbox = Sandbox("--memory")
        try:
            moment = 1 + worker
            while live_through(example, moment, killer, sandbox, tmp_path):
                moment += WORKERS
            return moment
        finally:
            sandbox.stop()

    with concurrent.futures.ThreadPoolExecutor(WORKERS) as pool:
        last = list(pool.map(work, range(WORKERS)))
    assert min(last) > 20, last
