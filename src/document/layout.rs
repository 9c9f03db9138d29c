//! Reads the roles of paragraphs off the layout of plain text: headline, standfirst, byline with its date,
//! caption, boilerplate at the ends.
//!
//! In doubt a line is a paragraph, for paragraphs are analysed and boilerplate is not.

use serde::Deserialize;

use super::parts::{Block, Meta, Role};
use crate::lang::{self, Language};

mod lines;
mod roles;

pub(crate) use lines::BULLETS;
pub(crate) use lines::ends_sentence;
use roles::Layout;

/// Splits a text into paragraphs and gives each its role; reads title, byline and date of publication.
///
/// A line is a paragraph, unless the text is broken at a fixed width: then the lines up to an empty one are.
/// Offsets are bytes of the text as it came; nothing is changed in it.
pub(crate) fn read(text: &str, language: &Language) -> Layout {
    roles::assign(text, lines::paragraphs(text), language)
}

/// Gives roles to those blocks of a page or fragment that are plain paragraphs so far, as [`read`] would.
pub(crate) fn refine(blocks: &mut [Block], language: &Language) {
    let given: Vec<(&str, Role)> = blocks.iter().map(|block| (block.text.as_str(), block.role)).collect();
    let roles = roles::refined(&given, language);
    for (block, role) in blocks.iter_mut().zip(roles) {
        block.role = role;
    }
}

/// Gives roles to the plain paragraphs of a file of blocks, as their length, ending and place show them, and reads what
/// headline and byline say; what `known` holds goes before that.
///
/// ```
/// use pullquote::{Block, Meta, Role, lay_out};
///
/// let texts = ["Ferry stays in town", "By Ana Ruiz", "The ferry will stay for another year, the council said."];
/// let blocks = texts.map(|text| Block { role: Role::Paragraph, text: text.to_owned() }).to_vec();
/// let (blocks, meta) = lay_out(blocks, Meta::default());
/// assert_eq!(blocks[1].role, Role::Byline);
/// assert_eq!(meta.byline.as_deref(), Some("Ana Ruiz"));
/// ```
pub fn lay_out(mut blocks: Vec<Block>, known: Meta) -> (Vec<Block>, Meta) {
    let language = lang::of(known.lang.as_deref());
    refine(&mut blocks, language);
    let meta = known.or(roles::said(&blocks, language));
    (blocks, meta)
}

/// What a reader of a kind of file gives, as JSON.
#[derive(Deserialize)]
struct FileArticle {
    blocks: Vec<Block>,
    meta: Meta,
}

/// Does the same with what the package `pullquote-readers` gives of a Word or PDF file, as JSON.
///
/// # Errors
/// Where the JSON is not of that form.
///
/// ```
/// let json = r#"{"blocks":[{"role":"heading","text":"Ferry stays"}],"meta":{"byline":"Ana Ruiz"}}"#;
/// let (blocks, meta) = pullquote::lay_out_json(json)?;
/// assert_eq!(blocks[0].text, "Ferry stays");
/// assert_eq!(meta.byline.as_deref(), Some("Ana Ruiz"));
/// # Ok::<(), serde_json::Error>(())
/// ```
pub fn lay_out_json(json: &str) -> Result<(Vec<Block>, Meta), serde_json::Error> {
    let article: FileArticle = serde_json::from_str(json)?;
    Ok(lay_out(article.blocks, article.meta))
}
