//! The head of a file: which layer and which feature each column belongs to.

use super::super::FormatError;

/// A column behind the three that every file has.
#[derive(Debug, PartialEq)]
pub(super) struct Column {
    /// Its layer, counted from 0.
    pub layer: usize,
    pub kind: ColumnKind,
}

#[derive(Debug, PartialEq)]
pub(super) enum ColumnKind {
    /// A feature of spans; `None` where the layer has none, and the column only shows where its spans are.
    Feature(Option<String>),
    RelationFeature(String),
    /// Where a relation comes from, and the layer that it connects, where the file has that.
    Source {
        layer: Option<usize>,
    },
    /// What a slot of a span is filled with.
    SlotTarget,
    Chain,
}

/// The columns of a layer: `SP=custom.Span|label`, `RL=custom.Relation|label|BT_custom.Span`, `CH=…`. `layers` are the names
/// of all layers so far.
pub(super) fn columns(
    head: &str,
    layers: &mut Vec<String>,
    before: &[Column],
) -> Result<Vec<Column>, FormatError> {
    let (kind, rest) =
        head.split_once('=').ok_or_else(|| FormatError::whole("it must be as #T_SP=custom.Span|label"))?;
    let mut fields = rest.split('|').map(str::trim).filter(|field| !field.is_empty());
    let name = fields.next().ok_or_else(|| FormatError::whole("it names no layer"))?.to_owned();
    let layer = layers.len();
    let known = |name: &str| {
        let at = layers.iter().position(|known| known == name)?;
        before.iter().any(|column| column.layer == at).then_some(at)
    };
    let column = |kind| Column { layer, kind };
    let read = |field: &str| {
        Ok(column(match kind {
            "SP" if field.starts_with("ROLE_") => ColumnKind::Feature(None),
            "SP" if field.contains('.') => ColumnKind::SlotTarget,
            "SP" => ColumnKind::Feature(Some(field.to_owned())),
            "RL" => match field.strip_prefix("BT_") {
                Some(base) => ColumnKind::Source { layer: known(base) },
                None => ColumnKind::RelationFeature(field.to_owned()),
            },
            "CH" => ColumnKind::Chain,
            _ => {
                let what = "a layer of sort T_{kind} is not known here: there are T_SP, T_RL and T_CH";
                return Err(FormatError::whole(what.replace("{kind}", kind)));
            }
        }))
    };
    let mut columns = fields.map(read).collect::<Result<Vec<Column>, FormatError>>()?;
    if columns.is_empty() {
        columns.push(column(if kind == "CH" { ColumnKind::Chain } else { ColumnKind::Feature(None) }));
    }
    layers.push(name);
    Ok(columns)
}
