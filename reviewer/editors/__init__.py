"""Doors for chats and editors. What they show comes from the pipeline; nothing is graded here."""
