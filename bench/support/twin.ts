import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Interface } from 'node:readline';
import type { ModelIndex } from '../../src/engine/models/model-index';

/** PyTorch twins of networks (bench/reference/twin.py), which take their orders one by one. */
export interface TwinNetwork {
  readonly id: string;
  /** The graph or the manifest, and the weights. */
  readonly files: readonly string[];
}

/** Our recognisers. The graph file names the weights, as the package's manifest does. */
export function twinNetworksOf({ models }: ModelIndex): TwinNetwork[] {
  return models
    .filter(({ role }) => role === 'recogniser')
    .map(({ id, files }) => ({ id, files: files.map(({ from }) => from) }));
}

export class Twin {
  readonly #process: ChildProcess;
  readonly #answers: Interface;
  readonly #lines: AsyncIterator<string>;

  /** `python` has PyTorch and NumPy. */
  constructor(python: string, threads: number, networks: readonly TwinNetwork[]) {
    const count = String(threads);
    const given = networks.flatMap(({ id, files }) => [id, ...files]);
    this.#process = spawn(python, ['bench/reference/twin.py', count, ...given], {
      stdio: ['pipe', 'pipe', 'inherit'],
      // Threads that wait by spinning would take the cores from whoever is timed next.
      env: { ...process.env, OMP_NUM_THREADS: count, OMP_WAIT_POLICY: 'PASSIVE' },
    });
    if (!this.#process.stdout) throw new Error('No pipe to Python');
    this.#answers = createInterface(this.#process.stdout);
    this.#lines = this.#answers[Symbol.asyncIterator]();
  }

  async ask(order: string): Promise<unknown> {
    this.#process.stdin?.write(`${order}\n`);
    const next = (await this.#lines.next()) as IteratorResult<string, undefined>;
    if (next.done === true) throw new Error(`The twin ended at: ${order}`);
    return JSON.parse(next.value) as unknown;
  }

  /** Milliseconds of one run. */
  async time(what: 'forward' | 'gradient', network: string, batch: number): Promise<number> {
    return Number(await this.ask(`${what} ${network} ${String(batch)}`));
  }

  close(): void {
    this.#process.stdin?.end();
    this.#answers.close();
  }
}

/** The first Python that has PyTorch; undefined when there is none. */
export async function pythonWithTorch(): Promise<string | undefined> {
  for (const python of ['python3', '/usr/bin/python3']) {
    const probe = spawn(python, ['-c', 'import torch, numpy'], { stdio: 'ignore' });
    const code = await new Promise((resolve) => {
      probe.on('exit', resolve);
      probe.on('error', resolve);
    });
    if (code === 0) return python;
  }
  return undefined;
}
