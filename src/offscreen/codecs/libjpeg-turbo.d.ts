/** The package brings no types. Only what is used here, as of version 1.2.8. */
declare module '@cornerstonejs/codec-libjpeg-turbo-8bit/wasmjs' {
  export interface FrameInfo {
    readonly width: number;
    readonly height: number;
    readonly bitsPerSample: number;
    readonly componentCount: number;
    readonly isSigned: boolean;
  }

  export interface JpegDecoder {
    /** Memory for the file, to be filled before `decode`. */
    getEncodedBuffer(byteCount: number): Uint8Array;
    /** Throws a number (a C++ exception) on errors and on warnings alike. */
    decode(): void;
    /** A view into the module's memory: one or three bytes a pixel. */
    getDecodedBuffer(): Uint8Array;
    getFrameInfo(): FrameInfo;
    delete(): void;
  }

  export interface JpegEncoder {
    /** Memory for the pixels, to be filled before `encode`. */
    getDecodedBuffer(frame: FrameInfo): Uint8Array;
    setQuality(quality: number): void;
    /** 0: 4:4:4, 1: 4:2:2, 2: 4:2:0, 3: grey. */
    setSubSampling(subsampling: number): void;
    setProgressive(progressive: boolean): void;
    encode(): void;
    /** A view into the module's memory. */
    getEncodedBuffer(): Uint8Array;
    delete(): void;
  }

  export interface LibjpegTurbo {
    readonly JPEGDecoder: new () => JpegDecoder;
    readonly JPEGEncoder: new () => JpegEncoder;
  }

  export interface ModuleOptions {
    instantiateWasm(
      imports: WebAssembly.Imports,
      onInstance: (instance: WebAssembly.Instance, module: WebAssembly.Module) => void,
    ): WebAssembly.Exports;
  }

  const createLibjpegTurbo: (options: ModuleOptions) => Promise<LibjpegTurbo>;
  export { createLibjpegTurbo as default };
}
