import CofreProvider

package enum AWSRegion {
  /// The region to work in: the provider's own, `AWS_REGION`, `AWS_DEFAULT_REGION`, the profile's.
  ///
  /// Throws ``ProviderError`` when none is named or what is named cannot be one.
  package static func resolve(explicit: String?, shared: AWSSharedConfiguration) throws -> String {
    let candidates = [
      (explicit, "the provider"), (shared.variable("AWS_REGION"), "AWS_REGION"),
      (shared.variable("AWS_DEFAULT_REGION"), "AWS_DEFAULT_REGION"),
      (shared.setting("region"), "the profile '\(shared.profileName)'"),
    ]
    for case (let region?, let source) in candidates {
      // It becomes part of a host's name.
      let isPlain = region.utf8.allSatisfy { byte in
        UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
          || byte == UInt8(ascii: "-")
      }
      guard isPlain, region.contains("-") else {
        throw ProviderError(
          .notConfigured, "The AWS region that \(source) names is not the code of a region.",
          hint: "Write it like us-west-2.")
      }
      return region
    }
    throw ProviderError(
      .notConfigured, "No AWS region is set.",
      hint: "Set region on aws.Provider, aws:region in the stack's config, or the variable AWS_REGION.")
  }
}
