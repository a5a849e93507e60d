/** Away from the person's own face, or to the face of a target. */
export const ATTACK_MODES = ['nontargeted', 'targeted'] as const;
export type AttackMode = (typeof ATTACK_MODES)[number];

/**
 * What `targeted` goes to: a synthetic face drawn anew for each photo, one synthetic face, or the
 * face in a photo that the person chose.
 */
export const TARGET_KINDS = ['new-decoy', 'fixed-decoy', 'photo'] as const;
export type TargetKind = (typeof TARGET_KINDS)[number];
