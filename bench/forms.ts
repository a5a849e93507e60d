import { mkdir, writeFile } from 'node:fs/promises';
import { protectPhoto } from '../src/engine';
import type { AttackForm, FaceReport } from '../src/engine/protect-types';
import { encodeFile, decodeFile } from '../src/offscreen/codecs';
import { loadModelsInNode, readModelIndex, startWasm } from './support/engine-in-node';
import { describeRun } from './support/machine';
import { codecsInNode, readPhoto } from './support/read-photo';

/**
 * Both forms of the attack on the group photos, in Node on wasm: `product` (hard clamp to J) and
 * `paper` (soft price, falling b). Two real users of the seams loss, budget, optimiser, criterion.
 * `--photos 1,3` names samples; the default is sample 3.
 */
const at = process.argv.indexOf('--photos');
const photos = (at >= 0 ? (process.argv[at + 1] ?? '') : '3').split(',').map(Number);
const FORMS: readonly AttackForm[] = ['product', 'paper'];

await startWasm();
const models = await loadModelsInNode(await readModelIndex());
const codecs = codecsInNode();
const lines = ['# The two forms of the attack', ''];
lines.push(...describeRun(`npm run bench:forms -- --photos ${photos.join(',')}`), '');
lines.push('| form | photo | face | protected | PSNR, dB | SSIM | over J | steps | cosine after |');
lines.push('| --- | --- | --- | --- | --- | --- | --- | --- | --- |');
for (const form of FORMS) {
  for (const n of photos) {
    const path = `node_modules/@vladmandic/face-api/demo/sample${String(n)}.jpg`;
    const { photo, source } = await readPhoto(path, codecs);
    const result = await protectPhoto(
      photo,
      models,
      { mode: 'nontargeted', form, seed: 1, k: 1, maxSteps: 400 },
      {
        encode: (candidate) => encodeFile(candidate, source, codecs),
        decode: async (bytes) => (await decodeFile(bytes, codecs)).photo,
        checkpoint: () => Promise.resolve(),
        progress: (progress) => {
          if (progress.kind === 'step') {
            process.stderr.write(
              `\r${form} sample${String(n)} face ${String(progress.face)} step ${String(progress.step)} `,
            );
          }
        },
        enter: () => undefined,
      },
    );
    for (const face of result.faces) lines.push(row(form, n, face));
  }
}
process.stderr.write('\n');
await mkdir('docs/results', { recursive: true });
await writeFile('docs/results/forms.md', `${lines.join('\n')}\n`);
process.stdout.write(`${lines.join('\n')}\n`);

function row(form: AttackForm, photo: number, face: FaceReport): string {
  const after = Math.max(...face.recognisers.map((one) => one.after));
  return (
    `| ${form} | sample${String(photo)} | ${face.box.join(', ')} | ${face.protected ? 'yes' : (face.code ?? 'no')} ` +
    `| ${(face.psnr ?? Infinity).toFixed(1)} | ${face.ssim.toFixed(3)} | ${(100 * face.overJnd).toFixed(1)} % ` +
    `| ${String(face.steps)} | ${after.toFixed(3)} |`
  );
}
