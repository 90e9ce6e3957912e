/// The files that `cofre new` writes.
struct ProjectTemplate {
  var name: String
  var template: NewCommand.Template

  var files: [(name: String, text: String)] {
    [
      ("Cofre.yaml", "name: \(name)\n# Everything runs on the sandbox until this line goes.\nsandbox: true\n"),
      ("Cofre.dev.yaml", "# What the stack \"dev\" is configured with: cofre config set KEY VALUE\nconfig: {}\n"),
      (".gitignore", ".cofre/\n"),
      ("stack.lua", script),
    ]
  }

  private var script: String {
    switch template {
    case .aws:
      return """
        -- What the stack declares. `cofre preview` says what would be done about it.
        local cofre = require "cofre"
        local aws = require "cofre.aws"

        -- The value is not set here: `cofre secret set apiSecret` puts it into the vault.
        local api_secret = aws.secretsmanager.Secret("apiSecret", {
          description = "API key of my service",
        })

        cofre.export("api_secret_id", api_secret.id)

        """
    case .gcp:
      return """
        -- What the stack declares. `cofre preview` says what would be done about it.
        local cofre = require "cofre"
        local gcp = require "cofre.gcp"

        local key_ring = gcp.kms.KeyRing("keyRing", { location = "global" })

        local crypto_key = gcp.kms.CryptoKey("cryptoKey", {
          key_ring_id = key_ring.id,
          rotation_period = "7776000s", -- 90 days
        })

        cofre.export("crypto_key_id", crypto_key.id)

        """
    case .azure:
      return """
        -- What the stack declares. `cofre preview` says what would be done about it.
        local cofre = require "cofre"
        local azure = require "cofre.azure"

        local config = cofre.config()

        local group = azure.resources.ResourceGroup("group", { location = "westeurope" })

        local vault = azure.keyvault.Vault("vault", {
          resource_group_name = group.name,
          location = group.location,
          properties = {
            tenant_id = config:require "tenant_id", -- cofre config set tenant_id YOUR-TENANT
            sku = { name = "standard" },
            access_policies = {},
            enable_purge_protection = true,
          },
        })

        cofre.export("vault_uri", vault.properties.vault_uri)

        """
    case .empty:
      return """
        -- What the stack declares. `cofre preview` says what would be done about it, `cofre schema` what there is.

        """
    }
  }
}
