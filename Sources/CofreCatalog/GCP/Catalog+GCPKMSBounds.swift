extension Catalog.GCP {
  /// How often a key may be rotated, in seconds: a day to 876,000 hours.
  package static let rotationPeriodBounds: ClosedRange<Int64> = 86_400...3_153_600_000

  /// How long a destroyed version can be restored, in seconds: a day to 120 days.
  ///
  /// A key that holds imported versions only may do without.
  package static func destroyScheduledBounds(isImportOnly: Bool) -> ClosedRange<Int64> {
    (isImportOnly ? 0 : 86_400)...10_368_000
  }
}
