"""Photos and scans: rectify the table, read its cells, keep crops, polygons and confidences."""
