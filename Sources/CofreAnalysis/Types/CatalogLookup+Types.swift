extension CatalogLookup {
  /// The types of what every script gets from Cofre, as the definition files of `stdlib/library` call them.
  static let ownTypes: Set<String> = [
    "cofre", "cofre.Config", "cofre.CustomTimeouts", "cofre.ListOutput", "cofre.MapOutput", "cofre.Outcome",
    "cofre.Output", "cofre.RecordedResource", "cofre.Resource", "cofre.ResourceOptions", "cofre.StringOutput",
    "cofre.Task", "cofre.log", "cofre.secret",
  ]

  /// Whether an annotation can name a type although no file in sight declares it: the definition files do.
  func declaresType(_ name: String) -> Bool {
    if Self.ownTypes.contains(name) || resourceType(name) != nil { return true }
    let parts = name.split(separator: ".")
    guard let first = parts.first, parts.count > 1 else { return false }
    // `cofre.aws`, `cofre.aws.secretsmanager`: what `require` answers.
    if first == "cofre", parts.count < 4, !members(parts.dropFirst().joined(separator: ".")).isEmpty { return true }
    if parts.count == 2, parts[1] == "ResourceOptions" { return clouds.contains(String(first)) }
    // `aws.secretsmanager.SecretArgs`, `azure.keyvault.Vault.properties.sku`: of a type, or of a table in it.
    guard let place = parts.firstIndex(where: { $0.first?.isUppercase ?? false }) else { return false }
    let type = parts[...place].joined(separator: ".")
    return resourceType(type) != nil || type.hasSuffix("Args") && resourceType(String(type.dropLast(4))) != nil
  }
}
