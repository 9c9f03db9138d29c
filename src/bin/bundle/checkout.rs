//! Where the checkout is that this program was built from.

use std::path::Path;

pub(crate) fn checkout() -> &'static Path {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    package.ancestors().nth(3).expect("the package stands in src/bin/bundle")
}
