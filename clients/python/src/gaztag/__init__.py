"""Client of gaztag: finds gazetteer entities in Russian, Kazakh and English text.

>>> from gaztag import Client
>>> with Client("localhost:50051") as client:
...     for mention in client.analyze("Президент Республики Казахстан").mentions:
...         print(mention.start, mention.end, mention.entity)
"""

from importlib import metadata

from gaztag.client import Client
from gaztag.errors import FieldViolation, GaztagError
from gaztag.retry import RetryPolicy
from gaztag.types import (
    Alias,
    Analysis,
    AnalysisConfig,
    Candidate,
    Change,
    Diagnostic,
    Document,
    DocumentError,
    Entity,
    ExplanationStep,
    Gazetteer,
    Limits,
    Mention,
    ServerInfo,
    SuppressedMention,
)

__version__ = metadata.version("gaztag")

__all__ = [
    "Alias",
    "Analysis",
    "AnalysisConfig",
    "Candidate",
    "Change",
    "Client",
    "Diagnostic",
    "Document",
    "DocumentError",
    "Entity",
    "ExplanationStep",
    "FieldViolation",
    "Gazetteer",
    "GaztagError",
    "Limits",
    "Mention",
    "RetryPolicy",
    "ServerInfo",
    "SuppressedMention",
]
