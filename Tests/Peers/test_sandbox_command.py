"""`cofre up --sandbox`, and then `cofre sandbox` with the vendors' clients: what was made is there for both."""

import shlex
import subprocess

import boto3
import pytest
from google.api_core.client_options import ClientOptions
from google.cloud import kms

from project import BINARIES, Project


@pytest.fixture
def project(tmp_path):
    return Project("ml-keys", tmp_path)


@pytest.fixture
def served(project):
    """Makes the stack with a sandbox of its own, then serves that sandbox's data with `cofre sandbox`."""
    project.run("up", "--yes", "--sandbox")
    process = subprocess.Popen(
        [str(BINARIES / "cofre"), "sandbox"], cwd=project.folder, env=project.environment, stderr=subprocess.PIPE,
        text=True)
    for line in process.stderr:
        if "hint:" in line:
            break
    variables = {}
    for line in project.run("sandbox", "--env").stdout.splitlines():
        name, _, value = shlex.split(line)[1].partition("=")
        variables[name] = value
    yield variables
    process.terminate()
    assert process.wait(30) == 0
    process.stderr.close()


def test_the_vendors_clients_see_what_up_made(project, served, monkeypatch):
    monkeypatch.setenv("GOOGLE_APPLICATION_CREDENTIALS", served["GOOGLE_APPLICATION_CREDENTIALS"])
    # A session of its own: boto3's default one keeps the credentials that it finds first.
    session = boto3.session.Session(
        aws_access_key_id=served["AWS_ACCESS_KEY_ID"], aws_secret_access_key=served["AWS_SECRET_ACCESS_KEY"])
    secrets = session.client("secretsmanager", region_name="us-west-2", endpoint_url=served["AWS_ENDPOINT_URL"])
    secret = secrets.describe_secret(SecretId=project.output("aws_secret_id"))
    assert secret["Description"] == "API key for my ML model service"
    project.run("secret", "set", "apiSecret", "--sandbox", stdin="through the running one")
    value = secrets.get_secret_value(SecretId=project.output("aws_secret_id"))
    assert value["SecretString"] == "through the running one"
    client = kms.KeyManagementServiceClient(
        transport="rest", client_options=ClientOptions(api_endpoint=served["AWS_ENDPOINT_URL"]))
    key = client.get_crypto_key(name=project.output("gcp_crypto_key_id"))
    assert key.rotation_period.total_seconds() == 100_000


def test_only_one_serves_a_project(project, served):
    second = project.run("sandbox", check=False)
    assert second.returncode == 1
    assert "runs already" in second.stderr


def test_nothing_runs_once_it_has_ended(project):
    failed = project.run("sandbox", "--env", check=False)
    assert failed.returncode == 1
    assert "No sandbox runs" in failed.stderr
