"""The report as one HTML page that opens from disk and asks nothing of any network.

Jinja lays out what can be read without JavaScript and escapes all it is given. In the page TanStack Table (MIT) keeps
filters, sorting and paging without taking the markup out of our hands, so that the table stays a real one; lit
(BSD-3-Clause) renders it and knows text from markup; d3-sankey (BSD-3-Clause) lays out the drawing of the flows. The
three weigh 55 kB together; a chart library that draws all kinds would weigh ten to twenty times that in every report.
"""

from checker.reports.html.page import to_html

__all__ = ["to_html"]
