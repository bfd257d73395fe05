//! Closed lists of words in person names: folded, sorted, one idea a list.

/// Particles of surnames in Cyrillic.
pub(super) const CYRILLIC_PARTICLES: &str = "ад аль ан ар ас аш бен бин ван да де делла дель ден дер ди дос дю зе ибн кызы ла ле мак о оглы оф сан санта \
     сен сент тен тер улы уль фон эд эль қызы ұлы";

/// Particles of surnames in Latin letters.
pub(super) const LATIN_PARTICLES: &str =
    "al bin da de del della den der di dos du ibn la le of san santa ten ter van von zu";

/// Chinese, Korean and Vietnamese surnames, which stand first, in Cyrillic.
pub(super) const CYRILLIC_EAST_ASIAN: &str = "бан бо ван вэнь гао го дин дун дэн е жэнь кан ким кон ли лим линь ло лю лян ма мао мун мэн нгуен но о пак \
     пан ро се си син со сон сун сунь сюй сяо тан у фам фэн хан хань хван хо ху хуан хэ цай цао цзян чан че чжан \
     чжао чжоу чжу чжэн чон чхве чэн чэнь шэнь юань юй юн ян";

/// The same in Latin letters; those that are English given names or words too are left out.
pub(super) const LATIN_EAST_ASIAN: &str = "ban cao chen cheng choi deng dong feng gao guo han huang hwang jiang jung kang kim liang lin liu luo ma mao \
     meng moon nguyen park peng pham roh shen song sun tang tran tsai wang wen wu xi xu yang ye yoon yuan zhang \
     zhao zheng zhou zhu";
