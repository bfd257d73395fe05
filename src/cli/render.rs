//! Tagged documents for people: text with coloured spans, and a self-contained HTML page.

use std::fmt::Write as _;

use super::explain;
use super::tagged::TaggedDocument;
use crate::client::TaggedMention;

/// The colours of the entity types: for a terminal (256 colours) and for a page (hue).
const COLOURS: [(&str, u8, u16); 7] = [
    ("COUNTRY", 33, 210),
    ("CITY", 37, 175),
    ("REGION", 30, 190),
    ("LOCATION", 64, 140),
    ("PERSON", 166, 25),
    ("ORGANIZATION", 133, 290),
    ("", 136, 50),
];

fn colour(entity_type: &str) -> (u8, u16) {
    let other = COLOURS.len() - 1;
    let (_, terminal, hue) = COLOURS.iter().find(|(name, ..)| *name == entity_type).unwrap_or(&COLOURS[other]);
    (*terminal, *hue)
}

/// The mentions that can be shown in line: of two that cross, the first. Those inside another stay.
fn without_crossings(mentions: &[TaggedMention]) -> Vec<&TaggedMention> {
    let mut open: Vec<usize> = Vec::new();
    let mut shown = Vec::new();
    for mention in mentions {
        open.retain(|end| *end > mention.span.start);
        if open.last().is_none_or(|end| mention.span.end <= *end) {
            open.push(mention.span.end);
            shown.push(mention);
        }
    }
    shown
}

/// A piece of a text with mentions in it.
enum Piece<'a> {
    Text(&'a str),
    Open(&'a TaggedMention),
    Close(&'a TaggedMention),
}

/// The text cut at the ends of the mentions, which are nested properly.
fn pieces(document: &TaggedDocument) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut open: Vec<&TaggedMention> = Vec::new();
    let mut position = 0;
    let mut text_to = |pieces: &mut Vec<_>, end: usize| {
        if end > position {
            pieces.push(Piece::Text(&document.text[position..end]));
            position = end;
        }
    };
    for mention in without_crossings(&document.mentions) {
        while let Some(inner) = open.pop_if(|inner| inner.span.end <= mention.span.start) {
            text_to(&mut pieces, inner.span.end);
            pieces.push(Piece::Close(inner));
        }
        text_to(&mut pieces, mention.span.start);
        pieces.push(Piece::Open(mention));
        open.push(mention);
    }
    while let Some(inner) = open.pop() {
        text_to(&mut pieces, inner.span.end);
        pieces.push(Piece::Close(inner));
    }
    text_to(&mut pieces, document.text.len());
    pieces
}

/// Whether a terminal shows colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Paint {
    /// It does.
    Coloured,
    /// Plain characters only.
    Plain,
}

/// The text with every mention in brackets and its entity behind it: `[Астане](cities/1526273)`, in colours `Астане` and a dim id.
pub(super) fn text(document: &TaggedDocument, paint: Paint) -> String {
    let mut out = String::with_capacity(document.text.len() * 2);
    for piece in pieces(document) {
        match (piece, paint) {
            (Piece::Text(text), _) => out.push_str(text),
            (Piece::Open(mention), Paint::Coloured) => {
                let (terminal, _) = colour(&mention.candidates[0].entity_type);
                let _ = write!(out, "\x1b[1;38;5;{terminal}m");
            }
            (Piece::Close(mention), Paint::Coloured) => {
                let _ = write!(out, "\x1b[0m\x1b[2m({})\x1b[0m", mention.candidates[0].entity);
            }
            (Piece::Open(_), Paint::Plain) => out.push('['),
            (Piece::Close(mention), Paint::Plain) => {
                let _ = write!(out, "]({})", mention.candidates[0].entity);
            }
        }
    }
    if !out.ends_with('\n') {
        out.push('\n');
    }
    out
}

/// The start of a page, up to the first document.
pub(super) fn page_start(title: &str) -> String {
    let mut styles = String::new();
    for (name, _, hue) in COLOURS {
        let class = if name.is_empty() { "OTHER" } else { name };
        let _ = writeln!(
            styles,
            ".{class} {{ background: hsl({hue} 80% 88%); border-color: hsl({hue} 60% 45%) }}\n\
             @media (prefers-color-scheme: dark) {{ .{class} {{ background: hsl({hue} 45% 24%); border-color: hsl({hue} 60% 60%) }} }}"
        );
    }
    let title = escape(title);
    format!(
        "<!doctype html>\n<html>\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n\
         <title>{title}</title>\n<style>\n\
         :root {{ color-scheme: light dark }}\n\
         body {{ font: 17px/1.7 Georgia, 'PT Serif', serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem }}\n\
         h2, nav, table {{ font: 14px/1.5 system-ui, sans-serif }}\n\
         h2 {{ font-weight: 600; margin-top: 2.5rem; border-bottom: 1px solid #8886; overflow-wrap: anywhere }}\n\
         nav {{ position: sticky; top: 0; padding: .5rem 0; background: Canvas }}\n\
         nav label {{ margin-right: .8rem; white-space: nowrap }}\n\
         p {{ white-space: pre-wrap; overflow-wrap: anywhere }}\n\
         mark {{ color: inherit; padding: .05em .15em; border-radius: .2em; border-bottom: 2px solid }}\n\
         mark.off {{ background: none; border-color: transparent; padding: 0 }}\n\
         table {{ border-collapse: collapse; width: 100% }}\n\
         td, th {{ text-align: left; padding: .1rem .6rem .1rem 0; vertical-align: top; border-bottom: 1px solid #8883 }}\n\
         summary {{ font: 14px/1.5 system-ui, sans-serif; cursor: pointer }}\n\
         {styles}</style>\n</head>\n<body>\n<nav></nav>\n"
    )
}

/// The end of a page: a legend that hides and shows types.
pub(super) const PAGE_END: &str = "<script>\n\
const types = [...new Set([...document.querySelectorAll('mark')].map(m => m.dataset.type))].sort();\n\
for (const type of types) {\n\
  const marks = document.querySelectorAll(`mark[data-type=\"${type}\"]`);\n\
  const label = document.createElement('label'), box = document.createElement('input');\n\
  box.type = 'checkbox'; box.checked = true;\n\
  box.onchange = () => marks.forEach(m => m.classList.toggle('off', !box.checked));\n\
  const name = document.createElement('mark'); name.className = marks[0].className; name.textContent = type;\n\
  label.append(box, ' ', name, ` ${marks.length}`); document.querySelector('nav').append(label);\n\
}\n\
</script>\n</body>\n</html>\n";

/// A document of a page.
pub(super) fn page_document(document: &TaggedDocument) -> String {
    let mut out = String::with_capacity(document.text.len() * 3);
    let _ = write!(out, "<h2>{}</h2>\n<p>", escape(&document.id));
    for piece in pieces(document) {
        match piece {
            Piece::Text(text) => out.push_str(&escape(text)),
            Piece::Open(mention) => {
                let best = &mention.candidates[0];
                let class = if COLOURS.iter().any(|(name, ..)| *name == best.entity_type) {
                    &*best.entity_type
                } else {
                    "OTHER"
                };
                let title = format!(
                    "{} — {}\n{} ({}, {}), {:.2}",
                    best.name, best.entity, best.lemma, best.kind, best.relation, best.score
                );
                let entity_type = escape(&best.entity_type);
                let _ =
                    write!(out, "<mark class=\"{class}\" data-type=\"{entity_type}\" title=\"{}\">", escape(&title));
            }
            Piece::Close(_) => out.push_str("</mark>"),
        }
    }
    out.push_str("</p>\n");
    let _ = write!(
        out,
        "<details><summary>{} mentions</summary>\n<table><tr><th>text<th>type<th>entity<th>name<th>lemma<th>kind<th>score\n",
        document.mentions.len()
    );
    for mention in &document.mentions {
        let best = &mention.candidates[0];
        let kind = format!("{}, {}", best.kind, best.relation);
        let score = format!("{:.2}", best.score);
        let text = &document.text[mention.span.clone()];
        let cells = [text, &best.entity_type, &best.entity, &best.name, &best.lemma, &kind, &score];
        out.push_str("<tr>");
        for cell in cells {
            let _ = write!(out, "<td>{}", escape(cell));
        }
        out.push('\n');
    }
    out.push_str("</table></details>\n");
    let explained = explain::block(document);
    if !explained.is_empty() {
        let _ = write!(
            out,
            "<details><summary>how it was decided</summary>\n<pre>{}</pre></details>\n",
            escape(&explained)
        );
    }
    out
}

fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            _ => out.push(character),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::client::TaggedCandidate;

    fn document(text: &str, mentions: &[(&str, &str, &str)]) -> TaggedDocument {
        let mention = |(part, entity_type, entity): &(&str, &str, &str)| {
            let start = text.find(part).expect("it stands in the text");
            TaggedMention {
                span: start..start + part.len(),
                candidates: vec![TaggedCandidate {
                    entity_type: (*entity_type).to_owned(),
                    entity: (*entity).to_owned(),
                    name: "N".to_owned(),
                    lemma: "L".to_owned(),
                    kind: "exact".to_owned(),
                    relation: "name".to_owned(),
                    score: 0.987_65,
                    explanation: Vec::new(),
                    linked: true,
                }],
            }
        };
        let mentions = mentions.iter().map(mention).collect();
        TaggedDocument {
            id: "d<1>".to_owned(),
            text: text.to_owned(),
            revision: "r".to_owned(),
            mentions,
            suppressed: None,
        }
    }

    #[test]
    fn plain_text_names_the_entity_behind_the_mention() {
        let nested = document(
            "МИД Сербии в Астане",
            &[("МИД Сербии", "ORGANIZATION", "o/m"), ("Сербии", "COUNTRY", "c/RS"), ("Астане", "CITY", "t/1")],
        );
        assert_eq!(text(&nested, Paint::Plain), "[МИД [Сербии](c/RS)](o/m) в [Астане](t/1)\n");
    }

    #[test]
    fn of_crossing_mentions_the_first_is_shown() {
        let crossing = document("а б в г", &[("а б", "X", "1"), ("б в", "X", "2"), ("в", "X", "3")]);
        assert_eq!(text(&crossing, Paint::Plain), "[а б](1) [в](3) г\n");
    }

    #[test]
    fn colours_are_closed_again() {
        let painted = text(&document("в Астане", &[("Астане", "CITY", "t/1")]), Paint::Coloured);
        assert_eq!(painted, "в \u{1b}[1;38;5;37mАстане\u{1b}[0m\u{1b}[2m(t/1)\u{1b}[0m\n");
    }

    #[test]
    fn a_page_escapes_what_the_text_says() {
        let page = page_document(&document("<b>Астане</b> & \"", &[("Астане", "CITY", "t/1")]));
        assert!(page.contains("<h2>d&lt;1&gt;</h2>"));
        assert!(page.contains("&lt;b&gt;<mark class=\"CITY\" data-type=\"CITY\""));
        assert!(page.contains("Астане</mark>&lt;/b&gt; &amp; &quot;"));
    }

    #[test]
    fn the_json_line_has_the_names_of_the_contract() {
        let line = document("🙂 Астане", &[("Астане", "CITY", "t/1")]).to_json(crate::text::OffsetUnit::Utf16);
        let expected = "{\"id\":\"d<1>\",\"encoding\":\"utf16\",\"revision\":\"r\",\"mentions\":[{\"start\":3,\"end\":9,\"text\":\"Астане\",\
                        \"type\":\"CITY\",\"entity\":\"t/1\",\"linked\":true,\"name\":\"N\",\"lemma\":\"L\",\"kind\":\"exact\",\"relation\":\"name\",\"score\":0.988}]}";
        assert_eq!(line.to_string(), expected);
    }
}
