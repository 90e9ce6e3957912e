"""Microsoft's own clients judge the sandbox's Azure."""

import datetime

import pytest
import requests
from azure.core.exceptions import ClientAuthenticationError, HttpResponseError, ResourceNotFoundError
from azure.identity import ClientSecretCredential, DefaultAzureCredential, ManagedIdentityCredential
from azure.identity import WorkloadIdentityCredential
from azure.keyvault.secrets import SecretClient
from azure.mgmt.keyvault import KeyVaultManagementClient
from azure.mgmt.network import NetworkManagementClient
from azure.mgmt.resource.resources import ResourceManagementClient

GROUP = "seed-rg"
VAULT = "seedkv01"


class Azure:
    """The clients of one sandbox."""

    def __init__(self, sandbox):
        self.sandbox = sandbox
        self.environment = sandbox.environment
        self.subscription = self.environment["AZURE_SUBSCRIPTION_ID"]
        self.tenant = self.environment["AZURE_TENANT_ID"]
        self.object_id = self.environment["COFRE_AZURE_OBJECT_ID"]
        self.arm = self.environment["COFRE_AZURE_ARM_ENDPOINT"]
        self.credential = ClientSecretCredential(
            self.tenant, self.environment["AZURE_CLIENT_ID"], self.environment["AZURE_CLIENT_SECRET"],
            authority=self.environment["AZURE_AUTHORITY_HOST"], disable_instance_discovery=True)
        options = {"base_url": self.arm, "polling_interval": 0.02}
        self.resources = ResourceManagementClient(self.credential, self.subscription, **options)
        self.vaults = KeyVaultManagementClient(
            self.credential, self.subscription, api_version="2026-02-01", **options)
        self.network = NetworkManagementClient(
            self.credential, self.subscription, api_version="2024-05-01", **options)

    def vault_uri(self, name=VAULT):
        return f"https://{name}.{self.environment['COFRE_AZURE_VAULT_SUFFIX']}"

    def secrets(self, name=VAULT):
        return SecretClient(self.vault_uri(name), self.credential, api_version="7.4")

    def token(self, scope="https://management.azure.com/.default"):
        return self.credential.get_token(scope).token

    def call(self, method, path, version="2024-05-01", body=None, token=None):
        """One raw request to the resource manager; the path starts below the subscription."""
        headers = {"Authorization": f"Bearer {token or self.token()}"}
        parameters = {"api-version": version} if version else {}
        return requests.request(
            method, f"{self.arm}/subscriptions/{self.subscription}{path}", params=parameters, json=body,
            headers=headers, timeout=30, verify=self.environment["COFRE_CA_FILE"])

    def group(self, name=GROUP):
        return self.resources.resource_groups.create_or_update(name, {"location": "East US"})

    def vault_body(self, policies=(), **properties):
        return {"location": "eastus", "properties": {
            "tenantId": self.tenant, "sku": {"family": "A", "name": "standard"}, "accessPolicies": list(policies),
            "enableRbacAuthorization": False, **properties}}

    def policy(self, *permissions):
        return {"tenantId": self.tenant, "objectId": self.object_id, "permissions": {"secrets": list(permissions)}}

    def vault(self, *policies, name=VAULT, **properties):
        self.group()
        return self.vaults.vaults.begin_create_or_update(
            GROUP, name, self.vault_body(policies, **properties)).result()

    def subnet(self):
        self.network.virtual_networks.begin_create_or_update(GROUP, "net", {
            "location": "eastus", "properties": {"addressSpace": {"addressPrefixes": ["10.0.0.0/16"]}}}).result()
        return self.network.subnets.begin_create_or_update(
            GROUP, "net", "pe", {"properties": {"addressPrefix": "10.0.1.0/24"}}).result()

    def endpoint_body(self, subnet, vault, **connection):
        connection = {"name": "seed-pe", "properties": {
            "privateLinkServiceId": vault.id, "groupIds": ["vault"],
            "privateLinkServiceConnectionState": {"status": "Rejected"}}} | connection
        return {"location": "eastus", "properties": {
            "subnet": {"id": subnet.id},
            "privateLinkServiceConnections": [{k: v for k, v in connection.items() if v is not None}]}}


@pytest.fixture
def azure(sandbox):
    return Azure(sandbox)


def refused(call, status, code):
    with pytest.raises(HttpResponseError) as error:
        call()
    assert error.value.status_code == status, error.value
    assert code in str(error.value), error.value


VAULT_PATH = f"/resourceGroups/{GROUP}/providers/Microsoft.KeyVault/vaults/{VAULT}"


def test_resource_groups_live_and_are_deleted_with_what_they_hold(azure):
    group = azure.group()
    assert group.location == "eastus" and group.id.endswith(f"/resourceGroups/{GROUP}")
    assert azure.resources.resource_groups.check_existence(GROUP)
    assert azure.resources.resource_groups.get(GROUP.upper()).name == GROUP
    azure.vault()
    poller = azure.resources.resource_groups.begin_delete(GROUP, polling=False)
    assert poller.status()
    refused(lambda: azure.group(), 409, "ResourceGroupBeingDeleted")
    azure.resources.resource_groups.begin_delete(GROUP).result()
    assert not azure.resources.resource_groups.check_existence(GROUP)
    refused(lambda: azure.resources.resource_groups.get(GROUP), 404, "ResourceGroupNotFound")
    assert azure.vaults.vaults.get_deleted(VAULT, "eastus").name == VAULT


def test_a_new_vault_registers_its_name_first(azure):
    azure.group()
    first = azure.call("PUT", VAULT_PATH, "2026-02-01", azure.vault_body())
    assert first.status_code == 200
    assert first.json()["properties"]["provisioningState"] == "RegisteringDns"
    assert first.json()["properties"]["vaultUri"] == azure.vault_uri()
    again = azure.call("GET", VAULT_PATH, "2026-02-01").json()["properties"]
    assert again["provisioningState"] == "RegisteringDns" and again["vaultUri"] == azure.vault_uri() + "/"
    assert azure.call("GET", VAULT_PATH, "2026-02-01").json()["properties"]["provisioningState"] == "Succeeded"


@pytest.mark.parametrize("version, expected", [("2024-11-01", False), ("2026-02-01", True)])
def test_the_version_decides_on_rbac_unless_the_client_does(azure, version, expected):
    azure.group()
    body = azure.vault_body()
    del body["properties"]["enableRbacAuthorization"]
    answer = azure.call("PUT", VAULT_PATH, version, body)
    assert answer.json()["properties"]["enableRbacAuthorization"] is expected


@pytest.mark.parametrize("change, status, code", [
    ({"tenantId": "your-tenant-id"}, 400, "BadRequest"),
    ({"tenantId": None}, 400, "BadRequest"),
    ({"sku": {"name": "standard"}}, 400, "BadRequest"),
    ({"accessPolicies": None}, 400, "BadRequest"),
    ({"enablePurgeProtection": False}, 400, "BadRequest"),
    ({"softDeleteRetentionInDays": 6}, 400, "BadRequest"),
    ({"publicNetworkAccess": "maybe"}, 400, "BadRequest"),
    ({"createMode": "recover"}, 404, "DeletedVaultNotFound"),
])
def test_refuses_vaults_that_azure_refuses(azure, change, status, code):
    azure.group()
    body = azure.vault_body()
    body["properties"] = {k: v for k, v in (body["properties"] | change).items() if v is not None}
    answer = azure.call("PUT", VAULT_PATH, "2026-02-01", body)
    assert (answer.status_code, answer.json()["error"]["code"]) == (status, code)


@pytest.mark.parametrize("name", ["ab", "1abc", "a--b", "ab-", "a_bc", "a" * 25])
def test_refuses_names_that_azure_refuses(azure, name):
    azure.group()
    answer = azure.call("PUT", VAULT_PATH.replace(VAULT, name), "2026-02-01", azure.vault_body())
    assert answer.json()["error"]["code"] == "VaultNameNotValid"
    assert azure.vaults.vaults.check_name_availability(
        {"name": name, "type": "Microsoft.KeyVault/vaults"}).reason == "AccountNameInvalid"


def test_vault_settings_change_only_as_they_may(azure):
    azure.vault(softDeleteRetentionInDays=7)
    refused(lambda: azure.vault(softDeleteRetentionInDays=8), 400, "already")
    moved = azure.vault_body() | {"location": "westus"}
    refused(lambda: azure.vaults.vaults.begin_create_or_update(GROUP, VAULT, moved).result(), 409,
            "InvalidResourceLocation")
    updated = azure.vaults.vaults.update(GROUP, VAULT, {"tags": {"a": "b"}, "properties": {
        "enablePurgeProtection": True, "publicNetworkAccess": "disabled"}})
    assert updated.tags == {"a": "b"}
    assert updated.properties.enable_purge_protection and updated.properties.public_network_access == "Disabled"
    assert updated.properties.soft_delete_retention_in_days == 7
    azure.resources.resource_groups.create_or_update("other", {"location": "eastus"})
    refused(lambda: azure.vaults.vaults.begin_create_or_update("other", VAULT, azure.vault_body()).result(), 409,
            "VaultAlreadyExists")


def test_a_deleted_vault_keeps_its_name_until_it_is_recovered_or_purged(azure, sandbox):
    azure.vault(azure.policy("get", "set"))
    azure.secrets().set_secret("a", "1")
    azure.vaults.vaults.delete(GROUP, VAULT)
    assert azure.call("DELETE", VAULT_PATH, "2026-02-01").status_code == 204
    refused(lambda: azure.vault(), 409, "ConflictError")
    deleted = azure.vaults.vaults.get_deleted(VAULT, "eastus")
    assert (deleted.properties.scheduled_purge_date - deleted.properties.deletion_date).days == 90
    recovered = azure.vaults.vaults.begin_create_or_update(GROUP, VAULT, {"location": "eastus", "properties": {
        "tenantId": azure.tenant, "sku": {"family": "A", "name": "standard"}, "createMode": "recover"}}).result()
    assert recovered.properties.access_policies
    assert azure.secrets().get_secret("a").value == "1"
    azure.vaults.vaults.delete(GROUP, VAULT)
    azure.vaults.vaults.begin_purge_deleted(VAULT, "eastus").result()
    refused(lambda: azure.vaults.vaults.get_deleted(VAULT, "eastus"), 404, "DeletedVaultNotFound")
    azure.vault(azure.policy("get"))
    with pytest.raises(ResourceNotFoundError):
        azure.secrets().get_secret("a")
    azure.vaults.vaults.delete(GROUP, VAULT)
    sandbox.advance("91d")
    assert list(azure.vaults.vaults.list_deleted()) == []


def test_purge_protection_forbids_purging(azure):
    azure.vault(azure.policy("all"), enablePurgeProtection=True)
    secrets = azure.secrets()
    assert secrets.set_secret("a", "1").properties.recovery_level == "Recoverable"
    secrets.begin_delete_secret("a").result()
    refused(lambda: secrets.purge_deleted_secret("a"), 403, "purge protection")
    azure.vaults.vaults.delete(GROUP, VAULT)
    refused(lambda: azure.vaults.vaults.begin_purge_deleted(VAULT, "eastus").result(), 405, "DeletedVaultPurge")


def test_secrets_are_one_store_for_the_manager_and_the_vault(azure):
    azure.vault(azure.policy("get", "list", "set", "delete", "recover", "purge"))
    path = f"{VAULT_PATH}/secrets/api-key"
    written = azure.call("PUT", path, "2026-02-01", {
        "tags": {"t": "1"}, "properties": {"value": "s3cr3t", "contentType": "text/plain"}})
    assert written.status_code == 201 and "s3cr3t" not in written.text
    assert written.json()["properties"]["secretUri"] == f"{azure.vault_uri()}/secrets/api-key"
    secret = azure.secrets().get_secret("API-KEY")
    assert secret.value == "s3cr3t" and secret.properties.tags == {"t": "1"}
    assert secret.id == written.json()["properties"]["secretUriWithVersion"]
    assert azure.call("PUT", path, "2026-02-01", {"properties": {"value": "two"}}).status_code == 200
    assert azure.secrets().get_secret("api-key").value == "two"
    azure.vaults.secrets.update(GROUP, VAULT, "api-key", {"properties": {"attributes": {"enabled": False}}})
    refused(lambda: azure.secrets().get_secret("api-key"), 403, "disabled")
    assert [item.name for item in azure.vaults.secrets.list(GROUP, VAULT)] == ["api-key"]
    answer = azure.call("DELETE", path, "2026-02-01")
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, "DisallowedResourceOperation")
    missing = azure.call("PUT", path.replace(VAULT, "nothere"), "2026-02-01", {"properties": {"value": "x"}})
    assert missing.json()["error"]["code"] == "ParentResourceNotFound"


def test_secrets_have_versions_and_are_listed_in_pages(azure):
    azure.vault(azure.policy("all"))
    secrets = azure.secrets()
    versions = [secrets.set_secret("a", str(index)).properties.version for index in range(3)]
    assert secrets.get_secret("a", versions[0]).value == "0"
    assert secrets.get_secret("a").value == "2"
    assert {item.version for item in secrets.list_properties_of_secret_versions("a")} == set(versions)
    expiry = datetime.datetime(2030, 1, 1, tzinfo=datetime.UTC)
    updated = secrets.update_secret_properties("a", expires_on=expiry, content_type="text/plain")
    assert updated.expires_on == expiry and updated.version == versions[2]
    for index in range(30):
        secrets.set_secret(f"s{index:02}", "x")
    assert len(list(secrets.list_properties_of_secrets())) == 31
    assert len(list(secrets.list_properties_of_secrets(max_page_size=5))) == 31


def test_deleted_secrets_can_be_recovered_or_purged(azure):
    azure.vault(azure.policy("all"))
    secrets = azure.secrets()
    secrets.set_secret("a", "1")
    raw = {"Authorization": f"Bearer {azure.token('https://vault.azure.net/.default')}"}

    def vault(method, path, **options):
        return requests.request(
            method, f"{azure.vault_uri()}{path}?api-version=7.4", headers=raw, timeout=30,
            verify=azure.environment["COFRE_CA_FILE"], **options)

    deleted = vault("DELETE", "/secrets/a").json()
    assert deleted["recoveryId"] == f"{azure.vault_uri()}/deletedsecrets/a"
    assert deleted["scheduledPurgeDate"] - deleted["deletedDate"] == 90 * 86_400
    early = vault("PUT", "/secrets/a", json={"value": "2"})
    assert early.status_code == 409 and early.json()["error"]["innererror"]["code"] == "ObjectIsBeingDeleted"
    assert vault("GET", "/deletedsecrets/a").status_code == 404
    assert vault("GET", "/deletedsecrets/a").status_code == 200
    taken = vault("PUT", "/secrets/a", json={"value": "2"})
    assert taken.status_code == 409
    assert taken.json()["error"]["innererror"]["code"] == "ObjectIsDeletedButRecoverable"
    conflict = azure.call("PUT", f"{VAULT_PATH}/secrets/a", "2026-02-01", {"properties": {"value": "2"}})
    assert conflict.status_code == 409
    secrets.begin_recover_deleted_secret("a", _polling_interval=0.05).wait()
    assert secrets.get_secret("a").value == "1"
    secrets.begin_delete_secret("a", _polling_interval=0.05).wait()
    secrets.purge_deleted_secret("a")
    assert vault("PUT", "/secrets/a", json={"value": "2"}).status_code == 409
    assert vault("PUT", "/secrets/a", json={"value": "2"}).status_code == 200


def test_a_vault_without_policies_lets_nobody_in(azure):
    azure.vault()
    assert azure.call("PUT", f"{VAULT_PATH}/secrets/a", "2026-02-01", {"properties": {"value": "1"}}).status_code == 201
    for call in (lambda: azure.secrets().get_secret("a"), lambda: azure.secrets().begin_delete_secret("a")):
        refused(call, 403, "not found on any access policy")
    azure.vaults.vaults.update_access_policy(
        GROUP, VAULT, "add", {"properties": {"accessPolicies": [azure.policy("get")]}})
    assert azure.secrets().get_secret("a").value == "1"
    refused(lambda: azure.secrets().set_secret("a", "2"), 403, "secrets set permission")
    azure.vaults.vaults.update_access_policy(
        GROUP, VAULT, "add", {"properties": {"accessPolicies": [azure.policy("set")]}})
    azure.secrets().set_secret("a", "2")
    vault = azure.vaults.vaults.update_access_policy(
        GROUP, VAULT, "remove", {"properties": {"accessPolicies": [azure.policy("get")]}})
    assert vault.properties.access_policies == []
    refused(lambda: azure.secrets().get_secret("a"), 403, "not found on any access policy")


def test_rbac_needs_a_role_assignment(azure):
    vault = azure.vault(enableRbacAuthorization=True)
    refused(lambda: azure.secrets().set_secret("a", "1"), 403, "not authorized to perform action")
    path = f"{VAULT_PATH}/providers/Microsoft.Authorization/roleAssignments/"
    body = {"properties": {
        "principalId": azure.object_id, "principalType": "ServicePrincipal", "roleDefinitionId":
            f"/subscriptions/{azure.subscription}/providers/Microsoft.Authorization/roleDefinitions/"
            "b86a8fe4-44ce-4948-aee5-eccb2c155cd7"}}
    first = path + "11111111-2222-3333-4444-555555555555"
    assert azure.call("PUT", first, "2022-04-01", body).status_code == 201
    assert azure.call("GET", first, "2022-04-01").json()["properties"]["scope"].lower() == vault.id.lower()
    assert azure.secrets().set_secret("a", "1").value == "1"
    other = azure.call("PUT", path + "11111111-2222-3333-4444-666666666666", "2022-04-01", body)
    assert other.json()["error"]["code"] == "RoleAssignmentExists"
    assert azure.call("DELETE", first, "2022-04-01").status_code == 200
    refused(lambda: azure.secrets().get_secret("a"), 403, "not authorized")


def test_network_rules_close_the_vault(azure):
    azure.vault(azure.policy("all"), publicNetworkAccess="Disabled")
    refused(lambda: azure.secrets().get_secret("a"), 403, "Public network access is disabled")
    rules = {"bypass": "None", "defaultAction": "Deny"}
    azure.vault(azure.policy("all"), publicNetworkAccess="Enabled", networkAcls=rules)
    refused(lambda: azure.secrets().get_secret("a"), 403, "Client address is not authorized")
    azure.vault(azure.policy("all"), networkAcls=rules | {"ipRules": [{"value": "127.0.0.0/8"}]})
    assert azure.secrets().set_secret("a", "1").value == "1"


def test_a_private_endpoint_is_approved_and_shows_on_the_vault(azure):
    vault = azure.vault()
    subnet = azure.subnet()
    endpoint = azure.network.private_endpoints.begin_create_or_update(
        GROUP, "seed-pe", azure.endpoint_body(subnet, vault)).result()
    assert endpoint.provisioning_state == "Succeeded"
    connection = endpoint.private_link_service_connections[0]
    assert connection.private_link_service_connection_state.status == "Approved"
    assert endpoint.subnet.id == subnet.id and endpoint.network_interfaces
    there = azure.vaults.private_endpoint_connections.get(GROUP, VAULT, "seed-pe")
    assert there.private_endpoint.id == endpoint.id
    assert there.private_link_service_connection_state.status == "Approved"
    assert len(azure.vaults.vaults.get(GROUP, VAULT).properties.private_endpoint_connections) == 1
    refused(lambda: azure.network.subnets.begin_delete(GROUP, "net", "pe").result(), 400, "InUseSubnetCannotBeDeleted")
    refused(lambda: azure.network.virtual_networks.begin_delete(GROUP, "net").result(), 400,
            "InUseSubnetCannotBeDeleted")
    azure.network.private_endpoints.begin_delete(GROUP, "seed-pe").result()
    assert list(azure.vaults.private_endpoint_connections.list_by_resource(GROUP, VAULT)) == []
    azure.network.subnets.begin_delete(GROUP, "net", "pe").result()
    azure.network.virtual_networks.begin_delete(GROUP, "net").result()
    with pytest.raises(ResourceNotFoundError):
        azure.network.virtual_networks.get(GROUP, "net")


def test_a_connection_needs_a_name(azure):
    vault = azure.vault()
    body = azure.endpoint_body(azure.subnet(), vault, name=None)
    answer = azure.call("PUT", f"/resourceGroups/{GROUP}/providers/Microsoft.Network/privateEndpoints/seed-pe", body=body)
    assert answer.status_code == 400
    assert answer.json()["error"] == {"code": "InvalidRequestFormat", "message": "Cannot parse the request."}


def test_an_endpoint_needs_what_it_refers_to(azure):
    vault = azure.vault()
    subnet = azure.subnet()
    create = azure.network.private_endpoints.begin_create_or_update
    body = azure.endpoint_body(subnet, vault)
    body["properties"]["subnet"]["id"] += "x"
    refused(lambda: create(GROUP, "seed-pe", body), 400, "InvalidResourceReference")
    body = azure.endpoint_body(subnet, vault)
    body["properties"]["privateLinkServiceConnections"][0]["properties"]["privateLinkServiceId"] += "x"
    refused(lambda: create(GROUP, "seed-pe", body), 400, "InvalidResourceReference")
    body = azure.endpoint_body(subnet, vault)
    body["properties"]["privateLinkServiceConnections"][0]["properties"]["groupIds"] = ["blob"]
    refused(lambda: create(GROUP, "seed-pe", body), 400, "PrivateLinkServiceGroupIdNotSupported")


def test_a_manual_connection_waits_for_the_owner(azure):
    vault = azure.vault()
    body = azure.endpoint_body(azure.subnet(), vault)
    properties = body["properties"]
    properties["manualPrivateLinkServiceConnections"] = properties.pop("privateLinkServiceConnections")
    create = azure.network.private_endpoints.begin_create_or_update
    endpoint = create(GROUP, "seed-pe", body).result()
    state = endpoint.manual_private_link_service_connections[0].private_link_service_connection_state
    assert state.status == "Pending"
    azure.vaults.private_endpoint_connections.put(GROUP, VAULT, "seed-pe", {"properties": {
        "privateLinkServiceConnectionState": {"status": "Approved", "description": "fine"}}})
    endpoint = azure.network.private_endpoints.get(GROUP, "seed-pe")
    state = endpoint.manual_private_link_service_connections[0].private_link_service_connection_state
    assert (state.status, state.description) == ("Approved", "fine")
    azure.vaults.private_endpoint_connections.begin_delete(GROUP, VAULT, "seed-pe").result()
    endpoint = azure.network.private_endpoints.get(GROUP, "seed-pe")
    state = endpoint.manual_private_link_service_connections[0].private_link_service_connection_state
    assert state.status == "Disconnected"


def test_network_writes_take_a_while_and_one_at_a_time(azure):
    azure.group()
    path = f"/resourceGroups/{GROUP}/providers/Microsoft.Network/virtualNetworks/net"
    body = {"location": "eastus", "properties": {"addressSpace": {"addressPrefixes": ["10.0.0.0/16"]}}}
    created = azure.call("PUT", path, body=body)
    assert created.status_code == 201 and created.json()["properties"]["provisioningState"] == "Updating"
    operation = created.headers["Azure-AsyncOperation"]
    busy = azure.call("PUT", path + "/subnets/a", body={"properties": {"addressPrefix": "10.0.1.0/24"}})
    assert busy.status_code == 429 and busy.json()["error"]["code"] == "AnotherOperationInProgress"
    headers = {"Authorization": f"Bearer {azure.token()}"}
    states = [
        requests.get(operation, headers=headers, verify=azure.environment["COFRE_CA_FILE"], timeout=30).json()["status"]
        for _ in range(2)]
    assert states == ["InProgress", "Succeeded"]
    for prefix, code in (("10.1.0.0/24", "NetcfgInvalidSubnet"), ("x", "NetcfgInvalidSubnet")):
        answer = azure.call("PUT", path + "/subnets/a", body={"properties": {"addressPrefix": prefix}})
        assert answer.json()["error"]["code"] == code
    azure.network.subnets.begin_create_or_update(GROUP, "net", "a", {"properties": {"addressPrefix": "10.0.1.0/24"}}).result()
    overlap = azure.call("PUT", path + "/subnets/b", body={"properties": {"addressPrefix": "10.0.1.128/25"}})
    assert overlap.json()["error"]["code"] == "NetcfgSubnetRangesOverlap"
    assert azure.call("PUT", path, body=body).status_code == 200
    assert azure.call("GET", path).json()["properties"]["subnets"] == []


def test_a_provider_must_be_registered(azure):
    azure.resources.providers.unregister("Microsoft.KeyVault")
    azure.group()
    raw = azure.call("PUT", VAULT_PATH, "2026-02-01", azure.vault_body())
    assert raw.status_code == 409 and raw.json()["error"]["code"] == "MissingSubscriptionRegistration"
    assert azure.resources.providers.get("Microsoft.KeyVault").registration_state == "NotRegistered"
    azure.resources.providers.register("Microsoft.KeyVault")
    assert azure.resources.providers.get("Microsoft.KeyVault").registration_state == "Registered"
    azure.vault()


@pytest.mark.parametrize("version, code", [
    (None, "MissingApiVersionParameter"), ("yesterday", "InvalidApiVersionParameter")])
def test_wants_a_version(azure, version, code):
    answer = azure.call("GET", "/resourcegroups", version)
    assert answer.status_code == 400 and answer.json()["error"]["code"] == code


def test_the_manager_wants_a_token_for_itself(azure):
    for token, code in (("x", "InvalidAuthenticationToken"),
                        (azure.token("https://vault.azure.net/.default"), "InvalidAuthenticationToken")):
        answer = azure.call("GET", "/resourcegroups", token=token)
        assert answer.status_code == 401 and answer.json()["error"]["code"] == code
    bare = requests.get(
        f"{azure.arm}/subscriptions?api-version=2022-12-01", verify=azure.environment["COFRE_CA_FILE"], timeout=30)
    assert bare.status_code == 401 and bare.json()["error"]["code"] == "AuthenticationFailed"


def test_the_vault_says_where_tokens_come_from(azure):
    azure.vault()
    answer = requests.get(
        f"{azure.vault_uri()}/secrets/a?api-version=7.4", verify=azure.environment["COFRE_CA_FILE"], timeout=30)
    assert answer.status_code == 401
    suffix = azure.environment["COFRE_AZURE_VAULT_SUFFIX"]
    assert answer.headers["WWW-Authenticate"] == (
        f'Bearer authorization="{azure.arm}/{azure.tenant}", resource="https://{suffix}"')


def test_entra_refuses_other_credentials(azure):
    environment = azure.environment
    for tenant, client, secret, code in (
        (azure.tenant, environment["AZURE_CLIENT_ID"], "wrong", "AADSTS7000215"),
        (azure.tenant, "11111111-2222-3333-4444-555555555555", "wrong", "AADSTS700016"),
        ("11111111-2222-3333-4444-555555555555", environment["AZURE_CLIENT_ID"], "wrong", "AADSTS90002"),
    ):
        answer = requests.post(
            f"{azure.arm}/{tenant}/oauth2/v2.0/token", verify=environment["COFRE_CA_FILE"], timeout=30, data={
                "grant_type": "client_credentials", "client_id": client, "client_secret": secret,
                "scope": "https://management.azure.com/.default"})
        assert code in answer.json()["error_description"]
    credential = ClientSecretCredential(
        azure.tenant, environment["AZURE_CLIENT_ID"], "wrong", authority=azure.arm, disable_instance_discovery=True)
    with pytest.raises(ClientAuthenticationError):
        credential.get_token("https://management.azure.com/.default")


def test_other_credentials_work_as_well(azure, monkeypatch):
    scope = "https://management.azure.com/.default"
    assert ManagedIdentityCredential().get_token(scope).token
    assert WorkloadIdentityCredential(
        tenant_id=azure.tenant, client_id=azure.environment["AZURE_CLIENT_ID"],
        token_file_path=azure.environment["AZURE_FEDERATED_TOKEN_FILE"], disable_instance_discovery=True,
        authority=azure.arm).get_token(scope).token
    assert DefaultAzureCredential(disable_instance_discovery=True).get_token(scope).token


def test_counts_what_was_changed(azure, sandbox):
    azure.vault()
    azure.vault()
    assert sandbox.calls() == {
        "azure.resources.ResourceGroups.CreateOrUpdate": 2, "azure.keyvault.Vaults.CreateOrUpdate": 2}
