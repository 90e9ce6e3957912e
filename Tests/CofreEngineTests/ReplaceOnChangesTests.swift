import CofreEngine
import CofreModel
import CofreProvider
import Testing

@Suite struct ReplaceOnChangesTests {
  private func program(_ inputs: [String: Input], _ path: String) -> Program {
    Program { $0.thing("a", inputs) { $0.replaceOnChanges = [PropertyPath(parsing: path) ?? PropertyPath()] } }
  }

  @Test(
    arguments: [
      (["size": 1], ["size": 2], "size"),
      (["tags": ["k": 1]], ["tags": ["k": 2]], "tags"),
      (["tags": ["k": 1]], ["tags": ["k": 2]], "tags.k"),
      ([:], ["tags": ["k": 2]], "tags.k"),
    ] as [([String: Input], [String: Input], String)])
  func replaces(_ old: [String: Input], _ new: [String: Input], _ path: String) async {
    var life = Life()
    await life.up(program(old, path), ["create a"])
    await life.up(program(new, path), ["replace a", "delete-replaced a"])
    await life.up(program(new, path), [])
  }

  @Test(
    arguments: [
      (["size": 1], ["size": 2], "label"),
      (["tags": ["k": 1]], ["tags": ["k": 2]], "tags.other"),
      ([:], ["tags": ["k": 2]], "tags.other"),
    ] as [([String: Input], [String: Input], String)])
  func updates(_ old: [String: Input], _ new: [String: Input], _ path: String) async {
    var life = Life()
    await life.up(program(old, path), ["create a"])
    await life.up(program(new, path), ["update a"])
  }
}
