"""The second example against the sandbox, seen by Microsoft's own clients."""

import pytest
from azure.core.exceptions import HttpResponseError, ResourceNotFoundError
from azure.identity import ClientSecretCredential
from azure.keyvault.secrets import SecretClient
from azure.mgmt.keyvault import KeyVaultManagementClient
from azure.mgmt.network import NetworkManagementClient
from azure.mgmt.resource.resources import ResourceManagementClient

from project import Project

CANARY = "canary-77ab02-value-in-the-key-vault"
GROUP = "my-resource-group"


class Azure:
    def __init__(self, sandbox):
        variables = sandbox.environment
        options = {"connection_verify": variables["REQUESTS_CA_BUNDLE"]}
        self.credential = ClientSecretCredential(
            variables["AZURE_TENANT_ID"], variables["AZURE_CLIENT_ID"], variables["AZURE_CLIENT_SECRET"],
            authority=sandbox.https, disable_instance_discovery=True, **options)
        arguments = dict(
            credential=self.credential, subscription_id=variables["AZURE_SUBSCRIPTION_ID"], base_url=sandbox.https,
            polling_interval=0.05, **options)
        self.options = options
        self.resources = ResourceManagementClient(**arguments)
        self.vaults = KeyVaultManagementClient(**arguments)
        self.network = NetworkManagementClient(**arguments)

    def vault(self):
        (vault,) = self.vaults.vaults.list_by_resource_group(GROUP)
        return self.vaults.vaults.get(GROUP, vault.name)

    def secrets(self, uri):
        return SecretClient(uri, self.credential, **self.options)


@pytest.fixture
def project(sandbox, tmp_path):
    project = Project("key-vault", tmp_path, sandbox.environment)
    project.run("config", "set", "tenant_id", sandbox.environment["AZURE_TENANT_ID"])
    project.run("config", "set", "--secret", "api_key", stdin=CANARY)
    return project


@pytest.fixture
def azure(sandbox):
    return Azure(sandbox)


def test_the_cloud_holds_exactly_what_the_script_says(project, azure, sandbox):
    project.run("up", "--yes")
    assert azure.resources.resource_groups.get(GROUP).location == "eastus"
    vault = azure.vault()
    assert vault.location == "eastus"
    assert vault.properties.tenant_id == sandbox.environment["AZURE_TENANT_ID"]
    assert vault.properties.sku.name == "standard"
    assert vault.properties.sku.family == "A"
    assert vault.properties.access_policies == []
    assert not vault.properties.enable_rbac_authorization
    assert not vault.properties.enable_purge_protection
    assert project.output("keyVaultUri") == vault.properties.vault_uri
    secret = azure.vaults.secrets.get(GROUP, vault.name, "api-key")
    assert secret.properties.value is None
    assert secret.id == project.output("secretId")
    endpoint = azure.network.private_endpoints.get(GROUP, project.output("privateEndpointId").split("/")[-1])
    (connection,) = endpoint.private_link_service_connections
    assert connection.private_link_service_id == vault.id
    assert connection.group_ids == ["vault"]
    assert connection.private_link_service_connection_state.status == "Approved"
    network = azure.network.virtual_networks.get(GROUP, endpoint.subnet.id.split("/")[-3])
    assert network.address_space.address_prefixes == ["10.0.0.0/16"]
    assert endpoint.subnet.id.endswith("/subnets/" + network.subnets[0].name)
    assert network.subnets[0].address_prefix == "10.0.1.0/24"
    (of_vault,) = vault.properties.private_endpoint_connections
    assert of_vault.private_link_service_connection_state.status == "Approved"


def test_the_value_is_in_the_vault_and_nowhere_else(project, azure):
    project.run("preview", "--json")
    project.run("up", "--yes", "--json")
    project.run("refresh")
    project.run("preview", "--expect-no-changes")
    # Nobody has a right to the data plane yet: an access policy lets us look.
    vault = azure.vault()
    with pytest.raises(HttpResponseError) as denied:
        azure.secrets(vault.properties.vault_uri).get_secret("api-key")
    assert denied.value.status_code == 403
    allow_reading(azure, vault)
    assert azure.secrets(vault.properties.vault_uri).get_secret("api-key").value == CANARY
    assert project.files_with(CANARY) == []
    assert CANARY not in project.said


def allow_reading(azure, vault):
    import base64
    import json

    token = azure.credential.get_token("https://management.azure.com/.default").token
    claims = json.loads(base64.urlsafe_b64decode(token.split(".")[1] + "=="))
    azure.vaults.vaults.update_access_policy(GROUP, vault.name, "add", {
        "properties": {"accessPolicies": [{
            "tenantId": claims["tid"], "objectId": claims["oid"], "permissions": {"secrets": ["get", "set", "list"]},
        }]}
    })


def test_a_new_value_is_a_new_version_and_a_fingerprint_in_the_plan(project, azure):
    project.run("up", "--yes")
    before = azure.vaults.secrets.get(GROUP, azure.vault().name, "api-key").properties.secret_uri_with_version
    project.run("config", "set", "--secret", "api_key", stdin="another " + CANARY)
    assert "[secret " in project.run("preview").stdout
    project.run("up", "--yes")
    after = azure.vaults.secrets.get(GROUP, azure.vault().name, "api-key").properties.secret_uri_with_version
    assert after != before
    assert CANARY not in project.said


def test_a_second_up_calls_nothing_that_changes(project, sandbox):
    project.run("up", "--yes")
    before = sandbox.calls()
    assert "No changes" in project.run("up", "--yes").stdout
    assert sandbox.calls() == before


def test_refresh_after_up_finds_no_drift(project):
    project.run("up", "--yes")
    assert "No changes" in project.run("refresh").stdout


def test_destroy_takes_everything_and_the_vault_stays_recoverable(project, azure):
    project.run("up", "--yes")
    name = azure.vault().name
    project.run("destroy", "--yes")
    with pytest.raises(ResourceNotFoundError):
        azure.resources.resource_groups.get(GROUP)
    assert [vault.name for vault in azure.vaults.vaults.list_deleted()] == [name]
    # A deleted vault holds its name: the next one gets another.
    project.run("up", "--yes")
    assert azure.vault().name != name


def test_the_subnet_can_be_given(project, azure):
    project.run("up", "--yes")
    endpoint = azure.network.private_endpoints.get(GROUP, project.output("privateEndpointId").split("/")[-1])
    subnet = endpoint.subnet.id
    assert "/subnets/" in subnet
    project.run("config", "set", "subnet_id", subnet)
    plan = project.run("preview").stdout
    assert "- network" in plan and "- endpoints" in plan
