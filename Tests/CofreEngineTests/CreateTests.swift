import CofreEngine
import Testing

@Suite struct CreateTests {
  @Test func anEmptySourceOfAnEmptyStackHasNoChanges() {
    #expect(!Outcome().hasChanges)
  }
}
