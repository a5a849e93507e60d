import { readFileSync, readdirSync } from 'node:fs';
import type { Browser } from 'puppeteer-core';

/** Resident bytes of the browser's processes that run extensions; 0 where there is no /proc. */
export function extensionMemory(browser: Browser): number {
  const root = browser.process()?.pid;
  if (root === undefined || process.platform !== 'linux') return 0;
  const parents = new Map<number, number>();
  const resident = new Map<number, number>();
  for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    const status = read(`/proc/${name}/status`);
    parents.set(Number(name), Number(/^PPid:\s+(\d+)/m.exec(status)?.[1] ?? 0));
    if (!read(`/proc/${name}/cmdline`).includes('--extension-process')) continue;
    resident.set(Number(name), 1024 * Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? 0));
  }
  const isOurs = (pid: number): boolean =>
    pid === root || (parents.has(pid) && isOurs(parents.get(pid) ?? 0));
  return [...resident].filter(([pid]) => isOurs(pid)).reduce((sum, [, bytes]) => sum + bytes, 0);
}

/** Processes come and go while we look. */
function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
