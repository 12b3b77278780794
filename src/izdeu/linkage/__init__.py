"""Which mentions may be one person: keys, candidates, weights, clusters."""
