//! Names that more than one type bears.

use std::collections::BTreeMap;

use syn::Ident;
use syn::visit::{self, Visit};

use crate::project::Project;
use crate::sites::Site;

/// A name that more than one struct, enum, union, trait or type alias of `src` bears.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SharedName {
    /// The name.
    pub name: String,
    /// Where the types are.
    pub sites: Vec<Site>,
}

/// The names that types of `src` share, tests aside, in alphabetical order.
pub(crate) fn shared_names(project: &Project) -> Vec<SharedName> {
    let mut sites: BTreeMap<String, Vec<Site>> = BTreeMap::new();
    for source in project.library() {
        let mut visitor = Visitor { path: &source.path, sites: &mut sites };
        source.code.iter().for_each(|item| visitor.visit_item(item));
    }
    let shared = sites.into_iter().filter(|(_, sites)| 1 < sites.len());
    shared.map(|(name, sites)| SharedName { name, sites }).collect()
}

struct Visitor<'p> {
    path: &'p str,
    sites: &'p mut BTreeMap<String, Vec<Site>>,
}

impl Visitor<'_> {
    fn add(&mut self, name: &Ident) {
        let what = name.to_string();
        let site = Site { path: self.path.to_owned(), line: name.span().start().line, what: what.clone() };
        self.sites.entry(what).or_default().push(site);
    }
}

impl<'ast> Visit<'ast> for Visitor<'_> {
    fn visit_item_struct(&mut self, item: &'ast syn::ItemStruct) {
        self.add(&item.ident);
    }

    fn visit_item_enum(&mut self, item: &'ast syn::ItemEnum) {
        self.add(&item.ident);
    }

    fn visit_item_union(&mut self, item: &'ast syn::ItemUnion) {
        self.add(&item.ident);
    }

    fn visit_item_type(&mut self, item: &'ast syn::ItemType) {
        self.add(&item.ident);
    }

    fn visit_item_trait(&mut self, item: &'ast syn::ItemTrait) {
        self.add(&item.ident);
        visit::visit_item_trait(self, item);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_shared_across_files_and_kinds_but_not_with_tests_or_associated_types() {
        let a = "struct Row; enum Place {} trait Named {} impl Iterator for Row { type Item = u8; }";
        let b = "type Row = u8; fn f() { struct Place; } #[cfg(test)] mod tests { struct Named; }\n\
            impl Iterator for X { type Item = u8; }";
        let project = Project::from_texts([("src/a.rs", a), ("src/b.rs", b)]).expect("it is Rust");
        let shared = shared_names(&project);
        let names: Vec<&str> = shared.iter().map(|shared| shared.name.as_str()).collect();
        assert_eq!(names, ["Place", "Row"]);
        let sites: Vec<String> = shared[1].sites.iter().map(Site::to_string).collect();
        assert_eq!(sites, ["src/a.rs:1 Row", "src/b.rs:1 Row"]);
    }
}
