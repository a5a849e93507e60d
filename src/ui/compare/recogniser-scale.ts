import { PLATFORM_IDS } from '../../shared/platforms';
import type { PlatformId } from '../../shared/platforms';
import type { RecogniserResult } from '../../shared/report';

/** What models/index.json knows of a recogniser, as far as a scale needs it. */
export interface RecogniserFacts {
  readonly name: string;
  /** Mean cosine of two strangers, and of two photos of one person. */
  readonly impostorMean: number;
  readonly genuineMean: number;
  /** From here on it takes two faces for one person. */
  readonly matchThreshold: number;
}

export type MarkKind = 'before' | 'after' | 'site';

/** One likeness on the scale. */
export interface Mark {
  readonly kind: MarkKind;
  readonly cosine: number;
  /** Of a site: which, where the report tells them apart. */
  readonly platform?: PlatformId;
  /** Part of the scale's length, 0 to 1. */
  readonly at: number;
}

/** A recogniser's scale: where everything stands between strangers and one person. */
export interface Scale {
  readonly strangers: number;
  readonly samePerson: number;
  readonly limit: number;
  readonly match: number;
  /** What the limit keeps below the match threshold, cosine. */
  readonly margin: number;
  readonly marks: readonly Mark[];
}

/** Of the distance from strangers to one person: room below strangers. */
const ROOM = 0.5;
/** The same photo twice. */
const MOST = 1;

/**
 * Places a recogniser's likenesses on its scale, which goes from half a unit below strangers to the
 * same photo twice. What lies outside stands at its end.
 */
export function scaleOf(result: RecogniserResult, facts: RecogniserFacts): Scale {
  const { impostorMean, genuineMean, matchThreshold } = facts;
  const least = impostorMean - ROOM * (genuineMean - impostorMean);
  const at = (cosine: number): number =>
    Math.min(1, Math.max(0, (cosine - least) / (MOST - least)));
  const mark = (kind: MarkKind, cosine: number, platform?: PlatformId): Mark => ({
    kind,
    cosine,
    ...(platform !== undefined && { platform }),
    at: at(cosine),
  });
  return {
    strangers: at(impostorMean),
    samePerson: at(genuineMean),
    limit: at(result.threshold),
    match: at(matchThreshold),
    margin: result.margin,
    marks: [
      mark('before', result.before),
      mark('after', result.after),
      ...sitesOf(result).map(([cosine, platform]) => mark('site', cosine, platform)),
    ],
  };
}

/** After each platform that was looked at, or after the hardest where the report names none. */
function sitesOf(result: RecogniserResult): [cosine: number, platform?: PlatformId][] {
  const { platforms = {}, recompressed } = result;
  const named = PLATFORM_IDS.flatMap((id): [number, PlatformId][] => {
    const cosine = platforms[id];
    return cosine === undefined ? [] : [[cosine, id]];
  });
  if (named.length > 0) return named;
  return recompressed === undefined ? [] : [[recompressed]];
}
