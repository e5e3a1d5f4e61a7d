"""Deployment plans and sponsor briefs for enterprise social networks."""

__version__ = "0.1.0"
