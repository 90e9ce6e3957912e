import CofreLua
import CofreModel
import CofreStdlib
import Foundation
import Synchronization
import Testing

@Suite struct StandardLibraryTests {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("stdlib")

  /// The embedded files by path.
  private var embedded: [String: [UInt8]] {
    var files: [String: [UInt8]] = [:]
    var index = 0
    while let file = cofre_stdlib_file_at(index) {
      files[String(cString: file.pointee.path)] =
        Array(UnsafeBufferPointer(start: file.pointee.bytes, count: file.pointee.size))
      index += 1
    }
    return files
  }

  @Test func theProgramHoldsTheModulesAsTheyStandInTheFolder() throws {
    let names = try FileManager.default.subpathsOfDirectory(atPath: Self.folder.path)
      .filter { $0.hasPrefix("cofre/") && $0.hasSuffix(".lua") }
    #expect(Set(names) == Set(embedded.keys))
    for name in names {
      let bytes = try Array(Data(contentsOf: Self.folder.appendingPathComponent(name)))
      #expect(embedded[name] == bytes, "\(name) differs from the one in the program: build again")
    }
  }

  @Test func anotherFolderMayTakeItsPlace() async throws {
    var options = ScriptHarness("local cofre = require 'cofre' print(cofre.extra)").options
    let files = embedded
    options.readStandardFile = { path in
      if path == "cofre/log.lua" { return Array("return 'from the folder'".utf8) }
      if path == "cofre/init.lua" { return Array("return { extra = require 'cofre.log' }".utf8) }
      return files[path]
    }
    let harness = ScriptHarness("")
    options.onMessage = { message in harness.messages.withLock { $0.append(message) } }
    _ = try await StackProgram(options).start()
    #expect(harness.printed == ["from the folder"])
  }

  @Test func modulesLeaveNoGlobalsBehind() async throws {
    let found = try await exports(
      """
      local before = {}
      for name in pairs(_G) do before[name] = true end
      local cofre = require "cofre"
      require "cofre.aws"
      local new = {}
      for name in pairs(_G) do if not before[name] then new[#new + 1] = name end end
      cofre.export("new", new)
      """)
    #expect(found == ["new": []])
  }
}
