"""A reviewed case or a situation to an evidence pack, and a pack to the verdict of every check."""

from netral.evidence.bag import hash_root
from netral.evidence.documents import DOCUMENTS, Request, frame_document, make_document
from netral.evidence.pack import write_case_pack, write_situation_pack
from netral.evidence.seal_key import make_key, read_key, write_key
from netral.evidence.units import FEW_ACCOUNTS
from netral.evidence.verify import verify_pack

__all__ = [
    "DOCUMENTS",
    "FEW_ACCOUNTS",
    "Request",
    "frame_document",
    "hash_root",
    "make_document",
    "make_key",
    "read_key",
    "verify_pack",
    "write_case_pack",
    "write_key",
    "write_situation_pack",
]
