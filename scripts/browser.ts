/**
 * Finds a Chromium that can load an unpacked extension, or installs one and says so on stderr.
 * Branded Google Chrome and Edge are passed over: they removed the flags for that.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readFileSync, realpathSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import {
  Browser,
  detectBrowserPlatform,
  getInstalledBrowsers,
  install,
  resolveBuildId,
} from '@puppeteer/browsers';

/** manifest.json asks for it: docs/decisions/0001. */
export const MINIMUM_CHROME = 148;

export interface FoundBrowser {
  readonly path: string;
  /** For example `156.0.8078.79`. */
  readonly version: string;
  /** In words: where it came from. */
  readonly how: string;
}

export type Suitability =
  | { readonly suitable: true; readonly version: string }
  | { readonly suitable: false; readonly reason: string };

interface Place {
  readonly path: string;
  readonly how: string;
  /** Named by the person: worth a word when it will not do. */
  readonly asked?: boolean;
}

const CACHE_DIR = join(homedir(), '.cache', 'unnoticed', 'browsers');
const say = (line: string) => process.stderr.write(`browser: ${line}\n`);

/** Reads what `--version` printed, for example `Chromium 156.0.8078.79 built on Debian`. */
export function judgeVersionLine(line: string): Suitability {
  const version = /\b(\d+)\.\d+\.\d+\.\d+\b/.exec(line);
  if (version?.[1] === undefined) {
    return { suitable: false, reason: `does not say which version it is ("${line.trim()}")` };
  }
  if (/edge/i.test(line) || (/google chrome/i.test(line) && !/for testing/i.test(line))) {
    return { suitable: false, reason: 'is a branded browser, which cannot side-load an extension' };
  }
  if (Number(version[1]) < MINIMUM_CHROME) {
    return { suitable: false, reason: `is ${version[0]}, older than ${MINIMUM_CHROME}` };
  }
  return { suitable: true, version: version[0] };
}

function versionLine(path: string): string {
  // chrome.exe --version opens a window instead of answering; the file itself knows.
  const [command, args] =
    process.platform === 'win32'
      ? ([
          'powershell',
          [
            '-NoProfile',
            '-Command',
            `(Get-Item -LiteralPath '${path.replaceAll("'", "''")}').VersionInfo | ForEach-Object { $_.ProductName + ' ' + $_.ProductVersion }`,
          ],
        ] as const)
      : ([path, ['--version']] as const);
  return execFileSync(command, args, {
    encoding: 'utf8',
    timeout: 30_000,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
}

/** Whether the program at `path` is a Chromium that will do. Runs it once, with `--version`. */
export function judgeBrowser(path: string): Suitability {
  try {
    accessSync(path, constants.X_OK);
  } catch {
    return { suitable: false, reason: 'is not there, or is not a program' };
  }
  if (realpathSync(path).startsWith('/snap/') || realpathSync(path) === '/usr/bin/snap') {
    return { suitable: false, reason: 'is a snap, which sees neither /tmp nor hidden folders' };
  }
  try {
    return judgeVersionLine(versionLine(path));
  } catch (error) {
    return { suitable: false, reason: `does not start (${String(error).split('\n')[0] ?? ''})` };
  }
}

function namesInPath(env: NodeJS.ProcessEnv): Place[] {
  const names =
    process.platform === 'win32'
      ? ['chromium.exe', 'chrome.exe']
      : ['chromium', 'chromium-browser', 'google-chrome-for-testing', 'chrome'];
  return (env['PATH'] ?? '')
    .split(delimiter)
    .filter((folder) => folder !== '')
    .flatMap((folder) =>
      names.map((name) => ({ path: join(folder, name), how: `${name} in PATH` })),
    );
}

function usualPlaces(env: NodeJS.ProcessEnv): Place[] {
  const macApps = ['Chromium', 'Google Chrome for Testing'].flatMap((app) =>
    ['/Applications', join(homedir(), 'Applications')].map((folder) =>
      join(folder, `${app}.app`, 'Contents', 'MacOS', app),
    ),
  );
  const windowsApps = ['LOCALAPPDATA', 'PROGRAMFILES', 'PROGRAMFILES(X86)'].flatMap((name) =>
    ['Chromium', join('Google', 'Chrome for Testing')].map((app) =>
      join(env[name] ?? 'C:\\', app, 'Application', 'chrome.exe'),
    ),
  );
  const linuxApps = [
    '/usr/bin/chromium',
    '/usr/lib/chromium/chromium',
    '/usr/lib64/chromium-browser/chromium-browser',
    '/usr/local/bin/chromium',
    '/opt/chromium/chrome',
    '/opt/chrome-for-testing/chrome',
  ];
  const paths =
    process.platform === 'darwin'
      ? macApps
      : process.platform === 'win32'
        ? windowsApps
        : linuxApps;
  return paths.map((path) => ({ path, how: 'a usual place' }));
}

function placesAskedFor(env: NodeJS.ProcessEnv): Place[] {
  return ['UNNOTICED_CHROMIUM', 'CHROME_PATH'].flatMap((name) => {
    const path = env[name];
    return path === undefined || path === '' ? [] : [{ path, how: name, asked: true }];
  });
}

/** The first suitable browser among those already on this machine. Installs nothing. */
export async function findBrowser(
  env: NodeJS.ProcessEnv = process.env,
): Promise<FoundBrowser | undefined> {
  const cached = existsSync(CACHE_DIR) ? await getInstalledBrowsers({ cacheDir: CACHE_DIR }) : [];
  const places: Place[] = [
    ...placesAskedFor(env),
    ...namesInPath(env),
    ...usualPlaces(env),
    ...cached.map((one) => ({ path: one.executablePath, how: `installed in ${CACHE_DIR}` })),
  ];
  for (const { path, how, asked } of places) {
    if (!asked && !existsSync(path)) continue;
    const verdict = judgeBrowser(path);
    if (verdict.suitable) return { path, version: verdict.version, how };
    say(`${path} (${how}) ${verdict.reason}: passed over`);
  }
  return undefined;
}

function isRoot(): boolean {
  return process.getuid?.() === 0;
}

function isDebianLike(): boolean {
  try {
    return /^ID(_LIKE)?=.*debian/m.test(readFileSync('/etc/os-release', 'utf8'));
  } catch {
    return false;
  }
}

/** Runs apt-get with its output on stderr; true when it went well. */
function aptGet(...args: string[]): boolean {
  say(`apt-get ${args.join(' ')}`);
  const done = spawnSync('apt-get', args, {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    stdio: ['ignore', 2, 2],
  });
  return done.status === 0;
}

function installWithApt(): string | undefined {
  if (!isRoot() || !isDebianLike()) return 'apt: needs root on Debian or one of its kin';
  if (!aptGet('update')) return 'apt-get update failed';
  // fonts: without any, pages render without text and screenshots mean nothing.
  const done = aptGet('install', '-y', '--no-install-recommends', 'chromium', 'fonts-liberation');
  return done ? undefined : 'apt-get install chromium failed (Ubuntu has it as a snap only)';
}

async function installChromeForTesting(): Promise<string | undefined> {
  const platform = detectBrowserPlatform();
  if (platform === undefined) return 'Chrome for Testing: not built for this platform';
  try {
    const buildId = await resolveBuildId(Browser.CHROME, platform, 'stable');
    say(`installing Chrome for Testing ${buildId} into ${CACHE_DIR}`);
    await install({
      browser: Browser.CHROME,
      buildId,
      cacheDir: CACHE_DIR,
      installDeps: isRoot() && isDebianLike(),
    });
    return undefined;
  } catch (error) {
    return `Chrome for Testing: ${error instanceof Error ? error.message : String(error)}`;
  }
}

/**
 * A Chromium that can side-load the extension: `UNNOTICED_CHROMIUM`, `CHROME_PATH`, PATH, the usual
 * places, our own cache; else installed by apt (root on Debian) or from Chrome for Testing.
 */
export async function findOrInstallBrowser(kind: 'chromium'): Promise<FoundBrowser> {
  const found = await findBrowser();
  if (found !== undefined) {
    say(`${found.path}, ${found.version} (${found.how})`);
    return found;
  }
  say(`no ${kind} of version ${MINIMUM_CHROME} or later on this machine: installing one`);
  const failures: string[] = [];
  for (const attempt of [installWithApt, installChromeForTesting]) {
    const failure = await attempt();
    if (failure !== undefined) {
      say(failure);
      failures.push(failure);
      continue;
    }
    const installed = await findBrowser();
    if (installed !== undefined) return { ...installed, how: `just installed (${installed.how})` };
    failures.push('what was installed will not do (see above)');
  }
  throw new Error(
    [
      `No ${kind} of version ${MINIMUM_CHROME} or later, and none could be installed:`,
      ...failures.map((failure) => `  - ${failure}`),
      'Install Chromium, or Chrome for Testing by: npx @puppeteer/browsers install chrome@stable',
      'then name the program: UNNOTICED_CHROMIUM=/path/to/chrome',
    ].join('\n'),
  );
}
