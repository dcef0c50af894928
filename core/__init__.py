"""The toolbox: events, outbox, registries, search index, files, limits, components. It knows no business noun."""
