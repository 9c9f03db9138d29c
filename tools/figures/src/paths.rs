//! The paths that code names: in types, expressions and patterns, and within the arguments of macros.

use std::collections::BTreeSet;

use proc_macro2::{TokenStream, TokenTree};
use syn::visit::{self, Visit};
use syn::{Attribute, Item};

use crate::tree::{Named, imports_of};

/// A path as it is written.
pub(crate) struct Mention {
    pub path: Vec<String>,
    pub line: usize,
}

/// What the items of one module name. Modules within it are left out: they have a list of their own.
#[derive(Default)]
pub(crate) struct Mentions {
    pub paths: Vec<Mention>,
    /// What `use` items bring in, those within functions included.
    pub imports: Vec<Named>,
    /// What the functions around the current place bind: a local is no item, whatever its name.
    locals: Vec<BTreeSet<String>>,
}

impl Mentions {
    pub(crate) fn of(items: &[&Item]) -> Self {
        let mut mentions = Self::default();
        items.iter().for_each(|item| mentions.visit_item(item));
        mentions
    }

    fn add(&mut self, path: Vec<String>, line: usize) {
        let is_local = path.len() == 1 && self.locals.iter().any(|names| names.contains(&path[0]));
        if !is_local {
            self.paths.push(Mention { path, line });
        }
    }

    /// The paths within the arguments of a macro, which syn does not parse.
    fn scan(&mut self, tokens: TokenStream) {
        let mut path: Vec<String> = Vec::new();
        let mut line = 0;
        let mut colons = 0;
        for token in tokens {
            match token {
                TokenTree::Ident(ident) => {
                    if colons != 2 && !path.is_empty() {
                        self.add(std::mem::take(&mut path), line);
                    }
                    if path.is_empty() {
                        line = ident.span().start().line;
                    }
                    path.push(ident.to_string());
                    colons = 0;
                }
                TokenTree::Punct(punct) if punct.as_char() == ':' => colons += 1,
                other => {
                    if !path.is_empty() {
                        self.add(std::mem::take(&mut path), line);
                    }
                    colons = 0;
                    if let TokenTree::Group(group) = other {
                        self.scan(group.stream());
                    }
                }
            }
        }
        if !path.is_empty() {
            self.add(path, line);
        }
    }

    fn within(&mut self, visit: impl FnOnce(&mut Self), locals: Locals) {
        self.locals.push(locals.names);
        visit(self);
        self.locals.pop();
    }
}

impl<'ast> Visit<'ast> for Mentions {
    fn visit_path(&mut self, path: &'ast syn::Path) {
        let segments: Vec<String> = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
        if let Some(first) = path.segments.first() {
            self.add(segments, first.ident.span().start().line);
        }
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, call: &'ast syn::Macro) {
        self.visit_path(&call.path);
        self.scan(call.tokens.clone());
    }

    /// `#[serde(default = "crate::format::labels::first")]` names a path within a string.
    fn visit_attribute(&mut self, attribute: &'ast Attribute) {
        let syn::Meta::List(list) = &attribute.meta else { return };
        for token in list.tokens.clone() {
            let TokenTree::Literal(literal) = token else { continue };
            let line = literal.span().start().line;
            if let syn::Lit::Str(text) = syn::Lit::new(literal)
                && text.value().contains("::")
            {
                self.add(text.value().split("::").map(str::to_owned).collect(), line);
            }
        }
    }

    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        self.imports.extend(imports_of(&Item::Use(item.clone())));
    }

    fn visit_item_mod(&mut self, _: &'ast syn::ItemMod) {}

    /// `macro_rules!` is expanded elsewhere.
    fn visit_item_macro(&mut self, item: &'ast syn::ItemMacro) {
        if item.ident.is_none() {
            self.visit_macro(&item.mac);
        }
    }

    fn visit_item_fn(&mut self, function: &'ast syn::ItemFn) {
        let mut locals = Locals::default();
        locals.visit_item_fn(function);
        self.within(|this| visit::visit_item_fn(this, function), locals);
    }

    fn visit_impl_item_fn(&mut self, function: &'ast syn::ImplItemFn) {
        let mut locals = Locals::default();
        locals.visit_impl_item_fn(function);
        self.within(|this| visit::visit_impl_item_fn(this, function), locals);
    }
}

/// The names that patterns of a function bind.
#[derive(Default)]
struct Locals {
    names: BTreeSet<String>,
}

impl<'ast> Visit<'ast> for Locals {
    fn visit_pat_ident(&mut self, pattern: &'ast syn::PatIdent) {
        let name = pattern.ident.to_string();
        // A constant in a pattern is an item.
        if !name.starts_with(char::is_uppercase) {
            self.names.insert(name);
        }
        visit::visit_pat_ident(self, pattern);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mentioned(text: &str) -> Vec<String> {
        let file = syn::parse_file(text).expect("it is Rust");
        let mentions = Mentions::of(&file.items.iter().collect::<Vec<_>>());
        mentions
            .paths
            .into_iter()
            .map(|mention| format!("{} {}", mention.line, mention.path.join("::")))
            .collect()
    }

    #[test]
    fn paths_are_found_in_signatures_bodies_and_patterns() {
        let text = "fn f(a: x::A) -> B {\n if let y::C(n) = a {} \n z::call(a) }";
        assert_eq!(mentioned(text), ["1 x::A", "1 B", "2 y::C", "3 z::call"]);
    }

    #[test]
    fn paths_are_found_within_macros() {
        let text = "fn f(a: u8) {\n matches!(a, x::A | B(y::C));\n vec![g(a), z::d::E]; }";
        assert_eq!(
            mentioned(text),
            ["1 u8", "2 matches", "2 x::A", "2 B", "2 y::C", "3 vec", "3 g", "3 z::d::E"]
        );
    }

    #[test]
    fn locals_are_no_items_but_constants_are() {
        let text = "fn f(label: u8) { let other = label; match other { MOST => other, _ => free } }";
        assert_eq!(mentioned(text), ["1 u8", "1 free"]);
    }

    #[test]
    fn attributes_name_paths_in_strings() {
        let text = "#[serde(default = \"super::x::first\", rename = \"plain\")] struct S;";
        assert_eq!(mentioned(text), ["1 super::x::first"]);
    }

    #[test]
    fn uses_are_taken_apart() {
        let file =
            syn::parse_file("use a::{self, b::C, d::*};\nfn f() { use e::F as G; }").expect("it is Rust");
        let mentions = Mentions::of(&file.items.iter().collect::<Vec<_>>());
        let imports: Vec<(Option<&str>, String, usize)> = mentions
            .imports
            .iter()
            .map(|import| (import.name.as_deref(), import.path.join("::"), import.line))
            .collect();
        let expected = [
            (Some("a"), "a".to_owned(), 1),
            (Some("C"), "a::b::C".to_owned(), 1),
            (None, "a::d".to_owned(), 1),
            (Some("G"), "e::F".to_owned(), 2),
        ];
        assert_eq!(imports, expected);
    }
}
