"""Landing: records of a tenant's sources, held to their contracts, into the warehouse; what cannot be held is quarantined."""
