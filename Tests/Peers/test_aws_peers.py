"""The AWS half of the first example against other people's AWS: moto, which checks signatures, and ministack."""

import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

import boto3
import pytest

from project import Project

CANARY = "canary-peer-9911-value"


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def wait_for(url, process):
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        assert process.poll() is None, "the peer ended"
        try:
            return urllib.request.urlopen(url, timeout=2)
        except urllib.error.HTTPError:
            return None
        except OSError:
            time.sleep(0.05)
    raise AssertionError(f"{url} does not answer")


class Peer:
    def __init__(self, url, key, secret):
        self.url = url
        self.environment = {
            "AWS_ENDPOINT_URL": url, "AWS_ACCESS_KEY_ID": key, "AWS_SECRET_ACCESS_KEY": secret,
            "AWS_EC2_METADATA_DISABLED": "true",
        }

    def client(self, service):
        return boto3.client(
            service, endpoint_url=self.url, region_name="us-west-2",
            aws_access_key_id=self.environment["AWS_ACCESS_KEY_ID"],
            aws_secret_access_key=self.environment["AWS_SECRET_ACCESS_KEY"])


@pytest.fixture(scope="module")
def moto():
    port = free_port()
    process = subprocess.Popen(
        [os.path.join(os.path.dirname(sys.executable), "moto_server"), "-H", "127.0.0.1", "-p", str(port)],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    url = f"http://127.0.0.1:{port}"
    try:
        wait_for(f"{url}/moto-api/", process)
        iam = boto3.client(
            "iam", endpoint_url=url, region_name="us-east-1", aws_access_key_id="setup", aws_secret_access_key="setup")
        iam.create_user(UserName="cofre")
        iam.put_user_policy(
            UserName="cofre", PolicyName="all",
            PolicyDocument='{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}')
        key = iam.create_access_key(UserName="cofre")["AccessKey"]
        # From here on every call must carry a signature that moto's own computation confirms.
        urllib.request.urlopen(urllib.request.Request(
            f"{url}/moto-api/reset-auth", data=b"0", headers={"Content-Type": "text/plain"}))
        yield Peer(url, key["AccessKeyId"], key["SecretAccessKey"])
    finally:
        process.terminate()
        process.wait(30)


@pytest.fixture(scope="module")
def ministack():
    port = free_port()
    process = subprocess.Popen(
        [os.path.join(os.path.dirname(sys.executable), "ministack")], stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL, env={
            **os.environ, "BIND_HOST": "127.0.0.1", "GATEWAY_PORT": str(port), "SERVICES": "secretsmanager,sts,iam",
            "SFTP_ENABLED": "0", "PERSIST_STATE": "0",
        })
    url = f"http://127.0.0.1:{port}"
    try:
        wait_for(url, process)
        yield Peer(url, "test", "test")
    finally:
        process.terminate()
        process.wait(30)


@pytest.fixture(params=["moto", "ministack"])
def peer(request):
    return request.getfixturevalue(request.param)


@pytest.fixture
def project(peer, tmp_path):
    """The example with its Google half taken out."""
    project = Project("ml-keys", tmp_path, peer.environment)
    script = project.script()
    script = re.sub(r"local gcp = .*\n", "", script)
    script = re.sub(r"local gcp_provider.*?(?=cofre\.export)", "", script, flags=re.S)
    script = re.sub(r"cofre\.export\(\"gcp_.*\n", "", script)
    (project.folder / "stack.lua").write_text(script)
    return project


def test_a_life(project, peer):
    project.run("up", "--yes")
    project.run("secret", "set", "apiSecret", stdin=CANARY)
    client = peer.client("secretsmanager")
    secret_id = project.output("aws_secret_id")
    assert client.describe_secret(SecretId=secret_id)["Description"] == "API key for my ML model service"
    assert client.get_secret_value(SecretId=secret_id)["SecretString"] == CANARY
    project.run("preview", "--expect-no-changes")
    assert "No changes" in project.run("refresh").stdout
    project.replace("API key for my ML model service", "other words")
    project.run("up", "--yes")
    assert client.describe_secret(SecretId=secret_id)["Description"] == "other words"
    project.run("destroy", "--yes")
    assert "DeletedDate" in client.describe_secret(SecretId=secret_id)
    assert CANARY not in project.said


def test_a_wrong_secret_key_is_told(moto, tmp_path):
    project = Project("ml-keys", tmp_path, {**moto.environment, "AWS_SECRET_ACCESS_KEY": "wrong"})
    failed = project.run("up", "--yes", check=False)
    assert failed.returncode == 1
    assert "credentials" in failed.stderr
