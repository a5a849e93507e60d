/** What is shown at least: nobody can tell the last seconds apart. */
const LEAST_SECONDS = 4;
/** What is shown may grow to so many times what was shown before, and not twice in so many ms. */
const MOST_GROWTH = 1.25;
const GROWS_EVERY_MS = 1000;

/**
 * The seconds left as they are shown: whole seconds below one minute, tens of seconds below five
 * minutes, whole minutes above, so that the number that is read is the number that is meant.
 *
 * A number that is shown is never more than 1.25 times the one that was shown before it. Where the
 * estimate is, what is shown goes up by as much as it may, then stays for a second, and goes on from
 * there with the next progress, until it has come to the estimate. It falls at once.
 */
export class ShownTime {
  #last: number | undefined;
  #grewMs = -Infinity;

  /** What to show where `estimate` seconds are left; `nowMs` on any clock that does not jump. */
  show(estimate: number, nowMs: number): number {
    const last = this.#last;
    const wanted = roundUp(Math.max(LEAST_SECONDS, estimate));
    if (last === undefined || wanted <= last) return this.#shown(wanted);
    if (nowMs - this.#grewMs < GROWS_EVERY_MS) return last;
    this.#grewMs = nowMs;
    return this.#shown(Math.min(wanted, roundDown(last * MOST_GROWTH)));
  }

  #shown(seconds: number): number {
    this.#last = seconds;
    return seconds;
  }
}

function grainOf(seconds: number): number {
  if (seconds < 60) return 1;
  return seconds < 300 ? 10 : 60;
}

function roundUp(seconds: number): number {
  const grain = grainOf(seconds);
  return Math.ceil(seconds / grain) * grain;
}

function roundDown(seconds: number): number {
  const grain = grainOf(seconds);
  return Math.floor(seconds / grain) * grain;
}
