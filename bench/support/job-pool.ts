import type { ChildProcess } from 'node:child_process';
import { fork } from 'node:child_process';

/**
 * Gives `jobs` to `processes` children, forks of this very bundle with `argument` added, one job
 * each at a time; `done` gets every result as it comes. Rejects when a child dies. What goes through
 * the pipe has no type: the caller names it on both sides.
 */
export async function runPool(
  jobs: readonly object[],
  processes: number,
  argument: string,
  done: (result: never) => Promise<void>,
): Promise<void> {
  const queue = [...jobs];
  const serve = async (): Promise<void> => {
    const child = fork(process.argv[1]!, [...process.argv.slice(2), argument]);
    try {
      for (let job = queue.shift(); job !== undefined; job = queue.shift()) {
        await done((await ask(child, job)) as never);
      }
    } finally {
      child.kill();
    }
  };
  await Promise.all(Array.from({ length: Math.min(processes, jobs.length) }, serve));
}

/** The child's side: answers one job after the other until its parent is gone. */
export function answerJobs(answer: (job: never) => Promise<object>): void {
  process.on('message', (job) => {
    answer(job as never).then(
      (result) => process.send?.(result),
      (error: unknown) => {
        process.stderr.write(`${String(error instanceof Error ? error.stack : error)}\n`);
        process.exit(1);
      },
    );
  });
  process.on('disconnect', () => process.exit(0));
}

function ask(child: ChildProcess, job: object): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const onExit = (code: number | null): void =>
      reject(new Error(`A process of the pool ended, code ${String(code)}`));
    child.once('exit', onExit);
    child.once('message', (answer) => {
      child.off('exit', onExit);
      resolve(answer);
    });
    child.send(job);
  });
}
