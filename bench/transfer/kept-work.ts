import { runPool } from '../support/job-pool';
import type { ResultFile } from '../support/result-file';

export interface KeptWorkSettings<Job, Result> {
  readonly file: ResultFile<Result>;
  readonly keyOf: (job: Job) => string;
  readonly processes: number;
  /** What tells a child that it is one (job-pool.ts). */
  readonly argument: string;
  /** Jobs that are not to be done: of them only what is kept is given. */
  readonly onlyKept?: (job: Job) => boolean;
}

/** Does jobs in a pool of processes and keeps what comes of them: what was done is not done again. */
export class KeptWork<Job extends object, Result extends { readonly key: string }> {
  readonly #settings: KeptWorkSettings<Job, Result>;
  #kept: Map<string, Result> | undefined;
  constructor(settings: KeptWorkSettings<Job, Result>) {
    this.#settings = settings;
  }

  /**
   * The results of `jobs`, in their order, without those that are not there when nothing is to be
   * done; progress and time left on stderr under `label`.
   */
  async through(label: string, jobs: readonly Job[]): Promise<Result[]> {
    const { file, keyOf, processes, argument, onlyKept = () => false } = this.#settings;
    const kept = (this.#kept ??= new Map((await file.read()).map((one) => [one.key, one])));
    const missing = jobs.filter((job) => !onlyKept(job) && !kept.has(keyOf(job)));
    const started = performance.now();
    let finished = 0;
    await runPool(missing, processes, argument, async (result: Result) => {
      await file.add(result);
      kept.set(result.key, result);
      finished += 1;
      const each = (performance.now() - started) / finished / 1000;
      const left = Math.ceil(each * (missing.length - finished));
      const count = `${String(finished)}/${String(missing.length)}`;
      process.stderr.write(`${label} ${count}, ${String(left)} s left: ${result.key}\n`);
    });
    return jobs.flatMap((job) => kept.get(keyOf(job)) ?? []);
  }
}
