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
        let mut text = String::with_capacity(self.lead.len() + form.len() + self.trail.len());
        self.dress_into(form, &mut text);
        text
    }

    /// Appends what [`Token::dress`] gives.
    pub(super) fn dress_into(&self, form: &str, text: &mut String) {
        text.push_str(&self.lead);
        if form != self.folded && STRESS_MOVES.contains(&self.folded.as_str()) {
            restore(&self.body.replace('ё', "е"), &self.folded, form, text);
        } else {
            restore(&self.body, &self.folded, form, text);
        }
        text.push_str(&self.trail);
    }

    /// The word as it stands in the name.
    pub(super) fn text(&self) -> String {
        let mut text = String::with_capacity(self.lead.len() + self.body.len() + self.trail.len());
        self.write_text(&mut text);
        text
    }

    /// Appends the word as it stands in the name.
    pub(super) fn write_text(&self, text: &mut String) {
        text.push_str(&self.lead);
        text.push_str(&self.body);
        text.push_str(&self.trail);
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
        'а'..='я' | 'a'..='z' | '-' => c,
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

/// Appends the folded `form` of the word `base` in the letters of `base` as far as they agree, hyphened part by part. `folded` is `base`
/// folded.
fn restore(base: &str, folded: &str, form: &str, text: &mut String) {
    let hyphens = folded.bytes().filter(|byte| *byte == b'-').count();
    if hyphens == 0 || hyphens != form.bytes().filter(|byte| *byte == b'-').count() {
        return restore_part(base, folded, form, text);
    }
    let mut base_parts = base.split_inclusive(|c| fold_char(c) == '-');
    for (folded, form) in folded.split('-').zip(form.split('-')) {
        let part = base_parts.next().unwrap_or_default();
        let letters = part.trim_end_matches(|c| fold_char(c) == '-');
        restore_part(letters, folded, form, text);
        text.push_str(&part[letters.len()..]);
    }
}

/// A suppletive form (`день`, `дня`) keeps at least the capital of the word.
fn restore_part(base: &str, folded: &str, form: &str, text: &mut String) {
    let mut shared = folded.bytes().zip(form.bytes()).take_while(|(folded, form)| folded == form).count();
    while !form.is_char_boundary(shared) || !folded.is_char_boundary(shared) {
        shared -= 1;
    }
    // Folding keeps the number of characters, not always of bytes.
    let count = folded[..shared].chars().count();
    let in_base = base.char_indices().nth(count).map_or(base.len(), |(at, _)| at);
    text.push_str(&base[..in_base]);
    text.push_str(&form[shared..]);
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
