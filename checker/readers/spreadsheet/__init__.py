"""Workbooks: XLSX, XLSM and ODS."""
