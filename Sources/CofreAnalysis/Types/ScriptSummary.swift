import LuaSyntax

/// The types that a file declares for others: what needs to be known of it while its tree is not kept.
struct ScriptSummary: Sendable {
  var classes: [ClassDeclaration] = []
  var aliases: [AliasDeclaration] = []
  var enumerations: [EnumDeclaration] = []
  var globals: [GlobalDeclaration] = []
  /// What `require` answers, where a class says; otherwise the code has to be asked.
  var returned: LuaType?

  static let empty = ScriptSummary()

  /// Whether a file can declare types at all: one without annotations is never read for them.
  static func mayDeclareTypes(_ bytes: [UInt8]) -> Bool {
    bytes.withUnsafeBufferPointer { bytes in
      var index = 3
      while index < bytes.count {
        // The rarest of the four bytes is looked at first.
        if bytes[index] == UInt8(ascii: "@"), bytes[index - 1] == UInt8(ascii: "-") || bytes[index - 1] == 32 {
          var start = index - 1
          while start > 0, bytes[start] == 32 { start -= 1 }
          if start >= 2, bytes[start] == UInt8(ascii: "-"), bytes[start - 1] == UInt8(ascii: "-"),
            bytes[start - 2] == UInt8(ascii: "-")
          {
            return true
          }
        }
        index += 1
      }
      return false
    }
  }

  /// The first line of files of types that Cofre itself writes for other servers, and knows better.
  static let marker = Array("-- Cofre's types, for other Lua servers.".utf8)
}
