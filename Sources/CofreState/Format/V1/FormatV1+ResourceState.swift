import CofreJSON
import CofreModel

extension FormatV1.Coder {
  func encode(_ state: ResourceState) throws(FormatError) -> JSON {
    var members: [JSONObject.Member] = [("urn", encode(state.urn))]
    if !state.id.isEmpty { members.append(("id", .string(state.id))) }
    if state.isPendingDelete { members.append(("pendingDelete", true)) }
    if !state.inputs.isEmpty { members.append(("inputs", .object(try FormatV1.encode(state.inputs)))) }
    let outputs = FormatV1.split(state.outputs, inputs: state.inputs)
    if !outputs.own.isEmpty { members.append(("outputs", .object(try FormatV1.encode(outputs.own)))) }
    if !outputs.sameAsInputs.isEmpty {
      members.append(("outputsAsInputs", .array(outputs.sameAsInputs.map(JSON.string))))
    }
    let options = encode(state.options)
    if !options.isEmpty { members.append(("options", .object(options))) }
    if !state.dependencies.isEmpty { members.append(("dependencies", encode(state.dependencies))) }
    if !state.propertyDependencies.isEmpty {
      let dependencies = state.propertyDependencies.sorted { $0.key < $1.key }.map { ($0.key, encode($0.value)) }
      members.append(("propertyDependencies", .object(JSONObject(unchecked: dependencies))))
    }
    if !state.incompleteReasons.isEmpty {
      members.append(("incomplete", .array(state.incompleteReasons.map(JSON.string))))
    }
    if let location = state.location { members.append(("location", FormatV1.encode(location))) }
    return .object(JSONObject(unchecked: members))
  }

  func decodeResourceState(_ json: JSON) throws(FormatError) -> ResourceState {
    guard case .object(let object) = json, let first = object.members.first, first.key == "urn" else {
      throw FormatV1.malformed("A resource")
    }
    var state = ResourceState(
      urn: try decodeURN(first.value), id: "", inputs: [:], outputs: [:], options: ResourceOptions(), dependencies: [])
    for (key, value) in object.members.dropFirst() {
      switch key {
      case "id": state.id = try FormatV1.string(value, "An ID")
      case "pendingDelete": state.isPendingDelete = try FormatV1.bool(value, "The member 'pendingDelete'")
      case "inputs": state.inputs = try FormatV1.decodeMembers(value, "The inputs of a resource")
      case "outputs": state.outputs = try FormatV1.decodeMembers(value, "The outputs of a resource")
      case "outputsAsInputs":
        for name in try FormatV1.strings(value, "The list of outputs") {
          guard let input = state.inputs[name], state.outputs[name] == nil else {
            throw FormatV1.malformed("The list of outputs that are inputs")
          }
          state.outputs[name] = input
        }
      case "options": state.options = try decodeOptions(value)
      case "dependencies": state.dependencies = Set(try decodeURNs(value))
      case "propertyDependencies":
        guard case .object(let properties) = value else { throw FormatV1.malformed("The dependencies of properties") }
        for (name, urns) in properties { state.propertyDependencies[name] = Set(try decodeURNs(urns)) }
      case "incomplete": state.incompleteReasons = try FormatV1.strings(value, "The member 'incomplete'")
      case "location": state.location = try FormatV1.decodeLocation(value)
      default: throw FormatV1.unknownMember(key, of: "A resource")
      }
    }
    return state
  }
}

extension FormatV1 {
  static func encode(_ location: SourceLocation) -> JSON {
    var parts: [JSON] = [.string(location.file), .integer(Int64(location.line))]
    if let column = location.column { parts.append(.integer(Int64(column))) }
    return .array(parts)
  }

  static func decodeLocation(_ json: JSON) throws(FormatError) -> SourceLocation {
    guard case .array(let parts) = json, 2...3 ~= parts.count, case .string(let file) = parts[0],
      case .integer(let line) = parts[1]
    else { throw malformed("A location") }
    guard parts.count == 3 else { return SourceLocation(file: file, line: Int(line)) }
    guard case .integer(let column) = parts[2] else { throw malformed("A location") }
    return SourceLocation(file: file, line: Int(line), column: Int(column))
  }
}
