"""Many answers: sources in; a journal that survives a crash, tables, feedback and a page for the whole class out."""
