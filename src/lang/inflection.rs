//! The forms of verbs, by the endings of a language.

use super::lists::{Sections, WordMap};

/// The form that a verb is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum VerbForm {
    /// `say`
    Base,
    /// `says`
    Third,
    /// `said`, and the participle where it is the same
    Past,
    /// `written`
    Participle,
    /// `saying`
    Ing,
}

/// What the endings of a verb become in one of its forms: the first that fits counts. The last has no letters.
type EndingRules = Vec<(&'static str, &'static str)>;

/// How the verbs of a language are inflected.
#[derive(Clone, Debug)]
pub(crate) struct Inflection {
    third: EndingRules,
    past: EndingRules,
    ing: EndingRules,
    /// What the ending of an irregular past becomes in the present participle, where it is longer than the verb.
    ing_of_past: EndingRules,
    irregular_ing: WordMap<&'static str>,
}

impl Inflection {
    /// Reads the rules: `y=ies`, and `*=s` for all other endings.
    pub(super) fn read(sections: &Sections) -> Inflection {
        let rules = |section: &str| {
            let rule = |entry: &&'static str| entry.split_once('=').expect("an ending and what it becomes");
            sections.list(section).iter().map(rule).collect()
        };
        Inflection {
            third: rules("third_person"),
            past: rules("regular_past"),
            ing: rules("present_participle"),
            ing_of_past: rules("present_participle_of_past"),
            irregular_ing: sections.table("irregular_present_participles", |form| form),
        }
    }

    /// The forms of a verb, given its irregular past and participle if it has such.
    pub(super) fn forms(
        &self,
        lemma: &str,
        past: Option<&str>,
        participle: Option<&str>,
    ) -> Vec<(VerbForm, String)> {
        let mut forms = vec![
            (VerbForm::Past, past.map_or_else(|| changed(lemma, &self.past), str::to_string)),
            (VerbForm::Base, lemma.to_string()),
            (VerbForm::Third, changed(lemma, &self.third)),
            (VerbForm::Ing, self.present_participle(lemma, past)),
        ];
        forms.extend(participle.map(|p| (VerbForm::Participle, p.to_string())));
        forms
    }

    fn present_participle(&self, lemma: &str, past: Option<&str>) -> String {
        // A past that doubles the last letter ("admitted") has a present participle that does so too.
        let doubled = self.ing_of_past.iter().find_map(|(ending, ing)| {
            let stem = past?.strip_suffix(ending).filter(|stem| lemma.len() < stem.len())?;
            Some(format!("{stem}{ing}"))
        });
        let irregular = || self.irregular_ing.get(lemma).map(|form| (*form).to_string());
        doubled.or_else(irregular).unwrap_or_else(|| changed(lemma, &self.ing))
    }
}

/// A verb with its ending changed by the first rule that fits.
fn changed(lemma: &str, rules: &EndingRules) -> String {
    let fitting = rules.iter().find_map(|(ending, replacement)| {
        let ending = if *ending == "*" { "" } else { ending };
        Some(format!("{}{replacement}", lemma.strip_suffix(ending)?))
    });
    fitting.unwrap_or_else(|| lemma.to_string())
}

#[cfg(test)]
mod tests {
    use crate::lang::english;

    #[test]
    fn verbs_have_their_english_forms() {
        let check = |lemma: &str, past: Option<&str>, expected: &str| {
            let forms = english().quotes.speech.inflection().forms(lemma, past, None);
            let forms: Vec<&str> = forms.iter().map(|(_, form)| form.as_str()).collect();
            assert_eq!(forms.join(" "), expected);
        };
        check("deny", None, "denied deny denies denying");
        check("say", Some("said"), "said say says saying");
        check("push", None, "pushed push pushes pushing");
        check("note", None, "noted note notes noting");
        check("agree", None, "agreed agree agrees agreeing");
        check("admit", Some("admitted"), "admitted admit admits admitting");
        check("put", Some("put"), "put put puts putting");
        check("go", Some("went"), "went go goes going");
    }
}
