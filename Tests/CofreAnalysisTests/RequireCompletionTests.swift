import CofreAnalysis
import LuaSyntax
import Testing

/// Modules that are offered together with their `require`, and places of clouds.
@Suite struct RequireCompletionTests {
  private func taken(_ label: String, _ text: String) throws -> String? {
    let marked = Marked(text)
    let candidates = marked.analysis().completions(at: try marked.offset())
    guard let candidate = candidates.first(where: { $0.label == label }) else { return nil }
    return marked.applying(candidate.additionalEdits + [Edit(candidate.replaceRange, candidate.plainText)])
  }

  @Test(arguments: [
    (
      "-- About.\nlocal cofre = require \"cofre\" -- c\naw1️⃣",
      "-- About.\nlocal cofre = require \"cofre\" -- c\nlocal aws = require \"cofre.aws\"\naws"
    ),
    ("local x = 1\nlocal s = a1️⃣", "local aws = require \"cofre.aws\"\nlocal x = 1\nlocal s = aws"),
    (
      "-- About.\r\nlocal x = 1\r\nlocal s = a1️⃣",
      "-- About.\r\nlocal aws = require \"cofre.aws\"\r\nlocal x = 1\r\nlocal s = aws"
    ),
  ])
  func takingAModuleRequiresIt(_ text: String, _ expected: String) throws {
    #expect(try taken("aws", text) == expected)
  }

  @Test func whatIsRequiredIsNotRequiredAgain() throws {
    #expect(try taken("aws", modules + "local s = a1️⃣") == modules + "local s = aws")
    #expect(try taken("aws", "a1️⃣") == nil)
    #expect(try taken("cofre", "local x = 1\nprint(1️⃣)") == nil)
  }

  @Test func everyCandidateKeepsItsEditsApart() throws {
    let marked = Marked("local x = 1\nlocal y = az1️⃣")
    for candidate in marked.analysis().completions(at: try marked.offset()) {
      for edit in candidate.additionalEdits { #expect(edit.range.upperBound < candidate.replaceRange.lowerBound) }
    }
  }

  @Test(arguments: [
    ("aws.Provider(\"p\", { region = 1️⃣ })", "\"eu-central-1\""),
    ("aws.Provider(\"p\", { region = \"1️⃣\" })", "us-east-1"),
    ("gcp.kms.KeyRing(\"r\", { location = 1️⃣ })", "\"global\""),
    ("gcp.kms.KeyRing(\"r\", { location = \"eu1️⃣\" })", "europe-west1"),
    ("azure.resources.ResourceGroup(\"g\", { location = 1️⃣ })", "\"westeurope\""),
  ])
  func offersPlaces(_ text: String, _ label: String) throws {
    let marked = Marked(modules + text)
    let labels = marked.analysis().completions(at: try marked.offset()).map(\.label)
    #expect(labels.contains(label))
    #expect(Set(labels).count == labels.count)
  }
}
