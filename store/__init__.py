"""PostgreSQL through asyncpg: queries by subject, and the migrations."""
