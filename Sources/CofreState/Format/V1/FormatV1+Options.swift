import CofreJSON
import CofreModel

extension FormatV1.Coder {
  func encode(_ options: ResourceOptions) -> JSONObject {
    var members: [JSONObject.Member] = []
    if let provider = options.provider { members.append(("provider", encode(provider))) }
    if let parent = options.parent { members.append(("parent", encode(parent))) }
    if !options.dependsOn.isEmpty { members.append(("dependsOn", .array(options.dependsOn.map(encode)))) }
    if options.protect { members.append(("protect", true)) }
    if !options.ignoreChanges.isEmpty {
      members.append(("ignoreChanges", .array(options.ignoreChanges.map(FormatV1.encode))))
    }
    if !options.replaceOnChanges.isEmpty {
      members.append(("replaceOnChanges", .array(options.replaceOnChanges.map(FormatV1.encode))))
    }
    if let value = options.deleteBeforeReplace { members.append(("deleteBeforeReplace", .bool(value))) }
    if options.retainOnDelete { members.append(("retainOnDelete", true)) }
    if let container = options.deletedWith { members.append(("deletedWith", encode(container))) }
    if !options.aliases.isEmpty { members.append(("aliases", .array(options.aliases.map(encode)))) }
    if !options.additionalSecretOutputs.isEmpty {
      members.append(("additionalSecretOutputs", .array(options.additionalSecretOutputs.map(JSON.string))))
    }
    let timeouts = FormatV1.encode(options.timeouts)
    if !timeouts.isEmpty { members.append(("timeouts", .object(timeouts))) }
    return JSONObject(unchecked: members)
  }

  func decodeOptions(_ json: JSON) throws(FormatError) -> ResourceOptions {
    guard case .object(let object) = json else { throw FormatV1.malformed("The options of a resource") }
    var options = ResourceOptions()
    for (key, value) in object {
      let thing = "The option '\(key)'"
      switch key {
      case "provider": options.provider = try decodeURN(value)
      case "parent": options.parent = try decodeURN(value)
      case "dependsOn": options.dependsOn = try decodeURNs(value)
      case "protect": options.protect = try FormatV1.bool(value, thing)
      case "ignoreChanges": options.ignoreChanges = try FormatV1.decodePaths(value)
      case "replaceOnChanges": options.replaceOnChanges = try FormatV1.decodePaths(value)
      case "deleteBeforeReplace": options.deleteBeforeReplace = try FormatV1.bool(value, thing)
      case "retainOnDelete": options.retainOnDelete = try FormatV1.bool(value, thing)
      case "deletedWith": options.deletedWith = try decodeURN(value)
      case "aliases": options.aliases = try decodeURNs(value)
      case "additionalSecretOutputs": options.additionalSecretOutputs = try FormatV1.strings(value, thing)
      case "timeouts": options.timeouts = try FormatV1.decodeTimeouts(value)
      default: throw FormatV1.unknownMember(key, of: "The options of a resource")
      }
    }
    return options
  }
}

extension FormatV1 {
  /// A path is an array of names and indices, since its text is ambiguous when a name holds a dot.
  static func encode(_ path: PropertyPath) -> JSON {
    .array(
      path.components.map { component in
        switch component {
        case .key(let key): return .string(key)
        case .index(let index): return .integer(Int64(index))
        }
      })
  }

  static func decodePaths(_ json: JSON) throws(FormatError) -> [PropertyPath] {
    guard case .array(let paths) = json else { throw malformed("A list of paths") }
    var result: [PropertyPath] = []
    for path in paths {
      guard case .array(let components) = path else { throw malformed("A path") }
      var parsed = PropertyPath()
      for component in components {
        switch component {
        case .string(let key): parsed = parsed.appending(key)
        case .integer(let index): parsed = parsed.appending(Int(index))
        default: throw malformed("A path")
        }
      }
      result.append(parsed)
    }
    return result
  }

  /// A duration is an array of seconds and attoseconds.
  static func encode(_ timeouts: ResourceOptions.Timeouts) -> JSONObject {
    let all = [("create", timeouts.create), ("update", timeouts.update), ("delete", timeouts.delete)]
    return JSONObject(
      unchecked: all.compactMap { name, duration in
        duration.map { (name, .array([.integer($0.components.seconds), .integer($0.components.attoseconds)])) }
      })
  }

  static func decodeTimeouts(_ json: JSON) throws(FormatError) -> ResourceOptions.Timeouts {
    guard case .object(let object) = json else { throw malformed("The timeouts of a resource") }
    var timeouts = ResourceOptions.Timeouts()
    for (key, value) in object {
      guard case .integer(let seconds)? = value[0], case .integer(let attoseconds)? = value[1] else {
        throw malformed("A timeout")
      }
      let duration = Duration(secondsComponent: seconds, attosecondsComponent: attoseconds)
      switch key {
      case "create": timeouts.create = duration
      case "update": timeouts.update = duration
      case "delete": timeouts.delete = duration
      default: throw unknownMember(key, of: "The timeouts of a resource")
      }
    }
    return timeouts
  }
}
