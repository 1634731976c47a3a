"""outcomes-spine: land published figures and local extracts, build the spine, publish a report."""

__version__ = "0.1.0"
