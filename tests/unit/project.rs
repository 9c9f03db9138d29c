//! Many articles and more than one person: quotations against sources, two coders, who speaks.

mod agreement;
mod altered;
mod settling;
mod shown;
mod sources;
mod speaking;
