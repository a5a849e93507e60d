import { UnnoticedError } from '../../shared/errors';
import { isRecord } from '../../shared/is-record';
import { isNull } from '../../shared/serve';
import type { Handlers } from '../../shared/serve';
import { isEngineSettings } from '../../shared/settings';
import type { EngineSettings } from '../../shared/settings';

export interface StartParts {
  readonly onActivity: () => void;
  /** The settings of jobs that name none, from now on. */
  readonly onSettings: (settings: EngineSettings) => void;
  /** A photo may come soon. */
  readonly onWarm: () => void;
}

/** What the background asks before anybody may use the host. */
export function startHandlers({
  onActivity,
  onSettings,
  onWarm,
}: StartParts): Pick<Handlers<'offscreen'>, 'ready' | 'configure' | 'warm'> {
  return {
    ready: {
      from: ['extension-page'],
      accepts: (request): request is { probe: unknown } => isRecord(request) && 'probe' in request,
      run: async ({ probe }) => {
        onActivity();
        if (!(probe instanceof Blob)) {
          throw new UnnoticedError('no-structured-clone', 'A file did not survive a message');
        }
        return { probeBytes: (await probe.arrayBuffer()).byteLength };
      },
    },
    configure: {
      from: ['extension-page'],
      accepts: isEngineSettings,
      run: (settings) => {
        onSettings(settings);
        return null;
      },
    },
    warm: {
      from: ['extension-page'],
      accepts: isNull,
      run: () => {
        onActivity();
        onWarm();
        return null;
      },
    },
  };
}
