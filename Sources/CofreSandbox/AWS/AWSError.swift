import CofreJSON

/// A failure in AWS's own words: the code that clients classify by, and the message.
struct AWSError: Error {
  var code: String
  var message: String
  var status = 400

  init(_ code: String, _ message: String, status: Int = 400) {
    self.code = code
    self.message = message
    self.status = status
  }
}

/// The failures that are the same in every operation of Secrets Manager.
extension AWSError {
  static let secretNotFound = AWSError(
    "ResourceNotFoundException", "Secrets Manager can't find the specified secret.")
  static let secretIsDeleted = AWSError(
    "InvalidRequestException",
    "You can't perform this operation on the secret because it was marked for deletion.")
  static let secretIsReplica = AWSError(
    "InvalidRequestException",
    "Operation not permitted on a replica secret. Call must be made in primary secret's region.")

  static func parameter(_ message: String) -> AWSError { AWSError("InvalidParameterException", message) }
  static func request(_ message: String) -> AWSError { AWSError("InvalidRequestException", message) }
  static func exists(_ message: String) -> AWSError { AWSError("ResourceExistsException", message) }
  static func validation(_ message: String) -> AWSError { AWSError("ValidationException", message) }
}
