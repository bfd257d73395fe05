//! What holds of any text.

use proptest::prelude::*;

use super::tagger;
use crate::tagger::*;
use crate::text::{OffsetUnit, convert_spans};

fn any_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        any::<char>().prop_map(String::from),
        prop::sample::select(vec![
            "Казахстан",
            "Республики Сербия",
            "Токаев",
            "К.-Ж. Токаева",
            "Касым-Жомарта Токаева",
            "АО «Казахтелеком",
            "МИД",
            "ЕС",
            "Астанада",
            "Kazakhstan",
            "Georgia",
            "сербских",
            "Нур-Султан",
            "Каза\u{301}хстан",
            "Моcкве"
        ])
        .prop_map(str::to_owned),
        prop::sample::select(vec![
            " ", "\u{A0}", "-", "–", ".", ". ", "»", "«", "’s", "\n\n", "\u{AD}", "\u{301}", "🙂", "İ", "@"
        ])
        .prop_map(str::to_owned),
    ];
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn every_mention_is_whole_characters_in_all_units(text in any_text()) {
        let tagger = tagger(TagOptions { overlap: OverlapPolicy::All, ..TagOptions::default() });
        let tagging = tagger.tag(&text, None);
        let spans: Vec<Range<usize>> = tagging.mentions.iter().map(|mention| mention.span.clone()).collect();
        let utf16: Vec<u16> = text.encode_utf16().collect();
        let utf32: Vec<char> = text.chars().collect();
        let wide = convert_spans(&text, OffsetUnit::Utf16, &spans);
        let points = convert_spans(&text, OffsetUnit::Utf32, &spans);
        for ((span, wide), points) in spans.iter().zip(wide).zip(points) {
            let covered = text.get(span.clone()).expect("character boundaries");
            prop_assert_eq!(&String::from_utf16(&utf16[wide]).expect("whole characters"), covered);
            prop_assert_eq!(&utf32[points].iter().collect::<String>(), covered);
        }
    }

    #[test]
    fn mentions_do_not_overlap_by_default(text in any_text()) {
        let tagger = tagger(TagOptions::default());
        let tagging = tagger.tag(&text, None);
        for pair in tagging.mentions.windows(2) {
            prop_assert!(pair[0].span.end <= pair[1].span.start);
        }
        for mention in &tagging.mentions {
            prop_assert!(mention.candidates.iter().all(|candidate| (0.0..=1.0).contains(&candidate.score)));
        }
    }
}
