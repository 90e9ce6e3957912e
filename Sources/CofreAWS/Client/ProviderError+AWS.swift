import CofreHTTP
import CofreModel
import CofreProvider

extension ProviderError {
  /// The error of a call that brought no answer.
  static func aws(_ error: any Error, action: String) -> ProviderError {
    if let error = error as? ProviderError { return error }
    guard let error = error as? HTTPError else {
      return ProviderError(.unreachable, "\(action) could not be called.", mayHaveChanged: true)
    }
    let message = "\(action) could not be called. \(error.message)"
    let mayHaveChanged = !error.wasNotSent
    switch error.kind {
    case .timedOut:
      return ProviderError(.timedOut, message, hint: "Try again.", mayHaveChanged: mayHaveChanged)
    case .cancelled:
      return ProviderError(Code(rawValue: "cancelled"), message, mayHaveChanged: mayHaveChanged)
    case .untrusted:
      return ProviderError(
        .unreachable, message,
        hint: "Behind an inspecting proxy, or with an emulator, point AWS_CA_BUNDLE at its certificate.")
    case .unsupported:
      return ProviderError(.unreachable, message)
    case .unresolved, .unconnected, .interrupted, .malformed:
      return ProviderError(
        .unreachable, message, hint: "Check the network, the region, and the endpoint if one is configured.",
        mayHaveChanged: mayHaveChanged)
    }
  }

  /// The error that a service answered with.
  static func aws(_ fault: AWSFault, action: String, sensitive: [Sensitive] = []) -> ProviderError {
    let code = code(of: fault)
    var words = fault.message
    for value in sensitive {
      guard let text = value.revealString(for: .hiding), !text.isEmpty else { continue }
      words = words.split(separator: text, omittingEmptySubsequences: false).joined(separator: "[sensitive]")
    }
    if words.isEmpty { words = fault.code.isEmpty ? "HTTP status \(fault.status)." : "\(fault.code)." }
    if let last = words.last, !".!?".contains(last) { words += "." }
    return ProviderError(
      code, "\(action) failed. \(words)", hint: hint(for: code, fault, action: action), cloudCode: fault.code,
      requestID: fault.requestID, mayHaveChanged: fault.status >= 500)
  }

  /// Told by the service's code; the status says little, since nearly every client error is a 400.
  private static func code(of fault: AWSFault) -> Code {
    switch fault.code {
    case "ResourceNotFoundException", "NotFoundException", "NoSuchEntity": return .notFound
    case "ResourceExistsException", "AlreadyExistsException", "EntityAlreadyExists": return .alreadyExists
    case "AccessDenied", "AccessDeniedException", "UnauthorizedOperation", "EncryptionFailure", "DecryptionFailure",
      "KMSAccessDeniedException":
      return .denied
    case "ExpiredToken", "ExpiredTokenException", "IncompleteSignature", "InvalidAccessKeyId",
      "InvalidClientTokenId", "InvalidSignatureException", "MissingAuthenticationToken",
      "MissingAuthenticationTokenException", "RequestExpired", "RequestTimeTooSkewed", "SignatureDoesNotMatch",
      "UnrecognizedClientException":
      return .unauthenticated
    case "PreconditionNotMetException", "ConflictException", "ConcurrentModification": return .conflict
    case "InvalidRequestException" where fault.saysDeleted: return .tombstone
    case _ where AWSRetry.throttlingCodes.contains(fault.code) || fault.status == 429: return .throttled
    case _ where AWSRetry.transientCodes.contains(fault.code) || fault.status >= 500: return .unavailable
    default: return .invalid
    }
  }

  private static func hint(for code: Code, _ fault: AWSFault, action: String) -> String? {
    switch (code, fault.code) {
    case (_, "ExpiredToken"), (_, "ExpiredTokenException"), (_, "RequestExpired"):
      return "The credentials have expired: get new ones, for example with aws sso login."
    case (_, "RequestTimeTooSkewed"): return "Set this machine's clock."
    case (_, "SignatureDoesNotMatch"), (_, "InvalidSignatureException"):
      return "Check the secret access key, and this machine's clock."
    case (.unauthenticated, _): return "Check which credentials are in use: aws sts get-caller-identity"
    case (_, "EncryptionFailure"), (_, "DecryptionFailure"):
      return "Allow the caller to use the KMS key that kms_key_id names (kms:GenerateDataKey, kms:Decrypt)."
    case (.denied, _): return "Allow \(action) for the caller in its IAM policy."
    case (_, "LimitExceededException"): return "Ask AWS for a higher quota, or remove what is not needed."
    case (.throttled, _), (.unavailable, _): return "Wait a little and try again."
    default: return nil
    }
  }
}

extension AWSFault {
  /// Whether Secrets Manager refuses because the secret is deleted, or about to be.
  var saysDeleted: Bool {
    let words = message.lowercased()
    return words.contains("deletion") || words.contains("was deleted") || words.contains("marked deleted")
  }
}
