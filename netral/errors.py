"""What can go wrong, in few kinds: the input, a capture, a rule, a case, a pack."""

from __future__ import annotations


class NetralError(Exception):
    """A sentence for the person at the keyboard: what was wrong, where, and what was allowed.

    The command line prints it on stderr and leaves with exit code 1.
    """

    exit_code = 1


class BadInvestigation(NetralError):
    """investigation.yaml or a registry file cannot be used as it stands."""


class BadCapture(NetralError):
    """A captured file is refused as a whole; nothing of it was stored."""


class BadRule(NetralError):
    """A rule catalogue cannot be used as it stands."""


class BadParameter(NetralError):
    """A command, notebook or run was given a value it does not know."""


class CaseNotReady(NetralError):
    """A step of the review is not allowed yet: a signature, a reason or an identifier is missing."""


class BadPage(NetralError):
    """A page of a document does not show what it must; nothing was written."""


class BrokenEvidence(NetralError):
    """Bytes that must not change have changed: a capture, a log or a pack."""

    exit_code = 2
