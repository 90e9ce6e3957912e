import CofreModel
import CofreProvider

/// What the environment and the shared files say, for one profile.
package struct AWSSharedConfiguration: Sendable {
  /// Gives the bytes of a file, or nil when there is none.
  package typealias FileReader = @Sendable (_ path: String) throws -> [UInt8]?

  package let environment: [String: String]
  package let profileName: String
  /// Whether the stack names the profile: then it goes before keys in the environment.
  package let isProfileExplicit: Bool
  package let readFile: FileReader
  private let configFile: AWSConfigFile
  private let credentialsFile: AWSConfigFile

  /// Reads the shared files; throws ``ProviderError`` when one cannot be read, or the named profile is in neither.
  package init(profile: String?, environment: [String: String], readFile: @escaping FileReader) throws {
    func variable(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
    self.environment = environment
    self.readFile = readFile
    isProfileExplicit = profile != nil
    let named = profile ?? variable("AWS_PROFILE") ?? variable("AWS_DEFAULT_PROFILE")
    profileName = named ?? "default"
    func file(_ name: String, _ usual: String) throws -> (AWSConfigFile, path: String) {
      let path = Self.expanded(variable(name) ?? usual, environment)
      do {
        guard let bytes = try readFile(path) else { return (.empty, path) }
        return (try AWSConfigFile(parsing: String(decoding: bytes, as: UTF8.self), path: path), path)
      } catch let error as ProviderError {
        throw error
      } catch {
        throw ProviderError(
          .notConfigured, "\(path) cannot be read.",
          hint: "Make it readable, or point \(name) at another file.")
      }
    }
    let (config, configPath) = try file("AWS_CONFIG_FILE", "~/.aws/config")
    let (credentials, credentialsPath) = try file("AWS_SHARED_CREDENTIALS_FILE", "~/.aws/credentials")
    (configFile, credentialsFile) = (config, credentials)
    if let named, configSection == nil, credentialsSection == nil {
      let known = profileNames
      throw ProviderError(
        .notConfigured,
        "The AWS profile '\(named)', which \(profile == nil ? "AWS_PROFILE" : "the provider") names, is neither in "
          + "\(configPath) nor in \(credentialsPath).",
        hint: didYouMean(nearestNames(to: named, among: known))
          ?? (known.isEmpty ? "aws configure --profile \(named)" : "There are \(known.joined(separator: ", "))."))
    }
  }

  /// A variable that is set and not empty.
  package func variable(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }

  /// A setting of the profile: that of the credentials file before that of the config file.
  package func setting(_ name: String) -> String? {
    [credentialsSection?.settings[name], configSection?.settings[name]].lazy.compactMap { $0 }.first { !$0.isEmpty }
  }

  /// The profile in the credentials file.
  package var credentialsSection: AWSConfigFile.Section? { credentialsFile.sections[profileName] }

  /// The profile in the config file.
  package var configSection: AWSConfigFile.Section? {
    configFile.sections["profile \(profileName)"]
      ?? (profileName == "default" ? configFile.sections["default"] : nil)
  }

  /// A section of the config file that is no profile, such as `services local`.
  package func section(_ kind: String, _ name: String) -> AWSConfigFile.Section? {
    configFile.sections["\(kind) \(name)"]
  }

  /// The same files, seen by another profile; nil when it is in neither.
  package func profile(_ name: String) -> AWSSharedConfiguration? {
    try? AWSSharedConfiguration(profile: name, environment: environment, readFile: readFile)
  }

  /// A file that may start with `~/`, as text; nil when there is none or it cannot be read.
  package func text(ofFile path: String) -> String? {
    (try? readFile(Self.expanded(path, environment))).flatMap { $0 }.map { String(decoding: $0, as: UTF8.self) }
  }

  private var profileNames: [String] {
    let configured = configFile.sections.keys.compactMap {
      $0 == "default" ? $0 : $0.hasPrefix("profile ") ? String($0.dropFirst(8)) : nil
    }
    return Set(configured + credentialsFile.sections.keys).sorted()
  }

  private static func expanded(_ path: String, _ environment: [String: String]) -> String {
    guard path.hasPrefix("~/"), let home = environment["HOME"] else { return path }
    return home + path.dropFirst()
  }
}
