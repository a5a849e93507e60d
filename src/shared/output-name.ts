/** The name under which a protected photo is saved: `photo.jpg` gives `photo.protected.jpg`. */
export function outputName(name: string): string {
  const dot = name.lastIndexOf('.');
  // A leading dot starts a hidden file's name, not its extension.
  return dot > 0 ? `${name.slice(0, dot)}.protected${name.slice(dot)}` : `${name}.protected`;
}
