"""Where pairs are found and weighed: on this machine, or on a cluster."""
