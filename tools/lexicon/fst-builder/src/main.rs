//! Writes the word sets (`common-*.fst`) and the map (`names.fst`) of `lexicon/` from sorted word lists, and looks words up in them.
//!
//! ```text
//! fst-builder build lexicon/common-ru.fst < words     one word a line, sorted, without duplicates
//! fst-builder build-map lexicon/names.fst < lines     the same, each word with a tab and a number
//! fst-builder lookup lexicon/common-ru.fst < words    prints each word, a tab and `yes` or `no`
//! ```
//!
//! A key is a word of lower-case letters, one byte a letter, so that the set has one transition a letter. There is one alphabet
//! for all languages, and whoever reads the sets and the map must repeat it:
//!
//! | letters | code points | bytes |
//! |---|---|---|
//! | hyphen | U+002D | 0x2D |
//! | `a` to `z` | U+0061 to U+007A | 0x61 to 0x7A |
//! | `а` to `я`, without `ё` | U+0430 to U+044F | 0x80 to 0x9F |
//! | `і` | U+0456 | 0xA0 |
//! | `ғ` | U+0493 | 0xA1 |
//! | `қ` | U+049B | 0xA2 |
//! | `ң` | U+04A3 | 0xA3 |
//! | `ү` | U+04AF | 0xA4 |
//! | `ұ` | U+04B1 | 0xA5 |
//! | `һ` | U+04BB | 0xA6 |
//! | `ә` | U+04D9 | 0xA7 |
//! | `ө` | U+04E9 | 0xA8 |
//!
//! `ё` is written `е` before (in the lists as in what is looked up). A word with any other character has no key: it is not in a set.
//! The bytes rise with the code points, so a list sorted by code point is a list sorted by key.

use std::error::Error;
use std::fs::{self, File};
use std::io::{self, BufRead, BufWriter, Write};
use std::process::ExitCode;

use fst::{MapBuilder, Set, SetBuilder};

/// The Kazakh letters that Russian has not, by code point; their bytes follow the one of `я`.
const KAZAKH: [char; 9] = ['і', 'ғ', 'қ', 'ң', 'ү', 'ұ', 'һ', 'ә', 'ө'];

/// The byte of a letter.
fn byte(letter: char) -> Option<u8> {
    match letter {
        '-' | 'a'..='z' => u8::try_from(letter).ok(),
        'а'..='я' => u8::try_from(u32::from(letter) - u32::from('а')).ok().map(|index| 0x80 + index),
        _ => (0xA0..).zip(KAZAKH).find(|&(_, kazakh)| kazakh == letter).map(|(byte, _)| byte),
    }
}

/// The key of a word, if all its characters are letters of the alphabet.
fn key(word: &str) -> Option<Vec<u8>> {
    word.chars().map(byte).collect()
}

/// Writes the set of the words on standard input, and says how many it holds and how many had no key.
fn build(path: &str) -> Result<(), Box<dyn Error>> {
    let mut builder = SetBuilder::new(BufWriter::new(File::create(path)?))?;
    let (mut count, mut without_key) = (0_u64, 0_u64);
    let mut last = Vec::new();
    for line in io::stdin().lock().lines() {
        let word = line?;
        let Some(key) = key(&word) else {
            without_key += 1;
            continue;
        };
        if key <= last {
            return Err(format!("{word}: the list must be sorted, without duplicates").into());
        }
        builder.insert(&key)?;
        last = key;
        count += 1;
    }
    builder.into_inner()?.flush()?;
    println!("{count}\t{without_key}");
    Ok(())
}

/// Writes the map of the lines on standard input, and says how many it holds.
fn build_map(path: &str) -> Result<(), Box<dyn Error>> {
    let mut builder = MapBuilder::new(BufWriter::new(File::create(path)?))?;
    let mut count = 0_u64;
    for line in io::stdin().lock().lines() {
        let line = line?;
        let (word, value) = line.split_once('\t').ok_or_else(|| format!("{line}: there is no tab"))?;
        let key = key(word).ok_or_else(|| format!("{word}: a letter has no byte"))?;
        builder.insert(&key, value.parse()?)?;
        count += 1;
    }
    builder.into_inner()?.flush()?;
    println!("{count}");
    Ok(())
}

/// Prints each word on standard input with the answer of the set.
fn lookup(path: &str) -> Result<(), Box<dyn Error>> {
    let set = Set::new(fs::read(path)?)?;
    let mut out = BufWriter::new(io::stdout().lock());
    for line in io::stdin().lock().lines() {
        let word = line?;
        let found = key(&word).is_some_and(|key| set.contains(key));
        writeln!(out, "{word}\t{}", if found { "yes" } else { "no" })?;
    }
    Ok(out.flush()?)
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let result = match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["build", path] => build(path),
        ["build-map", path] => build_map(path),
        ["lookup", path] => lookup(path),
        _ => Err("usage: fst-builder build|build-map|lookup FILE < WORDS".into()),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("fst-builder: {error}");
            ExitCode::FAILURE
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_rise_with_the_code_points() {
        let alphabet: Vec<char> = "-".chars().chain('a'..='z').chain('а'..='я').chain(KAZAKH).collect();
        assert!(alphabet.is_sorted());
        let bytes: Vec<u8> = alphabet.iter().map(|&letter| byte(letter).unwrap()).collect();
        assert!(bytes.is_sorted_by(|left, right| left < right));
        assert_eq!(key("a-zая"), Some(vec![0x61, 0x2D, 0x7A, 0x80, 0x9F]));
        assert_eq!(key("іә"), Some(vec![0xA0, 0xA7]));
        assert_eq!(key("ө").unwrap(), [0xA8]);
    }

    #[test]
    fn other_characters_have_no_key() {
        for word in ["ё", "Я", "A", "can't", "x1", "é", "ї"] {
            assert_eq!(key(word), None, "{word}");
        }
    }
}
