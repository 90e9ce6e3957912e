import CofreAnalysis
import Testing

/// What is being written is said to go on, and nothing else is said of it until it is finished.
@Suite struct UnfinishedCodeTests {
  private let prelude = modules + "local _ = { cofre, aws, azure, gcp, config }\n"

  @Test(arguments: [
    Diagnosed("loc", "expression-statement loc"),
    Diagnosed("azure.keyvault.Vault(", "unclosed-bracket ("),
    Diagnosed("azure.keyvault.Vault(\"v\"", "unclosed-bracket \""),
    Diagnosed("azure.keyvault.Vault(\"v\",", "missing-expression ,"),
    Diagnosed("azure.keyvault.Vault(\"v\", {", "unclosed-bracket {"),
    Diagnosed("azure.keyvault.Vault(\"v\", { properties = {", "unclosed-bracket {"),
    Diagnosed("aws.secretsmanager.SecretVersion(\"v\", { secret_id = \"a\"", "unclosed-bracket \""),
    Diagnosed("cofre.export(", "unclosed-bracket ("),
    Diagnosed("cofre.export(\"a\"", "unclosed-bracket \""),
    Diagnosed("print(require \"cofre.a\n)", "unfinished-string \"cofre.a"),
    Diagnosed("aws.secretsmanager.Secret(\"s\", {\n  name = \"\n})", "unfinished-string \""),
    Diagnosed("aws.secretsmanager.Secret(\"\n)", "unfinished-string \""),
  ])
  func isSaidToGoOn(_ script: Diagnosed) { #expect(diagnosed(prelude + script.text) == script.expected) }

  @Test(arguments: [
    Diagnosed("lcal()", "undefined-global lcal"),
    Diagnosed("prnt", "expression-statement prnt", "undefined-global prnt"),
    Diagnosed(
      "gcp.kms.KeyRing(\"r\", {})\nprint(_, ", "missing-property gcp.kms.KeyRing", "missing-expression ,"),
    Diagnosed("cofre.export(\"a\")\nprint(", "wrong-export cofre.export(\"a\")", "unclosed-bracket ("),
    Diagnosed(
      "aws.secretsmanager.SecretVersion(\"v\", { secret_id = \"a\", secret_string = \"hunter2\"",
      "hard-coded-secret \"hunter2\"", "unclosed-bracket \""),
    Diagnosed(
      "local p = { colour = }\nprint(p, require \"cofre.a\")", "missing-expression }", "unknown-module \"cofre.a\""),
  ])
  func whatIsFinishedIsJudged(_ script: Diagnosed) { #expect(diagnosed(prelude + script.text) == script.expected) }
}
