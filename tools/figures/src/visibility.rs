//! How many items are public, and how many are public within the crate only.

use syn::Visibility;
use syn::visit::Visit;

use crate::project::Project;

/// Items and methods by their visibility. Private ones are not counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Visibilities {
    /// `pub`
    pub public: usize,
    /// `pub(crate)`, `pub(super)`, `pub(in …)`
    pub restricted: usize,
    /// Fields that are `pub`.
    pub public_fields: usize,
}

impl Visibilities {
    /// Those of `src`, without tests.
    pub(crate) fn count(project: &Project) -> Self {
        let mut counts = Self::default();
        project.library().flat_map(|source| &source.code).for_each(|item| counts.visit_item(item));
        counts
    }
}

impl<'ast> Visit<'ast> for Visibilities {
    fn visit_visibility(&mut self, visibility: &'ast Visibility) {
        match visibility {
            Visibility::Public(_) => self.public += 1,
            Visibility::Restricted(_) => self.restricted += 1,
            Visibility::Inherited => {}
        }
    }

    fn visit_field(&mut self, field: &'ast syn::Field) {
        self.public_fields += usize::from(matches!(field.vis, Visibility::Public(_)));
    }

    /// A re-export makes no item.
    fn visit_item_use(&mut self, _: &'ast syn::ItemUse) {}
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn methods_and_modules_count_but_reexports_private_items_and_tests_do_not() {
        let text = "pub mod a; pub use a::B; pub(crate) mod b; pub(super) fn f() {} fn g() {}\n\
            pub struct S { pub x: u8, y: u8, pub(in crate::a) z: u8 } impl S { pub fn m(&self) {} }\n\
            #[cfg(test)] mod tests { pub fn t() {} }";
        let project = Project::from_texts([("src/a.rs", text), ("tools/b.rs", "pub fn f() {}")]);
        let counts = Visibilities::count(&project.expect("it is Rust"));
        assert_eq!(counts, Visibilities { public: 3, restricted: 2, public_fields: 1 });
    }
}
