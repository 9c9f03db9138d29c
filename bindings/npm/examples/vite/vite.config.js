// The library is found beside its module, which must not be moved for that.
export default { base: "./", optimizeDeps: { exclude: ["pullquote"] }, worker: { format: "es" }, build: { target: "esnext" } };
