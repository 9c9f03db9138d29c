//! Which language a passage is in, told by its script, its small words and its letters.
//!
//! Statistics of letter trios need longer passages than news has paragraphs; small words tell a language from a dozen
//! words on, and their lists are short.

use std::sync::OnceLock;

use super::lists::{WordMap, entries};

/// The code of English, the language that is analysed in full.
pub(crate) const ENGLISH: &str = "en";

/// Of a script that no list here is about: "undetermined", as ISO 639 has it.
pub(crate) const UNKNOWN: &str = "und";

/// What a small word counts that one language alone has. A word of two languages counts half, others a quarter.
const OWN_WORD: u32 = 4;

/// The least that a passage must count for its language: two words of its own.
const LEAST: u32 = 8;

/// Names bring words and letters of other languages into an English text: another language counts this much more.
const AGAINST_ENGLISH: u32 = 2;

/// How the words and letters of a passage speak for each language.
type Scores = [u32; 64];

/// The lists of all languages, as one table.
struct SmallWords {
    codes: Vec<&'static str>,
    /// The languages of each word, a bit each.
    words: WordMap<u64>,
    letters: Vec<(char, u64)>,
}

fn small_words() -> &'static SmallWords {
    static WORDS: OnceLock<SmallWords> = OnceLock::new();
    WORDS.get_or_init(SmallWords::read)
}

impl SmallWords {
    fn read() -> SmallWords {
        let (mut codes, mut words) = (vec![], std::collections::HashMap::<&str, u64>::new());
        for line in entries(include_str!("small_words.txt")) {
            if let Some(code) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
                codes.push(code);
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
        SmallWords { words: words.into_iter().collect(), letters, codes }
    }

    fn add(&self, scores: &mut Scores, mut languages: u64, weight: u32) {
        while languages != 0 {
            scores[languages.trailing_zeros() as usize] += weight;
            languages &= languages - 1;
        }
    }

    fn add_word(&self, scores: &mut Scores, word: &str) {
        let languages = self.words.get_ignoring_case(word).copied().unwrap_or(0);
        match languages.count_ones() {
            0 => {}
            1 => self.add(scores, languages, OWN_WORD),
            2 => self.add(scores, languages, OWN_WORD / 2),
            _ => self.add(scores, languages, 1),
        }
    }

    fn add_letters(&self, scores: &mut Scores, text: &str) {
        for c in text.chars().filter(|c| !c.is_ascii()) {
            let small = c.to_lowercase().next().unwrap_or(c);
            if let Some((_, languages)) = self.letters.iter().find(|(letter, _)| *letter == small) {
                self.add(scores, *languages, 1);
            }
        }
    }

    /// The language that counts most, where it does so clearly.
    fn best(&self, scores: &Scores) -> Option<&'static str> {
        let ranked = |at: &usize| scores[*at];
        let best = (0..self.codes.len()).max_by_key(ranked)?;
        let next = (0..self.codes.len()).filter(|at| *at != best).max_by_key(ranked)?;
        let english = scores[0];
        let clear = LEAST <= scores[best] && scores[next] < scores[best];
        (clear && (best == 0 || AGAINST_ENGLISH * english < scores[best])).then(|| self.codes[best])
    }
}

/// The language of a passage, where it shows. `words` are the words of `text`.
pub(crate) fn told<'a>(text: &str, words: impl Iterator<Item = &'a str>) -> Option<&'static str> {
    let lists = small_words();
    let script = if text.is_ascii() { None } else { script(text) };
    match script {
        Some(Script::Of(code)) => return Some(code),
        Some(Script::Shared(default, among)) => {
            let scores = scores(lists, text, words);
            let count = |code: &&str| lists.codes.iter().position(|known| known == code).map_or(0, |at| scores[at]);
            let best = among.iter().copied().max_by_key(count).filter(|code| count(&default) < count(code));
            return best.or(Some(default));
        }
        None => {}
    }
    lists.best(&scores(lists, text, words))
}

fn scores<'a>(lists: &SmallWords, text: &str, words: impl Iterator<Item = &'a str>) -> Scores {
    let mut scores = [0; 64];
    for word in words {
        match word.find(is_apostrophe) {
            None => lists.add_word(&mut scores, word),
            // "l'eau", "dell'acqua"
            Some(at) => {
                let elided: String = word[..at].chars().chain(['’']).collect();
                lists.add_word(&mut scores, &elided);
            }
        }
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
    all.sort_unstable();
    all.dedup();
    all.into_iter()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told_in(text: &str) -> Option<&'static str> {
        told(text, text.split(|c: char| !c.is_alphanumeric() && !is_apostrophe(c)).filter(|word| !word.is_empty()))
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
            ("ca", "El ple ha votat mantenir el transbordador mentre sigui necessari per als veïns amb feina."),
            ("id", "Dewan telah memilih untuk mempertahankan feri yang diperlukan oleh warga pada musim ini."),
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
