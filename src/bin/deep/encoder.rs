//! Runs the model.

use rten::{Model, ModelOptions, NodeId, RunOptions, op_registry};
use rten_tensor::NdTensor;
use rten_tensor::prelude::*;

use crate::error::DeepError;

/// The model, ready to run.
pub(crate) struct Encoder {
    model: Model,
    ids: NodeId,
    shapes: NodeId,
    logits: NodeId,
}

impl Encoder {
    /// Reads an ONNX model with the inputs `ids` and `shapes` and the output `logits`.
    pub(crate) fn read(bytes: Vec<u8>) -> Result<Encoder, DeepError> {
        // Those that the model needs and no others: each is code that the page loads.
        let operators = op_registry!(
            Add,
            Cast,
            DynamicQuantizeLinear,
            Erf,
            Gather,
            Identity,
            LayerNormalization,
            MatMul,
            MatMulInteger,
            Mul,
            Reshape,
            Shape,
            Slice,
            Softmax,
            Transpose
        );
        let mut options = ModelOptions::with_ops(operators);
        options.prepack_weights(true); // Half as fast again in native code, a twentieth in WebAssembly.
        let model = options.load(bytes).map_err(|why| DeepError::Model(why.to_string()))?;
        let node = |name| model.node_id(name).map_err(|why| DeepError::Model(why.to_string()));
        let [ids, shapes, logits] = [node("ids")?, node("shapes")?, node("logits")?];
        Ok(Encoder { model, ids, shapes, logits })
    }

    /// The logits of each label for each piece.
    pub(crate) fn run(
        &self,
        ids: Vec<i32>,
        shapes: Vec<i32>,
        labels: usize,
    ) -> Result<NdTensor<f32, 3>, DeepError> {
        let length = ids.len();
        let input = |numbers: Vec<i32>| NdTensor::<i32, 2>::from_data([1, length], numbers);
        let inputs = vec![(self.ids, input(ids).into()), (self.shapes, input(shapes).into())];
        let failed = |why: rten::RunError| DeepError::Model(why.to_string());
        let [output] = self.model.run_n(inputs, [self.logits], None::<RunOptions>).map_err(failed)?;
        let logits: NdTensor<f32, 3> =
            output.try_into().map_err(|_| DeepError::Model("its output has no three dimensions".into()))?;
        if logits.shape() == [1, length, labels] {
            Ok(logits)
        } else {
            Err(DeepError::Model("its output is not one number for each piece and label".into()))
        }
    }
}
