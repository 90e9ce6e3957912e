import CofreSchema

/// The places of the clouds that are offered while one is written.
///
/// They are no rule: clouds open further ones, and what does not stand here is as good.
enum Regions {
  /// The places that a property may name; empty for one that names none.
  static func names(for property: Property, of type: ResourceType) -> [String] {
    guard case .string = property.kind, property.choices == nil else { return [] }
    switch (type.cloud, property.name) {
    case ("aws", "region"): return aws
    case ("azure", "location"): return azure
    case ("gcp", "region"): return gcp
    // Key rings and others may also be in a place of several regions, or in none.
    case ("gcp", "location"): return wide + gcp
    default: return []
    }
  }

  /// Where a place comes among those that are offered: no region at all before those of several; nil for a single one.
  static func order(of name: String) -> Int? { wide.firstIndex(of: name) }

  private static let wide = ["global", "asia", "europe", "us"]

  /// The cloud that a region belongs to, as prefix of types and in words; nil for a region of none.
  ///
  /// No two clouds have a region of the same name. Azure takes its names with spaces and in any case.
  static func cloud(ofRegion name: String) -> (key: String, title: String)? {
    if awsNames.contains(name) { return ("aws", "AWS") }
    if gcpNames.contains(name) { return ("gcp", "Google Cloud") }
    let folded = String(name.lowercased().filter { $0 != " " })
    return azureNames.contains(folded) ? ("azure", "Azure") : nil
  }

  private static let awsDirections: Set<Substring> = [
    "north", "south", "east", "west", "central", "northeast", "northwest", "southeast", "southwest",
  ]

  /// Whether a name that is not known is formed as the regions of a cloud are, so that it may be a new one.
  static func mayBeNew(_ name: String, of cloud: String) -> Bool {
    switch cloud {
    // They are numbered; those of several regions are short.
    case "gcp": return name.utf8.count <= 2 || name.contains(where: \.isNumber)
    // They are a country and a direction, or closed to others.
    case "azure":
      let folded = name.lowercased()
      return ["north", "south", "east", "west", "central", "gov", "dod", "china", "stage"].contains {
        folded.contains($0)
      }
    // The schema knows their form; the direction in front of the number is one of few.
    case "aws":
      let parts = name.split(separator: "-")
      return parts.count < 3 || awsDirections.contains(parts[parts.count - 2])
    default: return true
    }
  }

  /// A few of some places, for who has named none of them.
  static func examples(_ names: [String]) -> String {
    let common = ["global", "europe-west1", "us-central1", "eu-west-1", "us-east-1", "westeurope", "eastus"]
    let few = common.filter(names.contains)
    return
      "There are \(few.joined(separator: ", ")) and \(names.count - few.count) others; an editor offers them behind "
      + "the quote."
  }

  private static let awsNames = Set(aws)
  private static let gcpNames = Set(gcp)
  private static let azureNames = Set(azure)

  private static func list(_ text: String) -> [String] { text.split { $0 == " " || $0 == "\n" }.map(String.init) }

  private static let aws = list(
    """
    af-south-1 ap-east-1 ap-northeast-1 ap-northeast-2 ap-northeast-3 ap-south-1 ap-south-2 ap-southeast-1 ap-southeast-2
    ap-southeast-3 ap-southeast-4 ca-central-1 ca-west-1 eu-central-1 eu-central-2 eu-north-1 eu-south-1 eu-south-2
    eu-west-1 eu-west-2 eu-west-3 il-central-1 me-central-1 me-south-1 sa-east-1 us-east-1 us-east-2 us-west-1 us-west-2
    """)

  private static let azure = list(
    """
    australiacentral australiaeast australiasoutheast brazilsouth canadacentral canadaeast centralindia centralus eastasia
    eastus eastus2 francecentral germanywestcentral israelcentral italynorth japaneast japanwest koreacentral koreasouth
    mexicocentral northcentralus northeurope norwayeast polandcentral qatarcentral southafricanorth southcentralus
    southeastasia southindia spaincentral swedencentral switzerlandnorth uaenorth uksouth ukwest westcentralus westeurope
    westindia westus westus2 westus3
    """)

  private static let gcp = list(
    """
    africa-south1 asia-east1 asia-east2 asia-northeast1 asia-northeast2 asia-northeast3 asia-south1 asia-south2
    asia-southeast1 asia-southeast2 australia-southeast1 australia-southeast2 europe-central2 europe-north1
    europe-southwest1 europe-west1 europe-west10 europe-west12 europe-west2 europe-west3 europe-west4 europe-west6
    europe-west8 europe-west9 me-central1 me-central2 me-west1 northamerica-northeast1 northamerica-northeast2
    southamerica-east1 southamerica-west1 us-central1 us-east1 us-east4 us-east5 us-south1 us-west1 us-west2 us-west3
    us-west4
    """)
}
