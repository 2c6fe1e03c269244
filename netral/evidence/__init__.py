"""A reviewed case or a situation to an evidence pack, and a pack to the verdict of every check."""

from netral.evidence.bag import hash_root
from netral.evidence.pack import write_case_pack, write_situation_pack
from netral.evidence.verify import verify_pack

__all__ = ["hash_root", "verify_pack", "write_case_pack", "write_situation_pack"]
