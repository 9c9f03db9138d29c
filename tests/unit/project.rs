//! Many articles and more than one person: quotations against sources, two coders, who speaks.

mod agreement;
mod altered;
mod sources;
mod speaking;
