import CofreCrypto
import CofreJSON

extension SecretsManager {
  func getRandomPassword(_ input: JSONObject) throws -> JSONObject {
    let length = input.integer("PasswordLength") ?? 32
    guard 1...4096 ~= length else {
      throw AWSError.parameter("Invalid password length: use a value between 1 and 4096.")
    }
    let excluded = Set(input.string("ExcludeCharacters") ?? "")
    let punctuation = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"
    let kinds: [(String, isExcluded: Bool)] = [
      (RandomText.lowerCase, input.bool("ExcludeLowercase")), (RandomText.upperCase, input.bool("ExcludeUppercase")),
      (RandomText.digits, input.bool("ExcludeNumbers")), (punctuation, input.bool("ExcludePunctuation")),
      (" ", !input.bool("IncludeSpace")),
    ]
    let alphabets = kinds.filter { !$0.isExcluded }.map { $0.0.filter { !excluded.contains($0) } }.filter {
      !$0.isEmpty
    }
    guard !alphabets.isEmpty else {
      throw AWSError.parameter("The password can't be generated: every character is excluded.")
    }
    let everyKind = input["RequireEachIncludedType"]?.boolValue ?? true
    guard !everyKind || Int(length) >= alphabets.count else {
      throw AWSError.parameter("The password length is too short to contain each included type of character.")
    }
    var password = everyKind ? alphabets.map { RandomText.characters(1, of: $0) }.joined() : ""
    password += RandomText.characters(Int(length) - password.count, of: alphabets.joined())
    var generator = SystemRandomNumberGenerator()
    return ["RandomPassword": .string(String(password.shuffled(using: &generator)))]
  }
}
