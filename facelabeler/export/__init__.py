"""Export: a project becomes an ExportPlan, the plan becomes datasets. Planned first, written beside, verified, renamed.

Nothing is imported here, so that naming this package loads no picture library.
"""
