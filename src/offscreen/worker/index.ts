import { holdUntilDeath } from '../life-lock';
import type { EnrolEnd, FromWorker, LookEnd, RunEnd, ToWorker } from '../worker-protocol';
import { EngineRoom } from './engine-room';
import { openSession } from './session';

declare const self: DedicatedWorkerGlobalScope;

/** After these the worker is of no more use: it closes, and the next job starts a fresh one. */
const FATAL: readonly string[] = ['engine-start', 'weights-corrupt'];

let room: EngineRoom | undefined;

function say(message: FromWorker, transfer: Transferable[] = []): void {
  self.postMessage(message, transfer);
}

self.addEventListener('message', ({ data }: MessageEvent<ToWorker>) => {
  switch (data.type) {
    case 'start':
      room = new EngineRoom(openSession(data.backend));
      holdUntilDeath(data.lock, () => {
        say({ type: 'alive' });
      });
      break;
    case 'run':
      void run(data);
      break;
    case 'enrol':
      void enrol(data);
      break;
    case 'look':
      void look(data);
      break;
    case 'warm':
      void warm();
      break;
    case 'cancel':
      room?.cancel();
      break;
  }
});

async function run({ file, order }: Extract<ToWorker, { type: 'run' }>): Promise<void> {
  const end = await room?.run(file, order, {
    onProgress: (progress) => {
      say({ type: 'progress', progress });
    },
    onPhase: (phase) => {
      say({ type: 'phase', phase });
    },
  });
  sayEnd(end, end?.type === 'done' ? [end.bytes.buffer] : []);
}

async function enrol({ file, face }: Extract<ToWorker, { type: 'enrol' }>): Promise<void> {
  sayEnd(await room?.enrol(file, face));
}

async function look({ file, wish }: Extract<ToWorker, { type: 'look' }>): Promise<void> {
  sayEnd(await room?.look(file, wish));
}

async function warm(): Promise<void> {
  const warmed = await room?.warm();
  if (warmed !== undefined) say(warmed);
}

function sayEnd(end: RunEnd | EnrolEnd | LookEnd | undefined, transfer?: Transferable[]): void {
  if (end === undefined) return;
  say(end, transfer);
  if (end.type === 'failed' && FATAL.includes(end.code)) self.close();
}
