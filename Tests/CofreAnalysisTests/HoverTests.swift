import CofreAnalysis
import LuaSyntax
import Testing

@Suite struct HoverTests {
  @Test(arguments: [
    (
      "gcp.kms.CryptoKey(\"k\", { key_1️⃣ring_id = x })",
      ["`key_ring_id`: a string, required", "**replaces**", "cloud.google.com"]
    ),
    (
      "aws.secretsmanager.Secret(\"k\", { desc1️⃣ription = x })",
      ["`description`: a string", "updates the resource in place", "0 to 2048 characters"]
    ),
    ("aws.secretsmanager.Secret(\"k\", { recover_deleted1️⃣ = true })", ["default `false`", "the cloud is not called"]),
    ("aws.secretsmanager.SecretVersion(\"k\", { secret_str1️⃣ing = true })", ["sensitive", "exactly one of"]),
    (
      "azure.keyvault.Vault(\"k\", { properties = { sku = { na1️⃣me = x } } })",
      ["`name`: a string, required", "one of \"standard\", \"premium\""]
    ),
    (
      "aws.secretsmanager.Sec1️⃣ret(\"k\", {})",
      ["aws.secretsmanager.Secret(name, properties, options?)", "A named place"]
    ),
    ("aws.secrets1️⃣manager.Secret(\"k\", {})", ["aws.secretsmanager", "`SecretVersion`"]),
    ("aws.secretsmanager.Secret(\"k\", {}, { prot1️⃣ect = true })", ["option `protect`", "Refuses"]),
    ("local s = aws.secretsmanager.Secret(\"k\", {})\nprint(1️⃣s)", ["local s: aws.secretsmanager.Secret"]),
    ("local s = aws.secretsmanager.Secret(\"k\", {})\nprint(s.ar1️⃣n)", ["`arn`: a string", "Amazon resource name"]),
    ("local s = aws.secretsmanager.Secret(\"k\", {})\nprint(s.i1️⃣d)", ["`id`: a string", "ARN of the secret"]),
    ("print(string.fo1️⃣rmat)", ["string.format(format: string, ...) → string"]),
    ("pri1️⃣nt(1)", ["print(...)", "masked"]),
    ("cofre.exp1️⃣ort(\"a\", 1)", ["cofre.export(name: string, value)"]),
    ("local t = config:require_se1️⃣cret \"api_key\"", ["config:require_secret(key)"]),
    ("local t = config:require_secret \"api_1️⃣key\"", ["configuration key `api_key`", "`Cofre.dev.yaml`, encrypted"]),
    ("local 1️⃣t = config:require_secret \"api_key\"", ["local `t`: sensitive output"]),
    (
      "azure.keyvault.Vault(\"k\", { properties = { sku = { name = \"stan1️⃣dard\" } } })",
      ["`\"standard\"`: one of the values of `name`", "\"premium\""]
    ),
    ("aws.Provider(\"p\", { region = \"eu-we1️⃣st-1\" })", ["a region of AWS"]),
    ("print(math.p1️⃣i)", ["math.pi: number"]),
    ("i1️⃣o.open()", ["Not available in scripts"]),
  ])
  func tellsWhatAThingIs(_ text: String, _ parts: [String]) throws {
    let marked = Marked(modules + text)
    let hover = try #require(marked.analysis(configured).hover(at: try marked.offset()))
    for part in parts { #expect(hover.markdown.contains(part), "\(hover.markdown)") }
    let offset = try marked.offset()
    #expect(hover.range.lowerBound <= offset && offset <= hover.range.upperBound)
  }

  @Test(arguments: [
    "aws.secretsmanager.Secret(\"k\", { desc1️⃣ription = x })",
    "local s = aws.secretsmanager.Secret(\"k\", {})\nprint(s.ar1️⃣n)",
    "aws.secretsmanager.Secret(\"k\", {}, { prot1️⃣ect = true })", "local t = config:require_secret \"api_1️⃣key\"",
    "aws.secrets1️⃣manager.Secret(\"k\", {})", "aws.secretsmanager.Secret(\"1️⃣k\", {})",
  ])
  func keepsFencesForLua(_ text: String) throws {
    let marked = Marked(modules + text)
    let hover = try #require(marked.analysis(configured).hover(at: try marked.offset()))
    #expect(!hover.markdown.contains("```"))
  }

  @Test(arguments: ["1️⃣", "-- comm1️⃣ent", "local x = 1️⃣5", "x = {1️⃣}"])
  func isSilentElsewhere(_ text: String) throws {
    let marked = Marked(text)
    #expect(marked.analysis().hover(at: try marked.offset()) == nil)
  }
}

@Suite struct SignatureTests {
  @Test(arguments: [
    ("aws.secretsmanager.Secret(1️⃣)", "aws.secretsmanager.Secret(name, properties, options?)", "name"),
    ("aws.secretsmanager.Secret(\"a\", 1️⃣)", "aws.secretsmanager.Secret(name, properties, options?)", "properties"),
    ("aws.secretsmanager.Secret(\"a\", {}, 1️⃣", "aws.secretsmanager.Secret(name, properties, options?)", "options?"),
    ("aws.secretsmanager.Secret(\"a\", { 1️⃣ })", "aws.secretsmanager.Secret(name, properties, options?)", "properties"),
    (
      "aws.secretsmanager.Secret(\"a\", {\n  tags = { a = 1️⃣", "aws.secretsmanager.Secret(name, properties, options?)",
      "properties"
    ),
    (
      "aws.secretsmanager.Secret(\"a\", {}, { protect = 1️⃣ })", "aws.secretsmanager.Secret(name, properties, options?)",
      "options?"
    ),
    (
      "string.rep(\"a\", 1️⃣)", "string.rep(text: string, count: integer, separator?: string)",
      "count: integer"
    ),
    ("print(1, 2, 31️⃣)", "print(...)", "..."),
    ("local _ = (\"a\"):rep(1️⃣)", "text:rep(count: integer, separator?: string)", "count: integer"),
    ("config:get(1️⃣)", "config:get(key)", "key"),
    (
      "print(string.rep(1️⃣))", "string.rep(text: string, count: integer, separator?: string)", "text: string"
    ),
    ("print(string.rep(\"a\"), 1️⃣)", "print(...)", "..."),
  ])
  func tellsWhatACallTakes(_ text: String, _ label: String, _ active: String) throws {
    let marked = Marked(modules + text)
    let help = try #require(marked.analysis().signatureHelp(at: try marked.offset()))
    #expect(help.label == label)
    let parameter = help.parameters[try #require(help.activeParameter)]
    #expect(String(decoding: Array(help.label.utf8)[parameter.labelRange], as: UTF8.self) == active)
  }

  @Test(arguments: ["print(1)1️⃣", "1️⃣", "print(function() 1️⃣ end)", "print({ 1️⃣ })", "unknown(1️⃣)"])
  func isSilentElsewhere(_ text: String) throws {
    let marked = Marked(text)
    #expect(marked.analysis().signatureHelp(at: try marked.offset()) == nil)
  }
}
