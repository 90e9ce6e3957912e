import CofreModel
import Testing

@Suite struct URNTests {
  @Test(arguments: [
    "urn:cofre:dev::p::aws.kms.Key::signing", "urn:cofre:dev::p::a.B$c.D::x::y", "urn:cofre:a:b::p::t::n",
  ])
  func readsBack(_ text: String) throws {
    #expect(try #require(URN(parsing: text)).description == text)
  }

  @Test(arguments: [
    "", "urn:cofre:", "urn:cofre:a::b::c", "urn:cofre:a::b::c::", "urn:x:a::b::c::d", "urn:cofre:::b::c::d",
  ])
  func refusesWhatIsNoURN(_ text: String) {
    #expect(URN(parsing: text) == nil)
  }

  @Test func carriesTheTypesOfItsParents() {
    let parent = URN(stack: "dev", project: "p", type: "a.B", name: "x")
    let child = URN(stack: "dev", project: "p", type: "c.D", name: "y", parent: parent)
    #expect(child.qualifiedType == "a.B$c.D")
    #expect(child.type == "c.D")
  }
}
