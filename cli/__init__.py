"""The ``koe`` command; besides wsgi.py the only place that knows every room."""
