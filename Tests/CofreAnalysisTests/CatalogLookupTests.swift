import CofreAnalysis
import CofreSchema
import Testing

@Suite struct CatalogLookupTests {
  @Test func walksTheNamesOfTheCatalog() {
    let lookup = CatalogLookup.standard
    #expect(lookup.clouds == ["aws", "azure", "gcp"])
    #expect(lookup.members("gcp") == ["Provider", "kms"])
    #expect(lookup.members("gcp.kms").contains("CryptoKey"))
    #expect(lookup.resourceType("gcp.kms.CryptoKey")?.cloud == "gcp")
    #expect(lookup.members("nowhere").isEmpty)
  }
}
