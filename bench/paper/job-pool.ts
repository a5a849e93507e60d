import type { ChildProcess } from 'node:child_process';
import { fork } from 'node:child_process';

/**
 * Gives `jobs` to `processes` children, forks of this very bundle with `argument` added, one job
 * each at a time; `done` gets every answer as it comes. Rejects when a child dies.
 */
export async function runPool<Job, Answer>(
  jobs: readonly Job[],
  processes: number,
  argument: string,
  done: (job: Job, answer: Answer) => Promise<void>,
): Promise<void> {
  const queue = [...jobs];
  const serve = async (): Promise<void> => {
    const child = fork(process.argv[1]!, [...process.argv.slice(2), argument]);
    try {
      for (let job = queue.shift(); job !== undefined; job = queue.shift()) {
        await done(job, await ask<Job, Answer>(child, job));
      }
    } finally {
      child.kill();
    }
  };
  await Promise.all(Array.from({ length: Math.min(processes, jobs.length) }, serve));
}

/** The child's side: answers one job after the other until it is killed. */
export function answerJobs<Job, Answer>(answer: (job: Job) => Promise<Answer>): void {
  process.on('message', (job: Job) => {
    answer(job).then(
      (result) => process.send?.(result),
      (error: unknown) => {
        process.stderr.write(`${String(error instanceof Error ? error.stack : error)}\n`);
        process.exit(1);
      },
    );
  });
  process.on('disconnect', () => process.exit(0));
}

function ask<Job, Answer>(child: ChildProcess, job: Job): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const onExit = (code: number | null): void =>
      reject(new Error(`A process of the pool ended, code ${String(code)}`));
    child.once('exit', onExit);
    child.once('message', (answer) => {
      child.off('exit', onExit);
      resolve(answer as Answer);
    });
    child.send(job as object);
  });
}
