"""A plan to papermill runs to run records: parameters checked first, copies and pages under reports/."""

from netral.runs.batch import run_notebooks
from netral.runs.notebooks import find_notebook, list_notebooks

__all__ = ["find_notebook", "list_notebooks", "run_notebooks"]
