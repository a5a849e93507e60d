import { readFile, readdir, writeFile } from 'node:fs/promises';

/**
 * The largest VmHWM, bytes, of an extension process among the descendants of `ancestor`. Linux only:
 * reads /proc. `reset`: the count starts anew afterwards.
 */
export async function peakOfExtension(ancestor: number, reset = false): Promise<number> {
  const parents = new Map<number, number>();
  const peaks = new Map<number, number>();
  for (const name of await readdir('/proc')) {
    const pid = Number(name);
    if (!Number.isInteger(pid)) continue;
    // Processes come and go while we look.
    const text = (file: string): Promise<string> =>
      readFile(`/proc/${name}/${file}`, 'utf8').catch(() => '');
    const status = await text('status');
    parents.set(pid, Number(/^PPid:\s+(\d+)/m.exec(status)?.[1] ?? 0));
    if (!(await text('cmdline')).includes('--extension-process')) continue;
    peaks.set(pid, 1024 * Number(/^VmHWM:\s+(\d+)/m.exec(status)?.[1] ?? 0));
  }
  let largest = 0;
  for (const [pid, bytes] of peaks) {
    let up: number | undefined = pid;
    while (up !== undefined && up > 1 && up !== ancestor) up = parents.get(up);
    if (up !== ancestor) continue;
    largest = Math.max(largest, bytes);
    if (reset) await writeFile(`/proc/${String(pid)}/clear_refs`, '5').catch(() => undefined);
  }
  return largest;
}
