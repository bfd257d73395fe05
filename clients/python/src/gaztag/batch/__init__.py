"""The script `gaztag-batch`: a corpus in, a line a document out, resumable.

`arguments` is what the user typed, `documents` reads the corpus, `output` writes the two files, `progress` shows how
far it is, `run` puts them together. Everything about gRPC is the client's.
"""

from gaztag.batch.run import main

__all__ = ["main"]
