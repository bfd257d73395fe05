//! Words that say who stands beside them: offices and titles, verbs of saying, and what is named after people. Data.
//!
//! A list is of beginnings of folded words, spaces between them; `^` in front makes it the whole word.

use std::sync::LazyLock;

use crate::morph::Language;
use crate::reading::word_list::WordLists;

/// Offices, titles and kinship: who follows is a person.
static TITLES: LazyLock<WordLists> = LazyLock::new(|| {
    WordLists::new(
        "президент вице-президент экс-президент премьер министр вице-премьер депутат сенатор губернатор мэр аким ^глава ^главы ^главе ^главу \
         ^главой директор председател руководител начальник замминистр заместител секретар генсек спикер посол ^посла ^послом \
         омбудсмен прокурор следовател ^судья ^судьи ^судье ^судью ^судьей адвокат юрист журналист корреспондент обозревател \
         редактор ^ведущий ^ведущая ^ведущего писател поэт драматург композитор режиссер сценарист продюсер актер актрис \
         певец певиц певц музыкант художник скульптор архитектор балерин танцовщи дирижер пианист спортсмен боксер боксёр тренер \
         футболист хоккеист теннисист вратар защитник полузащитник нападающ форвард капитан гонщик пилот космонавт астронавт \
         летчик генерал полковник подполковник майор лейтенант сержант адмирал маршал ^рядовой ^рядового профессор академик \
         доктор ученый физик химик математик историк социолог политолог экономист аналитик эксперт психолог врач хирург \
         господин ^г-н ^г-жа ^г-на ^г-жи ^г-ну госпож ^мистер ^мистера ^миссис ^мисс ^сэр ^сэра ^леди ^дон ^тов ^товарищ ^товарища \
         лидер основател учредител бизнесмен предпринимател миллиардер миллионер олигарх банкир менеджер ^владелец \
         ^владельца королев ^король ^короля ^королю ^королем принц ^принц император императриц ^царь ^царя ^хан ^папа ^папы \
         патриарх митрополит епископ архиепископ кардинал священник имам муфти ^брат ^брата ^братом ^брату сестр ^сын ^сына \
         ^сыном ^дочь ^дочери ^дочерью ^жена ^жены ^жене ^женой ^жену ^муж ^мужа ^мужем ^мужу супруг отец ^отца ^отцом ^мать \
         ^матери вдов племянник племянниц внук внучк активист правозащитник оппозиционер диссидент кандидат пресс-секретар \
         представител советник помощник ветеран чемпион рекордсмен блогер телеведущ фигурист террорист боевик",
        "президент премьер министр депутат әкім төраға басшы директор жетекші төрайым ректор профессор академик доктор генерал \
         полковник майор капитан журналист ақын жазушы әнші актер режиссер композитор суретші спортшы боксшы жаттықтырушы \
         кәсіпкер маман ғалым дәрігер судья адвокат прокурор тұрғын бастығы мұғалім ұстаз оқушы студент сарапшы саясаттанушы \
         экономист хатшы орынбасар елбасы ^хан ^ханы патша чемпион палуан футболшы шенеунік кеңесші өкіл ^мүшесі ^мүше қызметкер ғұлама хакім акушер зейнеткер \
         үміткер әріптес қолбасшы мәжілісмен тілші балуан сазгер күйші ^батыр ^би сенатор",
        "^mr ^mrs ^ms ^dr ^sir ^dame ^lord ^lady ^president ^minister ^premier ^chancellor ^senator ^governor ^mayor ^judge \
         ^justice ^general ^colonel ^captain ^major ^lieutenant ^sergeant ^admiral ^marshal ^professor ^prof ^king ^queen ^prince \
         ^princess ^emperor ^pope ^bishop ^archbishop ^cardinal ^secretary ^congressman ^congresswoman ^representative ^rep ^sen \
         ^gov ^gen ^col ^chairman ^director ^ambassador ^leader ^candidate ^incumbent ^democrat ^republican ^politician ^actor \
         ^actress ^writer ^author ^journalist ^activist ^singer ^composer ^philosopher ^economist ^historian ^brother ^sister \
         ^son ^daughter ^wife ^husband ^father ^mother ^widow ^attorney ^lawyer ^speaker ^comrade",
    )
});

/// Offices that texts write with a capital.
const OFFICES: [&str; 10] = [
    "президент",
    "министр",
    "премьер",
    "депутат",
    "сенатор",
    "елбасы",
    "төраға",
    "председател",
    "губернатор",
    "император",
];

/// What people do in the news, and hardly anything else does.
static DEEDS: LazyLock<WordLists> = LazyLock::new(|| {
    WordLists::new(
        "сказал заявил отметил подчеркнул рассказал добавил пояснил напомнил уточнил признал объяснил ответил написал посетовал \
         заметил выразил поблагодарил ^считает ^говорит ^отмечает ^утверждает ^полагает ^рассказывает ^пишет ^заявляет \
         ^подчеркивает ^уверен ^уверена родился родилась умер ^умерла скончал погиб женился ^вышла вспоминает призвал пообещал \
         попросил предложил поздравил прокомментировал возразил процитировал цитирует ^тренер ^является пожаловал победил \
         прибыл приехал прилетел ^убит ^убита арестован задержан осужден обвинил приговорен",
        "^деді ^дейді ^деп айтты мәлімдеді атап хабарлады түсіндірді ^еді бөлісті жазды қатысты келді туған дүниеге қайтыс \
         жеңді айтады айтуынша сөзінше пікірінше",
        "^said ^says ^told ^wrote ^argued ^announced ^stated ^added ^claimed ^married ^died ^born ^resigned ^defeated ^endorsed \
         ^ran ^campaigned ^contested ^joined ^won ^lost ^volunteered ^graduated ^retired ^taught ^studied ^replied ^insisted ^explained ^suggested ^believes ^believed ^criticized ^criticised ^served ^became",
    )
});

/// What is named after people: a name behind such a word is no mention of a person.
static NAMED_AFTER: LazyLock<WordLists> = LazyLock::new(|| {
    WordLists::new(
        "^улиц ^улица ^улице ^улицы ^улицу ^улицей ^ул ^проспект ^проспекте ^проспекта ^пр ^площадь ^площади ^переулок \
         ^переулке ^бульвар ^бульваре ^набережная ^набережной ^станция ^станции ^мыс ^остров ^острова ^острове ^теплоход \
         ^крейсер ^премия ^премии ^премию ^орден ^ордена ^орденом ^медаль ^медали ^медалью ^университет ^университета ^университете \
         ^институт ^института ^фонд ^фонда ^фонде ^музей ^музея ^музее ^театр ^театра ^театре ^галерея ^галереи ^стадион ^стадионе \
         ^парк ^парка ^парке ^собор ^церковь ^храм ^гимназия ^гимназии ^кубок ^кубка ^кубке ^мемориал ^мемориала",
        "",
        "",
    )
});

/// What stands before places and things that bear people's names: a lone name behind it is theirs.
static BEFORE_THINGS: LazyLock<WordLists> = LazyLock::new(|| {
    WordLists::new(
        "^в ^во ^из ^под ^близ округ графств город штат район ^село ^селе ^села поселок поселк деревн аэропорт ^река ^реке ^реки озер ^гора ^горе ^горы \
         телескоп корабл ракет спутник команд клуб групп фильм роман сериал компани фирм концерн завод магазин бренд отел \
         гостиниц клан эпох больниц госпитал газет журнал телеканал агентств партии партия урага тайфун шторм планет операци станци проект",
        "ауыл қала аудан көше «",
        "^in ^at ^from ^near ^of ^the ^county ^city ^river ^lake ^mount ^fort ^port ^saint ^st ^san ^santa ^new ^north ^south ^east ^west ^hurricane",
    )
});

/// Words that are no given names though some people bear them.
static NEVER_GIVEN: LazyLock<WordLists> = LazyLock::new(|| {
    WordLists::new(
        "",
        "^тұңғыш ^елбасы ^отан ^қазақ ^бас ^жас ^ақын ^қайырлы ^сол ^ұлыс ^шара ^туынды",
        "^the ^on ^in ^at ^an ^a ^of ^to ^as ^and ^but ^or ^so ^from ^by ^for ^if ^it ^he ^she ^they ^we ^this ^that ^his ^her \
         ^their ^its ^under ^after ^before ^second ^first ^liberal ^labor ^labour ^democrat ^republican ^conservative ^maine ^san \
         ^santa ^saint ^st ^new ^north ^south ^east ^west ^january ^february ^march ^april ^may ^june ^july ^august ^september \
         ^october ^november ^december ^monday ^tuesday ^wednesday ^thursday ^friday ^saturday ^sunday ^general ^major ^prince \
         ^king ^queen ^lord ^lady ^sir ^president ^senator ^union ^united ^great ^grand ^royal ^national ^federal ^all ^no ^not",
    )
});

/// Kinship: what follows may be in the genitive, and another name behind it.
static KIN: LazyLock<WordLists> = LazyLock::new(|| {
    WordLists::new(
        "вдов ^жена ^жены ^жене ^женой ^жену ^муж ^мужа ^мужем ^мужу супруг ^сын ^сына ^сыном ^дочь ^дочери ^дочерью ^брат ^брата \
            ^братом сестр внук внучк племянни ^мать ^матери ^отец ^отца соратни помощни адвокат преемни коллег друг",
        "",
        "",
    )
});

/// Words behind a name that make it the name of something else.
static MAKES_SOMETHING_ELSE: LazyLock<WordLists> = LazyLock::new(|| {
    WordLists::new(
        "",
        "атында көше даңғыл алаң аудан ауыл облыс қала мұражай театр университет қор мектеп ескерткіш орда сарай өңір кітапхана \
         стадион саябақ станса тау көл операция",
        "^university ^college ^school ^league ^harbour ^harbor ^institute ^foundation ^award ^prize ^street ^avenue ^road ^bridge ^airport ^park ^center \
         ^centre ^hospital ^museum ^library ^theatre ^theater ^hotel ^stadium ^party ^act ^bill ^law ^cup ^trophy ^island ^islands \
         ^river ^lake ^bay ^mountain ^mountains ^valley ^county ^city ^town ^district ^state ^province ^region ^church ^cathedral \
         ^press ^post ^times ^news ^company ^corporation ^group ^records ^tower ^house ^hall ^square ^gate ^union ^league \
         ^association ^society ^committee ^commission ^council ^court ^government ^administration ^cabinet ^ministry ^doctrine \
         ^campaign ^show ^festival ^beach ^hill ^hills ^fort ^parish ^station ^building ^memorial ^scandal ^affair ^day ^war",
    )
});

/// Whether a folded word is an office, a title or kinship.
pub(in crate::reading) fn is_title(word: &str, language: Language) -> bool {
    TITLES.contain(word, language)
}

/// Whether whatever capitalised word follows is somebody's name: «господин», `Mr`.
pub(super) fn is_form_of_address(word: &str, language: Language) -> bool {
    let forms: &[&str] = match language {
        Language::Russian => &[
            "господин",
            "господина",
            "господину",
            "господином",
            "госпожа",
            "госпожи",
            "госпоже",
            "госпожой",
            "мистер",
            "мистера",
            "мистеру",
            "мистером",
            "миссис",
            "мисс",
        ],
        Language::English => &["mr", "mrs", "ms", "dr", "prof"],
        Language::Kazakh | Language::Other => &[],
    };
    forms.contains(&word)
}

/// Whether a folded word makes a patronymic of the name before it: «Ахмед оглы».
pub(super) fn is_son_or_daughter(word: &str) -> bool {
    SONS.contains(&word) || DAUGHTERS.contains(&word)
}

/// Whether a folded word makes a woman's patronymic of the name before it.
pub(super) fn is_daughter(word: &str) -> bool {
    DAUGHTERS.contains(&word)
}

const SONS: [&str; 5] = ["оглы", "улы", "ұлы", "оғлы", "ogly"];
const DAUGHTERS: [&str; 6] = ["кызы", "қызы", "гызы", "кизи", "qyzy", "kyzy"];

/// Whether a capitalised word is an office itself rather than the name of who holds it: «Тұңғыш Президент».
pub(super) fn is_office(word: &str, language: Language) -> bool {
    OFFICES.iter().any(|office| word.starts_with(office)) && word.chars().count() > 4 && is_title(word, language)
}

/// Whether a folded word is what people do.
pub(super) fn is_deed(word: &str, language: Language) -> bool {
    DEEDS.contain(word, language)
}

/// Whether a folded word says that something bears the name behind it: «имени Абая».
pub(super) fn says_name(word: &str, language: Language) -> bool {
    language == Language::Russian && ["имени", "им"].contains(&word)
}

/// Whether a folded word behind a lone name says that a person bears it: «Клара апамыз», «Қуандық ата».
pub(in crate::reading) fn is_title_behind(word: &str, language: Language) -> bool {
    const KAZAKH: [&str; 12] =
        ["ата", "апа", "әже", "аға", "апай", "ағай", "мырза", "ханым", "батыр", "қарт", "ақын", "келін"];
    language == Language::Kazakh && KAZAKH.iter().any(|title| word.starts_with(title)) && word.chars().count() < 9
}

/// Whether what follows a folded word is named after a person.
pub(super) fn names_after(word: &str, language: Language) -> bool {
    NAMED_AFTER.contain(word, language)
}

/// Whether a lone name behind a folded word is that of a place or a thing.
pub(super) fn stands_before_things(word: &str, language: Language) -> bool {
    BEFORE_THINGS.contain(word, language)
}

/// Whether a folded word is no given name, whatever the lists say.
pub(super) fn is_never_given(word: &str, language: Language) -> bool {
    NEVER_GIVEN.contain(word, language)
}

/// Whether a folded word is kinship or the like.
pub(super) fn is_kin(word: &str, language: Language) -> bool {
    KIN.contain(word, language)
}

/// Whether a folded word makes something else of the name before it.
pub(super) fn makes_something_else(word: &str, language: Language) -> bool {
    MAKES_SOMETHING_ELSE.contain(word, language)
}
