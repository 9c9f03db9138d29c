//! The layers of the article's marks: which kinds a reader sees, and which are hidden for now.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::ENTITY_KINDS;
use crate::annotation::{Body, EntityKind};
use crate::guidelines::{Guidelines, MarkedKind, OtherKind};
use crate::strings;

/// Kinds of marks that are shown and hidden together, in the order in which the page offers them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Layer {
    Quotations,
    SpeakersAndCues,
    People,
    Organisations,
    Places,
    Groups,
    Dates,
    Other,
    Notes,
}

impl Layer {
    pub(crate) const ALL: [Layer; 9] = [
        Layer::Quotations,
        Layer::SpeakersAndCues,
        Layer::People,
        Layer::Organisations,
        Layer::Places,
        Layer::Groups,
        Layer::Dates,
        Layer::Other,
        Layer::Notes,
    ];

    /// The layer of a mark.
    pub(crate) fn of(body: &Body) -> Layer {
        match body {
            Body::Quote(_) => Layer::Quotations,
            Body::Speaker | Body::Cue => Layer::SpeakersAndCues,
            Body::Date(_) => Layer::Dates,
            Body::Note => Layer::Notes,
            Body::Entity(entity) => Layer::of_names(entity.kind),
        }
    }

    /// The layer of names of a kind.
    pub(crate) fn of_names(kind: EntityKind) -> Layer {
        match kind {
            EntityKind::Person => Layer::People,
            EntityKind::Org => Layer::Organisations,
            EntityKind::Gpe | EntityKind::Loc | EntityKind::Fac => Layer::Places,
            EntityKind::Norp => Layer::Groups,
            _ => Layer::Other,
        }
    }

    /// Whether guidelines mark anything that is in this layer.
    pub(crate) fn is_marked(self, guidelines: &Guidelines) -> bool {
        match self {
            Layer::Quotations | Layer::SpeakersAndCues => guidelines.allows_quotations(),
            Layer::Dates => guidelines.allows_kind(MarkedKind::Other(OtherKind::Date)),
            Layer::Notes => guidelines.allows_kind(MarkedKind::Other(OtherKind::Note)),
            Layer::People | Layer::Organisations | Layer::Places | Layer::Groups | Layer::Other => {
                let here = ENTITY_KINDS.into_iter().filter(|&kind| Layer::of_names(kind) == self);
                here.into_iter().any(|kind| guidelines.allows_kind(MarkedKind::Entity(kind)))
            }
        }
    }

    pub(crate) fn name(self) -> &'static str {
        match self {
            Layer::Quotations => strings::QUOTATIONS_LAYER,
            Layer::SpeakersAndCues => strings::SPEAKERS_AND_CUES,
            Layer::People => strings::PEOPLE,
            Layer::Organisations => strings::ORGANISATIONS,
            Layer::Places => strings::PLACES,
            Layer::Groups => strings::GROUPS,
            Layer::Dates => strings::DATES,
            Layer::Other => strings::OTHER,
            Layer::Notes => strings::NOTES,
        }
    }
}

/// The layers that are hidden. Without a choice, all are shown.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct HiddenLayers(BTreeSet<Layer>);

impl HiddenLayers {
    pub(crate) fn all_but_quotations() -> HiddenLayers {
        HiddenLayers(Layer::ALL.into_iter().filter(|&layer| layer != Layer::Quotations).collect())
    }

    pub(crate) fn hides(&self, layer: Layer) -> bool {
        self.0.contains(&layer)
    }

    /// Hides a layer that is shown, and shows one that is hidden.
    pub(crate) fn toggle(&mut self, layer: Layer) {
        if !self.0.remove(&layer) {
            self.0.insert(layer);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_layer_is_hidden_and_shown_again() {
        let mut hidden = HiddenLayers::default();
        assert!(!Layer::ALL.iter().any(|&layer| hidden.hides(layer)));
        hidden.toggle(Layer::People);
        assert!(hidden.hides(Layer::People) && !hidden.hides(Layer::Places));
        hidden.toggle(Layer::People);
        assert_eq!(hidden, HiddenLayers::default());
        let shown = |hidden: &HiddenLayers| Layer::ALL.into_iter().filter(|&l| !hidden.hides(l)).count();
        assert_eq!(shown(&HiddenLayers::all_but_quotations()), 1);
    }

    #[test]
    fn hidden_layers_survive_the_bookmark() {
        let hidden = HiddenLayers::all_but_quotations();
        let json = serde_json::to_string(&hidden).expect("it is plain");
        assert!(json.contains("speakers-and-cues"), "{json}");
        assert_eq!(serde_json::from_str::<HiddenLayers>(&json).expect("it was written so"), hidden);
    }
}
