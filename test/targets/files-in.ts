/** One file as a server has it. */
export interface ReceivedFile {
  readonly name: string;
  readonly bytes: Buffer;
}

/**
 * The files in the body of a request, whatever form they came in: multipart, a document with data:
 * URLs in it, or the body itself. A form without a choice has none.
 */
export async function filesIn(type: string, body: Buffer): Promise<ReceivedFile[]> {
  if (type.startsWith('multipart/form-data')) return partsOf(type, body);
  const embedded = dataUrlsIn(body);
  if (embedded.length > 0 || type.startsWith('text/')) return embedded;
  return body.length === 0 ? [] : [{ name: '', bytes: body }];
}

/** What stands as base64 in a text. */
export function dataUrlsIn(body: Buffer): ReceivedFile[] {
  const text = body.toString('latin1');
  return [...text.matchAll(/data:[\w/+.-]*;base64,([A-Za-z0-9+/=]+)/g)].map((match) => ({
    name: 'data:',
    bytes: Buffer.from(match[1] ?? '', 'base64'),
  }));
}

async function partsOf(type: string, body: Buffer): Promise<ReceivedFile[]> {
  const form = await new Response(Uint8Array.from(body), {
    headers: { 'content-type': type },
  }).formData();
  const files = [...form.values()].filter((value) => value instanceof File);
  return Promise.all(
    files
      .filter(({ name, size }) => name !== '' || size > 0)
      .map(async (file) => ({ name: file.name, bytes: Buffer.from(await file.arrayBuffer()) })),
  );
}
