"""An assessment as a Word document, and such a document renewed.

By python-docx, which writes what Word and LibreOffice read and keeps all it does not know of in a document that it
opens; the drawing by matplotlib, which makes the same picture of the same data without any program beside it.
"""
