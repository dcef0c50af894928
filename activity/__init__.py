"""What happened: feed lines, notifications, subscriptions, preferences, deliveries; live pages."""
