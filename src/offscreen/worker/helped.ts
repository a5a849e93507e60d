import type { NetworkRunner, NetworkWorkers } from '../../engine';
import type { PassOn } from '../codecs';
import type { HelperPool } from './helper-pool';

/** The networks in the pool; what a helper could not do is done by `here`, with the same arithmetic. */
export function networksIn(pool: HelperPool, here: NetworkRunner): NetworkWorkers {
  return {
    get workers() {
      return Math.max(1, pool.size);
    },
    gradient: (recogniser, question) =>
      pool
        .do('gradient', { recogniser, question })
        .catch(() => here.gradient(recogniser, question)),
    embed: async (recogniser, faces) => [
      ...(await pool.do('embed', { recogniser, faces }).catch(() => here.embed(recogniser, faces))),
    ],
    detect: async (tile, minimumScore) => [
      ...(await pool
        .do('detect', { tile, minimumScore })
        .catch(() => here.detect(tile, minimumScore))),
    ],
  };
}

/** What platforms do to a picture, in the pool, else by `here`. */
export function passOnIn(pool: HelperPool, here: PassOn): PassOn {
  return (picture, does) => pool.do('passOn', { picture, does }).catch(() => here(picture, does));
}
