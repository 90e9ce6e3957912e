/// A separate AWS with its own accounts, domain and ARNs.
package struct AWSPartition: Sendable, Equatable {
  /// The second part of its ARNs.
  package var name: String
  package var domain: String
  package var dualStackDomain: String

  /// The partition of a region, by the start of its code.
  package init(region: String) {
    switch region {
    case _ where region.hasPrefix("cn-"):
      self = AWSPartition(name: "aws-cn", domain: "amazonaws.com.cn", dualStackDomain: "api.amazonwebservices.com.cn")
    case _ where region.hasPrefix("us-gov-"):
      self = AWSPartition(name: "aws-us-gov", domain: "amazonaws.com", dualStackDomain: "api.aws")
    case _ where region.hasPrefix("eusc-"):
      self = AWSPartition(name: "aws-eusc", domain: "amazonaws.eu", dualStackDomain: "api.amazonwebservices.eu")
    default:
      self = AWSPartition(name: "aws", domain: "amazonaws.com", dualStackDomain: "api.aws")
    }
  }

  private init(name: String, domain: String, dualStackDomain: String) {
    self.name = name
    self.domain = domain
    self.dualStackDomain = dualStackDomain
  }
}
