"""google-cloud-secret-manager judges the sandbox's Secret Manager."""

import datetime

import google.auth
import pytest
from google.api_core import exceptions
from google.api_core.client_options import ClientOptions
from google.cloud import secretmanager
from google.iam.v1 import policy_pb2
from google.protobuf import duration_pb2, field_mask_pb2, timestamp_pb2

PROJECT = "projects/cofre-sandbox"
SECRET = f"{PROJECT}/secrets/s"
# CRC-32C, computed apart from the sandbox.
CHECKSUMS = {b"one": 0x2A94B2E9, b"two": 0x52D8B3A3}


@pytest.fixture
def client(sandbox):
    credentials, _ = google.auth.default(scopes=["https://www.googleapis.com/auth/cloud-platform"])
    return secretmanager.SecretManagerServiceClient(
        credentials=credentials, transport="rest", client_options=ClientOptions(api_endpoint=sandbox.http))


def create(client, secret_id="s", parent=PROJECT, **secret):
    if "locations" not in parent:
        secret.setdefault("replication", {"automatic": {}})
    return client.create_secret(request={"parent": parent, "secret_id": secret_id, "secret": secret})


def add(client, data=b"hunter2", **payload):
    return client.add_secret_version(request={"parent": SECRET, "payload": {"data": data, **payload}})


def mask(*paths):
    return field_mask_pb2.FieldMask(paths=paths)


def test_secrets_are_named_by_the_projects_number(client):
    created = create(client, labels={"a": "b"})
    assert created.name.startswith("projects/") and created.name.split("/")[1].isdigit()
    assert client.get_secret(request={"name": SECRET}) == created
    assert client.get_secret(request={"name": created.name}).labels == {"a": "b"}
    with pytest.raises(exceptions.Conflict):
        create(client)
    with pytest.raises(exceptions.NotFound):
        client.get_secret(request={"name": f"{PROJECT}/secrets/none"})
    for index in range(4):
        create(client, f"t{index}")
    assert len(list(client.list_secrets(request={"parent": PROJECT, "page_size": 2}))) == 5
    assert len(list(client.list_secrets(request={"parent": PROJECT, "filter": "labels.a=b"}))) == 1


def test_versions_hold_values_and_live_through_their_states(client):
    create(client)
    first = add(client, b"one", data_crc32c=CHECKSUMS[b"one"])
    add(client, b"two")
    assert first.name.endswith("/versions/1") and first.client_specified_payload_checksum
    for version, data in (("1", b"one"), ("latest", b"two")):
        answer = client.access_secret_version(request={"name": f"{SECRET}/versions/{version}"})
        assert answer.payload.data == data and answer.payload.data_crc32c == CHECKSUMS[data]
    name = f"{SECRET}/versions/1"
    states = secretmanager.SecretVersion.State
    assert client.disable_secret_version(request={"name": name}).state == states.DISABLED
    with pytest.raises(exceptions.BadRequest):
        client.access_secret_version(request={"name": name})
    assert client.enable_secret_version(request={"name": name}).state == states.ENABLED
    assert client.destroy_secret_version(request={"name": name}).state == states.DESTROYED
    with pytest.raises(exceptions.BadRequest):
        client.enable_secret_version(request={"name": name})
    listed = client.list_secret_versions(request={"parent": SECRET, "filter": "state:ENABLED"})
    assert [item.name.split("/")[-1] for item in listed] == ["2"]
    with pytest.raises(exceptions.BadRequest):
        add(client, b"x", data_crc32c=1)
    with pytest.raises(exceptions.BadRequest):
        add(client, b"x" * 65_537)


def test_updates_follow_the_mask_and_the_etag(client):
    secret = create(client, labels={"a": "b"}, annotations={"x": "y"})
    add(client)
    changed = secretmanager.Secret(name=SECRET, labels={"c": "d"}, version_aliases={"prod": 1}, etag=secret.etag)
    updated = client.update_secret(request={"secret": changed, "update_mask": mask("labels", "version_aliases")})
    assert updated.labels == {"c": "d"} and updated.annotations == {"x": "y"}
    assert client.access_secret_version(request={"name": f"{SECRET}/versions/prod"}).payload.data == b"hunter2"
    with pytest.raises(exceptions.BadRequest):
        client.update_secret(request={"secret": changed, "update_mask": mask("labels")})
    with pytest.raises(exceptions.BadRequest):
        client.destroy_secret_version(request={"name": f"{SECRET}/versions/1"})
    with pytest.raises(exceptions.BadRequest):
        client.update_secret(request={"secret": {"name": SECRET}, "update_mask": mask("replication")})
    with pytest.raises(exceptions.BadRequest):
        client.delete_secret(request={"name": SECRET, "etag": '"old"'})
    client.delete_secret(request={"name": SECRET})
    with pytest.raises(exceptions.NotFound):
        client.access_secret_version(request={"name": f"{SECRET}/versions/1"})


def test_expiry_and_delayed_destruction_come_with_time(client, sandbox):
    create(client, ttl=duration_pb2.Duration(seconds=864_000), version_destroy_ttl=duration_pb2.Duration(seconds=172_800))
    add(client)
    version = client.destroy_secret_version(request={"name": f"{SECRET}/versions/1"})
    assert version.state == secretmanager.SecretVersion.State.DISABLED and version.scheduled_destroy_time
    sandbox.advance("3d")
    version = client.get_secret_version(request={"name": f"{SECRET}/versions/1"})
    assert version.state == secretmanager.SecretVersion.State.DESTROYED
    sandbox.advance("10d")
    with pytest.raises(exceptions.NotFound):
        client.get_secret(request={"name": SECRET})


def test_rotation_needs_a_topic_and_a_time(client):
    soon = timestamp_pb2.Timestamp(
        seconds=int((datetime.datetime.now(datetime.UTC) + datetime.timedelta(days=1)).timestamp()))
    period = duration_pb2.Duration(seconds=2_592_000)
    topics = [{"name": "projects/p/topics/t"}]
    for secret in ({"rotation": {"next_rotation_time": soon}},
                   {"rotation": {"rotation_period": period}, "topics": topics}):
        with pytest.raises(exceptions.BadRequest):
            create(client, **secret)
    created = create(client, rotation={"next_rotation_time": soon, "rotation_period": period}, topics=topics)
    assert created.rotation.rotation_period.total_seconds() == 2_592_000


def test_regional_secrets_are_apart(client):
    parent = f"{PROJECT}/locations/europe-west1"
    created = create(client, parent=parent)
    assert "/locations/europe-west1/secrets/s" in created.name and not created.replication
    with pytest.raises(exceptions.NotFound):
        client.get_secret(request={"name": SECRET})
    with pytest.raises(exceptions.BadRequest):
        client.create_secret(request={"parent": PROJECT, "secret_id": "s", "secret": {}})


def test_policies_work_as_for_keys(client):
    create(client)
    policy = client.get_iam_policy(request={"resource": SECRET})
    policy.bindings.append(policy_pb2.Binding(role="roles/secretmanager.secretAccessor", members=["user:a@b.c"]))
    assert client.set_iam_policy(request={"resource": SECRET, "policy": policy}).bindings
    with pytest.raises(exceptions.Conflict):
        client.set_iam_policy(request={"resource": SECRET, "policy": policy})
