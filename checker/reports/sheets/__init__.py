"""Documents that are tables: one layout in sheets, from which page, workbook, Markdown and CSV are made."""
