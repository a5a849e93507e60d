/** Renderers that compute on the processor; slower there than wasm. */
const SOFTWARE = /swiftshader|llvmpipe|softpipe|software|basic render|lavapipe|\bwarp\b/i;

/** Whether a renderer's name is that of a software renderer. */
export function isSoftwareRenderer(renderer: string): boolean {
  return SOFTWARE.test(renderer);
}

export interface OpenWebgl {
  readonly gl: WebGL2RenderingContext;
  /** Where the loss of the context is announced. */
  readonly canvas: OffscreenCanvas;
}

/** A WebGL 2 context fit for arithmetic; undefined where there is none or only a software one. */
export function openWebgl(mayBeSoftware: boolean): OpenWebgl | undefined {
  const canvas = new OffscreenCanvas(1, 1);
  const gl = canvas.getContext('webgl2', {
    alpha: false,
    antialias: false,
    depth: false,
    stencil: false,
    failIfMajorPerformanceCaveat: !mayBeSoftware,
  });
  if (gl === null) return undefined;
  return mayBeSoftware || !isSoftwareRenderer(rendererName(gl)) ? { gl, canvas } : undefined;
}

function rendererName(gl: WebGL2RenderingContext): string {
  const extension = gl.getExtension('WEBGL_debug_renderer_info');
  // Without the extension the plain name still tells the software renderers apart.
  return String(gl.getParameter(extension?.UNMASKED_RENDERER_WEBGL ?? gl.RENDERER));
}
