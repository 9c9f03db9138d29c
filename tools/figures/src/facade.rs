//! What a user of the library can reach from `src/lib.rs`, and how much of it is documented.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::Span;
use syn::{Attribute, Expr, Fields, Ident, ImplItem, Item, Lit, Meta, TraitItem, Visibility};

use crate::project::attributes_of;
use crate::sites::Site;
use crate::tree::{Named, Prefer, Target, Tree, imports_of};

/// The public items that paths from `src/lib.rs` lead to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facade {
    /// In the order of files and lines: modules, items, fields, variants, methods.
    pub items: Vec<PublicItem>,
}

/// Something that `rustdoc` lists.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PublicItem {
    /// Where it is, and its name (`Span::new`).
    pub site: Site,
    /// Whether it has a doc comment.
    pub is_documented: bool,
    /// Whether it is a struct, an enum, a union or a trait.
    pub is_type: bool,
    /// Whether a doc test stands in its documentation or, for a type, in that of a method.
    pub has_example: bool,
}

impl Facade {
    pub(crate) fn new(tree: &Tree) -> Self {
        let mut walk = Walk { tree, methods: methods(tree), seen: BTreeSet::new(), found: Vec::new() };
        if let Some(root) = tree.module("src", &[]) {
            walk.module(root);
        }
        walk.found.sort();
        Self { items: walk.found }
    }

    /// How many items have a doc comment.
    pub fn documented(&self) -> usize {
        self.items.iter().filter(|item| item.is_documented).count()
    }

    /// The items without a doc comment.
    pub fn undocumented(&self) -> impl Iterator<Item = &Site> {
        self.items.iter().filter(|item| !item.is_documented).map(|item| &item.site)
    }

    /// The structs, enums, unions and traits.
    pub fn types(&self) -> impl Iterator<Item = &PublicItem> {
        self.items.iter().filter(|item| item.is_type)
    }
}

/// The public items of inherent `impl` blocks, by the type that they belong to.
type Methods<'p> = BTreeMap<Target, Vec<(&'p str, &'p ImplItem)>>;

fn methods<'p>(tree: &Tree<'p>) -> Methods<'p> {
    let mut methods = Methods::new();
    for (index, module) in tree.modules.iter().enumerate() {
        for item in &module.items {
            let Item::Impl(block) = item else { continue };
            let (None, syn::Type::Path(name)) = (&block.trait_, &*block.self_ty) else { continue };
            let path: Vec<String> = name.path.segments.iter().map(|part| part.ident.to_string()).collect();
            if let Some(target) = tree.resolve(index, &path) {
                let items = block.items.iter().map(|item| (module.source.path.as_str(), item));
                methods.entry(target).or_default().extend(items);
            }
        }
    }
    methods
}

struct Walk<'t, 'p> {
    tree: &'t Tree<'p>,
    methods: Methods<'p>,
    seen: BTreeSet<Target>,
    found: Vec<PublicItem>,
}

impl Walk<'_, '_> {
    /// What a public module offers.
    fn module(&mut self, index: usize) {
        if !self.seen.insert(Target::Module(index)) {
            return;
        }
        let tree = self.tree;
        let module = &tree.modules[index];
        for &item in &module.items {
            if !is_public(item) || is_hidden(attributes_of(item)) {
                continue;
            }
            match item {
                Item::Use(_) => imports_of(item).iter().for_each(|import| self.import(index, import)),
                Item::Mod(child) => self.child(index, child),
                _ => self.item(index, item),
            }
        }
    }

    fn child(&mut self, parent: usize, child: &syn::ItemMod) {
        let here = &self.tree.modules[parent];
        let path: Vec<String> = here.path.iter().cloned().chain([child.ident.to_string()]).collect();
        let Some(index) = self.tree.module(&here.krate, &path) else { return };
        let inner = if child.content.is_none() { &*self.tree.modules[index].source.attributes } else { &[] };
        let attributes: Vec<Attribute> = child.attrs.iter().chain(inner).cloned().collect();
        self.add(&here.source.path, &child.ident, child.ident.to_string(), &attributes);
        self.module(index);
    }

    fn import(&mut self, module: usize, import: &Named) {
        match self.tree.resolve_named(module, import, Prefer::Item) {
            Some(Target::Module(found)) => self.module(found),
            Some(Target::Item(found, name)) => {
                let items = &self.tree.modules[found].items;
                let named =
                    items.iter().filter(|item| head_of(item).is_some_and(|(_, ident)| *ident == name));
                for item in named.copied().collect::<Vec<_>>() {
                    self.item(found, item);
                }
            }
            None => {}
        }
    }

    /// An item that stands in a module, with its parts.
    fn item(&mut self, module: usize, item: &Item) {
        let Some((_, ident)) = head_of(item) else { return };
        let target = Target::Item(module, ident.to_string());
        if !self.seen.insert(target.clone()) {
            return;
        }
        let path = &self.tree.modules[module].source.path;
        let name = ident.to_string();
        let at = self.found.len();
        self.add(path, ident, name.clone(), attributes_of(item));
        match item {
            Item::Struct(item) => self.fields(path, &name, &item.fields, false),
            Item::Enum(item) => {
                for variant in &item.variants {
                    let whole = format!("{name}::{}", variant.ident);
                    self.add(path, &variant.ident, whole.clone(), &variant.attrs);
                    self.fields(path, &whole, &variant.fields, true);
                }
            }
            Item::Trait(item) => item.items.iter().for_each(|item| self.trait_item(path, &name, item)),
            Item::Union(_) => {}
            _ => return,
        }
        self.found[at].is_type = true;
        for (path, method) in self.methods.get(&target).cloned().unwrap_or_default() {
            self.method(path, &name, method);
        }
        self.found[at].has_example |= self.found[at + 1..].iter().any(|part| part.has_example);
    }

    /// Named fields; `rustdoc` asks nothing of those without a name.
    fn fields(&mut self, path: &str, name: &str, fields: &Fields, are_public: bool) {
        for field in fields {
            let is_public = are_public || matches!(field.vis, Visibility::Public(_));
            if let (Some(ident), true) = (&field.ident, is_public) {
                self.add(path, ident, format!("{name}::{ident}"), &field.attrs);
            }
        }
    }

    fn trait_item(&mut self, path: &str, name: &str, item: &TraitItem) {
        let (ident, attributes) = match item {
            TraitItem::Fn(item) => (&item.sig.ident, &item.attrs),
            TraitItem::Const(item) => (&item.ident, &item.attrs),
            TraitItem::Type(item) => (&item.ident, &item.attrs),
            _ => return,
        };
        self.add(path, ident, format!("{name}::{ident}"), attributes);
    }

    fn method(&mut self, path: &str, name: &str, item: &ImplItem) {
        let (visibility, ident, attributes) = match item {
            ImplItem::Fn(item) => (&item.vis, &item.sig.ident, &item.attrs),
            ImplItem::Const(item) => (&item.vis, &item.ident, &item.attrs),
            _ => return,
        };
        if matches!(visibility, Visibility::Public(_)) {
            self.add(path, ident, format!("{name}::{ident}"), attributes);
        }
    }

    fn add(&mut self, path: &str, ident: &Ident, what: String, attributes: &[Attribute]) {
        if is_hidden(attributes) {
            return;
        }
        self.found.push(PublicItem {
            site: Site { path: path.to_owned(), line: line_of(ident.span()), what },
            is_documented: attributes.iter().any(|attribute| attribute.path().is_ident("doc")),
            is_type: false,
            has_example: has_example(attributes),
        });
    }
}

fn line_of(span: Span) -> usize {
    span.start().line
}

fn is_public(item: &Item) -> bool {
    let visibility = match item {
        Item::Use(item) => Some(&item.vis),
        _ => head_of(item).map(|(visibility, _)| visibility),
    };
    matches!(visibility, Some(Visibility::Public(_)))
}

/// The visibility and the name of an item that has both.
fn head_of(item: &Item) -> Option<(&Visibility, &Ident)> {
    Some(match item {
        Item::Const(item) => (&item.vis, &item.ident),
        Item::Enum(item) => (&item.vis, &item.ident),
        Item::Fn(item) => (&item.vis, &item.sig.ident),
        Item::Mod(item) => (&item.vis, &item.ident),
        Item::Static(item) => (&item.vis, &item.ident),
        Item::Struct(item) => (&item.vis, &item.ident),
        Item::Trait(item) => (&item.vis, &item.ident),
        Item::Type(item) => (&item.vis, &item.ident),
        Item::Union(item) => (&item.vis, &item.ident),
        _ => return None,
    })
}

/// Features whose items are offered to this project's own tools alone, without any promise.
const INTERNAL_FEATURES: [&str; 2] = ["fuzzing", "training"];

/// `#[doc(hidden)]`, `#[cfg(feature = "training")]`
fn is_hidden(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| match &attribute.meta {
        Meta::List(list) if list.path.is_ident("doc") => list.tokens.to_string() == "hidden",
        Meta::List(list) if list.path.is_ident("cfg") => {
            let condition = list.tokens.to_string();
            INTERNAL_FEATURES.iter().any(|feature| condition.contains(&format!("\"{feature}\"")))
        }
        _ => false,
    })
}

/// Whether a block of code stands in the documentation that `cargo test` runs.
fn has_example(attributes: &[Attribute]) -> bool {
    let mut is_open = false;
    for line in attributes.iter().filter_map(doc_line).flat_map(|text| lines_of(&text)) {
        let Some(language) = line.trim().strip_prefix("```") else { continue };
        if !is_open && is_run(language) {
            return true;
        }
        is_open = !is_open;
    }
    false
}

fn lines_of(text: &str) -> Vec<String> {
    text.lines().map(str::to_owned).collect()
}

fn doc_line(attribute: &Attribute) -> Option<String> {
    let Meta::NameValue(pair) = &attribute.meta else { return None };
    let (true, Expr::Lit(literal)) = (pair.path.is_ident("doc"), &pair.value) else { return None };
    match &literal.lit {
        Lit::Str(text) => Some(text.value()),
        _ => None,
    }
}

/// No language, or `rust`, and nothing that keeps the code from running.
fn is_run(language: &str) -> bool {
    language.split([',', ' ']).all(|word| ["", "rust", "should_panic", "edition2024"].contains(&word.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::Project;

    /// Each item of the facade: `+` if it is documented, `*` if it has an example.
    fn facade(files: &[(&str, &str)]) -> Vec<String> {
        let project = Project::from_texts(files.iter().copied()).expect("it is Rust");
        let facade = Facade::new(&Tree::new(&project));
        let sign = |is: bool, sign: &'static str| if is { sign } else { "" };
        let line = |item: &PublicItem| {
            format!("{}{}{}", item.site.what, sign(item.is_documented, " +"), sign(item.has_example, " *"))
        };
        facade.items.iter().map(line).collect()
    }

    #[test]
    fn only_what_paths_from_the_root_lead_to_is_public() {
        let files = [
            ("src/lib.rs", "pub mod a; mod b; pub(crate) mod c; pub use b::B; pub use c::*;"),
            (
                "src/a.rs",
                "//! Doc.\npub fn f() {} fn g() {} pub(crate) fn h() {} pub mod inner { pub const C: u8 = 1; }",
            ),
            ("src/b.rs", "pub struct B; pub struct Unreached;"),
            (
                "src/c.rs",
                "pub use deep::D; pub static S: u8 = 1; mod deep { pub type D = u8; pub type E = u8; }",
            ),
        ];
        assert_eq!(facade(&files), ["C", "f", "inner", "B", "D", "S", "a +"]);
    }

    #[test]
    fn parts_of_types_count_as_rustdoc_counts_them() {
        let text = "/// A.\npub struct A {\n/// X.\npub x: u8, y: u8 }\n\
            impl A {\n/// New.\npub fn new() {} fn own() {}\npub const M: u8 = 1; }\n\
            impl Clone for A { fn clone(&self) {} }\n\
            pub enum E {\nOne,\n/// Two.\nTwo {\nside: u8 },\nThree(u8) }\n\
            pub trait T {\nfn t(); }\npub struct P(pub u8);";
        let files = [("src/lib.rs", text), ("src/bin/p/main.rs", "pub fn outside() {}")];
        let expected = [
            "A +",
            "A::x +",
            "A::new +",
            "A::M",
            "E",
            "E::One",
            "E::Two +",
            "E::Two::side",
            "E::Three",
            "T",
            "T::t",
            "P",
        ];
        assert_eq!(facade(&files), expected);
    }

    #[test]
    fn an_example_is_code_that_the_tests_run() {
        let doc = |fence: &str| format!("/// Doc.\n/// ```{fence}\n/// code\n/// ```\npub struct A;");
        for fence in ["", "rust", "should_panic"] {
            assert_eq!(facade(&[("src/lib.rs", &doc(fence))]), ["A + *"], "{fence}");
        }
        for fence in ["ignore", "text", "no_run", "json", "rust,ignore"] {
            assert_eq!(facade(&[("src/lib.rs", &doc(fence))]), ["A +"], "{fence}");
        }
        let on_a_method = "pub struct A; impl A {\n/// ```\n/// a\n/// ```\npub fn f() {} } pub struct B;";
        assert_eq!(facade(&[("src/lib.rs", on_a_method)]), ["A *", "A::f + *", "B"]);
    }

    #[test]
    fn hidden_items_and_those_of_internal_features_are_not_offered() {
        let text = "#[cfg(feature = \"training\")] pub mod training { pub fn h() {} }\n\
            #[doc(hidden)] pub mod internals { pub fn f() {} } #[doc(hidden)] pub fn g() {}";
        assert!(facade(&[("src/lib.rs", text)]).is_empty());
        let html = "#[cfg(feature = \"html\")] pub fn read() {}";
        assert_eq!(facade(&[("src/lib.rs", html)]), ["read"]);
    }
}
