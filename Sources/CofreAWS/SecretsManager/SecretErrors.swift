import CofreHTTP
import CofreProvider

/// What can be wrong with a secret beyond what the service itself says well.
enum SecretErrors {
  static func nameTaken(_ holder: SecretDescription, _ owner: Owner) -> ProviderError {
    let isOurs = holder.tags[OwnershipTags.urn] == OwnershipTags.tags(of: owner)[OwnershipTags.urn]
    let whose = isOurs ? " It carries the tags of this very resource, made by another run." : ""
    return ProviderError(
      .alreadyExists, "A secret named '\(holder.name)' exists already.\(whose)",
      hint: "Choose another name, or delete the one that is there: \(holder.arn)",
      cloudCode: "ResourceExistsException")
  }

  static func tombstone(
    _ holder: SecretDescription, deletedDate: Double, _ error: ProviderError
  ) -> ProviderError {
    let date = UTCTime(secondsSince1970: Int64(deletedDate)).extended
    return ProviderError(
      .tombstone,
      "The name '\(holder.name)' is held by a deleted secret that can still be recovered (deletion date \(date)).",
      hint: "Set recover_deleted = true to recover it, choose another name, or delete it for good:\n"
        + "  aws secretsmanager delete-secret --force-delete-without-recovery --secret-id \(holder.arn)",
      cloudCode: error.cloudCode, requestID: error.requestID)
  }

  static func managed(_ secret: SecretDescription) -> ProviderError {
    ProviderError(
      .denied, "The secret '\(secret.name)' is managed by \(secret.owningService), which alone may change it.",
      hint: "Change it through that service, or take it out of the stack.")
  }

  static func invisible(_ id: String) -> ProviderError {
    ProviderError(.timedOut, "The secret \(id) was made but AWS does not show it yet.", mayHaveChanged: true)
  }
}
