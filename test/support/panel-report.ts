import type { PhotoReport } from '../../src/shared/report';

/** What is said of a photo whose one face ended below the threshold. */
export const DONE: PhotoReport = {
  outcome: 'protected',
  faces: [
    {
      box: [0, 0, 9, 9],
      protected: true,
      psnr: 40,
      ssim: 0.99,
      overJnd: 0,
      steps: 9,
      recognisers: [
        { id: 'one', before: 0.9, after: 0.1, recompressed: 0.2, threshold: 0.4, margin: 0.05 },
      ],
    },
  ],
  psnr: 40,
  ssim: 0.99,
  backend: 'wasm',
  seconds: null,
  bytesIn: 9,
  bytesOut: 9,
};
