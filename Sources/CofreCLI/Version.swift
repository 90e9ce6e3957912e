/// The version of Cofre: that of the newest released section of CHANGELOG.md, or the next one with `-dev`.
enum Version {
  static let text = "0.1.0-dev"
}
