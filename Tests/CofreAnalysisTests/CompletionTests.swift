import CofreAnalysis
import LuaSyntax
import Testing

@Suite struct CompletionTests {
  /// A place, what is offered first there in this order, and what must not be offered.
  struct Place: Sendable, CustomTestStringConvertible {
    var text: String
    var first: [String] = []
    var has: [String] = []
    var hasNot: [String] = []
    var testDescription: String { text }
  }

  private func check(_ place: Place, _ workspace: WorkspaceContext = configured) throws {
    let marked = Marked(modules + place.text)
    let candidates = marked.analysis(workspace).completions(at: try marked.offset())
    let labels = candidates.map(\.label)
    #expect(Array(labels.prefix(place.first.count)) == place.first)
    for label in place.has { #expect(labels.contains(label), "\(label) is missing in \(labels)") }
    for label in place.hasNot { #expect(!labels.contains(label), "\(label) is there") }
    #expect(candidates.map(\.sortKey) == candidates.map(\.sortKey).sorted())
    #expect(Set(labels).count == labels.count)
    for candidate in candidates {
      let offset = try marked.offset()
      #expect(candidate.replaceRange.lowerBound <= offset && offset <= candidate.replaceRange.upperBound)
    }
  }

  @Test(arguments: [
    Place(
      text: "gcp.kms.CryptoKey(\"k\", { 1️⃣ })", first: ["key_ring_id"], has: ["purpose"], hasNot: ["cofre", "print"]),
    Place(
      text: "gcp.kms.CryptoKey(\"k\", { key_ring_id = x, 1️⃣ })", has: ["purpose", "labels"], hasNot: ["key_ring_id"]),
    Place(text: "aws.secretsmanager.Secret(\"s\", { desc1️⃣ })", has: ["description"], hasNot: ["cofre"]),
    Place(text: "aws.secretsmanager.Secret(\"s\", { kms1️⃣ })", has: ["kms_key_id"], hasNot: ["cofre", "print"]),
    Place(text: "aws.secretsmanager.Secret(\"s\", {\n  kms1️⃣\n})", has: ["kms_key_id"], hasNot: ["cofre"]),
    Place(text: "aws.secretsmanager.Secret(\"s\", { desc1️⃣ = \"a\" })", has: ["description"]),
    Place(
      text: "aws.secretsmanager.Secret(\"s\", {\n  name = \"a\"\n  desc1️⃣\n})", has: ["description"], hasNot: ["name"]),
    Place(
      text: "azure.keyvault.Vault(\"v\", { properties = { 1️⃣ } })", first: ["sku", "tenant_id"], has: ["access_policies"]
    ),
    Place(
      text: "azure.keyvault.Vault(\"v\", { properties = { access_policies = { { 1️⃣ } } } })",
      first: ["object_id", "permissions", "tenant_id"], hasNot: ["sku"]),
    Place(
      text: "local args = { 1️⃣ }\ngcp.kms.CryptoKey(\"k\", args)", first: ["key_ring_id"], has: ["purpose"],
      hasNot: ["print"]),
    Place(text: "local opts = { 1️⃣ }\ngcp.kms.KeyRing(\"k\", {}, opts)", has: ["protect"], hasNot: ["print"]),
    Place(
      text: "aws.secretsmanager.SecretVersion(\"v\", { secret_string = x, 1️⃣ })", first: ["secret_id"],
      hasNot: ["secret_binary", "secret_string"]),
  ])
  func offersPropertiesThatAreNotThereYet(_ place: Place) throws { try check(place) }

  /// What `name` makes of a place where the comma behind the property before it is missing, or is there.
  @Test(arguments: [
    ("{\n  description = \"x\"\n  1️⃣\n}", "{\n  description = \"x\",\n  name = \n}"),
    ("{\n  description = \"x\"\n  na1️⃣\n}", "{\n  description = \"x\",\n  name = \n}"),
    ("{\n  description = f(1)\n  1️⃣\n", "{\n  description = f(1),\n  name = \n"),
    ("{ tags = { a = \"b\" } 1️⃣ }", "{ tags = { a = \"b\" }, name =  }"),
    ("{ recover_deleted = true\n  1️⃣", "{ recover_deleted = true,\n  name = "),
    ("{\n  description = \"x\", -- why\n  1️⃣\n}", "{\n  description = \"x\", -- why\n  name = \n}"),
    ("{\n  description = \"x\" -- why\n  1️⃣\n}", "{\n  description = \"x\", -- why\n  name = \n}"),
  ])
  func addsTheCommaThatIsMissing(_ text: String, _ expected: String) throws {
    let start = modules + "aws.secretsmanager.Secret(\"s\", "
    let marked = Marked(start + text)
    let candidates = marked.analysis().completions(at: try marked.offset())
    #expect(!candidates.contains { $0.label == "print" || $0.label == "description" && text.contains("description") })
    let name = try #require(candidates.first { $0.label == "name" })
    #expect(
      marked.applying([Edit(name.replaceRange, name.plainText)] + name.additionalEdits) == start + expected)
  }

  @Test func whatFollowsATableIsNoField() throws {
    let marked = Marked(modules + "local t = { a = 1 }\n1️⃣")
    #expect(marked.analysis().completions(at: try marked.offset()).contains { $0.label == "print" })
  }

  @Test(arguments: [
    Place(
      text: "aws.secretsmanager.Secret(\"s\", { description = \"a\", 1️⃣", has: ["name"],
      hasNot: ["description", "print"]),
    Place(
      text: "aws.secretsmanager.Secret(\"s\", {\n  description = \"a\",\n  1️⃣\n\nlocal x = 1\n", has: ["name"],
      hasNot: ["description", "print"]),
    Place(
      text: "aws.secretsmanager.Secret(\"s\", { 1️⃣\n\nlocal other = aws.secretsmanager.Secret(\"t\", {})",
      has: ["description"]),
    Place(text: "azure.keyvault.Vault(\"v\", { properties = { sku = { name = \"standard\" }, 1️⃣", first: ["tenant_id"]),
  ])
  func offersPropertiesInATableThatIsNotClosed(_ place: Place) throws { try check(place) }

  @Test(arguments: [
    Place(
      text: "azure.keyvault.Vault(\"v\", { properties = { sku = { name = 1️⃣ } } })",
      first: ["\"premium\"", "\"standard\""]),
    Place(
      text: "azure.keyvault.Vault(\"v\", { properties = { sku = { name = \"1️⃣\" } } })", first: ["premium", "standard"]),
    Place(
      text: "azure.keyvault.Vault(\"v\", { properties = { enable_purge_protection = 1️⃣ } })", first: ["false", "true"]),
    Place(text: "aws.secretsmanager.Secret(\"s\", { recovery_window_in_days = 1️⃣ })", first: ["30"]),
    Place(
      text:
        "local ring = gcp.kms.KeyRing(\"r\", { location = \"global\" })\ngcp.kms.CryptoKey(\"k\", { key_ring_id = 1️⃣ })",
      first: ["ring.id"]),
    Place(
      text:
        "local ring = gcp.kms.KeyRing(\"r\", { location = \"global\" })\ngcp.kms.CryptoKey(\"k\", { key_ring_id = ri1️⃣, purpose = \"ENCRYPT_DECRYPT\" })",
      first: ["ring.id"]),
    Place(
      text:
        "local secret = aws.secretsmanager.Secret(\"s\", {})\naws.secretsmanager.SecretVersion(\"v\", {\n  secret_id = 1️⃣\n})",
      first: ["secret.id"]),
    Place(
      text: "aws.secretsmanager.SecretVersion(\"v\", { secret_string = 1️⃣ })",
      first: ["config:require_secret \"api_key\""], hasNot: ["config:require \"tenant_id\""]),
    Place(
      text: "local group = azure.resources.ResourceGroup(\"g\", {})\nazure.keyvault.Vault(\"v\", { location = 1️⃣ })",
      first: ["group.location"]),
  ])
  func offersValuesThatFitTheProperty(_ place: Place) throws { try check(place) }

  static let policy = "azure.keyvault.Vault(\"v\", { properties = { access_policies = { { permissions = { "

  @Test(arguments: [
    Place(text: "secrets = { \"1️⃣\" } } } } } })", first: ["all", "backup"], has: ["get", "set"], hasNot: ["aws"]),
    Place(text: "secrets = { 1️⃣ } } } } } })", first: ["\"all\"", "\"backup\""], has: ["\"get\""]),
    Place(text: "secrets = { \"get\", \"1️⃣\" } } } } } })", has: ["set", "list"], hasNot: ["get"]),
    Place(text: "secrets = { \"get\", \"Set\", 1️⃣ } } } } } })", has: ["\"list\""], hasNot: ["\"get\"", "\"set\""]),
    Place(text: "secrets = { \"g1️⃣et\", \"list\" } } } } } })", has: ["get"], hasNot: ["list"]),
    Place(text: "secrets = { \"get\", 1️⃣", has: ["\"set\""], hasNot: ["\"get\""]),
    Place(text: "secrets = { \"get\", \"1️⃣", has: ["set"], hasNot: ["get"]),
    Place(text: "keys = { \"1️⃣\" } } } } } })", has: ["wrapKey", "unwrapKey"], hasNot: ["set"]),
    Place(text: "secrets = 1️⃣ } } } } })", hasNot: ["\"get\""]),
  ])
  func offersTheElementsOfLists(_ place: Place) throws {
    var place = place
    place.text = Self.policy + place.text
    try check(place)
  }

  @Test(arguments: [
    Place(text: "aws.secretsmanager.SecretVersion(\"v\", { version_stages = { \"1️⃣\" } })", first: ["AWSCURRENT"]),
    Place(
      text: "gcp.kms.KeyRing(\"r\", { location = \"1️⃣\" })",
      first: ["global", "asia", "europe", "us", "africa-south1"]),
    Place(text: "gcp.kms.KeyRing(\"r\", { location = 1️⃣ })", has: ["\"global\"", "\"us-central1\""]),
    Place(
      text: "aws.secretsmanager.Secret(\"t\", { replicas = { { region = \"1️⃣\" } } })", has: ["eu-west-1", "us-east-1"]),
    Place(
      text: "local a = gcp.kms.KeyRing(\"r\", {})\nlocal b = gcp.kms.KeyRing(\"s\", {}, { depends_on = { a, 1️⃣ } })",
      hasNot: ["a"]),
    Place(
      text: "aws.secretsmanager.Secret(\"t\", {}, { ignore_changes = { \"description\", 1️⃣ } })", has: ["\"name\""],
      hasNot: ["\"description\""]),
  ])
  func offersTheElementsOfOtherLists(_ place: Place) throws { try check(place) }

  static let twoResources = """
    local oregon = aws.Provider("oregon", {})
    local ring = gcp.kms.KeyRing("r", { location = "global" })
    local secret = aws.secretsmanager.Secret("s", {})

    """

  @Test(arguments: [
    Place(
      text: "aws.secretsmanager.Secret(\"t\", {}, { 1️⃣ })", has: ["depends_on", "protect", "provider"], hasNot: ["print"]
    ),
    Place(text: "aws.secretsmanager.Secret(\"t\", {}, { protect = true, 1️⃣ })", has: ["parent"], hasNot: ["protect"]),
    Place(
      text: "aws.secretsmanager.Secret(\"t\", {}, { depends_on = { 1️⃣ } })", first: ["oregon", "ring", "secret"],
      hasNot: ["print"]),
    Place(text: "aws.secretsmanager.Secret(\"t\", {}, { depends_on = { ring, 1️⃣", has: ["secret"], hasNot: ["print"]),
    Place(text: "aws.secretsmanager.Secret(\"t\", {}, { provider = 1️⃣ })", first: ["oregon"], hasNot: ["ring"]),
    Place(text: "aws.secretsmanager.Secret(\"t\", {}, { protect = 1️⃣ })", first: ["false", "true"]),
    Place(
      text: "function f(home, is_kept) aws.secretsmanager.Secret(\"t\", {}, { provider = 1️⃣ }) end",
      first: ["oregon", "home", "is_kept"], hasNot: ["ring", "print"]),
    Place(
      text: "function f(home, is_kept) aws.secretsmanager.Secret(\"t\", {}, { protect = 1️⃣ }) end",
      has: ["home", "is_kept"], hasNot: ["ring"]),
    Place(
      text: "function f(above) aws.secretsmanager.Secret(\"t\", {}, { depends_on = { 1️⃣ } }) end",
      has: ["above", "ring"]),
    Place(text: "aws.secretsmanager.Secret(\"t\", {}, { ignore_changes = { \"1️⃣\" } })", has: ["description"]),
  ])
  func offersOptionsAndResources(_ place: Place) throws {
    var place = place
    place.text = Self.twoResources + place.text
    try check(place)
  }

  @Test(arguments: [
    Place(text: "aws.1️⃣", first: ["secretsmanager", "Provider"], hasNot: ["print"]),
    Place(text: "aws.1️⃣\nlocal x = 1", first: ["secretsmanager", "Provider"]),
    Place(text: "local x = gcp.kms.1️⃣", first: ["CryptoKey", "KeyRing"]),
    Place(text: "local x = gcp.kms.Cr1️⃣(\"a\")", first: ["CryptoKey"]),
    Place(
      text: "local s = aws.secretsmanager.Secret(\"s\", {})\ncofre.export(\"a\", s.1️⃣)", first: ["id"],
      has: ["arn", "description", "urn"]),
    Place(
      text: "local v = azure.keyvault.Vault(\"v\", {})\ncofre.export(\"a\", v.properties.1️⃣)",
      has: ["vault_uri", "tenant_id"], hasNot: ["id"]),
    Place(text: "cofre.1️⃣", has: ["config", "export", "format", "log", "Record", "secret"], hasNot: ["print"]),
    Place(text: "cofre.log.1️⃣", first: ["debug", "error", "info", "warn", "warning"]),
    Place(text: "string.1️⃣", has: ["format", "rep"], hasNot: ["dump"]),
    Place(text: "os.1️⃣", first: ["clock", "date", "difftime", "time"], hasNot: ["execute"]),
    Place(text: "config:1️⃣", has: ["get", "require", "require_secret"], hasNot: ["print"]),
    Place(text: "aws.secretsmanager.Secret(\"s\", { name = config:1️⃣ })", first: ["require", "get"]),
    Place(text: "aws.secretsmanager.Secret(\"s\", { recover_deleted = config:re1️⃣ })", first: ["require_boolean"]),
    Place(
      text: "aws.secretsmanager.Secret(\"s\", { tags = cofre.config():1️⃣ })", first: ["require_table", "get_table"]),
    Place(
      text: "aws.secretsmanager.SecretVersion(\"v\", {\n  secret_string = config:1️⃣\n})",
      first: ["require_secret", "get_secret"]),
    Place(text: "(\"a\"):1️⃣", has: ["upper"]),
  ])
  func offersMembers(_ place: Place) throws { try check(place) }

  @Test(arguments: [
    Place(text: "local a = config:require \"1️⃣\"", first: ["tenant_id", "api_key"]),
    Place(text: "local a = config:require_secret(\"1️⃣\")", first: ["api_key", "tenant_id"]),
    Place(text: "local a = config:get(1️⃣)", first: ["\"tenant_id\""]),
    Place(text: "local a = cofre.config():require \"1️⃣", first: ["tenant_id"]),
    Place(text: "local a = require \"1️⃣\"", has: ["cofre", "cofre.aws", "cofre.azure", "cofre.gcp"], hasNot: ["print"]),
    Place(text: "local a = require(\"cofre.1️⃣\")", has: ["cofre.aws"]),
  ])
  func offersWhatStandsInStrings(_ place: Place) throws { try check(place) }

  @Test(arguments: [
    Place(text: "1️⃣", has: ["aws", "local", "print", "string", "if … then"], hasNot: ["io", "load"]),
    Place(text: "local one = 1\nif one1️⃣ then end", first: ["aws", "azure", "cofre", "config", "gcp", "one"]),
    Place(text: "local own = 1️⃣", has: ["aws"], hasNot: ["own"]),
    Place(text: "local own = ow1️⃣", has: ["aws"], hasNot: ["own"]),
    Place(text: "local own, other = f(), 1️⃣\nprint(1)", hasNot: ["own", "other"]),
    Place(text: "local own = 1 + 1️⃣", hasNot: ["own"]),
    Place(text: "local own = 1\nprint(1️⃣)", first: ["config", "own"], has: ["aws"]),
    Place(
      text: "local own = 1\naws.secretsmanager.Secret(\"s\", { recovery_window_in_days = 1️⃣ })",
      first: ["30", "config", "own"], has: ["aws"]),
    Place(
      text: "local s = aws.secretsmanager.Secret(\"s\", {})\ncofre.export(\"a\", 1️⃣)", first: ["config", "s"],
      has: ["aws"]),
    Place(text: "local own\n1️⃣", has: ["own"]),
    Place(text: "do local inner = 1 end\nlocal x = 1️⃣", hasNot: ["inner"]),
    Place(text: "local function f(argument)\n  local inner\n  1️⃣\nend", has: ["argument", "inner", "f"]),
    Place(text: "for index, value in ipairs {} do print(1️⃣) end", has: ["index", "value"]),
    Place(text: "-- a comment 1️⃣", hasNot: ["aws"]),
    Place(text: "local 1️⃣", hasNot: ["aws"]),
    Place(text: "local x = \"some 1️⃣ text\"", hasNot: ["aws"]),
  ])
  func offersNamesElsewhere(_ place: Place) throws { try check(place) }

  @Test func offersWhatModulesOfTheProjectGive() throws {
    let module = "local M = {}\nfunction M.key(name) return name end\nM.size = 5\nreturn M\n"
    let marked = Marked("local keys = require \"lib.keys\"\nkeys.1️⃣")
    let workspace = WorkspaceContext(modules: ["lib.keys": module])
    #expect(marked.analysis(workspace).completions(at: try marked.offset()).map(\.label) == ["key", "size"])
    let name = Marked("local keys = require \"1️⃣\"")
    #expect(name.analysis(workspace).completions(at: try name.offset()).contains { $0.label == "lib.keys" })
  }

  @Test func replacesTheWordThatIsThere() throws {
    let marked = Marked(modules + "aws.secretsmanager.Secret(\"s\", { 1️⃣desc2️⃣ription3️⃣ = \"a\" })")
    let candidate = try #require(
      marked.analysis().completions(at: try marked.offset("2️⃣")).first { $0.label == "description" })
    #expect(candidate.replaceRange == (try marked.range("1️⃣", "3️⃣")))
    #expect(candidate.insertText == "description")
  }

  @Test func insertsASnippetThatAsksForTheValue() throws {
    let marked = Marked(modules + "azure.keyvault.Vault(\"v\", {\n  properties = { sku = {\n    1️⃣\n  } }\n})")
    let candidate = try #require(marked.analysis().completions(at: try marked.offset()).first)
    #expect(candidate.label == "name")
    #expect(candidate.isSnippet)
    #expect(candidate.insertText == "name = \"${1|standard,premium|}\",")
    #expect(candidate.plainText == "name = ")
  }
}
