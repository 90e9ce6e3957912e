import CofreCrypto
import CofreJSON
import CofreModel
import Foundation
import Testing

/// One file of `Vectors/`: lines of `name: value`.
struct VectorFile: Sendable, CustomTestStringConvertible {
  let name: String
  private let fields: [String: String]

  static let all: [VectorFile] = {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Vectors")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.sorted().filter { $0.hasSuffix(".txt") }.compactMap { name in
      (try? String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)).map { VectorFile(name, $0) }
    }
  }()

  private init(_ name: String, _ text: String) {
    self.name = name
    var fields: [String: String] = [:]
    for line in text.split(separator: "\n") where !line.hasPrefix("#") {
      let parts = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      fields[String(parts[0])] = parts.count == 2 ? String(parts[1].dropFirst()) : ""
    }
    self.fields = fields
  }

  var testDescription: String { name }

  func text(_ field: String) throws -> String { try #require(fields[field], "\(name) has no '\(field)'") }

  func bytes(_ field: String) throws -> [UInt8] { try #require(Hex.decode(try text(field))) }

  func path() throws -> PropertyPath {
    let components = try #require(try JSON.parse(try text("path")).arrayValue)
    return PropertyPath(
      try components.map { component in
        if let index = component.integerValue { return .index(Int(index)) }
        return .key(try #require(component.stringValue))
      })
  }

  /// The value in the field, of the vector's kind.
  func value(_ field: String) throws -> Value {
    let text = String(decoding: try bytes(field), as: UTF8.self)
    switch try self.text("kind") {
    case "string": return .string(text)
    case "integer": return .integer(try #require(Int64(text)))
    case "number": return .number(try #require(Double(text)))
    case "bool": return .bool(text == "1")
    case let kind:
      Issue.record("unknown kind \(kind)")
      return .null
    }
  }

  /// Fails when the vector says something that the test does not read.
  func expectOnly(_ names: String...) {
    #expect(Set(fields.keys) == Set(names + ["operation", "expect"]), "\(name)")
  }
}
