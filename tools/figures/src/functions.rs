//! How long functions are, and how many parameters they take.

use syn::spanned::Spanned;
use syn::visit::{self, Visit};
use syn::{Block, Signature};

use crate::project::{Group, Project};
use crate::sites::Site;

/// The longest body that a function may have, in lines.
pub const MOST_LINES: usize = 60;
/// The most parameters that a function may take, `self` among them.
pub const MOST_PARAMETERS: usize = 5;
/// From here on a length is worth a look.
const MANY_LINES: usize = 40;

/// A function or a method with a body.
#[derive(Clone, Debug)]
pub struct Function {
    /// Where it is, and its name.
    pub site: Site,
    /// Which part of the project it belongs to.
    pub group: Group,
    /// Lines between the braces, blank lines and comments among them; 1 for a body on one line.
    pub lines: usize,
    /// With `self`.
    pub parameters: usize,
}

/// Lengths of functions, in lines.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Lengths {
    /// How many functions there are.
    pub count: usize,
    /// The length that half of them have at most.
    pub median: usize,
    /// The length that nine of ten have at most.
    pub ninetieth: usize,
    /// The greatest length.
    pub longest: usize,
    /// How many have more than 40 lines.
    pub over_40: usize,
    /// How many have more than [`MOST_LINES`].
    pub over_60: usize,
}

impl Lengths {
    /// The lengths of these functions.
    pub fn of<'f>(functions: impl Iterator<Item = &'f Function>) -> Self {
        let mut lines: Vec<usize> = functions.map(|function| function.lines).collect();
        lines.sort_unstable();
        let Some(&longest) = lines.last() else { return Self::default() };
        let over = |limit: usize| lines.iter().filter(|&&lines| limit < lines).count();
        // The smallest length that at least this share of the functions do not exceed.
        let percentile = |percent: usize| lines[(lines.len() * percent).div_ceil(100) - 1];
        Self {
            count: lines.len(),
            median: percentile(50),
            ninetieth: percentile(90),
            longest,
            over_40: over(MANY_LINES),
            over_60: over(MOST_LINES),
        }
    }
}

/// Every function of the project, in the order of files and lines.
pub(crate) fn functions(project: &Project) -> Vec<Function> {
    let mut found = Vec::new();
    for source in &project.sources {
        for (items, group) in [(&source.code, source.group()), (&source.tests, Group::Tests)] {
            let mut visitor = Visitor { path: &source.path, group, found: &mut found };
            items.iter().for_each(|item| visitor.visit_item(item));
        }
    }
    found.sort_by(|a, b| a.site.cmp(&b.site));
    found
}

struct Visitor<'p> {
    path: &'p str,
    group: Group,
    found: &'p mut Vec<Function>,
}

impl Visitor<'_> {
    fn add(&mut self, signature: &Signature, body: &Block) {
        let span = body.span();
        self.found.push(Function {
            site: Site {
                path: self.path.to_owned(),
                line: signature.ident.span().start().line,
                what: signature.ident.to_string(),
            },
            group: self.group,
            lines: (span.end().line - span.start().line).saturating_sub(1).max(1),
            parameters: signature.inputs.len(),
        });
    }
}

impl<'ast> Visit<'ast> for Visitor<'_> {
    fn visit_item_fn(&mut self, function: &'ast syn::ItemFn) {
        self.add(&function.sig, &function.block);
        visit::visit_item_fn(self, function);
    }

    fn visit_impl_item_fn(&mut self, function: &'ast syn::ImplItemFn) {
        self.add(&function.sig, &function.block);
        visit::visit_impl_item_fn(self, function);
    }

    fn visit_trait_item_fn(&mut self, function: &'ast syn::TraitItemFn) {
        if let Some(body) = &function.default {
            self.add(&function.sig, body);
        }
        visit::visit_trait_item_fn(self, function);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(text: &str) -> Vec<Function> {
        functions(&Project::from_texts([("src/a.rs", text)]).expect("it is Rust"))
    }

    #[test]
    fn a_length_is_what_stands_between_the_braces() {
        let text = "fn one() { 1 }\nfn none() {}\nfn three() {\n    a();\n\n    // why\n}\n\
            fn long_head(\n    a: u8,\n) {\n    b();\n}\n";
        let lines: Vec<(String, usize)> =
            count(text).into_iter().map(|function| (function.site.to_string(), function.lines)).collect();
        let expected = [
            ("src/a.rs:1 one", 1),
            ("src/a.rs:2 none", 1),
            ("src/a.rs:3 three", 3),
            ("src/a.rs:8 long_head", 1),
        ];
        assert_eq!(lines, expected.map(|(site, lines)| (site.to_owned(), lines)));
    }

    #[test]
    fn methods_nested_functions_and_default_bodies_count_but_not_closures() {
        let text = "impl A { fn a(&self) { fn inner() {} let c = || { 1 }; } }\n\
            trait T { fn declared(); fn default(&self, x: u8) {} }";
        let mut found: Vec<(String, usize)> =
            count(text).into_iter().map(|function| (function.site.what, function.parameters)).collect();
        found.sort();
        assert_eq!(found, [("a", 1), ("default", 2), ("inner", 0)].map(|(name, n)| (name.to_owned(), n)));
    }

    #[test]
    fn tests_are_counted_apart() {
        let groups: Vec<Group> =
            count("fn a() {}\n#[cfg(test)] mod tests { fn b() {} }").iter().map(|f| f.group).collect();
        assert_eq!(groups, [Group::Library, Group::Tests]);
    }

    #[test]
    fn percentiles_are_lengths_that_occur() {
        let text: String = (1..=10)
            .map(|lines| format!("fn f{lines}() {{\n{}}}\n", "    g();\n".repeat(lines * 10)))
            .collect();
        let lengths = Lengths::of(count(&text).iter());
        let expected = Lengths { count: 10, median: 50, ninetieth: 90, longest: 100, over_40: 6, over_60: 4 };
        assert_eq!(lengths, expected);
        assert_eq!(Lengths::of([].iter()), Lengths::default());
    }
}
