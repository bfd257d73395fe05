//! The plural of a surname, for a whole family: `Назарбаевы`.

use super::classes;
use super::declension::Declension;
use crate::morph::endings::ends_in;
use crate::morph::features::Features;
use crate::morph::paradigm::Collector;
use crate::morph::spelling::Token;
use crate::morph::{Paradigm, Variant};

/// Surnames by ending (masculine or feminine), what is cut off, what makes the plural, and the class of the plural.
const PLURALS: &[(&str, &str, &str, &str)] = &[
    ("ова ева ина ына", "а", "ы", "poss.pl"),
    ("ов ев ин ын", "", "ы", "poss.pl"),
    ("гий кий хий", "ий", "ие", "adj.pl.vel"),
    ("гая кая хая", "ая", "ие", "adj.pl.vel"),
    ("гой кой хой жой шой", "ой", "ие", "adj.pl.vel"),
    ("ый", "ый", "ые", "adj.pl"),
    ("ая", "ая", "ые", "adj.pl"),
    ("ой", "ой", "ые", "adj.pl"),
    ("их ых", "", "", ""),
    ("га ка ха жа ша ча ща", "а", "и", "pl.f"),
    ("Cа", "а", "ы", "pl.y"),
    ("Cя", "я", "и", "pl.soft"),
    ("й", "й", "и", "pl.ei"),
    ("ь", "ь", "и", "pl.soft"),
    ("г к х", "", "и", "pl.ov"),
    ("ж ш ч щ", "", "и", "pl.ej"),
    ("C", "", "ы", "pl.ov"),
];

/// The plural of the surname, when it has one.
pub(super) fn expand(surname: &Token) -> Option<Paradigm> {
    let word = surname.folded.as_str();
    let (_, cut, add, class) = PLURALS.iter().find(|(endings, ..)| ends_in(word, endings))?;
    let class = classes::by_name(class)?;
    let plural = format!("{}{add}", word.strip_suffix(cut)?);
    let forms = class.decline(&plural, class.stem(&plural)?, classes::Animacy::Animate);
    let forms: Declension = forms.map(|form| surname.dress(form));
    let mut collector = Collector::new(surname.dress(&plural), Variant::Family);
    super::collect(&mut collector, forms, Features::default());
    Some(collector.finish())
}
