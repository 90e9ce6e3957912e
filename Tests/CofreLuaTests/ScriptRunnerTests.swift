import CofreLua
import CofreModel
import Synchronization
import Testing

@Suite struct ScriptRunnerTests {
  /// What a script printed, and what it returned or failed with.
  private func run(
    _ script: String, arguments: [String] = [], files: [String: String] = [:],
    functions: [String: ScriptRunnerOptions.HostFunction] = [:], limits: ScriptLimits = ScriptLimits(time: nil)
  ) async -> (printed: [String], result: Result<Value?, DiagnosticError>) {
    let printed = Mutex<[String]>([])
    let files = files.merging(["s.lua": "local cofre = require 'cofre'\n" + script]) { _, last in last }
    let functions = functions.merging(Self.functions) { own, _ in own }
    let box = Box(printed)
    let runner = ScriptRunner(
      ScriptRunnerOptions(
        script: "s.lua", arguments: arguments, readFile: { files[$0].map { Array($0.utf8) } },
        hostFunctions: functions, sleep: { _ in await Task.yield() }, limits: limits,
        onMessage: { message in box.append(message.text) }))
    do {
      let value = try await runner.run()
      return (box.texts, .success(value))
    } catch {
      return (box.texts, .failure(error as? DiagnosticError ?? DiagnosticError([])))
    }
  }

  private final class Box: Sendable {
    private let storage: Mutex<[String]>
    init(_ storage: consuming Mutex<[String]>) { self.storage = storage }
    func append(_ text: String) { storage.withLock { $0.append(text) } }
    var texts: [String] { storage.withLock { $0 } }
  }

  private static let functions: [String: ScriptRunnerOptions.HostFunction] = [
    "echo": { arguments in arguments.first ?? .null },
    "many": { .array($0) },
    "vault.read": { _ in ["name": "db", "password": .sensitive(Sensitive("canary-password"))] },
    "vault.check": { [.init($0.first == .sensitive(Sensitive("canary-password")))] },
    "fail": { _ in
      throw DiagnosticError(Diagnostic(code: "denied", "Denied", detail: "The vault says no.", hint: "Ask for access."))
    },
  ]

  private func check(_ script: String, returns expected: Value?, line: Int = #line) async {
    let (_, result) = await run(script)
    switch result {
    case .success(let value): #expect(value == expected, "line \(line)")
    case .failure(let error):
      Issue.record(
        "\(error)", sourceLocation: SourceLocation(fileID: #fileID, filePath: #filePath, line: line, column: 1))
    }
  }

  private func check(_ script: String, fails expected: String, line: Int = #line) async {
    let (printed, result) = await run(script)
    switch result {
    case .success(let value): Issue.record("no error but \(String(describing: value)), \(printed), line \(line)")
    case .failure(let error):
      let text = error.diagnostics.map { ($0.location.map { "\($0): " } ?? "") + $0.detail }.joined(separator: "\n")
      #expect(text == expected, "line \(line)")
    }
  }

  @Test func callsReturnPlainValues() async {
    await check("return cofre.echo('x')", returns: "x")
    await check("return cofre.many(1, 2.5, { a = true })", returns: [1, 2.5, ["a": true]])
    await check("cofre.echo(1)", returns: nil)
    await check("return cofre.vault.read().name", returns: "db")
    await check("return cofre.sleep(0.1)", returns: .null)
  }

  @Test func argumentsReachTheScript() async {
    let (printed, _) = await run("print(#arg, arg[2], ...)", arguments: ["one", "two"])
    #expect(printed == ["2\ttwo\tone\ttwo"])
  }

  @Test func callsMayBeMadeAnywhereThatCanWait() async {
    await check("return select(2, pcall(cofre.echo, 'x'))", returns: "x")
    await check("return coroutine.wrap(function() return cofre.echo('x') end)()", returns: "x")
    await check(
      "local co = coroutine.create(function(a) local b = coroutine.yield(cofre.echo(a)) return cofre.echo(b) end)\n"
        + "local _, x = coroutine.resume(co, 1)\nlocal _, y = coroutine.resume(co, 2)\nreturn { x, y, coroutine.status(co) }",
      returns: [1, 2, "dead"])
    await check("return setmetatable({}, { __index = function(_, k) return cofre.echo(k) end }).name", returns: "name")
    await check("return ({ pcall(error, cofre.echo('e')) })[2]", returns: "e")
    await check("local x = 0 for i = 1, 3 do x = x + cofre.echo(i) end return x", returns: 6)
    await check("return select(2, xpcall(function() return cofre.echo(5) end, print))", returns: 5)
    let (_, result) = await run("return require('m')", files: ["m.lua": "return require('cofre').echo('from m')"])
    #expect((try? result.get()) == "from m")
    await check(
      "table.sort({ 2, 1 }, function(a, b) return cofre.echo(a) < b end)",
      fails:
        "s.lua:2: A function that waits cannot be called by table.sort or string.gsub.\n  at s.lua:2 in a function at line 2\n  called from s.lua:2"
    )
    await check(
      "return coroutine.wrap(function() return (('x'):gsub('x', cofre.echo)) end)()",
      fails: "s.lua:2: A function that waits cannot be called by table.sort or string.gsub.")
    await check(
      "local co = coroutine.create(function() cofre.echo(1) end)\n"
        + "local t = cofre.spawn(coroutine.resume, co)\ncofre.sleep(0)\nlocal ok, text = coroutine.resume(co)\nt:await()\nreturn coroutine.status(co)",
      returns: "dead")
  }

  @Test func coroutinesOfTheHostCannotBeResumedByScripts() async {
    let refusal = "cannot resume a coroutine that the host will resume"
    await check(
      "local co\nlocal t = cofre.spawn(function() co = coroutine.running() return print, 1 end)\nt:await()\n"
        + "local _, text = coroutine.resume(co)\nreturn { text, select('#', t:await()), pcall(coroutine.close, co) }",
      returns: [.string(refusal), 2, false, "cannot close a running coroutine"])
    await check(
      "local outer = coroutine.create(function()\n"
        + "  return coroutine.wrap(function() cofre.sleep(1) return 'right' end)()\nend)\n"
        + "local t = cofre.spawn(function() return select(2, coroutine.resume(outer)) end)\n"
        + "cofre.spawn(function() forged = { coroutine.resume(outer, true, 'forged') } end)\n"
        + "return { t:await(), forged[2] }", returns: ["right", .string(refusal)])
  }

  @Test func tasksRunWhileOthersWait() async {
    let (printed, _) = await run(
      """
      local function work(name, count)
        for i = 1, count do print(name, i) cofre.sleep(1) end
        return name, count
      end
      local a, b = cofre.spawn(work, "a", 2), cofre.spawn(work, "b", 2)
      local name, count = a:await()
      print(name, count, table.concat(cofre.gather { a, b }, " "))
      """)
    #expect(printed == ["a\t1", "b\t1", "a\t2", "b\t2", "a\t2\ta b"])
  }

  @Test func twoCallsAreInFlightAtOnce() async {
    // Each call ends only when the other one has begun.
    let meeting = Meeting()
    let (_, result) = await run(
      "local t = cofre.spawn(cofre.meet, 1)\nlocal x = cofre.meet(2)\nreturn { x, t:await() }",
      functions: [
        "meet": { arguments in
          await meeting.arrive()
          return arguments[0]
        }
      ])
    #expect((try? result.get()) == [2, 1])
  }

  private actor Meeting {
    private var waiting: [CheckedContinuation<Void, Never>] = []
    func arrive() async {
      if let other = waiting.popLast() { return other.resume() }
      await withCheckedContinuation { waiting.append($0) }
    }
  }

  @Test func failuresOfTheHostAreErrorsOfTheScript() async {
    await check("return { pcall(cofre.fail) }", returns: [false, "s.lua:2: The vault says no. Ask for access."])
    await check(
      "local function f()\n  cofre.fail()\nend\nf()",
      fails: "s.lua:3: The vault says no.\n  at s.lua:3 in function 'f'\n  called from s.lua:5")
    await check(
      "local t = cofre.spawn(cofre.fail)\nreturn { pcall(t.await, t) }",
      returns: [false, "s.lua:3: The vault says no. Ask for access."])
    await check("cofre.spawn(function() error('unseen') end)", fails: "s.lua:2: unseen")
    await check(
      "local t t = cofre.spawn(function() t:await() end)\nt:await()",
      fails: "s.lua:3: Every task of the script waits for another one to end.")
    await check("error('main')", fails: "s.lua:2: main")
    await check("cofre.ecko(1)", fails: "s.lua:2: The module 'cofre' has no 'ecko'.")
    await check("cofre.echo(print)", fails: "s.lua:2: Argument 1 of cofre.echo is a function, which is no value.")
    await check("cofre.spawn(1)", fails: "s.lua:2: cofre.spawn needs a function, not a number.")
    await check("cofre.sleep('x')", fails: "s.lua:2: cofre.sleep needs a number of seconds, not a string.")
    await check("coroutine.yield()", fails: "s.lua:2: coroutine.yield is called outside of a coroutine.")
  }

  @Test func sensitiveValuesAreOpaque() async {
    let refusal = "s.lua:2: A sensitive value cannot be shown, taken apart or joined to a text."
    for use in [
      "print(p)", "local x = 'a' .. p", "error(tostring(p))", "local x = #p", "p:reveal()",
      "local x = ('%s'):format(p)",
      "p.x = 1", "for _ in pairs(p) do end", "return p < p .. ''",
    ] {
      await check("local p = cofre.vault.read().password \(use)", fails: refusal)
    }
    await check("return cofre.vault.check(cofre.vault.read().password)", returns: [true])
    await check("return cofre.vault.read().password == cofre.vault.read().password", returns: true)
    await check("return { cofre.vault.read().password }", returns: [.sensitive(Sensitive("canary-password"))])
    await check(
      "error(cofre.vault.read().password)",
      fails: "s.lua:2: The script raised an error that is a sensitive value, not a text.")
    await check(
      "local t = {} t[cofre.vault.read().password] = 1 cofre.echo(t)",
      fails: "s.lua:2: Argument 1 of cofre.echo has a key that is a sensitive value, not a string.")
  }

  @Test func manyTasksAndValuesAreFreed() async {
    await check(
      "for i = 1, 3000 do\n  local p = cofre.vault.read().password\n  cofre.spawn(cofre.echo, p):await()\nend\nreturn 'done'",
      returns: "done")
  }

  @Test func limitsHold() async {
    let (_, result) = await run(
      "cofre.spawn(function() while true do pcall(cofre.echo, 1) end end):await()",
      limits: ScriptLimits(time: .milliseconds(100)))
    #expect(throws: DiagnosticError.self) { try result.get() }
    let (_, loop) = await run(
      "cofre.spawn(function() while true do end end)", limits: ScriptLimits(time: .milliseconds(100)))
    guard case .failure(let error) = loop else { return #expect(Bool(false)) }
    #expect(error.diagnostics.map(\.code) == ["script-time-limit"])
  }

  /// What a run ends with that is cancelled as soon as its script calls `cofre.begun`.
  private func cancel(
    _ script: String, time: Duration? = nil, functions: [String: ScriptRunnerOptions.HostFunction] = [:]
  ) async -> [Diagnostic] {
    let (begun, begin) = AsyncStream<Void>.makeStream()
    let options = ScriptRunnerOptions(
      script: "s.lua", readFile: { _ in Array(("local cofre = require 'cofre'\n" + script).utf8) },
      hostFunctions: functions, limits: ScriptLimits(time: time), onMessage: { _ in begin.yield() })
    let task = Task { try await ScriptRunner(options).run() }
    for await _ in begun { break }
    task.cancel()
    do {
      _ = try await task.value
      return []
    } catch {
      return (error as? DiagnosticError)?.diagnostics ?? []
    }
  }

  @Test(
    arguments: [
      "while true do end",
      "while true do pcall(function() while true do end end) end",
      "cofre.spawn(function() while true do end end) cofre.sleep(0)",
      "coroutine.wrap(function() while true do end end)()",
      "while true do xpcall(error, function() while true do end end) end",
      "local _ = ('a'):rep(50000):find('.-.-.-b')",
    ], [nil, .seconds(3600)] as [Duration?])
  func aCancelledLoopEnds(_ script: String, _ time: Duration?) async {
    let found = await cancel("print('begun')\n" + script, time: time)
    #expect(found.map(\.code) == ["cancelled"])
    #expect(found.first?.location == SourceLocation(file: "s.lua", line: 3))
  }

  @Test func aCancelledCallOfTheHostEnds() async {
    let forever: ScriptRunnerOptions.HostFunction = { _ in
      let (stream, source) = AsyncStream<Void>.makeStream()
      // Ends when the task is cancelled, and only then.
      for await _ in stream {}
      source.finish()
      try Task.checkCancellation()
      return .null
    }
    let found = await cancel(
      "print('begun') pcall(cofre.wait) print('still there')", functions: ["wait": forever])
    #expect(found.map(\.code) == ["cancelled"])
  }

  @Test func aRunThatIsCancelledBeforeItBeginsRunsNothing() async {
    let (printed, found) = await Task {
      withUnsafeCurrentTask { $0?.cancel() }
      return await run("print('here')")
    }.value
    #expect(printed == [])
    guard case .failure(let error) = found else { return #expect(Bool(false)) }
    #expect(error.diagnostics.map(\.code) == ["cancelled"])
  }

  @Test func aCancelledRunEnds() async {
    let runner = ScriptRunner(
      ScriptRunnerOptions(
        script: "s.lua", readFile: { _ in Array("while true do pcall(require('cofre').sleep, 1) end".utf8) },
        sleep: { _ in await Task.yield() }))
    let task = Task { try await runner.run() }
    task.cancel()
    let error = await #expect(throws: DiagnosticError.self) { try await task.value }
    #expect(error?.diagnostics.map(\.code) == ["cancelled"])
  }
}

extension Value {
  fileprivate init(_ flag: Bool) { self = .bool(flag) }
}
