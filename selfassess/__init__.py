"""The self-assessment engine: questionnaires kept as files, maturity that explains itself, a printed report."""

__version__ = "0.5.0"
