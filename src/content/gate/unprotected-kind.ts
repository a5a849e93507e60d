const NAME = /\.(mp4|m4v|mov|webm|mkv|avi|3gp|3g2|mpe?g|ogv|wmv|flv|m2ts|pdf)$/i;

/**
 * Whether a file is of a kind that shows people and that nothing is done about: videos and PDF. It
 * passes as it is; the person should not take it for protected. (An SVG counts as a possible image.)
 */
export function isUnprotectedKind({ type, name }: Pick<File, 'type' | 'name'>): boolean {
  const kind = type.toLowerCase();
  if (kind.startsWith('video/') || kind === 'application/pdf') return true;
  return (kind === '' || kind === 'application/octet-stream') && NAME.test(name);
}
