"""google-cloud-kms and google-auth judge the sandbox's Google Cloud."""

import datetime
import json

import google.auth
import google.auth.compute_engine._metadata
import google.auth.compute_engine.credentials
import google.auth.jwt
import google.auth.transport.requests
import google.oauth2.service_account
import pytest
import requests
from google.api_core import exceptions
from google.api_core.client_options import ClientOptions
from google.cloud import kms
from google.cloud.location import locations_pb2
from google.iam.v1 import policy_pb2
from google.protobuf import duration_pb2, field_mask_pb2, timestamp_pb2

PARENT = "projects/cofre-sandbox/locations/global"
RING = f"{PARENT}/keyRings/ring"
KEY = f"{RING}/cryptoKeys/key"
VERSION = kms.CryptoKeyVersion
STATE = VERSION.CryptoKeyVersionState


def kms_client(sandbox, credentials=None):
    if credentials is None:
        credentials, _ = google.auth.default(scopes=["https://www.googleapis.com/auth/cloud-platform"])
    return kms.KeyManagementServiceClient(
        credentials=credentials, transport="rest", client_options=ClientOptions(api_endpoint=sandbox.http))


@pytest.fixture
def client(sandbox):
    return kms_client(sandbox)


@pytest.fixture
def ring(client):
    return client.create_key_ring(request={"parent": PARENT, "key_ring_id": "ring", "key_ring": {}})


def in_days(days):
    return datetime.datetime.now(datetime.UTC) + datetime.timedelta(days=days)


def create_key(client, key_id="key", skip=False, **key):
    key.setdefault("purpose", kms.CryptoKey.CryptoKeyPurpose.ENCRYPT_DECRYPT)
    return client.create_crypto_key(request={
        "parent": RING, "crypto_key_id": key_id, "crypto_key": key, "skip_initial_version_creation": skip})


def test_key_rings_are_created_once_and_listed(client, ring, sandbox):
    assert ring.name == RING
    assert client.get_key_ring(request={"name": RING}).create_time == ring.create_time
    with pytest.raises(exceptions.Conflict):
        client.create_key_ring(request={"parent": PARENT, "key_ring_id": "ring", "key_ring": {}})
    with pytest.raises(exceptions.NotFound):
        client.get_key_ring(request={"name": f"{PARENT}/keyRings/other"})
    with pytest.raises(exceptions.BadRequest):
        client.create_key_ring(request={"parent": PARENT, "key_ring_id": "a b", "key_ring": {}})
    for index in range(4):
        client.create_key_ring(request={"parent": PARENT, "key_ring_id": f"r{index}", "key_ring": {}})
    names = [item.name for item in client.list_key_rings(request={"parent": PARENT, "page_size": 2})]
    assert names == [f"{PARENT}/keyRings/{name}" for name in ("r0", "r1", "r2", "r3", "ring")]
    assert sandbox.calls() == {"gcp.kms.CreateKeyRing": 5}


def test_a_key_is_what_was_asked_for(client, ring):
    created = create_key(
        client, labels={"env": "prod"}, rotation_period=duration_pb2.Duration(seconds=100_000),
        next_rotation_time=timestamp_pb2.Timestamp(seconds=int(in_days(2).timestamp())),
        destroy_scheduled_duration=duration_pb2.Duration(seconds=86_400))
    key = client.get_crypto_key(request={"name": KEY})
    assert key == created
    assert key.rotation_period.total_seconds() == 100_000
    assert key.labels == {"env": "prod"}
    assert key.version_template.algorithm == VERSION.CryptoKeyVersionAlgorithm.GOOGLE_SYMMETRIC_ENCRYPTION
    assert key.version_template.protection_level == kms.ProtectionLevel.SOFTWARE
    assert key.primary.name == f"{KEY}/cryptoKeyVersions/1" and key.primary.state == STATE.ENABLED
    assert key.destroy_scheduled_duration.total_seconds() == 86_400


def test_a_key_may_start_without_a_version(client, ring):
    assert not create_key(client, skip=True).primary.name
    assert list(client.list_crypto_key_versions(request={"parent": KEY})) == []
    with pytest.raises(exceptions.BadRequest):
        client.encrypt(request={"name": KEY, "plaintext": b"x"})


@pytest.mark.parametrize("key", [
    {"purpose": 0},
    {"rotation_period": duration_pb2.Duration(seconds=86_400)},
    {"rotation_period": duration_pb2.Duration(seconds=86_399),
     "next_rotation_time": timestamp_pb2.Timestamp(seconds=4_000_000_000)},
    {"next_rotation_time": timestamp_pb2.Timestamp(seconds=1_000_000_000)},
    {"purpose": kms.CryptoKey.CryptoKeyPurpose.ASYMMETRIC_SIGN},
    {"purpose": kms.CryptoKey.CryptoKeyPurpose.MAC, "version_template": {"algorithm": "EC_SIGN_P256_SHA256"}},
    {"labels": {"Upper": "x"}},
    {"destroy_scheduled_duration": duration_pb2.Duration(seconds=60)},
])
def test_refuses_keys_that_the_service_refuses(client, ring, key):
    with pytest.raises(exceptions.BadRequest):
        create_key(client, **key)


def test_updates_follow_the_mask(client, ring):
    create_key(client, labels={"a": "b"})
    key = kms.CryptoKey(
        name=KEY, labels={"c": "d"}, rotation_period=duration_pb2.Duration(seconds=90_000),
        next_rotation_time=timestamp_pb2.Timestamp(seconds=int(in_days(3).timestamp())))
    mask = field_mask_pb2.FieldMask(paths=["rotation_period", "next_rotation_time"])
    updated = client.update_crypto_key(request={"crypto_key": key, "update_mask": mask})
    assert updated.rotation_period.total_seconds() == 90_000 and updated.labels == {"a": "b"}
    cleared = client.update_crypto_key(request={"crypto_key": kms.CryptoKey(name=KEY), "update_mask": mask})
    assert not cleared.rotation_period
    with pytest.raises(exceptions.BadRequest):
        client.update_crypto_key(request={
            "crypto_key": key, "update_mask": field_mask_pb2.FieldMask(paths=["purpose"])})


def test_encrypts_with_the_primary_and_decrypts_with_any_version(client, ring):
    create_key(client)
    first = client.encrypt(request={"name": KEY, "plaintext": b"hello", "additional_authenticated_data": b"c"})
    assert first.name == f"{KEY}/cryptoKeyVersions/1"
    version = client.create_crypto_key_version(request={"parent": KEY, "crypto_key_version": {}})
    assert version.name.endswith("/2")
    key = client.update_crypto_key_primary_version(request={"name": KEY, "crypto_key_version_id": "2"})
    assert key.primary.name == version.name
    answer = client.decrypt(request={
        "name": KEY, "ciphertext": first.ciphertext, "additional_authenticated_data": b"c"})
    assert answer.plaintext == b"hello" and not answer.used_primary
    with pytest.raises(exceptions.BadRequest):
        client.decrypt(request={"name": KEY, "ciphertext": first.ciphertext})
    with pytest.raises(exceptions.BadRequest):
        client.encrypt(request={"name": KEY, "plaintext": b"hello", "plaintext_crc32c": 1})
    checked = client.encrypt(request={"name": KEY, "plaintext": b"hello", "plaintext_crc32c": 0x9A71BB4C})
    assert checked.verified_plaintext_crc32c


def test_versions_live_through_their_states(client, ring, sandbox):
    create_key(client)
    name = f"{KEY}/cryptoKeyVersions/1"
    mask = field_mask_pb2.FieldMask(paths=["state"])
    disabled = client.update_crypto_key_version(request={
        "crypto_key_version": VERSION(name=name, state=STATE.DISABLED), "update_mask": mask})
    assert disabled.state == STATE.DISABLED
    with pytest.raises(exceptions.BadRequest):
        client.encrypt(request={"name": KEY, "plaintext": b"x"})
    destroyed = client.destroy_crypto_key_version(request={"name": name})
    assert destroyed.state == STATE.DESTROY_SCHEDULED
    assert abs(destroyed.destroy_time.timestamp() - in_days(30).timestamp()) < 60
    with pytest.raises(exceptions.BadRequest):
        client.destroy_crypto_key_version(request={"name": name})
    assert client.restore_crypto_key_version(request={"name": name}).state == STATE.DISABLED
    client.destroy_crypto_key_version(request={"name": name})
    sandbox.advance("31d")
    gone = client.get_crypto_key_version(request={"name": name})
    assert gone.state == STATE.DESTROYED and gone.destroy_event_time
    with pytest.raises(exceptions.BadRequest):
        client.restore_crypto_key_version(request={"name": name})


def test_rotation_happens_when_it_is_due(client, ring, sandbox):
    create_key(
        client, rotation_period=duration_pb2.Duration(seconds=86_400),
        next_rotation_time=timestamp_pb2.Timestamp(seconds=int(in_days(1).timestamp())))
    sandbox.advance("36h")
    key = client.get_crypto_key(request={"name": KEY})
    assert key.primary.name.endswith("/2")
    assert key.next_rotation_time.timestamp() > in_days(1.5).timestamp()


def test_other_kinds_of_keys_are_pending_at_first(client, ring):
    create_key(
        client, purpose=kms.CryptoKey.CryptoKeyPurpose.ASYMMETRIC_SIGN,
        version_template={"algorithm": "EC_SIGN_P256_SHA256", "protection_level": "HSM"})
    name = f"{KEY}/cryptoKeyVersions/1"
    assert client.get_crypto_key_version(request={"name": name}).state == STATE.PENDING_GENERATION
    assert client.get_crypto_key_version(request={"name": name}).state == STATE.ENABLED


def test_deletion_has_its_rules_and_names_are_not_used_again(client, ring, sandbox):
    create_key(client)
    name = f"{KEY}/cryptoKeyVersions/1"
    with pytest.raises(exceptions.BadRequest):
        client.delete_crypto_key_version(request={"name": name})
    with pytest.raises(exceptions.BadRequest):
        client.delete_crypto_key(request={"name": KEY})
    client.destroy_crypto_key_version(request={"name": name})
    sandbox.advance("31d")
    client.delete_crypto_key_version(request={"name": name})
    client.delete_crypto_key(request={"name": KEY})
    with pytest.raises(exceptions.NotFound):
        client.get_crypto_key(request={"name": KEY})
    with pytest.raises(exceptions.Conflict):
        create_key(client)


def test_policies_are_guarded_by_their_etag(client, ring):
    policy = client.get_iam_policy(request={"resource": RING})
    assert policy.etag == b"\x00 \x01" and not policy.bindings
    policy.bindings.append(policy_pb2.Binding(role="roles/cloudkms.admin", members=["user:A@example.com"]))
    written = client.set_iam_policy(request={"resource": RING, "policy": policy})
    assert list(written.bindings[0].members) == ["user:a@example.com"]
    with pytest.raises(exceptions.Conflict):
        client.set_iam_policy(request={"resource": RING, "policy": policy})
    assert client.get_iam_policy(request={"resource": RING}).etag == written.etag
    allowed = client.test_iam_permissions(request={"resource": RING, "permissions": ["cloudkms.keyRings.get"]})
    assert list(allowed.permissions) == ["cloudkms.keyRings.get"]
    with pytest.raises(exceptions.NotFound):
        client.get_iam_policy(request={"resource": f"{PARENT}/keyRings/none"})


def test_knows_the_locations(client):
    names = [entry.location_id for entry in client.list_locations(
        locations_pb2.ListLocationsRequest(name="projects/cofre-sandbox")).locations]
    assert "global" in names and "us-central1" in names
    assert client.get_location(locations_pb2.GetLocationRequest(name=PARENT)).location_id == "global"
    with pytest.raises(exceptions.NotFound):
        client.create_key_ring(request={
            "parent": "projects/cofre-sandbox/locations/moon", "key_ring_id": "r", "key_ring": {}})


def test_takes_self_signed_tokens(sandbox):
    for scopes in (["https://www.googleapis.com/auth/cloud-platform"], None):
        credentials = google.oauth2.service_account.Credentials.from_service_account_file(
            sandbox.environment["GOOGLE_APPLICATION_CREDENTIALS"], scopes=scopes, always_use_jwt_access=True)
        credentials._create_self_signed_jwt("https://cloudkms.googleapis.com/")
        client = kms_client(sandbox, credentials)
        assert list(client.list_key_rings(request={"parent": PARENT})) == []


def test_takes_tokens_of_the_metadata_server(sandbox, monkeypatch):
    # The library reads the variable when it is imported.
    monkeypatch.setattr(
        google.auth.compute_engine._metadata, "_GCE_METADATA_HOST", sandbox.environment["GCE_METADATA_HOST"])
    credentials = google.auth.compute_engine.credentials.Credentials()
    credentials.refresh(google.auth.transport.requests.Request())
    assert credentials.service_account_email == "sandbox@cofre-sandbox.iam.gserviceaccount.com"
    answer = requests.get(
        f"{sandbox.http}/v1/{PARENT}/keyRings", headers={"Authorization": f"Bearer {credentials.token}"}, timeout=30)
    assert answer.status_code == 200
    assert requests.get(f"{sandbox.http}/computeMetadata/v1/project/project-id", timeout=30).status_code == 403


def account(sandbox):
    with open(sandbox.environment["GOOGLE_APPLICATION_CREDENTIALS"], encoding="utf-8") as file:
        return json.load(file)


def assertion(sandbox, signer=None, **claims):
    now = int(datetime.datetime.now(datetime.UTC).timestamp())
    details = account(sandbox)
    signer = signer or google.auth.crypt.RSASigner.from_service_account_info(details)
    claims = {
        "iss": details["client_email"], "aud": details["token_uri"], "iat": now, "exp": now + 3600,
        "scope": "https://www.googleapis.com/auth/cloud-platform", **claims}
    return google.auth.jwt.encode(signer, claims).decode()


@pytest.mark.parametrize("claims, expected", [
    ({}, None),
    ({"aud": "https://oauth2.googleapis.com/token"}, None),
    ({"aud": "https://example.com/token"}, "invalid_grant"),
    ({"iss": "nobody@example.com"}, "invalid_grant"),
    ({"exp": 1_000_000_000}, "invalid_grant"),
    ({"exp": 9_000_000_000}, "invalid_grant"),
    ({"scope": ""}, "invalid_scope"),
])
def test_token_endpoint_verifies_assertions(sandbox, claims, expected):
    answer = requests.post(f"{sandbox.http}/token", timeout=30, data={
        "grant_type": "urn:ietf:params:oauth:grant-type:jwt-bearer", "assertion": assertion(sandbox, **claims)})
    assert answer.json().get("error") == expected
    assert answer.status_code == (400 if expected else 200)


def test_token_endpoint_refuses_other_keys(sandbox, tmp_path):
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import rsa

    pem = rsa.generate_private_key(65537, 2048).private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    other = google.auth.crypt.RSASigner.from_string(pem)
    answer = requests.post(f"{sandbox.http}/token", timeout=30, data={
        "grant_type": "urn:ietf:params:oauth:grant-type:jwt-bearer", "assertion": assertion(sandbox, other)})
    assert answer.json() == {"error": "invalid_grant", "error_description": "Invalid JWT Signature."}


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer nonsense"}, {"Authorization": "Bearer a.b.c"}])
def test_refuses_calls_without_a_good_token(sandbox, headers):
    answer = requests.get(f"{sandbox.http}/v1/{PARENT}/keyRings", headers=headers, timeout=30)
    assert answer.status_code == 401
    assert answer.json()["error"]["status"] == "UNAUTHENTICATED"
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")


def test_enumerations_come_as_the_client_asks(client, ring, sandbox):
    create_key(client)
    token = requests.get(
        f"{sandbox.http}/computeMetadata/v1/instance/service-accounts/default/token",
        headers={"Metadata-Flavor": "Google"}, timeout=30).json()["access_token"]
    url = f"{sandbox.http}/v1/{KEY}"
    headers = {"Authorization": f"Bearer {token}"}
    assert requests.get(url, headers=headers, timeout=30).json()["purpose"] == "ENCRYPT_DECRYPT"
    numbers = requests.get(f"{url}?%24alt=json%3Benum-encoding%3Dint", headers=headers, timeout=30).json()
    assert numbers["purpose"] == 1 and numbers["primary"]["state"] == 1
    named = requests.post(
        f"{sandbox.http}/v1/{RING}/cryptoKeys?cryptoKeyId=named", headers=headers, timeout=30,
        json={"purpose": "ENCRYPT_DECRYPT"})
    assert named.status_code == 200
