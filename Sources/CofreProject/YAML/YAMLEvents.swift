import CYAML

/// What libyaml reads, event by event.
///
/// Marks count lines from 0, and characters, not bytes, within a line.
struct YAMLEvents: ~Copyable {
  struct Mark {
    var line: Int
    var column: Int

    init(_ mark: yaml_mark_t) {
      line = Int(mark.line)
      column = Int(mark.column)
    }
  }

  enum Event {
    case scalar(String, isPlain: Bool, anchor: String?)
    case sequenceStart(anchor: String?)
    case mappingStart(isFlow: Bool, anchor: String?)
    case end
    case alias(String)
    case documentStart
    /// Nothing follows.
    case streamEnd
  }

  /// Why the text is no YAML.
  struct Failure: Error {
    var problem: String
    /// Nil where libyaml gives no place.
    var mark: Mark?
    /// In what the problem was found, and where that begins.
    var context: (text: String, mark: Mark)?
  }

  private let parser: UnsafeMutablePointer<yaml_parser_t>
  private let text: UnsafeMutableBufferPointer<UInt8>

  init(_ bytes: [UInt8]) {
    text = .allocate(capacity: bytes.count)
    _ = text.initialize(from: bytes)
    parser = .allocate(capacity: 1)
    parser.initialize(to: yaml_parser_t())
    yaml_parser_initialize(parser)
    yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    yaml_parser_set_input_string(parser, text.baseAddress, text.count)
  }

  deinit {
    yaml_parser_delete(parser)
    parser.deallocate()
    text.deallocate()
  }

  /// The next event that says something, and where it begins.
  mutating func next() throws(Failure) -> (event: Event, mark: Mark) {
    while true {
      var event = yaml_event_t()
      guard yaml_parser_parse(parser, &event) == 1 else { throw failure }
      defer { yaml_event_delete(&event) }
      if let known = Self.event(event) { return (known, Mark(event.start_mark)) }
    }
  }

  private static func event(_ event: yaml_event_t) -> Event? {
    switch event.type {
    case YAML_SCALAR_EVENT:
      let scalar = event.data.scalar
      let bytes = UnsafeBufferPointer(start: scalar.value, count: Int(scalar.length))
      return .scalar(
        String(decoding: bytes, as: UTF8.self), isPlain: scalar.style == YAML_PLAIN_SCALAR_STYLE,
        anchor: name(scalar.anchor))
    case YAML_SEQUENCE_START_EVENT: return .sequenceStart(anchor: name(event.data.sequence_start.anchor))
    case YAML_MAPPING_START_EVENT:
      let mapping = event.data.mapping_start
      return .mappingStart(isFlow: mapping.style == YAML_FLOW_MAPPING_STYLE, anchor: name(mapping.anchor))
    case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT: return .end
    case YAML_ALIAS_EVENT: return .alias(name(event.data.alias.anchor) ?? "")
    case YAML_DOCUMENT_START_EVENT: return .documentStart
    case YAML_STREAM_END_EVENT, YAML_NO_EVENT: return .streamEnd
    default: return nil
    }
  }

  private static func name(_ text: UnsafePointer<yaml_char_t>?) -> String? { text.map { String(cString: $0) } }

  private var failure: Failure {
    let state = parser.pointee
    let context = state.context.map { (String(cString: $0), Mark(state.context_mark)) }
    let isPlaced = state.error == YAML_SCANNER_ERROR || state.error == YAML_PARSER_ERROR
    return Failure(
      problem: state.problem.map { String(cString: $0) } ?? "it cannot be read",
      mark: isPlaced ? Mark(state.problem_mark) : nil, context: isPlaced ? context : nil)
  }
}
