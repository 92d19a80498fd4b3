"""The only folder with SQL, one module per aggregate."""
