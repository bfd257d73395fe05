//! What a run predicted, as it is in memory and as files have it.

use serde::Deserialize;
use serde_json::Value;

use crate::text::OffsetUnit;

/// A predicted span, half-open, in code points, with what the run says of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PredictedSpan {
    /// First code point.
    pub start: usize,
    /// One past the last code point.
    pub end: usize,
    /// Entity type.
    pub entity_type: String,
    /// How sure the run is, in [0, 1]; `None` where it does not say.
    pub score: Option<f64>,
    /// Resource name of the entity; `None` of a mention of nothing that a gazetteer knows.
    pub entity: Option<String>,
    /// The entity's ids in Wikidata.
    pub wikidata: Vec<String>,
    /// What lay between the name and the text, as `gaztag tag` calls it; empty where the run does not say.
    pub kind: String,
    /// Whether the name itself, an adjective or a demonym stands there, as `gaztag tag` calls it; empty where the run does not say.
    pub relation: String,
}

/// A line of a file of predictions: what `gaztag tag --format jsonl` and `gaztag eval --predictions` write, or no more than `id` and
/// `spans` with `start`, `end` and `type`.
#[derive(Clone, Debug, Deserialize)]
pub struct RunDocument {
    id: Value,
    /// The unit of the offsets; code points where nothing is said.
    #[serde(default)]
    encoding: Option<String>,
    #[serde(alias = "mentions")]
    spans: Vec<RunSpan>,
}

#[derive(Clone, Debug, Deserialize)]
struct RunSpan {
    start: usize,
    end: usize,
    #[serde(rename = "type")]
    entity_type: String,
    score: Option<f64>,
    entity: Option<String>,
    #[serde(default)]
    wikidata: Vec<String>,
    #[serde(default)]
    kind: String,
    #[serde(default)]
    relation: String,
}

impl PredictedSpan {
    pub(super) fn extent(&self) -> (usize, usize, &str) {
        (self.start, self.end, &self.entity_type)
    }
}

impl RunDocument {
    /// The document's id; a number counts as its digits.
    pub fn id(&self) -> String {
        self.id.as_str().map_or_else(|| self.id.to_string(), str::to_owned)
    }

    /// Its spans in code points of the text.
    ///
    /// # Errors
    ///
    /// When the unit is none that `gaztag tag` writes, or a span does not cover whole characters of the text.
    pub fn into_spans(self, text: &str) -> Result<Vec<PredictedSpan>, String> {
        let unit = match self.encoding.as_deref() {
            None | Some("utf32") => OffsetUnit::Utf32,
            Some("utf16") => OffsetUnit::Utf16,
            Some("utf8") => OffsetUnit::Utf8,
            Some(other) => return Err(format!("`{other}` is no unit of offsets; expected `utf8`, `utf16` or `utf32`")),
        };
        let boundaries = character_boundaries(text, unit);
        self.spans.into_iter().map(|span| span.in_code_points(&boundaries, unit)).collect()
    }
}

impl RunSpan {
    fn in_code_points(self, boundaries: &[usize], unit: OffsetUnit) -> Result<PredictedSpan, String> {
        let code_points = |offset: usize| boundaries.binary_search(&offset).ok();
        let (Some(start), Some(end), true) = (code_points(self.start), code_points(self.end), self.start < self.end)
        else {
            let length = boundaries.last().copied().unwrap_or_default();
            return Err(format!(
                "the span {}..{} covers no whole characters of the text of {length} units of {}",
                self.start,
                self.end,
                unit.as_str()
            ));
        };
        let Self { entity_type, score, entity, wikidata, kind, relation, .. } = self;
        Ok(PredictedSpan { start, end, entity_type, score, entity, wikidata, kind, relation })
    }
}

/// Where characters begin and the text ends, in a unit.
fn character_boundaries(text: &str, unit: OffsetUnit) -> Vec<usize> {
    let mut boundaries = Vec::with_capacity(text.len() + 1);
    let mut position = 0;
    for character in text.chars() {
        boundaries.push(position);
        position += match unit {
            OffsetUnit::Utf8 => character.len_utf8(),
            OffsetUnit::Utf16 => character.len_utf16(),
            OffsetUnit::Utf32 => 1,
        };
    }
    boundaries.push(position);
    boundaries
}
