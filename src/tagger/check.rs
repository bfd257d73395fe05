//! Everything that can be said against gazetteer files, in the order in which it stands in them.

use std::collections::{HashMap, HashSet};

use super::Model;
use crate::gazetteer::{self, Code, Diagnostic, Fix, GazetteerFile};
use crate::lexicon;

/// All problems of gazetteer files, the lowest layer first: of the files themselves, of their layers, and of their names together.
/// Notes are among them. They come file by file, by line and column.
///
/// It takes a few times as long as building a model.
pub fn check(files: &[GazetteerFile]) -> Vec<Diagnostic> {
    let mut diagnostics: Vec<Diagnostic> = files.iter().flat_map(|file| file.diagnostics.iter().cloned()).collect();
    let (model, of_names) = Model::build(files);
    diagnostics.extend(of_names);
    diagnostics.extend(unknown_countries(files));
    diagnostics.extend(missing_languages(files, &model));
    diagnostics.extend(lexicon::check(model.entities()));
    let order: HashMap<&str, usize> = files.iter().enumerate().map(|(position, file)| (&*file.uri, position)).collect();
    diagnostics.sort_by_key(|diagnostic| (order.get(&*diagnostic.uri).copied(), diagnostic.line, diagnostic.column));
    diagnostics
}

fn unknown_countries(files: &[GazetteerFile]) -> Vec<Diagnostic> {
    let of_files = files.iter().filter(|file| &*file.gazetteer == "countries").flat_map(|file| &file.entries);
    let known: HashSet<String> =
        of_files.map(|entry| entry.id.clone()).chain(gazetteer::embedded_country_ids()).collect();
    let references = files.iter().flat_map(|file| file.countries.iter().map(move |country| (file, country)));
    let unknown = references.filter(|(_, country)| !known.contains(&country.id));
    unknown
        .map(|(file, country)| {
            let columns = country.column..country.column + country.id.chars().count() as u32;
            let capitals = country.id.to_uppercase();
            let meant = known.contains(&capitals).then_some(capitals);
            let message = match &meant {
                Some(meant) => format!("`countries` has no `{}`; write `{meant}`", country.id),
                None => format!(
                    "`countries` has no `{}`: write the id that the country has there, or leave the cell empty",
                    country.id
                ),
            };
            let diagnostic = Diagnostic::new(Code::UnknownCountry, &file.uri, country.line, country.column, message);
            diagnostic.until(columns.end).with_fix(meant.map(|by| Fix::Replace { columns, by }))
        })
        .collect()
}

fn missing_languages(files: &[GazetteerFile], model: &Model) -> Vec<Diagnostic> {
    let languages: HashMap<&str, &GazetteerFile> = files.iter().map(|file| (&*file.uri, file)).collect();
    let mut diagnostics = Vec::new();
    for entity in model.entities() {
        let entry = &entity.entry;
        let Some(file) = languages.get(&*entry.source.uri) else { continue };
        for language in &file.name_languages {
            if !entry.names.iter().any(|name| name.preferred && name.language == *language) {
                let message = format!(
                    "`{}` ({}) has no name in `{language}`; fill `name:{language}`",
                    entry.id,
                    entry.display_name(language)
                );
                let source = &entry.source;
                diagnostics.push(Diagnostic::new(Code::MissingLanguage, &source.uri, source.line, 1, message));
            }
        }
    }
    diagnostics
}
