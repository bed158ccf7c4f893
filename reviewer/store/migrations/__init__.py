"""How the tables of the store come to be, one file per step; alembic reads them from the installed package."""
