import CofreModel

/// The outputs of one run of a script: how each is made from others, and what each has come to.
///
/// Outputs are kept by index, not by reference: a chain of a million of them is then neither followed nor freed by
/// recursion. They live as long as the run.
struct OutputGraph {
  private(set) var outputs: [Output] = []
  /// Outputs all of whose operands are settled, in the order in which they became so.
  private var ready: [OutputID] = []
  private var nextReady = 0
  /// What became free of unsettled outputs: the caller's own things, by the number it gave.
  private(set) var releasedHolders: [HolderID] = []

  typealias HolderID = Int

  subscript(id: OutputID) -> Output { outputs[id] }

  /// Adds an output that is settled from the start.
  mutating func add(_ value: Value) -> OutputID {
    outputs.append(Output(operation: .constant, state: .settled(value), size: ValueSize(of: value)))
    return outputs.count - 1
  }

  /// Adds a field of a resource; it waits for ``settle(_:_:)`` or ``block(_:)``.
  mutating func addField(
    _ name: String, of resource: ResourceIndex, isSensitive: Bool, location: SourceLocation?
  ) -> OutputID {
    outputs.append(
      Output(operation: .field(resource, name), location: location, isSensitive: isSensitive))
    return outputs.count - 1
  }

  /// Adds an output that is made by an operation when its operands are settled.
  mutating func add(_ operation: Output.Operation, location: SourceLocation?) -> OutputID {
    let id = outputs.count
    var output = Output(operation: operation, location: location)
    var operands: [OutputID] = []
    operation.forEachOperand { operands.append($0) }
    output.isSensitive = operation.marksSensitive || operands.contains { outputs[$0].isSensitive }
    if case .unsecret = operation { output.isSensitive = false }
    outputs.append(output)
    if !wait(for: operands, as: .output(id)) { outputs[id].state = .blocked }
    return id
  }

  /// Replaces the operation of an output whose value turned out to hold outputs itself.
  ///
  /// Returns false when one of those will never be settled.
  mutating func forward(_ id: OutputID, _ operation: Output.Operation) -> Bool {
    outputs[id].operation = operation
    var operands: [OutputID] = []
    operation.forEachOperand { operands.append($0) }
    return wait(for: operands, as: .output(id))
  }

  /// Lets a thing of the caller's wait for outputs; it is released at once when all of them are settled.
  ///
  /// Returns false when one of them will never be.
  mutating func wait(for operands: [OutputID], holder: HolderID) -> Bool {
    wait(for: operands, as: .holder(holder))
  }

  private mutating func wait(for operands: [OutputID], as dependent: Output.Dependent) -> Bool {
    var waiting = 0
    for operand in operands {
      switch outputs[operand].state {
      case .settled: continue
      case .blocked: return false
      case .waiting:
        outputs[operand].dependents.append(dependent)
        waiting += 1
      }
    }
    switch dependent {
    case .output(let id):
      outputs[id].unsettledOperands = waiting
      if waiting == 0 { ready.append(id) }
    case .holder(let id):
      holderCounts[id] = waiting
      if waiting == 0 { release(id) }
    }
    return true
  }

  private var holderCounts: [HolderID: Int] = [:]

  private mutating func release(_ holder: HolderID) {
    holderCounts[holder] = nil
    releasedHolders.append(holder)
  }

  mutating func takeReleasedHolders() -> [HolderID] {
    defer { releasedHolders.removeAll() }
    return releasedHolders
  }

  var hasReady: Bool { nextReady < ready.count }

  /// The next output to be evaluated.
  mutating func takeReady() -> OutputID? {
    guard nextReady < ready.count else {
      ready.removeAll(keepingCapacity: true)
      nextReady = 0
      return nil
    }
    defer { nextReady += 1 }
    return ready[nextReady]
  }

  /// Gives an output its value; `size` is the value's, for one whose size is known without walking it.
  mutating func settle(_ id: OutputID, _ value: Value, size: ValueSize? = nil) {
    guard case .waiting = outputs[id].state else { return }
    outputs[id].size = size ?? ValueSize(of: value)
    outputs[id].state = .settled(value)
    let dependents = outputs[id].dependents
    outputs[id].dependents = []
    for dependent in dependents {
      switch dependent {
      case .output(let dependent):
        outputs[dependent].unsettledOperands -= 1
        if outputs[dependent].unsettledOperands == 0 { ready.append(dependent) }
      case .holder(let holder):
        guard let count = holderCounts[holder] else { continue }
        if count == 1 { release(holder) } else { holderCounts[holder] = count - 1 }
      }
    }
  }

  /// Says that an output never gets a value; returns the holders that wait for it in vain.
  @discardableResult
  mutating func block(_ id: OutputID) -> [HolderID] {
    var holders: [HolderID] = []
    var stack = [id]
    while let id = stack.popLast() {
      guard case .waiting = outputs[id].state else { continue }
      outputs[id].state = .blocked
      for dependent in outputs[id].dependents {
        switch dependent {
        case .output(let dependent): stack.append(dependent)
        case .holder(let holder):
          if holderCounts.removeValue(forKey: holder) != nil { holders.append(holder) }
        }
      }
      outputs[id].dependents = []
    }
    return holders
  }

  /// The size of what ``currentValue(_:)`` answers.
  func size(_ template: Template) -> ValueSize {
    switch template {
    case .value(let value): return ValueSize(of: value)
    case .output(let id): return outputs[id].size
    case .array(let elements):
      var total = ValueSize.scalar
      for element in elements { total.add(size(element)) }
      return total
    case .object(let members):
      var total = ValueSize.scalar
      for member in members.values { total.add(size(member)) }
      return total
    }
  }

  /// The size of an output that is put together from others, without walking it; nil for every other one.
  func composedSize(of id: OutputID) -> ValueSize? {
    switch outputs[id].operation {
    case .collect(let template), .markSensitive(let template), .applied(_, let template, _): return size(template)
    default: return nil
    }
  }

  /// The value of a template now: what is not settled is unknown.
  ///
  /// Throws when it is too large to be worked with.
  func currentValue(_ template: Template) throws -> Value {
    try size(template).check()
    return template.resolved { id in
      switch outputs[id].state {
      case .settled(let value): return value
      case .waiting, .blocked: return .unknown(isSensitive: outputs[id].isSensitive)
      }
    }
  }

  /// The resources from whose fields the outputs were made.
  func resources(behind roots: [OutputID]) -> Set<ResourceIndex> {
    var found: Set<ResourceIndex> = []
    var visited: Set<OutputID> = []
    var stack = roots
    while let id = stack.popLast() {
      guard visited.insert(id).inserted else { continue }
      if case .field(let resource, _) = outputs[id].operation {
        found.insert(resource)
      } else {
        outputs[id].operation.forEachOperand { stack.append($0) }
      }
    }
    return found
  }
}

/// One output of the graph.
struct Output {
  enum State {
    case waiting
    case settled(Value)
    /// What it is made from could not be made.
    case blocked
  }

  enum Dependent {
    case output(OutputID)
    case holder(OutputGraph.HolderID)
  }

  enum Operation {
    case constant
    case field(ResourceIndex, String)
    case index(OutputID, Key)
    /// A method of strings, called on the value.
    case method(OutputID, String, [Template])
    case concatenate(Template, Template)
    /// An operator of `lua_arith`.
    case arithmetic(Int32, Template, Template)
    case collect(Template)
    case markSensitive(Template)
    case unsecret(OutputID)
    /// A function of the script, by its reference.
    case apply(OutputID, function: Int32)
    /// What the function of an `apply` returned; the output that it was applied to stays an operand.
    case applied(OutputID, Template, isSensitive: Bool)
  }

  enum Key {
    case name(String)
    case position(Int64)
  }

  var operation: Operation
  var state: State = .waiting
  /// The size of its value; that of a scalar while it has none.
  var size = ValueSize.scalar
  /// Where the script made it.
  var location: SourceLocation?
  /// Whether its value is known to be sensitive before it is settled.
  var isSensitive = false
  var unsettledOperands = 0
  var dependents: [Dependent] = []
}

extension Output.Operation {
  func forEachOperand(_ body: (OutputID) -> Void) {
    switch self {
    case .constant, .field: break
    case .index(let id, _), .unsecret(let id), .apply(let id, _): body(id)
    case .method(let id, _, let arguments):
      body(id)
      for argument in arguments { argument.forEachOutput(body) }
    case .concatenate(let left, let right), .arithmetic(_, let left, let right):
      left.forEachOutput(body)
      right.forEachOutput(body)
    case .collect(let template), .markSensitive(let template): template.forEachOutput(body)
    case .applied(let source, let template, _):
      body(source)
      template.forEachOutput(body)
    }
  }

  var marksSensitive: Bool {
    switch self {
    case .markSensitive: return true
    case .concatenate(let left, let right), .arithmetic(_, let left, let right):
      return left.holdsSensitive || right.holdsSensitive
    case .method(_, _, let arguments): return arguments.contains { $0.holdsSensitive }
    case .collect(let template): return template.holdsSensitive
    default: return false
    }
  }
}

extension Template {
  fileprivate var holdsSensitive: Bool {
    switch self {
    case .value(let value): return value.containsSensitive
    case .output: return false
    case .array(let elements): return elements.contains { $0.holdsSensitive }
    case .object(let members): return members.values.contains { $0.holdsSensitive }
    }
  }
}
