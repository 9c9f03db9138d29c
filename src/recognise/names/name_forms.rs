//! The form under which names are compared: without case, diacritics, hyphens, full stops, titles and the endings of
//! companies.

use crate::annotation::EntityKind;
use crate::lang::Language;
use crate::lang::names::NameWords;
use crate::recognise::words;

/// A name's words as they are compared: small letters without diacritics, hyphens as blanks.
pub(crate) fn words(language: &Language, name: &str, kind: EntityKind) -> Vec<String> {
    let mut words = full_words(&language.names, name);
    match kind {
        EntityKind::Person => without_titles(language, name, &mut words),
        EntityKind::Org => {
            without_legal_form(&language.names, &mut words);
            write_out(&language.names, &mut words);
        }
        _ => write_out(&language.names, &mut words),
    }
    words
}

/// Writes out what is cut short: "St. Ives", "Health Dept", and "US Army", which is the United States Army.
fn write_out(lists: &NameWords, words: &mut Vec<String>) {
    if words.len() < 2 {
        return;
    }
    for word in words.iter_mut() {
        if let Some(whole) = lists.written_out.get(word) {
            (*whole).clone_into(word);
        }
    }
    if let Some(whole) = lists.first_written_out.get(&words[0]) {
        words.splice(..1, whole.split('_').map(str::to_owned));
    }
}

fn plain_words(lists: &NameWords, name: &str) -> Vec<String> {
    let name = possessor(lists, name);
    let mut words = vec![];
    let mut word = String::new();
    for c in name.chars() {
        match c {
            '.' | '\'' | '’' | 'ʼ' | '‘' | '"' | '“' | '”' | 'ʻ' | 'ʿ' | 'ʾ' | '`' => {}
            c if c.is_alphanumeric() => plain_letter(c, &mut word),
            '&' => word.push('&'),
            c if is_combining(c) => {}
            _ if word.is_empty() => {}
            _ => words.push(std::mem::take(&mut word)),
        }
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
}

/// A name without the 's of possession.
pub(crate) fn possessor<'a>(lists: &NameWords, name: &'a str) -> &'a str {
    let bare = lists.possessive_endings.iter().find_map(|ending| name.strip_suffix(ending)).unwrap_or(name);
    if bare.is_empty() { name } else { bare }
}

fn is_combining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200f}' | '\u{ad}')
}

/// Appends a letter in small, without what stands over, under or through it.
fn plain_letter(c: char, word: &mut String) {
    if c.is_ascii() {
        return word.push(c.to_ascii_lowercase());
    }
    for c in c.to_lowercase() {
        let plain = match c {
            'à'..='å' | 'ā' | 'ă' | 'ą' | 'ǎ' | 'ạ'..='ặ' => "a",
            'æ' => "ae",
            'ḃ' | 'ḅ' | 'ḇ' => "b",
            'ç' | 'ć' | 'č' | 'ĉ' | 'ċ' => "c",
            'ď' | 'đ' | 'ð' | 'ḋ' | 'ḍ' | 'ḏ' => "d",
            'è'..='ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' | 'ə' | 'ẹ'..='ệ' => "e",
            'ğ' | 'ģ' | 'ĝ' | 'ġ' | 'ǧ' | 'ḡ' => "g",
            'ħ' | 'ĥ' | 'ḥ' | 'ḫ' | 'ẖ' => "h",
            'ì'..='ï' | 'ī' | 'ĭ' | 'į' | 'ı' | 'ỉ' | 'ị' => "i",
            'ķ' | 'ḳ' | 'ḵ' => "k",
            'ł' | 'ľ' | 'ļ' | 'ĺ' | 'ḷ' => "l",
            'ṁ' | 'ṃ' => "m",
            'ñ' | 'ń' | 'ň' | 'ņ' | 'ṅ' | 'ṇ' | 'ṉ' => "n",
            'ò'..='ö' | 'ø' | 'ō' | 'ő' | 'ŏ' | 'ơ' | 'ọ'..='ợ' => "o",
            'œ' => "oe",
            'ř' | 'ŕ' | 'ṛ' | 'ṟ' => "r",
            'ś' | 'š' | 'ş' | 'ș' | 'ŝ' | 'ṡ' | 'ṣ' => "s",
            'ß' => "ss",
            'ť' | 'ţ' | 'ț' | 'ṭ' | 'ṯ' => "t",
            'þ' => "th",
            'ù'..='ü' | 'ū' | 'ů' | 'ű' | 'ŭ' | 'ų' | 'ư' | 'ụ'..='ự' => "u",
            'ŵ' => "w",
            'ý' | 'ÿ' | 'ŷ' | 'ỳ' | 'ỵ' | 'ỷ' | 'ỹ' => "y",
            'ź' | 'ż' | 'ž' | 'ẓ' | 'ẕ' => "z",
            '\u{300}'..='\u{36f}' => "",
            other => {
                word.push(other);
                continue;
            }
        };
        word.push_str(plain);
    }
}

/// The words of an organisation's name with its legal form, which acronyms count: OPIC is the Overseas Private
/// Investment Corporation.
pub(crate) fn full_words(lists: &NameWords, name: &str) -> Vec<String> {
    let mut words = plain_words(lists, name);
    if 1 < words.len() && lists.the.contains(&words[0]) {
        words.remove(0);
    }
    words
}

/// Drops "President", "Mr" before a person's name, and "Jr" after it.
fn without_titles(language: &Language, name: &str, words: &mut Vec<String>) {
    let (lists, titles) = (&language.names, titles_before(language, name));
    if titles < words.len() {
        words.drain(..titles);
    }
    if 1 < words.len()
        && let Some(whole) = lists.first_written_out_of_persons.get(&words[0])
    {
        (*whole).clone_into(&mut words[0]);
    }
    if 1 < words.len() && words.last().is_some_and(|last| lists.after_persons.contains(last)) {
        words.pop();
    }
}

/// How many words of titles a name begins with: "Vice President".
fn titles_before(language: &Language, name: &str) -> usize {
    let words: Vec<&str> = name.split_whitespace().collect();
    let mut titles = 0;
    while let Some(&word) = words.get(titles) {
        let is_title = |word: &str| language.persons.is_title(word);
        let qualifies = language.names.qualifies_titles.contains(word)
            && words.get(titles + 1).is_some_and(|next| is_title(next));
        if !qualifies && !is_title(word) && !language.names.chairs.contains(word) {
            break;
        }
        titles += 1;
    }
    titles
}

fn without_legal_form(lists: &NameWords, words: &mut Vec<String>) {
    while 1 < words.len() && words.last().is_some_and(|last| lists.legal_forms.contains(last)) {
        words.pop();
    }
    if let [.., _, first, second] = words.as_slice()
        && lists.clubs.get(first) == Some(&second.as_str())
    {
        words.truncate(words.len() - 2);
    }
}

/// The initials that an acronym of a name may have: with its small words and without.
pub(crate) fn initials(lists: &NameWords, words: &[String]) -> [String; 2] {
    let initial = |word: &String| word.chars().next();
    let full = words.iter().filter(|word| !lists.left_out_of_acronyms.contains(word));
    [full.filter_map(initial).collect(), words.iter().filter_map(initial).collect()]
}

/// Whether a name is written as an acronym: one word, at least two capitals, no small letter but a plural s.
pub(crate) fn is_acronym(lists: &NameWords, name: &str) -> bool {
    let name = possessor(lists, name);
    let letters = || name.chars().filter(|c| c.is_alphabetic());
    let capitals = letters().filter(|c| c.is_uppercase()).count();
    let small = letters().filter(|c| c.is_lowercase()).count();
    let one_word = !name.contains(char::is_whitespace) || name.contains('.');
    one_word && (2..=10).contains(&capitals) && (small == 0 || (small <= 1 && 3 <= capitals))
}

/// Whether an acronym takes the initial of every word of a name but the small ones, and letters from within them
/// besides: FLAMA, Frente de Libertação do Arquipélago da Madeira.
pub(crate) fn is_loose_acronym(lists: &NameWords, acronym: &str, words: &[String]) -> bool {
    let mut letters = acronym.chars().peekable();
    for word in words.iter().filter(|word| !lists.left_out_of_acronyms.contains(word)) {
        let mut within = word.chars();
        if letters.peek().is_none() || letters.next() != within.next() {
            return false;
        }
        // As many more of the word's letters as follow, but leave the next word its initial.
        for letter in within {
            if letters.peek() == Some(&letter) && acronym.len() > words.len() {
                letters.next();
            }
        }
    }
    letters.next().is_none() && 3 <= acronym.len()
}

/// Whether a name is written in capitals throughout.
pub(crate) fn is_all_capitals(name: &str) -> bool {
    !name.chars().any(char::is_lowercase) && name.chars().any(char::is_uppercase)
}

/// Whether two words are both known as names of places or persons: then one is no spelling of the other, however
/// alike they are (Niger, Nigeria).
pub(crate) fn are_two_names(a: &str, b: &str) -> bool {
    a != b && [a, b].into_iter().all(|word| words::lexicon().lists(word) != 0)
}

/// Whether two words may be one name in two spellings: they differ by one letter, and are not both known.
pub(crate) fn is_spelling_of(a: &str, b: &str) -> bool {
    differ_by_a_letter(a, b) && !are_two_names(a, b)
}

/// Bytes of the shorter of two spellings, at least: "Lin" and "Lind" are two names.
const SHORTEST_SPELLED: usize = 5;

/// Whether two words differ by one letter put in, left out or changed, and are long enough for that to be a
/// matter of spelling.
pub(crate) fn differ_by_a_letter(a: &str, b: &str) -> bool {
    let (short, long) =
        if a.len() <= b.len() { (a.as_bytes(), b.as_bytes()) } else { (b.as_bytes(), a.as_bytes()) };
    if short.len() < SHORTEST_SPELLED || 1 < long.len() - short.len() {
        return false;
    }
    let same = short.iter().zip(long).take_while(|(x, y)| x == y).count();
    let rest = if short.len() == long.len() { same + 1 } else { same };
    short.get(rest..).is_none_or(|rest| long.ends_with(rest))
}
