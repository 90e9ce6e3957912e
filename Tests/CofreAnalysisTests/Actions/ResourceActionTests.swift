import CofreAnalysis
import CofreModel
import LuaSyntax
import Testing

struct ResourceActionTests {
  @Test(arguments: [
    Acted(
      "Fill in all required properties",
      "local ring = gcp.kms.KeyRing(\"r\", { location = \"global\" })\ngcp.kms.CryptoKey(1️⃣\"k\")",
      "local ring = gcp.kms.KeyRing(\"r\", { location = \"global\" })\ngcp.kms.CryptoKey(\"k\", {\n  key_ring_id = ring.id,\n})"
    ),
    Acted(
      "Fill in all required properties", "azure.keyvault.Vault(\"v\", { 1️⃣})",
      "azure.keyvault.Vault(\"v\", {\n  properties = {\n    sku = { name = \"standard\" },\n    tenant_id = \"\",\n  },\n  resource_group_name = \"\",\n})"
    ),
    Acted(
      "Fill in all required properties",
      "local group = azure.resources.ResourceGroup(\"g\", { location = \"westeurope\" })\n"
        + "azure.keyvault.1️⃣Secret(\"v\", {\n  properties = {},\n})",
      "local group = azure.resources.ResourceGroup(\"g\", { location = \"westeurope\" })\n"
        + "azure.keyvault.Secret(\"v\", {\n  resource_group_name = group.name,\n  vault_name = \"\",\n  properties = {\n    value = \"\",\n  },\n})"
    ),
    Acted(
      "Add 'key_ring_id'",
      "local ring = gcp.kms.KeyRing(\"r\", { location = \"global\" })\ngcp.kms.1️⃣CryptoKey(\"k\", { purpose = \"MAC\" })",
      "local ring = gcp.kms.KeyRing(\"r\", { location = \"global\" })\ngcp.kms.CryptoKey(\"k\", { key_ring_id = ring.id, purpose = \"MAC\" })"
    ),
    Acted(
      "Add 'secret_string'", "aws.secretsmanager.1️⃣SecretVersion(\"v\", {\n  secret_id = \"a\",\n})",
      "aws.secretsmanager.SecretVersion(\"v\", {\n  secret_string = \"\",\n  secret_id = \"a\",\n})"),
    Acted(
      "Change to 'standard'",
      "local v = { tenant_id = config:require \"t\", sku = { name = \"1️⃣Standard\" } }\n"
        + "azure.keyvault.Vault(\"v\", { resource_group_name = \"g\", properties = v })",
      "local v = { tenant_id = config:require \"t\", sku = { name = \"standard\" } }\n"
        + "azure.keyvault.Vault(\"v\", { resource_group_name = \"g\", properties = v })"),
    Acted(
      "Use 'group.name'",
      "local group = azure.resources.ResourceGroup(\"g\", { resource_group_name = \"rg\" })\n"
        + "azure.keyvault.Vault(\"v\", { resource_group_name = \"1️⃣rg\" })",
      "local group = azure.resources.ResourceGroup(\"g\", { resource_group_name = \"rg\" })\n"
        + "azure.keyvault.Vault(\"v\", { resource_group_name = group.name })"),
    Acted(
      "Protect 's' from being deleted", "aws.secretsmanager.1️⃣Secret(\"s\", {})",
      "aws.secretsmanager.Secret(\"s\", {}, { protect = true })"),
    Acted(
      "Protect 's' from being deleted", "aws.secretsmanager.1️⃣Secret(\"s\")",
      "aws.secretsmanager.Secret(\"s\", {}, { protect = true })"),
    Acted(
      "Protect 's' from being deleted", "aws.secretsmanager.Secret(\"s1️⃣\", {}, { parent = nil })",
      "aws.secretsmanager.Secret(\"s\", {}, { protect = true, parent = nil })"),
    Acted(
      "Take the protection from 's'", "aws.secretsmanager.Secret(\"s1️⃣\", {}, { protect = true })",
      "aws.secretsmanager.Secret(\"s\", {}, { protect = false })"),
    Acted(
      "Use 'group.name'",
      "local group = azure.resources.ResourceGroup(\"g\", { name = \"rg\" })\n"
        + "azure.keyvault.Vault(\"v\", { resource_group_name = \"1️⃣rg\" })",
      "local group = azure.resources.ResourceGroup(\"g\", { name = \"rg\" })\n"
        + "azure.keyvault.Vault(\"v\", { resource_group_name = group.name })"),
    Acted(
      "Use 'ring.id'",
      "local ring = gcp.kms.KeyRing(\"r\", { name = \"main\", location = \"global\" })\n"
        + "gcp.kms.CryptoKey(\"k\", { key_ring_id = \"1️⃣projects/p/locations/global/keyRings/main\" })",
      "local ring = gcp.kms.KeyRing(\"r\", { name = \"main\", location = \"global\" })\n"
        + "gcp.kms.CryptoKey(\"k\", { key_ring_id = ring.id })"),
  ])
  func changesResources(_ acted: Acted) throws { try acted.check() }

  @Test func aNameOfAnotherObjectIsNoReference() throws {
    let marked = Marked(
      modules + "local group = azure.resources.ResourceGroup(\"g\", { name = \"rg\" })\n"
        + "azure.keyvault.Vault(\"v\", { resource_group_name = \"1️⃣other\" })")
    #expect(try !offers(marked).contains { $0.title.hasPrefix("Use '") })
  }

  private static let canary = "canary-hunter2"

  @Test(
    arguments: [
      (
        modules,
        "aws.secretsmanager.SecretVersion(\"dbPassword\", { secret_id = \"a\", secret_string = 1️⃣\"\(canary)\" })",
        "db_password",
        modules
          + "aws.secretsmanager.SecretVersion(\"dbPassword\", { secret_id = \"a\", secret_string = config:require_secret \"db_password\" })"
      ),
      (
        "local aws = require \"cofre.aws\"\n",
        "local password = \"\(canary)\"\naws.secretsmanager.SecretVersion(\"v\", { secret_id = \"a\", secret_string = 1️⃣password })",
        "password",
        "local aws = require \"cofre.aws\"\nlocal cofre = require \"cofre\"\nlocal config = cofre.config()\nlocal password = config:require_secret \"password\"\naws.secretsmanager.SecretVersion(\"v\", { secret_id = \"a\", secret_string = password })"
      ),
      (
        "local cofre = require \"cofre\" -- ours\n\n-- The database.\n",
        "cofre.log.info(1️⃣\"postgres://user:\(canary)@host/db\")", "secret",
        "local cofre = require \"cofre\" -- ours\nlocal config = cofre.config()\n\n-- The database.\ncofre.log.info(config:require_secret \"secret\")"
      ),
      (
        "-- head\nlocal cofre = require \"cofre\"\n",
        "local config = {}\ncofre.log.info(1️⃣\"postgres://user:\(canary)@host/db\", config)", "secret",
        "-- head\nlocal cofre = require \"cofre\"\nlocal config_2 = cofre.config()\nlocal config = {}\ncofre.log.info(config_2:require_secret \"secret\", config)"
      ),
    ])
  func movesSecrets(_ prelude: String, _ text: String, _ key: String, _ after: String) throws {
    let marked = Marked(prelude + text)
    let offer = try #require(try offers(marked).first { $0.title.hasPrefix("Move the secret") })
    #expect(offer.isPreferred)
    #expect(!offer.title.contains(Self.canary))
    #expect(offer.title.contains("'\(key)'"))
    let change = offer.change()
    #expect(change.secret?.key == key)
    #expect(change.secret?.value.revealString(for: .userRequest)?.contains(Self.canary) == true)
    #expect(marked.applying(change.edits) == after)
    #expect(!String(describing: change).contains(Self.canary))
    for diagnostic in offer.diagnostics { #expect(!String(describing: diagnostic).contains(Self.canary)) }
  }

  @Test func aKeyThatIsTakenIsNotTakenAgain() throws {
    let workspace = WorkspaceContext(configurationKeys: [.init("password", isSecret: true)])
    let marked = Marked(
      modules + "print(config:require_secret \"password_2\")\nlocal password = \"hunter2\"\n"
        + "aws.secretsmanager.SecretVersion(\"v\", { secret_id = \"a\", secret_string = 1️⃣password })")
    let offer = try #require(try offers(marked, workspace).first { $0.title.hasPrefix("Move the secret") })
    #expect(offer.change().secret?.key == "password_3")
  }

  @Test func whatIsNoTextIsNotMoved() throws {
    let marked = Marked(
      modules + "aws.secretsmanager.SecretVersion(\"v\", { secret_id = \"a\", secret_string = 1️⃣\"\\xff\\xfe\" })")
    let offer = try #require(try offers(marked).first { $0.title.hasPrefix("Move the secret") })
    #expect(offer.disabledReason?.contains("UTF-8") == true)
  }
}
