//! Spelling shared by the languages: words of a name, folded letters, and the writer's letter case put back on a generated form.
//!
//! It refuses to know grammar.

/// Quotes and brackets that may stand around a word.
const OPENING: &[char] = &['«', '"', '“', '„', '‘', '(', '['];
/// Signs that may follow a word. A full stop is not one of them: it belongs to an initial or an abbreviation.
const CLOSING: &[char] = &['»', '"', '”', '“', '’', ')', ']', ',', ';', ':', '!', '?'];
/// The opening signs that are quotes.
const QUOTES: &[char] = &['«', '"', '“', '„'];
/// The closing signs that are quotes.
const CLOSING_QUOTES: &[char] = &['»', '"', '”', '“'];

/// Words whose ё is an е as soon as they decline: Пётр, Петра.
const STRESS_MOVES: [&str; 1] = ["петр"];

/// One word of a name with the signs around it.
#[derive(Clone, Debug)]
pub(super) struct Token {
    /// Signs in front of the word.
    lead: String,
    /// The word as it is written.
    pub(super) body: String,
    /// Signs behind the word.
    trail: String,
    /// The word with folded letters: lower case, `е` for `ё`, one kind of hyphen.
    pub(super) folded: String,
    /// Place in the name, from 0.
    pub(super) index: usize,
    /// Whether the word stands within quotes that are only a part of the name.
    pub(super) quoted: bool,
}

impl Token {
    /// A generated form (of folded letters) with the signs and the letter case of this word.
    pub(super) fn dress(&self, form: &str) -> String {
        if form != self.folded && STRESS_MOVES.contains(&self.folded.as_str()) {
            return format!("{}{}{}", self.lead, restore(&self.body.replace('ё', "е"), form), self.trail);
        }
        format!("{}{}{}", self.lead, restore(&self.body, form), self.trail)
    }

    /// The word as it stands in the name.
    pub(super) fn text(&self) -> String {
        format!("{}{}{}", self.lead, self.body, self.trail)
    }

    /// Whether the word is all capital letters, two at least: an acronym.
    pub(super) fn is_acronym(&self) -> bool {
        self.body.chars().count() >= 2 && self.body.chars().all(char::is_uppercase)
    }

    /// Whether the word begins with a capital letter.
    pub(super) fn is_capitalised(&self) -> bool {
        self.body.chars().next().is_some_and(char::is_uppercase)
    }

    /// Whether the word has a letter at all.
    pub(super) fn has_letter(&self) -> bool {
        self.folded.chars().any(char::is_alphabetic)
    }

    /// Whether the word has a Cyrillic letter.
    pub(super) fn is_cyrillic(&self) -> bool {
        self.folded.chars().any(is_cyrillic)
    }

    /// Whether the word is one or more initials: `К.`, `К.К.`, `К.-Ж.`.
    pub(super) fn is_initials(&self) -> bool {
        self.body.strip_suffix('.').is_some_and(|rest| {
            rest.split('.').all(|part| part.trim_start_matches('-').chars().count() == 1)
                && self.body.chars().all(|c| c.is_alphabetic() || c == '.' || c == '-')
        })
    }
}

/// The words of a name. A name that stands wholly in quotes counts as unquoted.
pub(super) fn tokens(name: &str) -> Vec<Token> {
    let mut inside = false;
    let mut tokens: Vec<Token> = Vec::new();
    for (index, raw) in name.split_whitespace().enumerate() {
        let body = raw.trim_start_matches(OPENING);
        let lead = &raw[..raw.len() - body.len()];
        let trimmed = body.trim_end_matches(CLOSING);
        let trail = &body[trimmed.len()..];
        inside |= lead.contains(QUOTES);
        tokens.push(Token {
            lead: lead.to_owned(),
            body: trimmed.to_owned(),
            trail: trail.to_owned(),
            folded: fold(trimmed),
            index,
            quoted: inside,
        });
        inside &= !trail.contains(CLOSING_QUOTES);
    }
    if tokens.iter().all(|token| token.quoted) {
        for token in &mut tokens {
            token.quoted = false;
        }
    }
    tokens
}

/// Lower case, `е` for `ё`, one kind of hyphen; as many characters as before.
pub(super) fn fold(text: &str) -> String {
    text.chars().map(fold_char).collect()
}

fn fold_char(c: char) -> char {
    match c {
        'ё' | 'Ё' => 'е',
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        _ => {
            let mut lower = c.to_lowercase();
            match (lower.next(), lower.next()) {
                (Some(one), None) => one,
                _ => c,
            }
        }
    }
}

/// Whether the letter belongs to the Cyrillic script.
pub(super) fn is_cyrillic(c: char) -> bool {
    matches!(c, '\u{0400}'..='\u{052F}')
}

/// The folded `form` of the word `base` in the letters of `base` as far as they agree, hyphened part by part.
fn restore(base: &str, form: &str) -> String {
    let is_hyphen = |c: char| fold_char(c) == '-';
    if base.matches(is_hyphen).count() == form.matches('-').count() {
        let hyphens = base.chars().filter(|c| is_hyphen(*c)).map(Some).chain([None]);
        base.split(is_hyphen)
            .zip(form.split('-'))
            .zip(hyphens)
            .flat_map(|((base, form), hyphen)| restored_part(base, form).chain(hyphen).collect::<Vec<_>>())
            .collect()
    } else {
        restored_part(base, form).collect()
    }
}

fn restored_part<'a>(base: &'a str, form: &'a str) -> impl Iterator<Item = char> + 'a {
    let shared = base.chars().zip(form.chars()).take_while(|(base, form)| fold_char(*base) == *form).count();
    // A suppletive form (`день`, `дня`) keeps at least the capital of the word.
    base.chars().take(shared).chain(form.chars().skip(shared))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dressed(name: &str, form: &str) -> String {
        tokens(name)[0].dress(form)
    }

    #[test]
    fn a_form_takes_the_letters_of_the_word() {
        assert_eq!(dressed("Королёв", "королева"), "Королёва");
        assert_eq!(dressed("Пётр", "петра"), "Петра");
        assert_eq!(dressed("Пётр", "петр"), "Пётр");
        assert_eq!(dressed("МИД", "мида"), "МИДа");
        assert_eq!(dressed("Ростов-на-Дону", "ростова-на-дону"), "Ростова-на-Дону");
        assert_eq!(dressed("Алма‑Ата", "алма-аты"), "Алма‑Аты");
        assert_eq!(dressed("АҚШ", "ақш-тың"), "АҚШ-тың");
        assert_eq!(dressed("«Метрострой»,", "метростроя"), "«Метростроя»,");
    }

    #[test]
    fn quotes_around_a_part_are_told_from_quotes_around_all() {
        let quoted = |name| tokens(name).iter().map(|token| token.quoted).collect::<Vec<_>>();
        assert_eq!(quoted("ТОО «Белый ветер»"), [false, true, true]);
        assert_eq!(quoted("«Белый ветер»"), [false, false]);
        assert_eq!(quoted("«Хабар» агенттігі"), [true, false]);
    }

    #[test]
    fn initials() {
        for (word, expected) in [("К.", true), ("К.-Ж.К.", true), ("Ким", false), ("им.", false), (".", false)]
        {
            assert_eq!(tokens(word)[0].is_initials(), expected, "{word}");
        }
    }
}
