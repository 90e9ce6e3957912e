-- An Azure Key Vault with a secret, reachable through a private endpoint.
local cofre = require "cofre"
local azure = require "cofre.azure"

local config = cofre.config()

local resource_group = azure.resources.ResourceGroup("resourceGroup", {
  resource_group_name = "my-resource-group",
  location = "EastUS",
})

local key_vault = azure.keyvault.Vault("myKeyVault", {
  resource_group_name = resource_group.name,
  location = resource_group.location,
  properties = {
    tenant_id = config:require "tenant_id",
    sku = { name = "standard" },
    access_policies = {},
  },
})

-- The value comes from encrypted stack config: `cofre config set --secret api_key`.
local api_key_secret = azure.keyvault.Secret("mySecret", {
  resource_group_name = resource_group.name,
  vault_name = key_vault.name,
  secret_name = "api-key",
  properties = { value = config:require_secret "api_key" },
})

-- A subnet that is already there can be given; without one, the stack makes its own.
local subnet_id = config:get "subnet_id"
if not subnet_id then
  local network = azure.network.VirtualNetwork("network", {
    resource_group_name = resource_group.name,
    location = resource_group.location,
    address_space = { address_prefixes = { "10.0.0.0/16" } },
  })
  subnet_id = azure.network.Subnet("endpoints", {
    resource_group_name = resource_group.name,
    virtual_network_name = network.name,
    address_prefix = "10.0.1.0/24",
  }).id
end

local private_endpoint = azure.network.PrivateEndpoint("myPrivateEndpoint", {
  resource_group_name = resource_group.name,
  location = resource_group.location,
  private_link_service_connections = {
    {
      private_link_service_id = key_vault.id,
      group_ids = { "vault" },
      private_link_service_connection_state = { status = "Approved" },
    },
  },
  subnet = { id = subnet_id },
})

cofre.export("keyVaultUri", key_vault.properties.vault_uri)
cofre.export("secretId", api_key_secret.id)
cofre.export("privateEndpointId", private_endpoint.id)
