"""Plain data that travels between the stages. Nothing here reads, matches, decides or prints."""
