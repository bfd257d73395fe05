//! Adjectives that are proposed for a place name.

use super::super::*;

#[test]
fn the_first_proposal_is_the_one_in_use() {
    for (name, adjective) in [
        ("Алматы", "алматинский"),
        ("Астана", "астанинский"),
        ("Караганда", "карагандинский"),
        ("Шымкент", "шымкентский"),
        ("Тараз", "таразский"),
        ("Кызылорда", "кызылординский"),
        ("Усть-Каменогорск", "усть-каменогорский"),
        ("Атырау", "атырауский"),
        ("Семей", "семейский"),
        ("Талдыкорган", "талдыкорганский"),
        ("Бишкек", "бишкекский"),
        ("Ташкент", "ташкентский"),
        ("Баку", "бакинский"),
        ("Москва", "московский"),
        ("Ярославль", "ярославский"),
        ("Рязань", "рязанский"),
        ("Ростов-на-Дону", "ростовский"),
        ("Нижний Тагил", "нижнетагильский"),
        ("Королёв", "королёвский"),
        ("Минск", "минский"),
        ("Елец", "елецкий"),
        ("Рига", "рижский"),
        ("Афины", "афинский"),
        ("Черкассы", "черкасский"),
        ("Чикаго", "чикагский"),
        ("Токио", "токийский"),
        ("Сочи", "сочинский"),
        ("Шэньчжэнь", "шэньчжэньский"),
        ("Сенегал", "сенегальский"),
        ("Исландия", "исландский"),
        ("Австрия", "австрийский"),
        ("Албания", "албанский"),
        ("Бавария", "баварский"),
        ("Корея", "корейский"),
        ("Северная Корея", "северокорейский"),
        ("Новая Зеландия", "новозеландский"),
        ("Никарагуа", "никарагуанский"),
        ("Московская область", "московский"),
        ("Чукотский автономный округ", "чукотский"),
        ("Фарерские острова", "фарерский"),
        ("Жуковский", "жуковский"),
        ("Раменское", "раменский"),
        ("Грозный", "грозненский"),
    ] {
        let proposals = suggest_adjectives(name);
        assert_eq!(proposals.first().map(String::as_str), Some(adjective), "{name}: {proposals:?}");
    }
}

#[test]
fn what_no_rule_knows_is_among_them_or_there_is_none() {
    for (name, adjective) in
        [("Тверь", "тверской"), ("Грузия", "грузинский"), ("Орёл", "орловский"), ("Куба", "кубинский")]
    {
        let proposals = suggest_adjectives(name);
        assert!(proposals.iter().any(|proposal| proposal == adjective), "{name}: {proposals:?}");
    }
    for name in ["", " ", "-", "США", "ЦАР", "Крк", "Антигуа и Барбуда", "Elbasan"] {
        let proposals = suggest_adjectives(name);
        assert!(proposals.len() < 6, "{name}: {proposals:?}");
    }
}

/// The share of places whose adjective in the gazetteer is the first proposal, and among the proposals.
fn shares(table: &str) -> (f64, f64) {
    let mut rows = table.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    let columns: Vec<&str> = rows.next().unwrap_or_default().split('\t').collect();
    let place = |name| columns.iter().position(|column| *column == name).expect("the column is there");
    let (name_column, adjective_column) = (place("name:ru"), place("adj:ru"));
    let (mut count, mut first, mut any) = (0.0, 0.0, 0.0);
    let bare = |text: &str| spelling::fold(text.split('{').next().unwrap_or_default().trim());
    for cells in rows.map(|row| row.split('\t').collect::<Vec<_>>()) {
        let Some(adjectives) = cells.get(adjective_column).filter(|cell| !cell.is_empty()) else { continue };
        let known: Vec<String> = adjectives.split('|').map(bare).collect();
        let proposals = suggest_adjectives(cells[name_column].split('{').next().unwrap_or_default());
        let hit = proposals.iter().position(|proposal| known.contains(&bare(proposal)));
        count += 1.0;
        first += f64::from(u8::from(hit == Some(0)));
        any += f64::from(u8::from(hit.is_some()));
    }
    (100.0 * first / count, 100.0 * any / count)
}

#[test]
fn most_adjectives_of_the_gazetteers_are_proposed() {
    for (name, table, least) in [
        ("cities", include_str!("../../../gazetteers/cities.tsv"), (85.0, 91.0)),
        ("countries", include_str!("../../../gazetteers/countries.tsv"), (70.0, 82.0)),
        ("regions", include_str!("../../../gazetteers/regions.tsv"), (60.0, 75.0)),
    ] {
        let (first, any) = shares(table);
        assert!(first >= least.0 && any >= least.1, "{name}: first {first:.1} %, among them {any:.1} %");
    }
}
