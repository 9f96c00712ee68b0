"""resolve: words to what they mean, and documents to what they rest on.

Enters: claims, documents. Leaves: links beside the claims, and links between documents, each with its
evidence.
"""

from .links import link_claims
from .origins import find_origins

__all__ = ["find_origins", "link_claims"]
