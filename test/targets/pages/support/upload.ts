/** What most sites do with a file in the end. */
export async function upload(...files: readonly File[]): Promise<void> {
  const form = new FormData();
  for (const file of files) form.append('photo', file);
  await fetch('/upload', { method: 'POST', body: form });
}

export async function uploadBlob(blob: Blob, name: string): Promise<void> {
  await upload(new File([blob], name, { type: blob.type }));
}
