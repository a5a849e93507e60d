import type { IncomingMessage } from 'node:http';

/** One file as the site received it. */
export interface Upload {
  readonly name: string;
  readonly type: string;
  readonly bytes: Buffer;
}

export interface Post {
  readonly text: string;
  readonly photos: readonly Upload[];
}

/** Reads a multipart form with fields `text` and `photo`. */
export async function readPost(request: IncomingMessage): Promise<Post> {
  const headers = { 'content-type': request.headers['content-type'] ?? '' };
  const form = await new Response(await readBody(request), { headers }).formData();
  const files = form.getAll('photo').filter((value) => value instanceof File);
  const photos = await Promise.all(
    // A form without a chosen file sends an empty one.
    files
      .filter((file) => file.name !== '')
      .map(async (file) => ({
        name: file.name,
        type: file.type,
        bytes: Buffer.from(await file.arrayBuffer()),
      })),
  );
  const text = form.get('text');
  return { text: typeof text === 'string' ? text : '', photos };
}

export async function readBody(request: IncomingMessage): Promise<Buffer<ArrayBuffer>> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
