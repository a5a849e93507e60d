/** The hook by which Emscripten modules take a module that is compiled already. */
type InstantiateWasm = (
  imports: WebAssembly.Imports,
  onInstance: (instance: WebAssembly.Instance, module: WebAssembly.Module) => void,
) => WebAssembly.Exports;

/** For `instantiateWasm`: a fresh instance of `wasm`, so that the codec fetches nothing by itself. */
export function instantiateFrom(wasm: WebAssembly.Module): InstantiateWasm {
  return (imports, onInstance) => {
    const instance = new WebAssembly.Instance(wasm, imports);
    onInstance(instance, wasm);
    return instance.exports;
  };
}
