use std::ops::Range;

use proptest::prelude::*;

use super::fold::fold_word;
use super::*;

fn folded(word: &str) -> String {
    let mut out = String::new();
    fold_word(word, &mut out);
    out
}

/// The words of a text, folded, each behind the gap before it.
fn shape(text: &str) -> Vec<(String, String)> {
    let words = Words::new(text);
    words.as_slice().iter().map(|word| (words.gap(word).to_owned(), words.folded(word).to_owned())).collect()
}

fn word_texts(text: &str) -> Vec<&str> {
    Words::new(text).as_slice().iter().map(|word| &text[word.span.clone()]).collect()
}

#[test]
fn plain_letters_fold_as_the_long_way_folds_them() {
    for character in ('\0'..'\u{530}').filter(|character| character.is_alphanumeric()) {
        let (mut short, mut long) = (String::new(), String::new());
        // What is not plain takes the long way: an invisible character does.
        let (plain, other) =
            (fold_word(&format!("{character}б"), &mut short), fold_word(&format!("{character}\u{AD}б"), &mut long));
        assert_eq!((&short, plain), (&long, other), "{character}");
    }
}

#[test]
fn an_initial_stands_before_its_name_with_and_without_a_space() {
    assert_eq!(shape("К.Токаев"), shape("К. Токаев"));
    assert_ne!(shape("3.Токаев"), shape("3. Токаев"));
    assert_ne!(shape("г.Алматы"), shape("г. Алматы"));
}

#[test]
fn folding_makes_other_writings_equal() {
    let cases = [
        ("Казахстан", "казахстан"),
        ("КАЗАХСТАН", "казахстан"),
        ("Орёл", "орел"),
        ("Оре\u{308}л", "орел"),
        ("Кита\u{438}\u{306}", "китай"),
        ("Китай", "китай"),
        ("Каза\u{301}хстан", "казахстан"),
        ("Ка\u{AD}зах\u{200B}стан", "казахстан"),
        ("Vučić", "vucic"),
        ("Vuc\u{30C}ic\u{301}", "vucic"),
        ("Đorđe", "dorde"),
        ("Łódź", "lodz"),
        ("Straße", "strasse"),
        ("İstanbul", "istanbul"),
        ("ISTANBUL", "istanbul"),
        ("ﬁnland", "finland"),
        ("Ұлытау", "ұлытау"),
        ("ӘБІЛҚАЙЫР", "әбілқайыр"),
        ("Київ", "київ"),
        ("G20", "g20"),
    ];
    for (word, expected) in cases {
        assert_eq!(folded(word), expected, "{word}");
    }
}

#[test]
fn look_alike_letters_take_the_script_of_the_word() {
    let cases = [
        // Latin c, C, a, e, p, o inside Cyrillic words.
        ("Моcква", "москва"),
        ("Cербия", "сербия"),
        ("Евроcоюз", "евросоюз"),
        ("Kлишас", "клишас"),
        // Latin i and h for Kazakh і and һ, schwa for ә.
        ("Жетicу", "жетісу"),
        ("Шahар", "шанар"),
        ("əлем", "әлем"),
        // Cyrillic о and а inside Latin words.
        ("Lоndоn", "london"),
        ("Gооgle", "google"),
        ("Zара", "zapa"),
        // Letters of both alphabets that nothing can stand for stay.
        ("Qыз", "qыз"),
        // One script stays as it is, also when every letter has a double.
        ("EC", "ec"),
        ("ЕС", "ес"),
    ];
    for (word, expected) in cases {
        assert_eq!(folded(word), expected, "{word}");
    }
}

#[test]
fn words_end_where_a_reader_ends_them() {
    let cases: &[(&str, &[&str])] = &[
        ("В Акорде, вчера.", &["В", "Акорде", "вчера"]),
        ("30-летия", &["30", "летия"]),
        ("Касым-Жомарта Токаева", &["Касым", "Жомарта", "Токаева"]),
        ("К.-Ж. Токаев", &["К", "Ж", "Токаев"]),
        ("А.Вучич", &["А", "Вучич"]),
        ("Кот-д’Ивуар", &["Кот", "д", "Ивуар"]),
        ("Қазақстанның ұлы", &["Қазақстанның", "ұлы"]),
        ("АҚШ-тың", &["АҚШ", "тың"]),
        ("Каза\u{301}хстан", &["Каза\u{301}хстан"]),
        ("Казах\u{AD}стан\u{AD} и", &["Казах\u{AD}стан", "и"]),
        ("#Казахстан_2050", &["Казахстан", "2050"]),
        ("G20/БРИКС+", &["G20", "БРИКС"]),
        ("\u{FEFF}Астана", &["Астана"]),
        ("🇰🇿Астана🇷🇸", &["Астана"]),
        ("\u{301}а", &["а"]),
        ("", &[]),
        ("—", &[]),
    ];
    for (text, expected) in cases {
        assert_eq!(word_texts(text), *expected, "{text:?}");
    }
}

#[test]
fn gaps_fold_spaces_quotes_dashes_and_apostrophes() {
    let cases = [
        ("а б", " "),
        ("а\u{A0}б", " "),
        ("а\u{202F}б", " "),
        ("а \t б", " "),
        ("а\nб", " "),
        ("а\r\nб", " "),
        ("а\n\nб", "\n"),
        ("а «б", " "),
        ("а» „б", " "),
        ("а«б", " "),
        ("а-б", "-"),
        ("а\u{2011}б", "-"),
        ("а–б", "-"),
        ("а — б", " - "),
        ("а’б", "'"),
        ("аʼб", "'"),
        ("а.б", "."),
        ("а.\u{A0}б", ". "),
        ("а.-б", ".-"),
        ("а, б", ", "),
        ("а & б", " & "),
    ];
    for (text, gap) in cases {
        assert_eq!(shape(text)[1].0, gap, "{text:?}");
    }
}

#[test]
fn a_joint_is_told_from_punctuation() {
    let joint = |text| Words::new(text).as_slice()[1].joint;
    assert_eq!(joint("Нур-Султан"), Joint::Hyphen);
    // A dash parts words, a hyphen joins them.
    assert_eq!(joint("Москва–Астана"), Joint::Open);
    assert_eq!(joint("Москва - Астана"), Joint::Open);
    assert_eq!(joint("d'Ivoire"), Joint::Apostrophe);
    assert_eq!(joint("kazpravda.kz"), Joint::Dot);
    assert_eq!(joint("info@akorda"), Joint::At);
    assert_eq!(joint("Астана, Алматы"), Joint::Open);
}

#[test]
fn the_case_of_letters_is_told() {
    let case = |text| Words::new(text).as_slice()[0].case;
    assert_eq!(case("мид"), WordCase::Lower);
    assert_eq!(case("Мид"), WordCase::Capitalized);
    assert_eq!(case("МИД"), WordCase::Upper);
    assert_eq!(case("МИДа"), WordCase::Mixed);
    assert_eq!(case("А"), WordCase::Capitalized);
    assert_eq!(case("2050"), WordCase::Caseless);
    assert_eq!(Words::new("МИДа").as_slice()[0].capitals, 0b111);
    assert_eq!(Words::new("Оре\u{308}Л").as_slice()[0].capitals, 0b1001);
}

#[test]
fn sentences_begin_after_their_ends_but_not_after_abbreviations() {
    let text = "Был дождь. Того не ждали… Перу. К. Токаев прибыл в г. Алматы\nМир";
    let words = Words::new(text);
    let begins: Vec<&str> =
        words.as_slice().iter().filter(|word| word.begins_sentence).map(|word| &text[word.span.clone()]).collect();
    assert_eq!(begins, ["Был", "Того", "Перу", "К", "Мир"]);
}

#[test]
fn a_line_of_capitals_is_told_from_an_acronym() {
    let text = "ПРЕЗИДЕНТ СЕРБИИ В АСТАНЕ\nМИД Сербии сообщил\nООН";
    let words = Words::new(text);
    let marked: Vec<&str> =
        words.as_slice().iter().filter(|word| word.in_capitals_line).map(|word| &text[word.span.clone()]).collect();
    assert_eq!(marked, ["ПРЕЗИДЕНТ", "СЕРБИИ", "В", "АСТАНЕ"]);
}

#[test]
fn the_language_is_told_from_letters() {
    assert_eq!(detect_language("Президент Сербии прибыл в Астану"), "ru");
    assert_eq!(detect_language("Президент Қасым-Жомарт Тоқаев Астанада кездесу өткізді"), "kk");
    assert_eq!(detect_language("The President of Serbia arrived in Astana"), "en");
    assert_eq!(detect_language("Власти Қазақстан"), "kk");
    assert_eq!(detect_language("2026 – 🇰🇿"), "");
    assert_eq!(detect_language(""), "");
}

#[test]
fn spans_are_counted_in_three_units() {
    let text = "🙂Ж. Астана";
    let span = text.find("Астана").map(|start| start..text.len()).expect("it is there");
    let convert = |unit| convert_spans(text, unit, std::slice::from_ref(&span))[0].clone();
    assert_eq!(convert(OffsetUnit::Utf8), 8..20);
    assert_eq!(convert(OffsetUnit::Utf16), 5..11);
    assert_eq!(convert(OffsetUnit::Utf32), 4..10);
}

/// Text of the kind that breaks offsets: letters of several scripts, marks, invisible and astral characters.
fn any_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        any::<char>().prop_map(String::from),
        "[а-яёА-ЯЁәғқңөұүһіӘҒҚҢӨҰҮҺІ]{1,6}",
        "[a-zA-Z]{1,6}",
        prop::sample::select(vec![
            " ",
            "\u{A0}",
            "\u{202F}",
            "-",
            "–",
            ".",
            ". ",
            "«",
            "»",
            "’",
            "\n",
            "\u{AD}",
            "\u{301}",
            "\u{308}",
            "\u{306}",
            "ẞ",
            "İ",
            "K",
            "ﬁ",
            "𝐀",
            "🙂",
            "👩‍🚀",
            "\u{FEFF}",
            "ʼ",
            "ΐ",
            "ŉ"
        ])
        .prop_map(str::to_owned),
    ];
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn words_are_whole_characters_in_order(text in any_text()) {
        let words = Words::new(&text);
        let mut end = 0;
        for word in words.as_slice() {
            prop_assert!(word.span.start >= end && word.span.start < word.span.end);
            prop_assert!(text.is_char_boundary(word.span.start) && text.is_char_boundary(word.span.end));
            end = word.span.end;
        }
    }

    #[test]
    fn no_word_ends_before_a_combining_mark(text in any_text()) {
        for word in Words::new(&text).as_slice() {
            let is_mark = |next: char| ('\u{300}'..='\u{36F}').contains(&next);
            let before_mark = text[word.span.end..].chars().next().is_some_and(is_mark);
            prop_assert!(!before_mark);
        }
    }

    #[test]
    fn every_span_maps_back_in_all_units(text in any_text()) {
        let words = Words::new(&text);
        let spans: Vec<Range<usize>> = words.as_slice().iter().map(|word| word.span.clone()).collect();
        let utf16: Vec<u16> = text.encode_utf16().collect();
        let utf32: Vec<char> = text.chars().collect();
        let in_utf16 = convert_spans(&text, OffsetUnit::Utf16, &spans);
        let in_utf32 = convert_spans(&text, OffsetUnit::Utf32, &spans);
        for ((span, wide), points) in spans.iter().zip(in_utf16).zip(in_utf32) {
            let expected = &text[span.clone()];
            prop_assert_eq!(&String::from_utf16(&utf16[wide]).expect("whole characters"), expected);
            prop_assert_eq!(&utf32[points].iter().collect::<String>(), expected);
        }
        for unit in [OffsetUnit::Utf8, OffsetUnit::Utf16, OffsetUnit::Utf32] {
            prop_assert_eq!(convert_spans(&text, unit, std::slice::from_ref(&(0..text.len())))[0].end, unit.length(&text));
        }
    }

    #[test]
    fn folding_a_folded_word_changes_nothing(word in "\\PC{0,12}") {
        let once = folded(&word);
        prop_assert_eq!(folded(&once), once.clone());
    }

    #[test]
    fn folding_does_not_see_letter_case_of_cyrillic(word in "[а-яёәғқңөұүһі]{1,12}") {
        prop_assert_eq!(folded(&word.to_uppercase()), folded(&word));
    }

    #[test]
    fn composed_and_decomposed_letters_fold_alike(word in "[а-яёїa-zéüñçğş]{1,12}") {
        use unicode_normalization::UnicodeNormalization;
        prop_assert_eq!(folded(&word.nfd().collect::<String>()), folded(&word.nfc().collect::<String>()));
    }
}
