use super::*;

/// `text=entity type=lemma` of every place that a text tells, listed names being unknown.
fn told(text: &str, language: &str) -> Vec<String> {
    let words = Words::new(text);
    let (mut found, mut of_document) = (Vec::new(), Vec::new());
    places(&words, language, &mut found, &mut of_document);
    let show = |place: &Place| {
        let entity = &of_document[place.readings[0].entity.1 as usize].entity;
        format!("{}={}={}", &text[place.span.clone()], entity.entry.entity_type, entity.entry.names[0].text)
    };
    found.iter().map(show).collect()
}

#[test]
fn a_word_beside_a_name_tells_a_place() {
    let cases: [(&str, &str, &[&str]); 17] = [
        ("Он родился в селе Сростки давно", "ru", &["Сростки=CITY=Сростки"]),
        ("Жители деревни Верхние Таволги", "ru", &["Верхние Таволги=CITY=Верхние Таволги"]),
        ("у г. Пауэй", "ru", &["Пауэй=CITY=Пауэй"]),
        ("на острове Хонсю", "ru", &["Хонсю=LOCATION=Хонсю"]),
        ("близ Сан-Ладзаро, города Сан-Ладзаро-ди-Савена", "ru", &["Сан-Ладзаро-ди-Савена=CITY=Сан-Ладзаро-ди-Савена"]),
        ("Суд Знаменского района решил", "ru", &["Знаменского района=REGION=Знаменский район"]),
        // Latin letters that look like Cyrillic ones: longer or shorter in bytes than what they fold to.
        ("Суд Знаменскoгo района", "ru", &["Знаменскoгo района=REGION=Знаменскoгo район"]),
        ("в Курской области", "ru", &["Курской области=REGION=Курская область"]),
        (
            "в селе Цибулёво Знаменского района",
            "ru",
            &["Цибулёво=CITY=Цибулёво", "Знаменского района=REGION=Знаменский район"],
        ),
        ("Городской район в городе и остров.", "ru", &[]),
        ("Ол Қарасай ауданында тұрады", "kk", &["Қарасай=REGION=Қарасай"]),
        ("Биыл Жданов аулына бұрылды", "kk", &["Жданов=CITY=Жданов"]),
        ("Біздің ауылы үлкен", "kk", &[]),
        ("He lives in Oxford County now", "en", &["Oxford County=REGION=Oxford County"]),
        ("the Lancashire County Cricket Club", "en", &[]),
        ("the Meech Lake Accord", "en", &[]),
        ("село сростки", "ru", &[]),
    ];
    for (text, language, expected) in cases {
        assert_eq!(told(text, language), expected, "{text}");
    }
}

#[test]
fn an_english_word_for_states_tells_a_state() {
    let cases: [(&str, &[&str]); 7] = [
        ("the Duchy of Warsaw was", &["Duchy of Warsaw=COUNTRY=Duchy of Warsaw"]),
        (
            "the Crown Colony of North Borneo was",
            &["Crown Colony of North Borneo=COUNTRY=Crown Colony of North Borneo"],
        ),
        ("the old Mughal Empire fell", &["Mughal Empire=COUNTRY=Mughal Empire"]),
        ("the New Republic magazine", &[]),
        ("the British Empire Medal", &[]),
        ("the Secretary of State of Peru", &[]),
        ("a State of Emergency", &[]),
    ];
    for (text, expected) in cases {
        assert_eq!(told(text, "en"), expected, "{text}");
    }
}

#[test]
fn a_place_once_told_is_known_by_its_bare_name() {
    assert_eq!(
        told("В селе Сростки живут. О Сростках знают. Сростки!", "ru"),
        ["Сростки=CITY=Сростки", "Сростках=CITY=Сростки", "Сростки=CITY=Сростки"]
    );
    assert_eq!(
        told("Ол Қарасай ауданында. Кейін Қарасайдан кетті.", "kk"),
        ["Қарасай=REGION=Қарасай", "Қарасайдан=REGION=Қарасай"]
    );
}
