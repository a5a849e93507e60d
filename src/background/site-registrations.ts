/** A content script as the browser registers it; only what we ask for. */
export interface Registration {
  readonly id: string;
  readonly matches: readonly string[];
  readonly js: readonly string[];
  readonly world: 'ISOLATED' | 'MAIN';
  readonly runAt: 'document_start';
  readonly allFrames: true;
  readonly matchOriginAsFallback: true;
  readonly persistAcrossSessions: true;
}

/** What the browser says of a script that is registered. */
export type Registered = { readonly [K in keyof Registration]?: unknown } & { readonly id: string };

/** What has to be done so that what is there is what is wanted. */
export interface Difference {
  readonly register: readonly Registration[];
  readonly unregister: readonly string[];
}

/** Both scripts of one site: the gate, and its hands in the page's own world. */
export function registrationsOf(site: string): readonly Registration[] {
  const everywhereAtOnce = {
    matches: [site],
    runAt: 'document_start',
    allFrames: true,
    matchOriginAsFallback: true,
    persistAcrossSessions: true,
  } as const;
  return [
    { id: `gate:${site}`, js: ['content/gate.js'], world: 'ISOLATED', ...everywhereAtOnce },
    { id: `page:${site}`, js: ['content/page-world.js'], world: 'MAIN', ...everywhereAtOnce },
  ];
}

/** A script that is there in another form, from an earlier version, is taken out and put in anew. */
export function difference(
  wanted: readonly Registration[],
  there: readonly Registered[],
): Difference {
  const asWanted = new Set(
    there
      .filter((script) => wanted.some(({ id }) => id === script.id))
      .filter((script) => wanted.every((one) => one.id !== script.id || isAlike(one, script)))
      .map(({ id }) => id),
  );
  return {
    register: wanted.filter(({ id }) => !asWanted.has(id)),
    unregister: there.map(({ id }) => id).filter((id) => !asWanted.has(id)),
  };
}

function isAlike(wanted: Registration, there: Registered): boolean {
  return Object.entries(wanted).every(
    ([key, value]) => JSON.stringify(there[key as keyof Registered]) === JSON.stringify(value),
  );
}
