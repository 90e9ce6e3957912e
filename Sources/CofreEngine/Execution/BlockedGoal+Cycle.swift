import CofreModel

extension BlockedGoal {
  /// Which goals wait, by way of others, for themselves.
  ///
  /// The strongly connected components of more than one goal (Tarjan's algorithm, without recursion); linear in goals
  /// and what they wait for.
  static func inCycle(_ blocked: [BlockedGoal]) -> Set<URN> {
    let edges = Dictionary(blocked.map { ($0.urn, $0.waitingFor) }, uniquingKeysWith: { $0 + $1 })
    var numbers: [URN: Int] = [:]
    var lows: [URN: Int] = [:]
    var component: [URN] = []
    var isInComponent: Set<URN> = []
    var found: Set<URN> = []
    for root in blocked.map(\.urn) where numbers[root] == nil {
      var path: [(urn: URN, next: Int)] = []
      func enter(_ urn: URN) {
        numbers[urn] = numbers.count
        lows[urn] = numbers[urn]
        component.append(urn)
        isInComponent.insert(urn)
        path.append((urn, 0))
      }
      func lower(_ urn: URN, to number: Int?) {
        if let number, let low = lows[urn], number < low { lows[urn] = number }
      }
      enter(root)
      while let (urn, next) = path.last {
        let targets = edges[urn] ?? []
        if next < targets.count {
          path[path.count - 1].next += 1
          let target = targets[next]
          if target == urn { found.insert(urn) }
          if numbers[target] == nil, edges[target] != nil {
            enter(target)
          } else if isInComponent.contains(target) {
            lower(urn, to: numbers[target])
          }
        } else {
          path.removeLast()
          if let parent = path.last { lower(parent.urn, to: lows[urn]) }
          guard lows[urn] == numbers[urn] else { continue }
          let start = component.lastIndex(of: urn) ?? component.startIndex
          if component.count - start > 1 { found.formUnion(component[start...]) }
          isInComponent.subtract(component[start...])
          component.removeSubrange(start...)
        }
      }
    }
    return found
  }
}
