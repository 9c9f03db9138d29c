//! Which language a passage is in, told by its script, its small words and its letters.
//!
//! Statistics of letter trios need longer passages than news has paragraphs; small words tell a language from a dozen
//! words on, and their lists are short.

use std::collections::HashMap;
use std::sync::OnceLock;

use super::lists::{WordMap, WordSet, entries};
use crate::sorting::Sorting as _;

/// The code of English, the language that is analysed in full.
pub(crate) const ENGLISH: &str = "en";

/// Of a script that no list here is about: "undetermined", as ISO 639 has it.
pub(crate) const UNKNOWN: &str = "und";

/// What a small word counts that one language alone has, two, or several.
const WEIGHTS: [u32; 3] = [4, 3, 2];

/// The same where English is among them.
const WEIGHTS_WITH_ENGLISH: [u32; 3] = [4, 2, 1];

/// The least that a passage must count for its language: two words of its own, or three that it shares.
const LEAST: u32 = 6;

/// What a paragraph must count for another language than the article's, if it has words of the article's, too.
const CLEAR: u32 = 2 * LEAST;

/// The section of the small words of names.
const NAMES: &str = "names";

/// Names bring words and letters of other languages into an English text: another language counts this much more.
const AGAINST_ENGLISH: u32 = 2;

/// How the words and letters of a passage speak for each language.
#[derive(Clone, Copy)]
pub(crate) struct LanguageScores([u32; 64]);

impl LanguageScores {
    /// Of a passage without words.
    pub(crate) const NONE: LanguageScores = LanguageScores([0; 64]);

    /// Adds those of another passage.
    pub(crate) fn add(&mut self, others: &LanguageScores) {
        self.0.iter_mut().zip(others.0).for_each(|(score, other)| *score += other);
    }

    /// The language that counts most, where it does so clearly.
    pub(crate) fn best(&self) -> Option<&'static str> {
        let codes = &small_words().codes;
        // Of two that count the same, Danish and Norwegian say, the earlier one.
        let best = (0..codes.len()).rev().max_by_key(|at| self.0[*at])?;
        let clear = LEAST <= self.0[best] && (best == 0 || AGAINST_ENGLISH * self.0[0] < self.0[best]);
        clear.then(|| codes[best])
    }

    /// Whether the passage may as well be in this language as in the one that counts most: short paragraphs do not tell
    /// Danish from Norwegian, nor "Wie komt er nu?" from German.
    pub(crate) fn allows(&self, code: &str) -> bool {
        let most = self.0.iter().max().copied().unwrap_or(0);
        let at = small_words().codes.iter().position(|known| *known == code);
        at.is_some_and(|at| 0 < at && 0 < self.0[at] && (2 * most < 3 * self.0[at] || most < CLEAR))
    }

    fn count(&mut self, mut languages: u64, weight: u32) {
        while languages != 0 {
            self.0[languages.trailing_zeros() as usize] += weight;
            languages &= languages - 1;
        }
    }
}

/// The lists of all languages, as one table.
struct SmallWords {
    codes: Vec<&'static str>,
    /// The languages of each word, a bit each.
    words: WordMap<u64>,
    letters: Vec<(char, u64)>,
    /// Small words of names.
    names: WordSet,
}

fn small_words() -> &'static SmallWords {
    static WORDS: OnceLock<SmallWords> = OnceLock::new();
    WORDS.get_or_init(SmallWords::read)
}

impl SmallWords {
    fn read() -> SmallWords {
        let (mut codes, mut words) = (vec![], HashMap::<&str, u64>::new());
        let (mut names, mut in_names) = (vec![], false);
        for line in entries(include_str!("small_words.txt")) {
            if let Some(code) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
                in_names = code == NAMES;
                codes.extend((!in_names).then_some(code));
                continue;
            }
            if in_names {
                names.extend(line.split_whitespace());
                continue;
            }
            let bit = 1 << (codes.len() - 1);
            line.split_whitespace().for_each(|word| *words.entry(word).or_default() |= bit);
        }
        let bit = |code: &str| codes.iter().position(|known| *known == code).map_or(0, |at| 1 << at);
        let letter = |line: &'static str| {
            let mut parts = line.split_whitespace();
            let letter = parts.next()?.chars().next()?;
            Some((letter, parts.map(bit).fold(0, |all, one: u64| all | one)))
        };
        let letters = entries(include_str!("letters.txt")).filter_map(letter).collect();
        SmallWords { words: words.into_iter().collect(), letters, names: names.into_iter().collect(), codes }
    }

    fn add_word(&self, scores: &mut LanguageScores, word: &str) {
        let languages = self.words.get_ignoring_case(word).copied().unwrap_or(0);
        if languages != 0 {
            let weights = if languages & 1 == 0 { WEIGHTS } else { WEIGHTS_WITH_ENGLISH };
            scores.count(languages, weights[(languages.count_ones() as usize).min(weights.len()) - 1]);
        }
    }

    fn add_letters(&self, scores: &mut LanguageScores, text: &str) {
        for c in text.chars().filter(|c| !c.is_ascii()) {
            let small = c.to_lowercase().next().unwrap_or(c);
            if let Some((_, languages)) = self.letters.iter().find(|(letter, _)| *letter == small) {
                scores.count(*languages, 1);
            }
        }
    }
}

/// What a passage shows of its language.
pub(crate) enum Shown {
    /// By its script.
    Language(&'static str),
    /// By its words and letters.
    Scores(Box<LanguageScores>),
}

impl Shown {
    /// The language, where it is clear.
    pub(crate) fn language(&self) -> Option<&'static str> {
        match self {
            Shown::Language(code) => Some(code),
            Shown::Scores(scores) => scores.best(),
        }
    }

    /// The language of a passage in an article that is mostly in another.
    pub(crate) fn language_within(&self, whole: &'static str) -> Option<&'static str> {
        match self {
            Shown::Scores(scores) if scores.allows(whole) => {
                scores.best().map(|best| if best == ENGLISH { best } else { whole })
            }
            _ => self.language(),
        }
    }
}

/// What a passage shows of its language. `words` are the words of `text`.
pub(crate) fn shown<'a>(text: &str, words: impl Iterator<Item = &'a str>) -> Shown {
    let lists = small_words();
    match if text.is_ascii() { None } else { script(text) } {
        Some(Script::Of(code)) => Shown::Language(code),
        Some(Script::Shared(default, among)) => {
            let scores = scores(lists, text, words);
            let at = |code: &str| lists.codes.iter().position(|known| *known == code);
            let count = |code: &&str| at(code).map_or(0, |at| scores.0[at]);
            let best = among.iter().copied().max_by_key(count).filter(|code| count(&default) < count(code));
            Shown::Language(best.unwrap_or(default))
        }
        None => Shown::Scores(Box::new(scores(lists, text, words))),
    }
}

fn scores<'a>(lists: &SmallWords, text: &str, words: impl Iterator<Item = &'a str>) -> LanguageScores {
    let mut scores = LanguageScores::NONE;
    let (mut in_name, mut last) = (false, "");
    for word in words {
        // What a list of links repeats counts once.
        if std::mem::replace(&mut last, word) == word {
            continue;
        }
        in_name = in_name && lists.names.contains(word);
        if in_name {
            continue;
        }
        match word.find(is_apostrophe) {
            None => lists.add_word(&mut scores, word),
            // "l'eau", "dell'acqua"
            Some(at) => {
                let elided: String = word[..at].chars().chain(['’']).collect();
                lists.add_word(&mut scores, &elided);
            }
        }
        in_name = word.starts_with(char::is_uppercase);
    }
    if !text.is_ascii() {
        lists.add_letters(&mut scores, text);
    }
    scores
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’')
}

/// A script that is not Latin, as far as it says what language a text is in.
enum Script {
    Of(&'static str),
    /// The language that is taken where no word tells, and the others.
    Shared(&'static str, &'static [&'static str]),
}

/// The script of most letters, if that is not Latin.
fn script(text: &str) -> Option<Script> {
    let (mut letters, mut kana, mut by_script) = (0usize, 0usize, [0usize; SCRIPTS.len()]);
    for c in text.chars().filter(|c| c.is_alphabetic()) {
        letters += 1;
        if !c.is_ascii() {
            kana += usize::from(matches!(c, '\u{3040}'..='\u{30ff}'));
            if let Some(at) = SCRIPTS.iter().position(|(range, _)| range.contains(&c)) {
                by_script[at] += 1;
            }
        }
    }
    let most = (0..SCRIPTS.len()).max_by_key(|at| by_script[*at])?;
    let foreign: usize = by_script.iter().sum();
    if letters < 2 * foreign && 0 < by_script[most] {
        // Japanese writes Chinese letters with its own between them.
        let code = if SCRIPTS[most].1 == "zh" && 0 < kana { "ja" } else { SCRIPTS[most].1 };
        return Some(match code {
            "ru" => Script::Shared("ru", &["uk", "bg", "sr"]),
            "ar" => Script::Shared("ar", &["fa", "ur"]),
            code => Script::Of(code),
        });
    }
    None
}

/// Scripts with the language that most of what is written in them is in.
const SCRIPTS: [(std::ops::RangeInclusive<char>, &str); 18] = [
    ('\u{370}'..='\u{3ff}', "el"),
    ('\u{400}'..='\u{52f}', "ru"),
    ('\u{530}'..='\u{58f}', "hy"),
    ('\u{590}'..='\u{5ff}', "he"),
    ('\u{600}'..='\u{77f}', "ar"),
    ('\u{900}'..='\u{97f}', "hi"),
    ('\u{980}'..='\u{9ff}', "bn"),
    ('\u{a00}'..='\u{dff}', UNKNOWN),
    ('\u{e00}'..='\u{e7f}', "th"),
    ('\u{e80}'..='\u{109f}', UNKNOWN),
    ('\u{10a0}'..='\u{10ff}', "ka"),
    ('\u{1200}'..='\u{137f}', "am"),
    ('\u{1780}'..='\u{17ff}', "km"),
    ('\u{1f00}'..='\u{1fff}', "el"),
    ('\u{3040}'..='\u{30ff}', "ja"),
    ('\u{3400}'..='\u{9fff}', "zh"),
    ('\u{ac00}'..='\u{d7af}', "ko"),
    ('\u{1100}'..='\u{11ff}', "ko"),
];

/// The known language that a tag (BCP 47) names.
pub(crate) fn of_tag(tag: &str) -> Option<&'static str> {
    let primary = tag.split(['-', '_']).next().unwrap_or("");
    // Norwegian is tagged `no` more often than `nb`; `nn` is near enough.
    let primary = if ["no", "nn"].iter().any(|n| primary.eq_ignore_ascii_case(n)) { "nb" } else { primary };
    codes().find(|code| primary.eq_ignore_ascii_case(code))
}

/// The codes of all languages that are told.
pub(crate) fn codes() -> impl Iterator<Item = &'static str> {
    let scripts = SCRIPTS.iter().map(|(_, code)| *code);
    let listed = small_words().codes.iter().copied();
    let other = scripts.filter(|code| *code != UNKNOWN && !small_words().codes.contains(code));
    let mut all: Vec<&str> = listed.chain(other).collect();
    all.order();
    all.dedup();
    all.into_iter()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told_in(text: &str) -> Option<&'static str> {
        let words = text.split(|c: char| !c.is_alphanumeric() && !is_apostrophe(c));
        shown(text, words.filter(|word| !word.is_empty())).language()
    }

    /// The first sentence of the same story.
    #[test]
    fn a_sentence_shows_its_language() {
        for (code, text) in [
            ("en", "The council has voted to keep the ferry for as long as it is needed."),
            ("fr", "Le conseil a voté le maintien du bac aussi longtemps qu’il le faudra."),
            ("de", "Der Rat hat dafür gestimmt, die Fähre so lange zu behalten, wie sie gebraucht wird."),
            ("es", "El pleno ha votado mantener el transbordador mientras sea necesario para los vecinos."),
            ("it", "Il consiglio ha votato per tenere il traghetto finché sarà necessario alla città."),
            ("pt", "A câmara votou pela continuação da balsa enquanto ela for necessária aos moradores."),
            ("nl", "De raad heeft gestemd om de veerboot te houden zolang het nodig is."),
            ("sv", "Kommunen har röstat för att behålla färjan så länge den behövs."),
            ("da", "Byrådet har stemt for at beholde færgen, så længe der er brug for den efter jul."),
            ("nb", "Kommunestyret har stemt for å beholde fergen så lenge det er bruk for den etter jul."),
            ("fi", "Valtuusto on päättänyt, että lautta säilyy niin kauan kuin sitä tarvitaan."),
            ("pl", "Rada zagłosowała za tym, że prom będzie pływał tak długo, jak będzie potrzebny."),
            ("cs", "Rada hlasovala pro to, že přívoz bude jezdit, dokud ho budou lidé potřebovat."),
            ("hu", "A tanács megszavazta, hogy a komp addig jár, amíg szükség van rá, és nem drágul."),
            ("ro", "Consiliul a votat ca bacul să rămână cât timp este nevoie de el pentru oraș."),
            ("tr", "Meclis, feribotun gerekli olduğu sürece kalması için oy verdi ve bu karar çok önemli."),
            (
                "ca",
                "El ple ha votat mantenir el transbordador mentre sigui necessari per als veïns amb feina.",
            ),
            (
                "id",
                "Dewan telah memilih untuk mempertahankan feri yang diperlukan oleh warga pada musim ini.",
            ),
            ("et", "Volikogu otsustas, et praam jääb alles nii kauaks kui seda vaja on ja see oli hea."),
            ("lt", "Taryba nubalsavo, kad keltas plauks tiek, kiek reikės, ir tai buvo geras sprendimas."),
            ("ru", "Совет проголосовал за то, чтобы сохранить паром, пока он нужен."),
            ("uk", "Рада проголосувала за те, щоб зберегти пором, доки він потрібен."),
            ("bg", "Съветът гласува да се запази фериботът, докато е нужен на хората."),
            ("el", "Το συμβούλιο ψήφισε να μείνει το φέρι όσο χρειάζεται."),
            ("ar", "صوّت المجلس على إبقاء العبارة ما دامت ضرورية."),
            ("fa", "شورا رأی داد که کشتی تا زمانی که لازم است باقی بماند."),
            ("he", "המועצה הצביעה להשאיר את המעבורת כל עוד היא נחוצה."),
            ("hi", "परिषद ने नौका को रखने के लिए मतदान किया।"),
            ("ja", "議会は渡し船を残すことを決めた。"),
            ("zh", "议会投票保留渡船。"),
            ("ko", "의회는 필요한 동안 나룻배를 유지하기로 했다."),
            ("th", "สภาลงมติให้คงเรือข้ามฟากไว้"),
        ] {
            assert_eq!(told_in(text), Some(code), "{text}");
        }
    }

    #[test]
    fn names_do_not_make_another_language_of_english() {
        for text in [
            "Juan de la Cruz of La Paz and María del Carmen voted for it.",
            "“Ja!” said Lindqvist.",
            "The Süddeutsche Zeitung and Le Monde de la Mer reported on it.",
            "Ferry stays",
            "Mara Lindqvist, Oslo",
            "Die Another Day is on at eight, was it said.",
        ] {
            assert!(matches!(told_in(text), None | Some(ENGLISH)), "{text}: {:?}", told_in(text));
        }
    }

    #[test]
    fn a_tag_names_a_language() {
        assert_eq!(of_tag("pt-BR"), Some("pt"));
        assert_eq!(of_tag("no"), Some("nb"));
        assert_eq!(of_tag("EN_us"), Some(ENGLISH));
        assert_eq!(of_tag("tlh"), None);
    }
}
