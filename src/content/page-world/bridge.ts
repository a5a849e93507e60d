import {
  addEventListener,
  apply,
  dataOf,
  dispatchEvent,
  nodeOf,
  PageFocus,
  PageMessage,
  preventDefault,
} from './natives';

/** What the gate says, with a node beside it (gate/page-port.ts has the same). */
export type Order = Readonly<Record<string, unknown>> & { readonly kind: string };
type Obey = (order: Order, node: EventTarget) => unknown;

const obeys = Object.create(null) as Record<string, Obey | undefined>;
let port: MessagePort | undefined;

/** `obey` answers true when it could do what it was told. */
export function on(kind: string, obey: Obey): void {
  obeys[kind] = obey;
}

/**
 * Takes the port as a place that both worlds know and no page script does: an event that one world
 * dispatches on it is heard in the other before dispatchEvent returns (docs/decisions/0020).
 */
export function listenAt(theirs: MessagePort): void {
  port = theirs;
  let order: Order | undefined;
  apply(addEventListener, theirs, [
    'say',
    (event: Event) => {
      order = apply(dataOf, event, []) as Order;
    },
  ]);
  apply(addEventListener, theirs, [
    'do',
    (event: Event) => {
      const now = order;
      order = undefined;
      if (now === undefined) return;
      const isDone = obeys[now.kind]?.(now, apply(nodeOf, event, []) as EventTarget);
      if (isDone === true) apply(preventDefault, event, []);
    },
  ]);
}

/** Tells the gate something. True when it took it up; false without a gate: then all stays closed. */
export function tell(kind: string, node: EventTarget | null, more?: object): boolean {
  if (port === undefined) return false;
  // Without prototypes: a trap on Object.prototype would see a file on its way.
  const data = { __proto__: null, kind, ...more };
  apply(dispatchEvent, port, [new PageMessage('tell', { __proto__: null, data } as object)]);
  const init = { __proto__: null, relatedTarget: node, cancelable: true };
  const about = new PageFocus('about', init);
  return !apply(dispatchEvent, port, [about]);
}
