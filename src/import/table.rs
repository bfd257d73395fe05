//! The rows of a spreadsheet -> entities.

use std::collections::{HashMap, HashSet};

use super::columns::{PersonPart, Target, normalized};
use super::sheet::{Draft, Effect, Imported, Sheet};
use super::slug::slug;
use super::values;
use crate::gazetteer::Relation;

/// A row of a spreadsheet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// Its line in the file, from 1.
    pub line: u32,
    /// Its cells.
    pub cells: Vec<String>,
}

/// What an editor says of an import.
#[derive(Clone, Debug, Default)]
pub struct ImportOptions {
    /// The gazetteer file that the table is for: `people.tsv`. Gives the type of entities as it does when it is loaded.
    pub file_name: String,
    /// The type of entities for which the input says none.
    pub entity_type: Option<String>,
    /// The language of names for which the header says none; by their letters otherwise.
    pub language: Option<String>,
    /// Columns of ours and the headers, or the numbers from 1, of the columns that fill them.
    pub columns: Vec<(String, String)>,
    /// What parts several names in a cell, besides `|` and line breaks.
    pub separators: Vec<char>,
    /// Ids of countries by their names, as [`crate::text::Words::key`] folds them.
    pub countries: HashMap<String, String>,
    /// What is there already: ids with the names of their entities, folded likewise.
    pub taken: HashMap<String, HashSet<String>>,
}

/// Makes a gazetteer table of a spreadsheet.
///
/// # Errors
///
/// When no column holds names, or the options name a column that does not exist.
pub fn import_table(header: &Row, rows: &[Row], options: &ImportOptions) -> Result<Imported, String> {
    let mut sheet = Sheet::new(&options.file_name, options.taken.clone());
    let columns = Columns::read(header, options, &mut sheet)?;
    for row in rows {
        if row.cells.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        let draft = columns.draft(row, options, &mut sheet);
        sheet.push(draft);
    }
    Ok(sheet.finish())
}

/// What the columns hold.
struct Columns {
    targets: Vec<Target>,
    /// The type that the headers give.
    entity_type: Option<String>,
}

impl Columns {
    fn read(header: &Row, options: &ImportOptions, sheet: &mut Sheet) -> Result<Self, String> {
        let mut targets: Vec<Option<Target>> = header.cells.iter().map(|cell| Target::of_header(cell)).collect();
        for (column, wanted) in &options.columns {
            let target = Target::of_column(column).ok_or_else(|| {
                format!("`{column}` is no column of a gazetteer; docs/GAZETTEERS.md lists the columns")
            })?;
            let by_name = header.cells.iter().position(|cell| normalized(cell) == normalized(wanted));
            let by_number = || wanted.parse::<usize>().ok()?.checked_sub(1).filter(|index| *index < header.cells.len());
            let index = by_name.or_else(by_number).ok_or_else(|| {
                let headers: Vec<String> = header.cells.iter().map(|cell| format!("`{}`", cell.trim())).collect();
                format!("there is no column `{wanted}`; there are {}", headers.join(", "))
            })?;
            targets[index] = Some(target);
        }
        promote_names(header, &mut targets)?;
        let mut seen_id = false;
        for (index, (target, cell)) in targets.iter_mut().zip(&header.cells).enumerate() {
            let is_second_id = *target == Some(Target::Id) && std::mem::replace(&mut seen_id, true);
            if (target.is_none() || is_second_id) && !cell.trim().is_empty() {
                let message =
                    format!("column `{}` is none that is known; `--column note={}` keeps it", cell.trim(), index + 1);
                sheet.note(Effect::Dropped, header.line, index as u32 + 1, message);
                *target = None;
            }
        }
        let naming = targets.iter().zip(&header.cells).filter(|(target, _)| {
            matches!(target, Some(Target::Names { preferred: true, .. } | Target::PersonPart(_)))
        });
        let entity_type = naming.into_iter().find_map(|(_, cell)| Target::type_of_header(cell)).map(str::to_owned);
        Ok(Self { targets: targets.into_iter().map(|target| target.unwrap_or(Target::Nothing)).collect(), entity_type })
    }

    fn draft(&self, row: &Row, options: &ImportOptions, sheet: &mut Sheet) -> Draft {
        let mut draft = Draft { line: row.line, ..Draft::default() };
        let cells: Vec<(u32, &Target, &String)> = (1..)
            .zip(&self.targets)
            .zip(&row.cells)
            .map(|((place, target), cell)| (place, target, cell))
            .filter(|(_, target, cell)| **target != Target::Nothing && !cell.trim().is_empty())
            .collect();
        for (place, cell) in (1..).zip(&row.cells).skip(self.targets.len()).filter(|(_, cell)| !cell.trim().is_empty())
        {
            sheet.note(Effect::Dropped, row.line, place, format!("`{}` stands under no header", values::clean(cell).0));
        }
        self.entity_type(&mut draft, &cells, options, sheet);
        let is_person = options.file_name.starts_with("people.")
            || draft.values("type").first().is_some_and(|entity_type| entity_type == "PERSON");
        let mut parts: HashMap<PersonPart, String> = HashMap::new();
        let mut gender = None;
        for (place, target, cell) in cells {
            let (text, has_breaks) = values::clean(cell);
            let is_list = matches!(target, Target::Names { .. });
            if has_breaks {
                let becomes = if is_list { "line breaks part names, tabs are" } else { "line breaks and tabs are" };
                sheet.note(Effect::Changed, row.line, place, format!("inside the cell {becomes} written as spaces"));
            }
            match target {
                Target::Names { language, relation, preferred } => {
                    let cell = if is_list { cell.replace('\t', " ") } else { text };
                    let names =
                        Names { language: language.as_deref().or(options.language.as_deref()), relation: *relation };
                    let listed = values::list(&cell, &options.separators);
                    if *preferred && listed.len() > 1 {
                        let message = format!("of several names `{}` is the name, the others are aliases", listed[0]);
                        sheet.note(Effect::Changed, row.line, place, message);
                    }
                    for (index, value) in listed.iter().enumerate() {
                        names.add(value, *preferred && index == 0, is_person, &mut draft, place, sheet);
                    }
                }
                Target::PersonPart(part) => {
                    parts.insert(*part, text);
                }
                Target::Gender => match values::gender(&text) {
                    Some(flag) => gender = Some(flag),
                    None => sheet.note(Effect::Dropped, row.line, place, format!("`{text}` is no gender")),
                },
                Target::Id => {
                    draft.id = id(&text);
                    if draft.id != text {
                        let message = format!(
                            "id `{text}` is written `{}`: an id has ASCII letters and digits, `.`, `_`, `-`",
                            draft.id
                        );
                        sheet.note(Effect::Changed, row.line, place, message);
                    }
                }
                Target::Country => match country(&text, options) {
                    Some(country) => draft.add("country", country),
                    None => sheet.note(Effect::Dropped, row.line, place, format!("no country is known as `{text}`")),
                },
                Target::Prior => match values::number(&text) {
                    Some(number) => draft.add("prior", number),
                    None => sheet.note(Effect::Dropped, row.line, place, format!("`{text}` is no number >= 0")),
                },
                Target::Year(column) => match values::year(&text) {
                    Some(year) => {
                        if year != text {
                            sheet.note(
                                Effect::Changed,
                                row.line,
                                place,
                                format!("`{text}` is written as the year {year}"),
                            );
                        }
                        draft.add(column, year);
                    }
                    None => sheet.note(Effect::Dropped, row.line, place, format!("`{text}` is no year")),
                },
                Target::Reference(key) => draft.add(&format!("ref:{key}"), text),
                Target::Note => draft.add("note", text),
                Target::Type | Target::Nothing => {}
            }
        }
        add_person(&parts, &mut draft, options, sheet);
        if let Some(gender) = gender {
            mark_gender(&mut draft, gender);
        }
        draft
    }

    /// The type that the row, the options, the file name or the headers give, in this order. The one of the file name is not written.
    fn entity_type(
        &self,
        draft: &mut Draft,
        cells: &[(u32, &Target, &String)],
        options: &ImportOptions,
        sheet: &mut Sheet,
    ) {
        let typed = cells.iter().find(|(_, target, _)| **target == Target::Type);
        if let Some((place, _, cell)) = typed {
            let (text, _) = values::clean(cell);
            let entity_type = values::entity_type(&text);
            if !text.eq_ignore_ascii_case(&entity_type) {
                sheet.note(Effect::Changed, draft.line, *place, format!("type `{text}` is written `{entity_type}`"));
            }
            draft.add("type", entity_type);
        } else if let Some(entity_type) = &options.entity_type {
            draft.add("type", entity_type.clone());
        } else if let Some(entity_type) = &self.entity_type
            && !crate::gazetteer::GazetteerFile::has_default_type(&options.file_name)
        {
            draft.add("type", entity_type.clone());
        }
    }
}

/// Where no column holds names, the column of countries or places does; a given name without a surname is a whole name.
fn promote_names(header: &Row, targets: &mut [Option<Target>]) -> Result<(), String> {
    let names = Target::Names { language: None, relation: Relation::Name, preferred: true };
    let has_surname = targets.contains(&Some(Target::PersonPart(PersonPart::Surname)));
    for target in targets
        .iter_mut()
        .filter(|target| !has_surname && matches!(target, Some(Target::PersonPart(PersonPart::Given))))
    {
        *target = Some(names.clone());
    }
    let holds_names = |target: &Option<Target>| {
        matches!(target, Some(Target::Names { preferred: true, .. } | Target::PersonPart(PersonPart::Surname)))
    };
    if targets.iter().any(holds_names) {
        return Ok(());
    }
    let is_place = |index: &usize| targets[*index].is_none() && Target::is_place_header(&header.cells[*index]);
    let is_country = |index: &usize| targets[*index] == Some(Target::Country);
    let is_alias = |index: &usize| matches!(targets[*index], Some(Target::Names { relation: Relation::Name, .. }));
    let all = 0..targets.len();
    let found =
        all.clone().find(is_place).or_else(|| all.clone().find(is_country)).or_else(|| all.clone().find(is_alias));
    let Some(index) = found else {
        let headers: Vec<String> = header.cells.iter().map(|cell| format!("`{}`", cell.trim())).collect();
        return Err(format!(
            "no column is known to hold names; say which by `--column name:ru=HEADER`; there are {}",
            headers.join(", ")
        ));
    };
    targets[index] = Some(match targets[index].take() {
        Some(Target::Names { language, relation, .. }) => Target::Names { language, relation, preferred: true },
        _ => names,
    });
    Ok(())
}

/// How the names of a cell are taken.
struct Names<'a> {
    language: Option<&'a str>,
    relation: Relation,
}

impl Names<'_> {
    fn add(&self, value: &str, preferred: bool, is_person: bool, draft: &mut Draft, place: u32, sheet: &mut Sheet) {
        let language = self.language.unwrap_or_else(|| values::language_of(value));
        let kind = match (self.relation, preferred) {
            (Relation::Name, true) => "name",
            (Relation::Name, false) => "alias",
            (Relation::Adjective, _) => "adj",
            (Relation::Demonym, _) => "dem",
        };
        let column = format!("{kind}:{language}");
        let ordered = if is_person && kind == "name" { values::person(value) } else { None };
        let Some(values::PersonName { name, with_patronymic }) = ordered else {
            sheet.add_name(draft, &column, value, place);
            return;
        };
        let aside = if with_patronymic.is_some() { ", with the patronymic as an alias" } else { "" };
        sheet.note(Effect::Changed, draft.line, place, format!("`{value}` is written `{name}`{aside}"));
        sheet.add_name(draft, &column, &name, place);
        if let Some(full) = with_patronymic {
            sheet.add_name(draft, &format!("alias:{language}"), &full, place);
        }
    }
}

/// Puts a name together of its parts.
fn add_person(parts: &HashMap<PersonPart, String>, draft: &mut Draft, options: &ImportOptions, sheet: &mut Sheet) {
    let Some(surname) = parts.get(&PersonPart::Surname) else { return };
    let given = parts.get(&PersonPart::Given);
    let name = given.map_or_else(|| surname.clone(), |given| format!("{given} {surname}"));
    let language = options.language.as_deref().unwrap_or_else(|| values::language_of(&name)).to_owned();
    sheet.add_name(draft, &format!("name:{language}"), &name, 0);
    if let (Some(given), Some(patronymic)) = (given, parts.get(&PersonPart::Patronymic)) {
        sheet.add_name(draft, &format!("alias:{language}"), &format!("{given} {patronymic} {surname}"), 0);
    }
}

/// Says the gender behind the first name that has no flags; it holds for the others.
fn mark_gender(draft: &mut Draft, flag: &str) {
    let names = draft.cells.iter_mut().filter(|(column, _)| column.starts_with("name:"));
    if let Some(name) = names.flat_map(|(_, values)| values).find(|name| !name.contains('{')) {
        *name = format!("{name}{{{flag}}}");
    }
}

/// The id of a cell, with what an id cannot have written otherwise.
fn id(cell: &str) -> String {
    let is_identifier = |byte: u8| byte.is_ascii_alphanumeric() || b"._-".contains(&byte);
    if cell.bytes().all(is_identifier) { cell.to_owned() } else { slug(cell) }
}

/// The id of the country that a cell names.
fn country(cell: &str, options: &ImportOptions) -> Option<String> {
    if cell.len() == 2 && cell.bytes().all(|byte| byte.is_ascii_uppercase()) {
        return Some(cell.to_owned());
    }
    let words = crate::text::Words::new(cell);
    options.countries.get(&words.whole_key()).cloned()
}
