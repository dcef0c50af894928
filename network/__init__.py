"""The project: settings, addresses and the pages that gather from every app. Nobody imports it."""
