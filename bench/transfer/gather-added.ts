import type { AttackedSubjects, Work } from './gather';
import { gatherSettings } from './gather';
import type { LookedAt } from './look-at-file';
import type { KnownPhoto } from './people';
import { LOOKED_AT } from './platforms';
import type { Setting } from './settings';
import type { AddedResult, Job } from './work';

/** gatherSettings, and every file looked at after all of the product's platforms. */
export async function gatherWithAdded(
  work: Work,
  photos: readonly KnownPhoto[],
  clean: ReadonlyMap<string, LookedAt>,
  settings: readonly Setting[],
): Promise<AttackedSubjects[]> {
  const before = await addedOf(work, photos);
  const gathered: AttackedSubjects[] = [];
  for (const one of await gatherSettings(work, photos, clean, settings)) {
    const measured = one.subjects.map(({ photo }) => photo);
    const after = await addedOf(work, measured, one.setting);
    const kept = one.subjects.map((subject, i) => {
      const [was, is] = [before.get(subject.photo.id), after.get(subject.photo.id)];
      const looked = was &&
        is && { clean: merged(subject.clean, was), after: merged(subject.after, is) };
      return looked && { subject: { ...subject, ...looked }, attack: one.attacks[i]! };
    });
    const whole = kept.filter((all) => all !== undefined);
    gathered.push({
      setting: one.setting,
      subjects: whole.map(({ subject }) => subject),
      attacks: whole.map(({ attack }) => attack),
    });
  }
  return gathered;
}

async function addedOf(
  work: Work,
  photos: readonly KnownPhoto[],
  setting?: Setting,
): Promise<Map<string, LookedAt['platforms']>> {
  const jobs = photos.map((subject): Job => ({
    kind: 'added',
    subject,
    ...(setting && { setting }),
  }));
  const looks = (await work.through('added platforms', jobs)) as AddedResult[];
  return new Map(looks.map(({ subject, platforms }) => [subject, platforms] as const));
}

function merged(look: LookedAt, added: LookedAt['platforms']): LookedAt {
  const known = look.platforms[LOOKED_AT.name];
  return {
    ...look,
    platforms: { ...look.platforms, ...added, ...(known && { [LOOKED_AT.id]: known }) },
  };
}
