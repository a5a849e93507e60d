import { runPool } from '../support/job-pool';
import type { ResultFile } from '../support/result-file';

/** Does jobs in a pool of processes and keeps what comes of them: what was done before is not done again. */
export interface KeptWork<Job, Result> {
  readonly file: ResultFile<Result>;
  readonly keyOf: (job: Job) => string;
  readonly processes: number;
  /** What tells a child that it is one (job-pool.ts). */
  readonly argument: string;
}

/** The results of `jobs`, in their order; progress and time left on stderr under `label`. */
export async function workThrough<Job extends object, Result extends { readonly key: string }>(
  { file, keyOf, processes, argument }: KeptWork<Job, Result>,
  label: string,
  jobs: readonly Job[],
): Promise<Result[]> {
  const kept = new Map((await file.read()).map((result) => [result.key, result] as const));
  const missing = jobs.filter((job) => !kept.has(keyOf(job)));
  const started = performance.now();
  let finished = 0;
  await runPool<Job, Result>(missing, processes, argument, async (result) => {
    await file.add(result);
    kept.set(result.key, result);
    finished += 1;
    const each = (performance.now() - started) / finished / 1000;
    const left = Math.ceil(each * (missing.length - finished));
    process.stderr.write(
      `\r${label} ${String(finished)}/${String(missing.length)}, ${String(left)} s left: ${result.key} `,
    );
  });
  if (missing.length > 0) process.stderr.write('\n');
  return jobs.map((job) => kept.get(keyOf(job))!);
}
