import CofreAnalysis
import Testing

@Suite struct FuzzyMatcherTests {
  /// Each list is in the order in which its names should be offered.
  @Test(arguments: [
    ("key", ["key", "Keyring", "keyboard", "db-key", "primaryKey", "monkey", "k_e_y", "kernel_entry"]),
    ("dbk", ["dbk", "dbkey", "db-key", "doorbook"]), ("a b", ["ab", "abc", "a_b"]),
  ])
  func ordersWhatMatches(_ query: String, _ names: [String]) {
    let matcher = FuzzyMatcher(query)
    let scores = names.map { matcher.score($0) }
    #expect(scores.allSatisfy { $0 != nil }, "\(scores)")
    #expect(names.sorted { (matcher.score($0) ?? 0) > (matcher.score($1) ?? 0) } == names)
  }

  @Test(arguments: [("key", "ke"), ("key", "yek"), ("é", "e"), ("kk", "key")])
  func leavesOutWhatDoesNot(_ query: String, _ name: String) {
    #expect(FuzzyMatcher(query).score(name) == nil)
  }

  @Test func nothingTypedMatchesAll() {
    #expect(FuzzyMatcher("").score("anything") == 0)
    #expect(FuzzyMatcher(" ").score("") == 0)
  }
}
