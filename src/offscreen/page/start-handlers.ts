import { UnnoticedError } from '../../shared/errors';
import { isRecord } from '../../shared/is-record';
import type { Handlers } from '../../shared/serve';
import { isEngineSettings } from '../../shared/settings';
import type { EngineSettings } from '../../shared/settings';

export interface StartParts {
  readonly onActivity: () => void;
  /** The settings of jobs that name none, from now on. */
  readonly onSettings: (settings: EngineSettings) => void;
}

/** What the background asks before anybody may use the host. */
export function startHandlers({
  onActivity,
  onSettings,
}: StartParts): Pick<Handlers<'offscreen'>, 'ready' | 'configure'> {
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
  };
}
