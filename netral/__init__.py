"""netral: from captures of public acts to evidence packs that two people have signed."""

__version__ = "0.1.0"
