package import CofreSchema

extension Catalog.AWS { package static let types: [ResourceType] = [] }
extension Catalog.GCP { package static let types: [ResourceType] = [] }
extension Catalog.Azure { package static let types: [ResourceType] = [] }
