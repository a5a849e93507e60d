import { answerPairQuestion, loadRecogniser } from '../../engine';
import type { Recogniser } from '../../engine';
import { holdUntilDeath } from '../life-lock';
import { openModels, packaged } from '../packaged-files';
import type { FromRecogniser, ToRecogniser } from '../recogniser-protocol';
import { startWasm } from '../start-wasm';

declare const self: DedicatedWorkerGlobalScope;

let recogniser: Promise<Recogniser> | undefined;

self.addEventListener('message', ({ data }: MessageEvent<ToRecogniser>) => {
  if (data.type === 'start') {
    recogniser = openRecogniser(data.recogniser);
    // Told to the first question.
    recogniser.catch(() => undefined);
    holdUntilDeath(data.lock, () => {
      say({ type: 'alive' });
    });
  } else void answer(data);
});

async function openRecogniser(id: string): Promise<Recogniser> {
  if (!(await startWasm(packaged('tfjs/')))) throw new Error('No wasm backend');
  const { index, read } = await openModels();
  return await loadRecogniser(index, id, read);
}

async function answer({ question }: Extract<ToRecogniser, { type: 'ask' }>): Promise<void> {
  try {
    if (recogniser === undefined) throw new Error('Asked before the start');
    const found = await answerPairQuestion(await recogniser, question);
    say({ type: 'answer', answer: found }, [found.gradient.buffer]);
  } catch (error) {
    say({ type: 'failed', message: String(error) });
    self.close();
  }
}

function say(message: FromRecogniser, transfer: Transferable[] = []): void {
  self.postMessage(message, transfer);
}
