//! English words in code, which belong to the word lists of `lang/en`.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{TokenStream, TokenTree};
use syn::visit::{self, Visit};
use syn::{Attribute, Lit};

use crate::project::Project;
use crate::sites::Site;

/// What recognises text and must know no language, and the lists that hold its words as data. `strings` holds what
/// the page says, `format` names of formats, the rest of `lang` names of sections.
const MODULES: [&str; 4] = ["src/anchor", "src/document", "src/lang/en", "src/recognise"];

/// What reads formats. Its words are names of elements, properties and encodings, which are the same in every language.
const FORMATS: [&str; 6] = [
    "src/anchor/json_problem",
    "src/anchor/revision",
    "src/document/decode",
    "src/document/html",
    "src/document/subtitles",
    "src/document/markdown",
];

/// Macros whose texts are for developers, or that put parts together, or name a file.
const MESSAGES: [&str; 19] = [
    "assert",
    "assert_eq",
    "assert_ne",
    "debug_assert",
    "debug_assert_eq",
    "debug_assert_ne",
    "env",
    "eprintln",
    "format",
    "include_bytes",
    "include_str",
    "panic",
    "print",
    "println",
    "todo",
    "unimplemented",
    "unreachable",
    "write",
    "writeln",
];

/// English words in the code that recognises text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct English {
    /// In the order of files and lines.
    pub literals: Vec<EnglishLiteral>,
    /// Those in files that read formats, where a word is rarely English: worth a look, no more.
    pub of_formats: Vec<EnglishLiteral>,
}

/// A string of English words.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct EnglishLiteral {
    /// Where it stands, and its text.
    pub site: Site,
    /// Its words in small letters.
    pub words: Vec<String>,
}

impl English {
    pub(crate) fn new(project: &Project) -> Self {
        let mut literals = Vec::new();
        for source in project.library().filter(|source| is_searched(&source.path)) {
            let mut visitor = Visitor { path: &source.path, found: &mut literals };
            source.code.iter().for_each(|item| visitor.visit_item(item));
        }
        literals.sort();
        let reads_format =
            |literal: &EnglishLiteral| FORMATS.iter().any(|path| literal.site.path.starts_with(path));
        let (of_formats, literals) = literals.into_iter().partition(reads_format);
        Self { literals, of_formats }
    }

    /// How many different words the literals hold.
    pub fn distinct_words(&self) -> usize {
        self.literals.iter().flat_map(|literal| &literal.words).collect::<BTreeSet<_>>().len()
    }

    /// The number of literals in each file that has some.
    pub fn by_file(&self) -> BTreeMap<&str, usize> {
        let mut counts = BTreeMap::new();
        for literal in &self.literals {
            *counts.entry(literal.site.path.as_str()).or_default() += 1;
        }
        counts
    }
}

fn is_searched(path: &str) -> bool {
    MODULES.iter().any(|module| path.strip_prefix(module).is_some_and(|rest| rest.starts_with(['/', '.'])))
}

struct Visitor<'p> {
    path: &'p str,
    found: &'p mut Vec<EnglishLiteral>,
}

impl Visitor<'_> {
    /// The literals among the arguments of a macro, but for those of messages.
    fn scan(&mut self, tokens: TokenStream) {
        let mut tokens = tokens.into_iter().peekable();
        // A name that a `!` or a `(` follows: of a macro or of a method.
        let mut name = String::new();
        while let Some(token) = tokens.next() {
            match token {
                TokenTree::Ident(ident) => {
                    name = ident.to_string();
                    if matches!(tokens.peek(), Some(TokenTree::Punct(punct)) if punct.as_char() == '!') {
                        tokens.next();
                    } else if name != "expect" {
                        name.clear();
                    }
                    continue;
                }
                TokenTree::Literal(literal) => self.visit_lit(&Lit::new(literal)),
                TokenTree::Group(group) if name != "expect" && !MESSAGES.contains(&name.as_str()) => {
                    self.scan(group.stream());
                }
                TokenTree::Group(_) | TokenTree::Punct(_) => {}
            }
            name.clear();
        }
    }
}

impl<'ast> Visit<'ast> for Visitor<'_> {
    fn visit_lit(&mut self, literal: &'ast Lit) {
        let text = match literal {
            Lit::Str(text) => text.value(),
            Lit::ByteStr(text) => String::from_utf8_lossy(&text.value()).into_owned(),
            _ => return,
        };
        let Some(words) = words_of(&text) else { return };
        let line = literal.span().start().line;
        let site = Site { path: self.path.to_owned(), line, what: text };
        self.found.push(EnglishLiteral { site, words });
    }

    fn visit_attribute(&mut self, _: &'ast Attribute) {}

    fn visit_expr_method_call(&mut self, call: &'ast syn::ExprMethodCall) {
        if call.method == "expect" {
            self.visit_expr(&call.receiver);
        } else {
            visit::visit_expr_method_call(self, call);
        }
    }

    fn visit_macro(&mut self, call: &'ast syn::Macro) {
        let name = call.path.segments.last().map(|segment| segment.ident.to_string()).unwrap_or_default();
        if !MESSAGES.contains(&name.as_str()) {
            self.scan(call.tokens.clone());
        }
    }
}

/// The words of a text that is nothing but words, with at least one of two letters or more.
fn words_of(text: &str) -> Option<Vec<String>> {
    let is_inner = |char: char| char.is_alphabetic() || "'’-.".contains(char);
    let mut words = Vec::new();
    for word in text.split_whitespace() {
        let word = word.trim_matches(|char: char| ",.;:!?'’-".contains(char));
        if word.is_empty() || !word.chars().all(is_inner) {
            return None;
        }
        words.push(word.to_lowercase());
    }
    let is_long = |word: &String| 2 <= word.chars().filter(|char| char.is_alphabetic()).count();
    words.iter().any(is_long).then_some(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found_in(path: &str, text: &str) -> Vec<String> {
        let project = Project::from_texts([(path, text)]).expect("it is Rust");
        English::new(&project).literals.into_iter().map(|literal| literal.site.what).collect()
    }

    fn found(code: &str) -> Vec<String> {
        found_in("src/recognise/a.rs", &format!("fn f() {{ {code} }}"))
    }

    #[test]
    fn words_are_found_in_expressions_patterns_and_macros() {
        assert_eq!(found("let a = [\"said\", \"according to\"];"), ["according to", "said"]);
        assert_eq!(found("match a { \"told\" | \"Mr.\" => 1, _ => 2 }"), ["Mr.", "told"]);
        assert_eq!(
            found("matches!(a, \"told\" | b\"asked\"); vec![(1, \"o’clock\")];"),
            ["asked", "o’clock", "told"]
        );
    }

    #[test]
    fn messages_paths_and_attributes_are_no_english_in_code() {
        let code = "a.expect(\"the list is there\"); assert!(a, \"no list\"); panic!(\"never\"); format!(\"and\");\n\
            include_str!(\"words.txt\"); write!(f, \"of\"); #[serde(rename = \"kind\")] let x = 1;\n\
            vec![format!(\"the end\"), a.expect(\"it is there\")];";
        assert!(found(code).is_empty(), "{:?}", found(code));
        assert_eq!(found("vec![expect, (\"the\")]; b(\"of\").expect(\"it is there\");"), ["of", "the"]);
    }

    #[test]
    fn signs_single_letters_and_identifiers_are_no_words() {
        assert!(
            found("[\"\", \"a\", \"—\", \"x1\", \"og:title\", \"</p>\", \"snake_case\", \"1 May\"]; 's';")
                .is_empty()
        );
    }

    #[test]
    fn only_what_recognises_text_is_searched() {
        let text = "fn f() { \"said\"; } #[cfg(test)] mod tests { fn t() { \"told\"; } }";
        for path in ["src/recognise.rs", "src/document/a.rs", "src/anchor/b/c.rs", "src/lang/en.rs"] {
            assert_eq!(found_in(path, text), ["said"], "{path}");
        }
        for path in [
            "src/strings.rs",
            "src/format/a.rs",
            "src/lang.rs",
            "src/lang/names.rs",
            "src/recogniser.rs",
            "tests/a.rs",
            "tools/lab/src/lang.rs",
        ] {
            assert!(found_in(path, text).is_empty(), "{path}");
        }
    }

    #[test]
    fn names_of_formats_are_counted_apart() {
        let text = "fn f() { \"table\"; }";
        let project = Project::from_texts([("src/document/html/flow.rs", text)]).expect("it is Rust");
        let english = English::new(&project);
        assert_eq!((english.literals.len(), english.of_formats.len()), (0, 1));
    }

    #[test]
    fn words_are_counted_once_whatever_their_case() {
        let text = "fn f() { [\"Said\", \"said\", \"he said\"]; }";
        let english = English::new(&Project::from_texts([("src/anchor.rs", text)]).expect("it is Rust"));
        assert_eq!((english.literals.len(), english.distinct_words()), (3, 2));
        assert_eq!(english.by_file(), BTreeMap::from([("src/anchor.rs", 3)]));
    }
}
