import CofreJSON

/// The locations that resources can be in.
enum GCPLocations {
  private static let all = [
    "africa-south1", "asia", "asia-east1", "asia-east2", "asia-northeast1", "asia-northeast2", "asia-northeast3",
    "asia-south1", "asia-south2", "asia-southeast1", "asia-southeast2", "asia1", "australia-southeast1",
    "australia-southeast2", "ca", "eur3", "eur4", "europe", "europe-central2", "europe-north1", "europe-southwest1",
    "europe-west1", "europe-west2", "europe-west3", "europe-west4", "europe-west6", "europe-west8", "europe-west9",
    "europe-west10", "europe-west12", "global", "in", "me-central1", "me-central2", "me-west1", "nam3", "nam4", "nam6",
    "nam9", "northamerica-northeast1", "northamerica-northeast2", "northamerica-south1", "southamerica-east1",
    "southamerica-west1", "us", "us-central1", "us-east1", "us-east4", "us-east5", "us-south1", "us-west1", "us-west2",
    "us-west3", "us-west4",
  ]

  /// Answers `locations` and `locations/{id}`.
  static func perform(_ path: GCPPath) throws -> JSON {
    guard path.method == "GET", path.action == nil else { throw path.unknownMethod }
    if path.parts.count == 4 {
      try check(path.parts[3])
      return .object(location(path.parts[3], path))
    }
    return try GCPPage(all.map { location($0, path) }, path).json(as: "locations", isCounted: false)
  }

  static func check(_ location: String) throws {
    guard all.contains(location) else {
      throw GCPError(.notFound, "Location '\(location)' is not found or access is unauthorized.")
    }
  }

  private static func location(_ name: String, _ path: GCPPath) -> JSONObject {
    [
      "name": .string("projects/\(path.parts[1])/locations/\(name)"), "locationId": .string(name),
      "metadata": [
        "@type": "type.googleapis.com/google.cloud.kms.v1.LocationMetadata", "hsmAvailable": .bool(name != "global"),
        "ekmAvailable": true,
      ],
    ]
  }
}
