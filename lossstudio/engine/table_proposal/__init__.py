"""What a teacher would choose of a table: which columns are inputs, which is the target, and why.

`proposal` puts together what `kinds`, `targets`, `classes`, `units` and `remarks` find;
`scenario` is what accepting it makes. Nothing here reads a file but `scenario`.
"""
