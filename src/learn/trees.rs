//! Boosted trees (Friedman 2001): many small trees that each ask a few questions of some features, and whose answers
//! are added.

use super::{BadModel, Reader};

/// In the place of a feature's number: the node is a leaf, and its value an answer.
const LEAF: u8 = u8::MAX;

/// A question whether a feature is less than the value, or an answer.
#[derive(Clone, Copy, Debug)]
struct TreeNode {
    value: f32,
    /// The node for "no"; that for "yes" is the next one.
    otherwise: u32,
    feature: u8,
}

/// Unlike other weights these are unpacked when they are read, which takes less time than one article does.
#[derive(Clone, Debug)]
pub struct Trees {
    base: f32,
    nodes: Vec<TreeNode>,
    /// The first node of each tree.
    roots: Vec<u32>,
}

/// A tree as it is grown.
#[derive(Clone, Debug, PartialEq)]
#[cfg(any(test, feature = "training"))]
pub enum Tree {
    /// The answer.
    Leaf(f32),
    /// Whether this feature is less than the value, with the trees for yes and for no.
    Split(u8, f32, Box<[Tree; 2]>),
}

impl Trees {
    /// Splits the trees off the front of a model's bytes; they may ask for the first `features` features.
    pub fn read(reader: &mut Reader, features: usize) -> Result<Trees, BadModel> {
        reader.magic(b"tree")?;
        let (base, count) = (reader.f32()?, reader.u32()? as usize);
        let numbers = reader.take(count)?;
        let (low, high) = (reader.take(count)?, reader.take(count)?);
        let (mut nodes, mut roots, mut waiting) = (Vec::with_capacity(count), vec![], vec![]);
        let mut is_root = true;
        for i in 0..count {
            let feature = numbers[i];
            if is_root {
                roots.push(i as u32);
            }
            let value = f32::from_bits(u32::from_le_bytes([0, 0, low[i], high[i]]));
            nodes.push(TreeNode { value, otherwise: 0, feature });
            is_root = false;
            if feature != LEAF {
                waiting.push(i);
                if features <= usize::from(feature) {
                    return Err(BadModel);
                }
            } else if let Some(asked) = waiting.pop() {
                nodes[asked].otherwise = i as u32 + 1;
            } else {
                is_root = true;
            }
        }
        if is_root { Ok(Trees { base, nodes, roots }) } else { Err(BadModel) }
    }

    /// The bytes that `Trees::read` reads. Values keep the upper half of their bits.
    #[cfg(any(test, feature = "training"))]
    pub fn write(base: f32, trees: &[Tree], out: &mut Vec<u8>) {
        let (mut numbers, mut values) = (vec![], vec![]);
        trees.iter().for_each(|tree| tree.list(&mut numbers, &mut values));
        out.extend_from_slice(b"tree");
        out.extend(base.to_le_bytes());
        out.extend((numbers.len() as u32).to_le_bytes());
        out.extend(numbers);
        out.extend(values.iter().map(|v| v.to_le_bytes()[0]));
        out.extend(values.iter().map(|v| v.to_le_bytes()[1]));
    }

    /// The sum of all trees' answers.
    pub fn score(&self, features: &[f32]) -> f32 {
        self.base + self.roots.iter().map(|&root| self.leaf(root as usize, features)).sum::<f32>()
    }

    fn leaf(&self, mut at: usize, features: &[f32]) -> f32 {
        loop {
            let node = &self.nodes[at];
            if node.feature == LEAF {
                return node.value;
            }
            at = if features[usize::from(node.feature)] < node.value {
                at + 1
            } else {
                node.otherwise as usize
            };
        }
    }
}

#[cfg(any(test, feature = "training"))]
impl Tree {
    /// The nodes, a question before its answers, "yes" before "no".
    fn list(&self, numbers: &mut Vec<u8>, values: &mut Vec<u16>) {
        let (number, value) = match self {
            Tree::Leaf(value) => (LEAF, value),
            Tree::Split(feature, value, _) => (*feature, value),
        };
        numbers.push(number);
        values.push((value.to_bits().saturating_add(0x8000) >> 16) as u16);
        if let Tree::Split(.., then) = self {
            then.iter().for_each(|tree| tree.list(numbers, values));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trees_come_back_and_bad_bytes_are_refused() {
        let ask = |feature, value, yes, no| Tree::Split(feature, value, Box::new([yes, no]));
        let first = ask(1, 0.5, Tree::Leaf(1.0), ask(0, 8.0, Tree::Leaf(-2.0), Tree::Leaf(4.0)));
        let mut bytes = vec![];
        Trees::write(0.25, &[first, Tree::Leaf(16.0)], &mut bytes);
        let trees = Trees::read(&mut Reader(&bytes), 2).unwrap();
        assert_eq!(trees.score(&[0.0, 0.0]), 17.25);
        assert_eq!(trees.score(&[7.0, 0.5]), 14.25);
        assert_eq!(trees.score(&[8.0, 0.5]), 20.25);
        assert!(Trees::read(&mut Reader(&bytes), 1).is_err(), "a feature that there is not");
        for cut in 0..bytes.len() {
            assert!(Trees::read(&mut Reader(&bytes[..cut]), 2).is_err());
        }
        let unfinished = [&b"tree"[..], &[0; 4], &[1, 0, 0, 0], &[0], &[0, 0]].concat();
        assert!(Trees::read(&mut Reader(&unfinished), 2).is_err(), "a question without answers");
    }
}
