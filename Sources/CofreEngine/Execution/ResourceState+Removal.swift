import CofreModel
import CofreSchema

extension ResourceState {
  /// The changes that take the state away, whoever took the object away.
  ///
  /// A name that was made up must not be made up again while the cloud may still hold it: hence the new name seed.
  func removal(of type: ResourceType, newSeed: () -> String) -> [StateChange] {
    guard !isPendingDelete else { return [.removePendingDelete(urn, id: id)] }
    let hasMadeUpName = type.inputs.contains { $0.autoName != nil }
    return [.remove(urn)] + (hasMadeUpName ? [.setNameSeed(newSeed())] : [])
  }
}
