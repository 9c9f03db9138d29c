//! Linear-chain conditional random fields (Lafferty et al. 2001): the tags of a run of tokens, the likeliest legal
//! sequence of them, and how probable each tag and each span is.

pub(crate) mod bioes;
pub(crate) mod marginals;
pub(crate) mod transitions;

pub(crate) use marginals::Marginals;
pub(crate) use transitions::TransitionTable;
