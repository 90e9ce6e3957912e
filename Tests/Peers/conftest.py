"""Starts the built sandbox and hands its addresses and variables to the tests."""

import json
import os
import pathlib
import socket
import subprocess

import pytest
import requests

ROOT = pathlib.Path(__file__).resolve().parents[2]
BINARY = os.environ.get("COFRE_SANDBOX_BINARY", str(ROOT / ".build/debug/cofre-sandbox"))

# Python's resolver does not know that *.localhost is this machine (RFC 6761); curl and browsers do.
_resolve = socket.getaddrinfo


def _resolve_localhost(host, *arguments, **options):
    if isinstance(host, str) and host.endswith(".localhost"):
        host = "127.0.0.1"
    return _resolve(host, *arguments, **options)


socket.getaddrinfo = _resolve_localhost


class Sandbox:
    """One running sandbox."""

    def __init__(self, *arguments):
        self.process = subprocess.Popen(
            [BINARY, "--until-stdin-closes", *arguments],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError(self.process.stderr.read())
        self.ready = json.loads(line)
        self.http = self.ready["http"]
        self.https = self.ready["https"]
        self.environment = self.ready["environment"]

    def stop(self):
        """Closes standard input, as a parent that ends does; returns the exit code."""
        self.process.stdin.close()
        return self._wait()

    def kill(self):
        self.process.kill()
        return self._wait()

    def _wait(self):
        code = self.process.wait(timeout=30)
        self.process.stdout.close()
        self.process.stderr.close()
        return code

    def advance(self, duration):
        answer = requests.post(f"{self.http}/_cofre/clock", json={"advance": duration}, timeout=30)
        answer.raise_for_status()

    def calls(self):
        return requests.get(f"{self.http}/_cofre/calls", timeout=30).json()["calls"]

    def reset(self):
        requests.post(f"{self.http}/_cofre/reset", timeout=30).raise_for_status()


@pytest.fixture(scope="session")
def running_sandbox():
    sandbox = Sandbox("--memory")
    yield sandbox
    assert sandbox.stop() == 0


@pytest.fixture
def sandbox(running_sandbox, monkeypatch):
    """An empty sandbox, with its variables in the environment."""
    running_sandbox.reset()
    for name in list(os.environ):
        if name.startswith(("AWS_", "AZURE_", "GOOGLE_", "GCE_", "CLOUDSDK_")):
            monkeypatch.delenv(name)
    for name, value in running_sandbox.environment.items():
        monkeypatch.setenv(name, value)
    return running_sandbox


@pytest.fixture
def start():
    """Starts sandboxes of the test's own; they are stopped at its end."""
    started = []

    def begin(*arguments):
        started.append(Sandbox(*arguments))
        return started[-1]

    yield begin
    for sandbox in started:
        if sandbox.process.poll() is None:
            sandbox.stop()
