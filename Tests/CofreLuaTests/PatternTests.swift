import CLua
import CLuaShim
import Testing

/// The shim's own pattern functions answer what the library's do.
@Suite struct PatternTests {
  /// Runs a chunk that returns one string, in a state of the plain library or in one of the shim.
  private func run(_ script: String, isPlain: Bool) -> String {
    guard
      let state = isPlain
        ? luaL_newstate() : cls_open(nil, { _, _, _ in CLS_ERROR }, { _, _, _ in }, 256 << 20)
    else { return "no state" }
    defer { if isPlain { lua_close(state) } else { cls_close(state) } }
    if isPlain { luaL_openlibs(state) }
    luaL_loadstring(state, script)
    let status = lua_pcallk(state, 0, 1, 0, 0, nil)
    let text = lua_tolstring(state, -1, nil).map { String(cString: $0) } ?? "nothing"
    return status == LUA_OK ? text : "error: \(text)"
  }

  private static let start = """
    local out = {}
    local function show(...)
      local all = table.pack(...)
      for i = 1, all.n do all[i] = tostring(all[i]) end
      out[#out + 1] = table.concat(all, ",")
    end
    local function try(s, p, r)
      show(pcall(string.find, s, p)) show(pcall(string.find, s, p, 2)) show(pcall(string.find, s, p, -2, true))
      show(pcall(string.match, s, p)) show(pcall(string.match, s, p, -3))
      show(pcall(string.gsub, s, p, r)) show(pcall(string.gsub, s, p, r, 2))
      show(pcall(string.gsub, s, p, { a = "A", b = false, ab = 1 }))
      show(pcall(string.gsub, s, p, function(...) return (table.concat({ ... }, "+")) end))
      show(pcall(function() for a, b in s:gmatch(p) do show(a, b) end end))
      show(pcall(function() for a, b in s:gmatch(p, 3) do show(a, b) end end))
    end

    """

  private func compare(_ calls: [String], line: Int = #line) {
    let script = Self.start + calls.joined(separator: "\n") + "\nreturn table.concat(out, '\\n')"
    let (expected, found) = (run(script, isPlain: true), run(script, isPlain: false))
    #expect(expected.count > 100, "line \(line): \(expected)")
    if expected != found {
      let pairs = zip(expected.split(separator: "\n"), found.split(separator: "\n"))
      let first = pairs.first { $0 != $1 }
      Issue.record("line \(line): \(first.map { "\($0) is wanted, not \($1)" } ?? "lengths differ")")
    }
  }

  @Test func theCasesOfTheManual() {
    compare([
      "try('hello world from Lua', '(%w+)', '%1 %1')", "try('THE (quick) fox', '%((%a+)%)', '<%0>')",
      "try('key = value', '(%w+) = (%w+)', '%2 %1')", "try('', '', '-')", "try('abc', '', '-')",
      "try('THE (quick) fox', '%f[%a]%a+', '%%')", "try('f(a(b)c)d', '%b()', '')", "try('aaa', 'a-b', 'x')",
      "try('abcabc', '()b()', '%1%2')", "try('x=1, y=2', '(%w)=(%w)', '%2=%1')", "try('abab', '(a)(b)%1%2', '%2%1')",
      "try('a.b-c', '[%w.-]+', 'q')", "try('a]b', '[]]', 'q')", "try('a^b', '[%^]', 'q')", "try('abc', '[^b]', 'q')",
      "try('a-z', '[a%-z]+', 'q')", "try('ab', '^a', 'q')", "try('ab', 'b$', 'q')", "try('a$b', '$b', 'q')",
      "try('\\0a\\0', '%z', 'q')", "try('a\\0b', 'a\\0', '%0')", "try('\\u{e9}t\\u{e9}', '[\\x80-\\xff]+', 'e')",
      "try('abc', '%', 'q')", "try('abc', '[a', 'q')", "try('abc', '[a%', 'q')", "try('abc', '(a', 'q')",
      "try('abc', 'a)', 'q')", "try('abc', '%1', 'q')", "try('abc', '(a)%2', 'q')", "try('abc', 'a', '%2')",
      "try('abc', 'a', '%')", "try('abc', '%f', 'q')", "try('abc', '%b', 'q')", "try('abc', '%bx', 'q')",
      "try('abc', '(()a)', '%1%2')", "try('abc', '()%1', 'q')", "try(('a'):rep(300), ('(a)'):rep(33), 'q')",
    ])
  }

  /// Random patterns over the characters that mean something; the seed is fixed.
  @Test func randomPatternsAgree() {
    var seed: UInt64 = 0x9e37_79b9_7f4a_7c15
    func random(_ bound: Int) -> Int {
      seed ^= seed << 13
      seed ^= seed >> 7
      seed ^= seed << 17
      return Int(seed % UInt64(bound))
    }
    let pieces = [
      "a", "b", ".", "%a", "%d", "%W", "[ab]", "[^a]", "[a-c]", "(", ")", "()", "*", "+", "-", "?", "^", "$", "%b()",
      "%f[b]", "%1", "%2", "[", "]", "%", "%%", "(a)", "(.-)",
    ]
    let subject = ["a", "b", "c", "1", "(", ")", "%", "-", "ab"]
    var calls: [String] = []
    for _ in 0..<4000 {
      let pattern = (0..<(1 + random(6))).map { _ in pieces[random(pieces.count)] }.joined()
      let text = (0..<random(10)).map { _ in subject[random(subject.count)] }.joined()
      calls.append("try('\(text)', '\(pattern)', '<%0%1>')")
    }
    for start in stride(from: 0, to: calls.count, by: 500) { compare(Array(calls[start..<start + 500])) }
  }

  @Test func theTableFunctionsAgreeOnLargeTables() {
    let script = """
      local t = {}
      for i = 1, 70000 do t[i] = i end
      local sum = 0
      table.insert(t, 1, 'first') table.insert(t, 70001, 'late') local gone = table.remove(t, 2)
      table.move(t, 1, 70000, 3) table.move(t, 5, 70005, 1) local copy = table.move(t, 1, 66000, 1, {})
      for i = 1, #t do if type(t[i]) == 'number' then sum = sum + t[i] * i end end
      return table.concat({ sum, gone, #t, #copy, t[1], t[#t], copy[66000],
        select(2, pcall(table.move, {}, -5, math.maxinteger, 1)), select(2, pcall(table.insert, {}, 5, 1)),
        select(2, pcall(table.insert, {})), tostring(table.remove({}, 0)),
        tostring(table.remove({}, 1)), tostring(table.remove({})), table.remove({ 1, 2 }, 2),
        tostring(table.remove({ 1, 2 }, 3)), ('ab'):rep(3, '-'), ('x'):rep(-1), (''):rep(5), (''):rep(3, ','),
        select(2, pcall(string.rep, 'x', 1 << 40)) }, ' ')
      """
    #expect(run(script, isPlain: true) == run(script, isPlain: false))
  }
}
