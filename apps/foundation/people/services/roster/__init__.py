"""The roster import: `reading` opens the file, `planning` compares it with the book, `writing` writes it.

`imports` holds the acts that pages and tasks call, `template` the workbook to fill in.
"""
