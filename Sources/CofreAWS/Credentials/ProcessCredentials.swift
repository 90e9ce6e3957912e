import CofreJSON
import CofreProvider

/// What the program that a profile names (`credential_process`) prints.
struct ProcessCredentials: CredentialSource {
  /// Runs a program with arguments and gives its exit status and what it printed.
  typealias Runner = @Sendable (_ arguments: [String], _ environment: [String: String]) async throws -> (Int32, [UInt8])

  let shared: AWSSharedConfiguration
  let run: Runner

  var name: String { "the program of the profile '\(shared.profileName)'" }

  func credentials() async throws -> AWSCredentials? {
    guard let command = shared.setting("credential_process") else { return nil }
    let arguments = Self.words(command)
    guard let program = arguments.first else { return nil }
    func fail(_ what: String) -> ProviderError {
      ProviderError(
        .unauthenticated, "\(program), which credential_process of the profile '\(shared.profileName)' names, \(what).",
        hint: "Run it by hand: it must print a JSON object with Version 1, AccessKeyId and SecretAccessKey.")
    }
    let status: Int32, output: [UInt8]
    do {
      (status, output) = try await run(arguments, shared.environment)
    } catch {
      throw fail("could not be started")
    }
    guard status == 0 else { throw fail("ended with status \(status)") }
    guard let json = try? JSON.parse(String(decoding: output, as: UTF8.self)), json["Version"]?.integerValue == 1,
      let credentials = AWSCredentials(json: json, tokenName: "SessionToken")
    else { throw fail("printed no credentials") }
    return credentials
  }

  /// Splits a command as a shell would, without anything else that a shell does.
  static func words(_ command: String) -> [String] {
    var words: [String] = []
    var word: String?
    var quote: Character?
    var isEscaped = false
    for character in command {
      if isEscaped {
        word = (word ?? "") + String(character)
        isEscaped = false
      } else if character == "\\", quote != "'" {
        isEscaped = true
      } else if let open = quote {
        if character == open { quote = nil } else { word = (word ?? "") + String(character) }
      } else if character == "\"" || character == "'" {
        quote = character
        word = word ?? ""
      } else if character == " " || character == "\t" {
        if let done = word { words.append(done) }
        word = nil
      } else {
        word = (word ?? "") + String(character)
      }
    }
    if let word { words.append(word) }
    return words
  }
}
