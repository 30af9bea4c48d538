"""The KPI pages, one module a noun."""
