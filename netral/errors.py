"""What can go wrong, in few kinds: the input, a capture, a rule, a case, a pack."""

from __future__ import annotations

from collections.abc import Callable


class Sentence:
    """A sentence for people with what stands in it kept apart, so that it can still be said in another language.

    Parameters
    ----------
    template : str
        English, with ``{names}`` as `str.format` takes them; the catalogues know it as it stands here.
    values : object
        What the names stand for. Sentences and errors among them are translated with the whole.

    Examples
    --------
    >>> str(Sentence("{path}: there is no such file", path="data.jsonl"))
    'data.jsonl: there is no such file'
    """

    def __init__(self, template: str, /, **values: object) -> None:
        self.template, self.values = template, values

    def __str__(self) -> str:
        return self.translate(str)

    def translate(self, translator: Callable[[str], str]) -> str:
        """What it says in the language of a translator, as `netral.locale.use_language` gives one."""
        values = {name: _translate_value(value, translator) for name, value in self.values.items()}
        template = translator(self.template)
        return template.format(**values) if values else template


# Where something stands. It is named for every line of a file and told for hardly any, so it is put together only then.
Place = str | Sentence


class NetralError(Exception):
    """A sentence for the person at the keyboard: what was wrong, where, and what was allowed.

    The command line prints it on stderr, in the reader's language, and leaves with exit code 1.

    Parameters
    ----------
    template, values
        See `Sentence`.
    """

    exit_code = 1

    def __init__(self, template: str, /, **values: object) -> None:
        self.sentence = Sentence(template, **values)
        super().__init__(str(self.sentence))

    def translate(self, translator: Callable[[str], str]) -> str:
        """What it says in another language; see `Sentence.translate`."""
        return self.sentence.translate(translator)


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


def _translate_value(value: object, translator: Callable[[str], str]) -> object:
    return value.translate(translator) if isinstance(value, (Sentence, NetralError)) else value
