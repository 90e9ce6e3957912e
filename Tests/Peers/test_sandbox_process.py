"""The sandbox as a process: its folder, its listeners, its limits."""

import json
import os
import pathlib
import socket
import ssl
import stat
import subprocess
import urllib.parse

import boto3
import pytest
import requests
from conftest import BINARY
from project import BINARIES


def secrets_of(sandbox):
    environment = sandbox.environment
    return boto3.client(
        "secretsmanager", region_name="us-east-1", endpoint_url=sandbox.http,
        aws_access_key_id=environment["AWS_ACCESS_KEY_ID"],
        aws_secret_access_key=environment["AWS_SECRET_ACCESS_KEY"])


def files_below(folder):
    return [os.path.join(root, name) for root, _, names in os.walk(folder) for name in names]


def test_says_where_it_is_in_one_line(start):
    sandbox = start("--memory")
    assert list(sandbox.ready) == ["formatVersion", "http", "https", "environment"]
    assert sandbox.ready["formatVersion"] == 1
    assert sandbox.http.startswith("http://127.0.0.1:") and sandbox.https.startswith("https://localhost:")
    assert requests.get(f"{sandbox.http}/_cofre/health", timeout=30).json()["status"] == "ok"
    sandbox.process.stdin.close()
    assert sandbox.process.stdout.read() == ""


def test_has_the_version_of_cofre():
    said = [
        subprocess.run([program, "--version"], capture_output=True, text=True, timeout=60, check=True).stdout
        for program in (BINARY, BINARIES / "cofre")]
    assert said[0] == said[1] != ""


def test_state_and_credentials_outlive_the_process(start, tmp_path):
    folder = str(tmp_path / "a" / "sandbox")
    first = start("--data", folder)
    secrets_of(first).create_secret(Name="kept", SecretString="canary-value")
    first.advance("2d")
    assert first.stop() == 0
    second = start("--data", folder)
    assert secrets_of(second).get_secret_value(SecretId="kept")["SecretString"] == "canary-value"
    for name in ("AWS_SECRET_ACCESS_KEY", "AZURE_CLIENT_SECRET", "AZURE_SUBSCRIPTION_ID", "COFRE_CA_FILE"):
        assert first.environment[name] == second.environment[name]
    assert requests.get(f"{second.http}/_cofre/clock", timeout=30).json()["offsetSeconds"] == 172_800
    assert second.calls() == {"aws.secretsmanager.CreateSecret": 1}


def test_a_kill_loses_no_answered_change(start, tmp_path):
    folder = str(tmp_path / "data")
    for index in range(5):
        sandbox = start("--data", folder)
        client = secrets_of(sandbox)
        assert len(client.list_secrets()["SecretList"]) == index
        client.create_secret(Name=f"s{index}", SecretString="x")
        sandbox.kill()


def test_a_log_cut_off_anywhere_opens_with_what_was_whole(start, tmp_path):
    folder = tmp_path / "data"
    sandbox = start("--data", str(folder))
    client = secrets_of(sandbox)
    sizes = []
    for index in range(3):
        client.create_secret(Name=f"s{index}")
        sizes.append((folder / "state.log").stat().st_size)
    sandbox.kill()
    whole = (folder / "state.log").read_bytes()
    for cut, expected in ((sizes[2], 3), (sizes[2] - 1, 2), (sizes[1] + 2, 2), (sizes[0], 1), (sizes[0] - 9, 0), (23, 0)):
        (folder / "state.log").write_bytes(whole[:cut])
        again = start("--data", str(folder))
        assert len(secrets_of(again).list_secrets()["SecretList"]) == expected
        again.stop()


def test_values_are_nowhere_in_the_folder_and_only_the_owner_reads_it(start, tmp_path):
    folder = tmp_path / "data"
    sandbox = start("--data", str(folder))
    secrets_of(sandbox).create_secret(Name="a", SecretString="canary-value")
    sandbox.stop()
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    for path in files_below(folder):
        assert stat.S_IMODE(os.stat(path).st_mode) == 0o600, path
        with open(path, "rb") as file:
            assert b"canary-value" not in file.read(), path


def test_two_sandboxes_do_not_share_a_folder(start, tmp_path):
    start("--data", str(tmp_path / "data"))
    with pytest.raises(RuntimeError, match="Another sandbox uses the folder"):
        start("--data", str(tmp_path / "data"))


@pytest.mark.parametrize("name, content, expected", [
    ("identity.json", b"{}", "cannot be read"), ("state.log", b"cofre-sandbox state 9\n", "another format"),
    ("state.key", b"short", "is no key"),
])
def test_a_damaged_folder_is_a_clear_message(start, tmp_path, name, content, expected):
    folder = tmp_path / "data"
    start("--data", str(folder)).stop()
    (folder / name).write_bytes(content)
    with pytest.raises(RuntimeError, match=expected):
        start("--data", str(folder))


def test_memory_leaves_nothing_behind(start):
    sandbox = start("--memory")
    folder = os.path.dirname(sandbox.environment["GOOGLE_APPLICATION_CREDENTIALS"])
    assert stat.S_IMODE(os.stat(folder).st_mode) == 0o700
    sandbox.stop()
    assert not os.path.exists(folder)


def test_termination_is_clean(start):
    sandbox = start("--memory")
    folder = os.path.dirname(sandbox.environment["COFRE_CA_FILE"])
    with requests.Session() as session:
        session.get(f"{sandbox.http}/_cofre/health", timeout=30)
        sandbox.process.terminate()
        assert sandbox.process.wait(timeout=30) == 0
    assert not os.path.exists(folder)


def test_listens_on_loopback_only(start):
    sandbox = start("--memory")
    ports = {urllib.parse.urlparse(url).port for url in (sandbox.http, sandbox.https)}
    seen = set()
    for name in ("/proc/net/tcp", "/proc/net/tcp6"):
        with open(name, encoding="ascii") as file:
            for line in file.readlines()[1:]:
                fields = line.split()
                address, port = fields[1].split(":")
                if fields[3] == "0A" and int(port, 16) in ports:
                    seen.add(address)
    assert seen == {"0100007F"}


def test_ports_can_be_chosen(start):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    assert start("--memory", "--port", str(port)).http == f"http://127.0.0.1:{port}"
    with pytest.raises(RuntimeError, match="Cannot listen on port"):
        start("--memory", "--port", str(port))


def test_its_certificate_is_good_for_its_names(start):
    sandbox = start("--memory")
    port = urllib.parse.urlparse(sandbox.https).port
    context = ssl.create_default_context(cafile=sandbox.environment["COFRE_CA_FILE"])
    context.verify_flags |= ssl.VERIFY_X509_STRICT
    for name in ("localhost", "kv.vault.localhost", "hsm.managedhsm.localhost", "127.0.0.1"):
        with socket.create_connection(("127.0.0.1", port), timeout=30) as plain:
            with context.wrap_socket(plain, server_hostname=name) as secure:
                assert secure.version() in ("TLSv1.2", "TLSv1.3")
    with socket.create_connection(("127.0.0.1", port), timeout=30) as plain, pytest.raises(ssl.SSLError):
        context.wrap_socket(plain, server_hostname="example.com")


def test_large_requests_are_refused(start):
    sandbox = start("--memory")
    answer = requests.post(sandbox.http + "/", data=b"x" * (2 << 20), timeout=30)
    assert answer.status_code == 413
    with socket.create_connection(("127.0.0.1", urllib.parse.urlparse(sandbox.http).port), timeout=30) as connection:
        connection.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\nX: " + b"x" * (1 << 20) + b"\r\n\r\n")
        connection.settimeout(30)
        try:
            assert b"200" not in connection.recv(64)
        except ConnectionResetError:
            pass
    assert requests.get(f"{sandbox.http}/_cofre/health", timeout=30).status_code == 200


def test_the_log_has_no_values(start):
    sandbox = start("--memory", "--log")
    secrets_of(sandbox).create_secret(Name="a", SecretString="canary-value")
    requests.get(f"{sandbox.http}/v1/x?secret=canary-query", headers={"Authorization": "Bearer canary-token"}, timeout=30)
    sandbox.process.stdin.close()
    text = sandbox.process.stderr.read()
    lines = [json.loads(line) for line in text.splitlines()]
    assert [(line["method"], line["path"], line["status"]) for line in lines] == [("POST", "/", 200), ("GET", "/v1/x", 401)]
    assert "canary" not in text


@pytest.mark.parametrize("path, headers", [
    ("/_cofre/reset", {"Origin": "https://example.com"}), ("/_cofre/reset", {"Sec-Fetch-Site": "cross-site"})])
def test_web_pages_cannot_control_it(start, path, headers):
    sandbox = start("--memory")
    assert requests.post(sandbox.http + path, headers=headers, timeout=30).status_code == 403


def test_other_hosts_are_not_served(start):
    sandbox = start("--memory")
    for path in ("/_cofre/calls", "/v1/projects"):
        assert requests.get(sandbox.http + path, headers={"Host": "evil.example"}, timeout=30).status_code == 421
    answer = requests.get(f"{sandbox.http}/_cofre/calls", headers={"Host": "kv.vault.localhost"}, timeout=30)
    assert answer.status_code == 404 and "calls" not in answer.json()


@pytest.mark.parametrize("arguments", [[], ["--memory", "--data", "x"], ["--memory", "--clock-offset", "soon"]])
def test_bad_arguments_are_usage_errors(arguments):
    result = subprocess.run([BINARY, *arguments], capture_output=True, text=True, timeout=30, check=False)
    assert result.returncode == 64 and result.stdout == "" and "Usage" in result.stderr


def test_starts_quickly(start):
    # The processor's time, which a busy machine does not stretch as it does the clock's.
    fields = pathlib.Path(f"/proc/{start('--memory').process.pid}/stat").read_text().rpartition(")")[2].split()
    assert (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK") < 10
