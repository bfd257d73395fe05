//! What editors are shown before and after an edit, word for word: `gazetteer diff`, `expand` of a file, `lookup` with layers, `import`.

use insta::assert_snapshot;

use crate::tools::Desk;

const OLD: &str = "id\tname:ru\talias:ru\tprior\n\
    1\tТараз\tДжамбул|Аулие-Ата{fix}\t300000\n\
    2\tВена\t\t1900000\n\
    3\tРудный\t\t100000\n";
const NEW: &str = "id\tname:ru\talias:ru\tprior\n\
    1\tТараз\tДжамбул|Мирзоян\t320000\n\
    2\tВена{never}\t\t1900000\n\
    4\tАрал\t\t30000\n";
const NEWS: &str = "Из Тараза, бывшего Аулие-Ата и Мирзояна, в Вену.\n\n\
    Как сообщает корреспондент, отправленный редакцией на место событий, поезд вчера прибыл в Арал из Рудного почти без опоздания.\n";

#[test]
fn diff_shows_entries_and_mentions() {
    let desk = Desk::new();
    desk.write("old/cities.tsv", OLD);
    desk.write("new/cities.tsv", NEW);
    desk.write("news/a.txt", NEWS);
    desk.write("news/b.jsonl", "{\"id\": \"x\", \"text\": \"😀 в\\nАрал\"}\n");
    let diff =
        |arguments: &[&str]| desk.run(&[&["gazetteer", "diff"], arguments, &["--no-default-gazetteers"]].concat());
    assert_snapshot!("diff_entries", diff(&["old", "new"]));
    assert_snapshot!("diff_mentions", diff(&["old", "new", "news"]));
    assert_snapshot!("diff_limit", diff(&["old", "new", "news", "--limit", "1", "--exit-code"]));
    assert_snapshot!("diff_json", diff(&["old", "new", "news/b.jsonl", "--format", "json"]));
    assert_snapshot!("diff_same", diff(&["old", "old", "news", "--exit-code"]));
    // Over another layer, from nothing, and two files whose names differ.
    assert_snapshot!("diff_over_a_layer", diff(&["-", "new", "--gazetteers", "old"]));
    desk.write("old.tsv", OLD);
    assert_snapshot!("diff_files", diff(&["old.tsv", "new/cities.tsv", "--limit", "1"]));
    desk.write("bad/cities.tsv", "id\tname:ru\n1\tТараз{x}\n2\tВена\n");
    assert_snapshot!("diff_from_bad", diff(&["bad", "new", "--limit", "1"]));
    assert_snapshot!("diff_to_bad", diff(&["old", "bad"]));
    desk.write("news/c.jsonl", "{oops\n");
    assert_snapshot!("diff_unreadable", diff(&["old", "old", "news"]));
}

#[test]
fn expand_reads_a_file() {
    let desk = Desk::new();
    let table = "id\tname:ru\tname:en\n\
        a\tИван Дюма{g=m}\tIvan Dumas\nb\tМишель Барнье\t\nc\tРоман Рось{class=f.rar}\t\nd\tИван Ли{x}\t\n";
    desk.write("my/people.tsv", table);
    desk.write("my/cities.tsv", "id\tname:ru\tname:en\n1\tВена\tNice\n2\tРоман{fix}\tRoman{never}\n");
    let expand = |arguments: &[&str]| {
        desk.run(&[&["gazetteer", "expand"], arguments, &["--no-default-gazetteers", "--gazetteers", "my"]].concat())
    };
    // A folder with an error is told and not used.
    assert_snapshot!("expand_file_beside_errors", expand(&["my/people.tsv"]));
    desk.write("my/people.tsv", table.replace("{x}", ""));
    assert_snapshot!("expand_file_people", expand(&["my/people.tsv"]));
    assert_snapshot!("expand_file_cities", expand(&["my/cities.tsv"]));
    assert_snapshot!("expand_file_json", expand(&["my/cities.tsv", "--json"]));
    assert_snapshot!("expand_no_file", expand(&["our/cities.tsv", "cities.tsv"]));
    let language = ["--language", "ru", "--type"];
    assert_snapshot!("expand_unknown_class", expand(&[&language[..], &["city", "Рось{class=m.rar}"]].concat()));
    assert_snapshot!("expand_two_genders", expand(&[&language[..], &["person", "Мишель Барнье"]].concat()));
    assert_snapshot!("expand_hint", expand(&[&language[..], &["city", "--hint", "class=f.soft", "Рось"]].concat()));
}
