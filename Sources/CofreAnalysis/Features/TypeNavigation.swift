import LuaSyntax

extension DocumentAnalysis {
  /// Where the type of the thing at an offset is declared; empty when it has no declaration.
  package func typeDefinition(at offset: Int) -> [LocationItem] {
    if let name = facts.typeName(at: offset) { return facts.locations(ofType: name) }
    guard let (subject, range) = facts.subject(at: offset) else { return [] }
    let inquiry = TypeInquiry(facts)
    let type: LuaType
    switch subject {
    case .binding(let index):
      // A resource's type is the catalog's, which is no file: what the script makes it of says most.
      if case .handle(let declaration) = facts.bindings[index].value {
        return [facts.location(ofDeclaration: declaration)]
      }
      type = inquiry.type(ofBinding: index, at: range)
    default:
      guard let thing = facts.typedThing(subject, inquiry) else { return [] }
      type = thing.type
    }
    return inquiry.locations(ofTypesIn: type)
  }

  /// Where the code gives what an annotation declares: the functions and values of a field, all fields of a class.
  ///
  /// What is declared by the code alone is its own implementation.
  package func implementations(at offset: Int) -> [LocationItem] {
    let inquiry = TypeInquiry(facts)
    if file.comment(at: offset) != nil, let symbol = facts.field(at: offset)?.symbol,
      case .class(let parts)? = facts.definition(ofType: symbol.owner)
    {
      // Of what a file annotates it keeps no second place: where the code of this one sets it is looked for.
      let here = facts.uses(of: symbol).filter { $0.isWrite && !$0.isDeclaration }.map { LocationItem(range: $0.range) }
      let fields = parts.flatMap(\.fields).filter { $0.key.name == symbol.name }
      let inCode = here + fields.filter { !$0.isAnnotated }.compactMap { facts.location(of: $0.place) }
      return inCode.isEmpty ? fields.compactMap { facts.location(of: $0.place) } : inCode
    }
    if let name = facts.typeName(at: offset), case .class(let parts)? = facts.definition(ofType: name) {
      return parts.flatMap(\.fields).filter { !$0.isAnnotated }.compactMap { facts.location(of: $0.place) }
    }
    guard let (subject, _) = facts.subject(at: offset) else { return [] }
    guard let thing = facts.typedThing(subject, inquiry) else { return definition(at: offset) }
    let bodies = inquiry.expanded(thing.type).functionShapes.compactMap(\.body)
    let inCode = thing.places.filter { place in
      bodies.contains { $0.file == place.file && place.fullRange.contains($0.range.lowerBound) }
        || inquiry.isCode(place, thing)
    }
    return (inCode.isEmpty ? thing.places : inCode).compactMap { facts.location(of: $0) }
  }
}

extension TypeInquiry {
  /// Whether a place is in the code and not in an annotation.
  fileprivate func isCode(_ place: DeclarationPlace, _ thing: TypedThing) -> Bool {
    guard let owner = thing.owner, case .class(let parts)? = definition(owner) else { return true }
    return parts.contains { $0.fields.contains { $0.place == place && !$0.isAnnotated } }
  }

  /// Where the classes, aliases and enumerations are declared that a type is made of.
  func locations(ofTypesIn type: LuaType) -> [LocationItem] {
    switch type {
    case .union(let members): return members.flatMap { locations(ofTypesIn: $0) }
    case .named(let name, _): return facts.locations(ofType: name)
    case .array(let element): return locations(ofTypesIn: element)
    case .map(_, let value): return locations(ofTypesIn: value)
    case .expression(let place): return locations(ofTypesIn: self.type(at: place))
    case .constructed(let place):
      return facts.location(of: DeclarationPlace(file: place.file, range: place.range, fullRange: place.range))
        .map { [$0] } ?? []
    case .callable(let shape):
      return (shape.results ?? inferred(shape) ?? []).prefix(1).flatMap { locations(ofTypesIn: $0.type) }
    default: return []
    }
  }
}

extension DocumentFacts {
  /// Where the name of a type is declared, in all of its parts.
  func locations(ofType name: String) -> [LocationItem] {
    definition(ofType: name)?.places.compactMap { location(of: $0) } ?? []
  }

  /// The name of a type in an annotation at an offset; nil elsewhere.
  func typeName(at offset: Int) -> String? {
    word(inCommentAt: offset).flatMap { definition(ofType: $0.text) == nil ? nil : $0.text }
  }

  /// The word with its dots in a comment with annotations, or that documents something, at an offset.
  func word(inCommentAt offset: Int) -> (text: String, range: Range<Int>)? {
    guard let comment = file.comment(at: offset), comment.kind != .lineComment,
      file.source[comment.range].contains(UInt8(ascii: "@")) || comment.kind == .documentationComment
    else { return nil }
    let word = AnnotationPlace.word(at: min(offset, comment.end), in: comment.range, file.source)
    // The full stop of a sentence is no part of a name.
    let stops = file.source[word].reversed().prefix { $0 == UInt8(ascii: ".") }.count
    let range = word.lowerBound..<word.upperBound - stops
    return (file.text(range), range)
  }
}
