"""Turn a file, photo or text into mentions and claims that know where they stand."""
