import LuaSyntax

extension TypeInquiry {
  /// A type in words for a reader: what stands behind constructors and expressions is shown, one level of it.
  func text(of type: LuaType) -> String {
    switch type {
    case .constructed(let place): return text(ofTableAt: place)
    case .expression(let place): return text(of: self.type(at: place))
    case .known(let value): return facts.phrase(of: value.kind) ?? "unknown"
    case .union(let members):
      let others = members.filter { $0 != .nil }
      let texts = others.prefix(12).map { member -> String in
        if case .callable = member { return "(\(text(of: member)))" }
        return text(of: member)
      }
      var shown: [String] = []
      for text in texts where !shown.contains(text) { shown.append(text) }
      let joined = shown.joined(separator: "|") + (others.count > 12 ? "|…" : "")
      guard members.contains(.nil) else { return joined }
      return shown.count == 1 ? "\(joined)?" : "\(joined)|nil"
    default: return type.text
    }
  }

  private func text(ofTableAt place: CodePlace) -> String {
    guard let contents = inquiry(in: place.file)?.contents(ofTableAt: place.range) else { return "table" }
    if contents.order.isEmpty {
      let element = element(of: .constructed(place), by: .integer)
      return element == .unknown ? "table" : "\(text(of: element))[]"
    }
    let fields = contents.order.prefix(8).map { name -> String in
      let type = field(name, ofTableAt: place)?.type ?? .unknown
      if case .constructed = type { return "\(name): table" }
      return "\(name): \(text(of: type))"
    }
    return "{ \(fields.joined(separator: ", "))\(contents.order.count > 8 ? ", …" : "") }"
  }

  /// `function aws.kms.Key(name: string): aws.kms.Key`, with what the body shows where no annotation says.
  func head(of shape: FunctionShape, named name: String) -> String {
    var shape = shape
    if shape.results == nil { shape.results = inferred(shape) }
    let parameters = shape.parameters.map(\.text).joined(separator: ", ")
    // A function that calls itself gives, besides what is known, what it gives.
    let results = (shape.results ?? []).map { result in
      let type = text(of: result.type.certain)
      return result.name.map { "\($0): \(type)" } ?? type
    }
    let known = results.allSatisfy { $0 == "unknown" } ? [] : results
    return "\(name)(\(parameters))" + (known.isEmpty ? "" : ": \(known.joined(separator: ", "))")
  }
}
