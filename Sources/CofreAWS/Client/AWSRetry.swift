import CofreHTTP

/// Which answers of AWS are worth another attempt: the standard mode of its SDKs.
enum AWSRetry {
  static let transientCodes: Set<String> = [
    "IDPCommunicationError", "InternalServiceError", "InternalServiceErrorException", "PriorRequestNotComplete",
    "RequestTimeout", "RequestTimeoutException",
  ]

  static let throttlingCodes: Set<String> = [
    "BandwidthLimitExceeded", "EC2ThrottledException", "ProvisionedThroughputExceededException",
    "RequestLimitExceeded", "RequestThrottled", "RequestThrottledException", "SlowDown", "ThrottledException",
    "Throttling", "ThrottlingException", "TooManyRequestsException", "TransactionInProgressException",
  ]

  static func policy(maximumAttempts: Int) -> RetryPolicy {
    RetryPolicy(
      maximumAttempts: maximumAttempts, transientBase: .milliseconds(50), throttledBase: .seconds(1),
      maximumThrottledAttempts: max(10, maximumAttempts))
  }

  static func classify(_ request: HTTPRequest, _ response: HTTPResponse, _ now: Double) -> RetryDecision {
    guard !response.isSuccess else { return .accept }
    // Milliseconds; a service does not ask for long.
    let asked = response.headers["x-amz-retry-after"].flatMap { Int64($0) }.map { min(max($0, 0), 25_000) }
    let after = asked.map { Duration.milliseconds($0) }
    let code = AWSFault(response).code
    if throttlingCodes.contains(code) || response.status == 429 {
      return .retry(.throttled, serverDidNothing: true, after: after)
    }
    if transientCodes.contains(code) || [500, 502, 503, 504].contains(response.status) {
      return .retry(.transient, serverDidNothing: response.status == 503, after: after)
    }
    return .accept
  }
}
