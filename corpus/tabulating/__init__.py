"""The tables of a disclosure, one module a family: books and a form in, a sheet out."""
