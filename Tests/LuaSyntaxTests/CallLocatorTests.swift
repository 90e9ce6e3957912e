import LuaSyntax
import Testing

@Suite struct CallLocatorTests {
  private static let script = """
    local cofre = require "cofre"
    local key = aws.kms.Key("signing", {
      description = "x",
      tags = { ["owner"] = "me", list = { 1, { deep = true } } },
      [7] = "seven",
    }, { protect = true })
    local a, b = aws.Secret("a", {}), aws.Secret("b", { name = "b" })
    local policy = gcp.Policy("policy", {
      key = aws.kms.Key("inner", { description = "y" }).id,
    })
    handle:attach("signing", { days = 3 })
    local made = make(name, { days = 4 })
    """

  private let locator = CallLocator(Array(script.utf8))

  private func text(_ range: Range<Int>?) -> String? { range.map { locator.file.text($0) } }

  @Test(arguments: [
    (2, "signing", "aws.kms.Key"), (4, "signing", "aws.kms.Key"), (6, "signing", "aws.kms.Key"), (7, "b", "aws.Secret"),
    (9, "inner", "aws.kms.Key"), (9, "policy", "gcp.Policy"), (8, "policy", "gcp.Policy"),
    (11, "signing", "handle:attach"),
    (1, "cofre", "require"),
  ])
  func findsTheCallThatALineMeans(_ line: Int, _ argument: String, _ callee: String) throws {
    let call = try #require(locator.call(onLine: line, firstArgument: argument))
    #expect(text(call.calleeRange) == callee)
    #expect(text(call.firstArgument?.contentRange) == argument)
  }

  @Test func findsACallByItsLineAlone() throws {
    let call = try #require(locator.call(onLine: 12, firstArgument: nil))
    #expect(text(call.calleeRange) == "make")
    #expect(text(call.field([.key("days")]).range) == "days")
  }

  @Test(arguments: [
    ("fail(a)", "fail"), ("local v = config(\"n\")", "config"), ("x.y = f()", nil), ("return f {}", "f"),
    ("print(stack(), config(\"n\"))", nil), ("a(); b()", nil), ("local v = t.x .. f()", nil),
    ("local a, b = f(), t.x", nil),
    ("local v = t.x", nil), ("if f() then x = 1 end", nil), ("local v = f().x", nil), ("x:y(\n  1)", "x:y"),
  ])
  func meansACallOnlyWhereNothingElseCouldHaveFailed(_ line: String, _ callee: String?) {
    let locator = CallLocator(Array("first()\n\(line)\nlast()\n".utf8))
    let call = locator.onlyCall(onLine: 2)
    #expect((call?.calleeRange).map { locator.file.text($0) } == callee)
    #expect(locator.onlyCall(onLine: 99) == nil)
  }

  @Test func findsNothingWhereNothingIs() {
    #expect(locator.call(onLine: 2, firstArgument: "other") == nil)
    #expect(locator.call(onLine: 0, firstArgument: nil) == nil)
    #expect(locator.call(onLine: 99, firstArgument: "signing") == nil)
    #expect(locator.call(onLine: .max - 1, firstArgument: nil) == nil)
  }

  @Test(arguments: [
    ([CallLocator.Step.key("description")], "description", "\"x\"", 1),
    ([.key("tags"), .key("owner")], "[\"owner\"]", "\"me\"", 2),
    ([.key("tags"), .key("list"), .index(0)], "1", "1", 3),
    ([.key("tags"), .key("list"), .index(1), .key("deep")], "deep", "true", 4),
    ([.key("tags"), .key("list"), .index(5)], "list", "{ 1, { deep = true } }", 2),
    (
      [.key("tags"), .key("missing"), .key("more")], "tags", "{ [\"owner\"] = \"me\", list = { 1, { deep = true } } }",
      1
    ),
    ([.key("description"), .key("more")], "description", "\"x\"", 1), ([.index(6)], "[7]", "\"seven\"", 1),
  ])
  func followsAPathAsFarAsItIsWritten(_ path: [CallLocator.Step], _ key: String, _ value: String, _ depth: Int) throws {
    let field = try #require(locator.call(onLine: 2, firstArgument: "signing")).field(path)
    #expect(text(field.range) == key)
    #expect(text(field.valueRange) == value)
    #expect(field.depth == depth)
  }

  @Test func looksIntoTheArgumentAskedFor() throws {
    let call = try #require(locator.call(onLine: 2, firstArgument: "signing"))
    #expect(text(call.field([.key("protect")], in: 2).range) == "protect")
    #expect(call.field([.key("protect")]).depth == 0)
    #expect(call.field([.key("protect")], in: 9).range == call.range)
    #expect(call.field([.index(.max)]).depth == 0)
  }

  @Test func aCallThatIsBeingTypedIsFoundAsWell() throws {
    let open = CallLocator(Array("aws.Key('a', {\n  days = 1,\nlocal b = 2".utf8))
    let call = try #require(open.call(onLine: 2, firstArgument: "a"))
    #expect(open.file.text(call.field([.key("days")]).range) == "days")
  }
}
