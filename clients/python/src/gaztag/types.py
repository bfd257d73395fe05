"""What goes into the client and what comes out of it.

All offsets are code points, the unit of Python's `str`: `text[mention.start:mention.end] == mention.text`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, TypedDict

import grpc

from gaztag.errors import FieldViolation, GaztagError

Overlap = Literal["leftmost-longest", "no-sub", "best-score", "all"]
Relation = Literal["unspecified", "name", "adjective", "demonym"]
CasePolicy = Literal["unspecified", "insensitive", "exact", "capitalized"]
View = Literal["basic", "full"]


@dataclass(frozen=True, slots=True)
class Document:
    """A text to analyze. `document_id` is echoed; `language` is detected when empty."""

    text: str
    document_id: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Alias:
    """One base form of an entity and the rules for matching it. `inflected=None` leaves it to the server: yes.

    `flags` are those of a gazetteer file, without braces: `g=m,short`.
    """

    text: str
    language: str = ""
    case_policy: CasePolicy = "unspecified"
    inflected: bool | None = None
    context_required: bool = False
    relation: Relation = "name"
    preferred: bool = False
    flags: str = ""


@dataclass(frozen=True, slots=True)
class Entity:
    """One thing a gazetteer knows. `aliases` are filled in the full view only."""

    name: str
    display_name: str = ""
    type: str = ""
    aliases: tuple[Alias, ...] = ()
    external_ids: Mapping[str, str] = field(default_factory=dict)
    metadata: Mapping[str, str] = field(default_factory=dict)
    prior: float = 0.0


@dataclass(frozen=True, slots=True)
class Candidate:
    """One entity a mention may stand for. `kind` and `relation` are the lower-case names of the contract's enums.

    An entity that is not `linked` is known to this document alone: `unlisted/1` means nothing outside it.
    """

    entity: str
    name: str
    type: str
    score: float
    kind: str
    alias: str
    lemma: str
    morph: str
    relation: str
    linked: bool


@dataclass(frozen=True, slots=True)
class ExplanationStep:
    """One step of how a candidate was decided. `source` is where the name is written, `countries.tsv:17:4`."""

    stage: str
    description: str
    score: float
    source: str
    entity: str


@dataclass(frozen=True, slots=True)
class Mention:
    """One place in the text that names an entity.

    The fields after `text` are those of the best candidate; `candidates` are all of them, best first. `explanation` is
    filled where `explanations` are asked for.
    """

    start: int
    end: int
    text: str
    type: str
    entity: str
    name: str
    lemma: str
    kind: str
    relation: str
    score: float
    morph: str
    linked: bool
    candidates: tuple[Candidate, ...]
    explanation: tuple[ExplanationStep, ...] = ()


@dataclass(frozen=True, slots=True)
class SuppressedMention:
    """A mention that was found and then dropped. `reason` is the lower-case name of the contract's enum."""

    mention: Mention
    reason: str


@dataclass(frozen=True, slots=True)
class Analysis:
    """What was found in one document. `entities` holds every entity named by a candidate, by resource name.

    `suppressed` is filled where `explanations` are asked for: of `suppressed_count` mentions the first.
    """

    document_id: str
    text: str = field(repr=False)
    mentions: tuple[Mention, ...]
    entities: Mapping[str, Entity] = field(repr=False)
    language: str
    revision: str
    truncated: bool
    suppressed: tuple[SuppressedMention, ...] = field(default=(), repr=False)
    suppressed_count: int = 0


@dataclass(frozen=True, slots=True)
class DocumentError:
    """A document that could not be analyzed, where a batch or a stream goes on without it."""

    document_id: str
    code: grpc.StatusCode
    reason: str
    message: str
    violations: tuple[FieldViolation, ...] = ()

    @classmethod
    def from_error(cls, document_id: str, error: GaztagError) -> DocumentError:
        """Turn a failed call into the result of its document."""
        return cls(document_id, error.code, error.reason, error.message, error.violations)


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """A problem in a gazetteer file. `severity` is `error` or `warning`; line and column count from one."""

    severity: str
    code: str
    message: str
    uri: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Change:
    """What a reload, a rollback or an edit did, in entities. The revisions are the same where nothing changed."""

    previous_revision: str
    revision: str
    added: int = 0
    updated: int = 0
    removed: int = 0
    diagnostics: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """A list of entities the server has loaded. `state` is the lower-case name of the contract's enum.

    A `stale` one is in use as it was: its newest files were refused, and `diagnostics` say why, errors first.
    """

    name: str
    display_name: str
    state: str
    revision: str
    activated: datetime | None
    entity_count: int
    alias_count: int
    memory_bytes: int
    source_uris: tuple[str, ...]
    diagnostics: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True)
class Limits:
    """What the server accepts. 0: the server names no limit."""

    max_document_bytes: int
    max_batch_documents: int
    max_message_bytes: int
    max_in_flight: int
    max_inline_entities: int
    max_excluded_texts: int


@dataclass(frozen=True, slots=True)
class ServerInfo:
    """What the server is and what it accepts."""

    version: str
    commit: str
    started: datetime | None
    limits: Limits
    languages: tuple[str, ...]
    revision: str
    held_revisions: tuple[str, ...]


class AnalysisConfig(TypedDict, total=False):
    """What to look for and how: the keywords of every analyzing method. Those left out are the server's defaults.

    - `gazetteers`: only these, `countries` or `gazetteers/countries`
    - `entity_types`: only mentions of these types
    - `relations`: only mentions whose names stand in these relations to their entities: `name`, `adjective`, `demonym`
    - `overlap`: which overlapping mentions are kept
    - `min_score`: drop candidates below, in [0, 1]
    - `max_candidates`: candidates per mention
    - `max_mentions`: mentions per document; a cut shows in `Analysis.truncated`
    - `inline_entities`: entities for this call only
    - `excluded_texts`: surface forms never to report
    - `revision`: answer with this gazetteer revision or fail
    - `coreference`: match short forms of entities named in full in the same document
    - `explanations`: how each mention was decided, and what was found and then dropped
    - `generic_bodies`: match words for bodies that nothing names more closely too
    - `unlisted`: find people, organisations, places and events that no gazetteer lists too; left out: yes, unless
      `gazetteers` are given
    - `entity_view`: how much of each entity to return
    """

    gazetteers: Sequence[str]
    entity_types: Sequence[str]
    relations: Sequence[Relation]
    overlap: Overlap
    min_score: float
    max_candidates: int
    max_mentions: int
    inline_entities: Sequence[Entity]
    excluded_texts: Sequence[str]
    revision: str
    coreference: bool
    explanations: bool
    generic_bodies: bool
    unlisted: bool
    entity_view: View
