/** The worker of worker-upload.ts and worker-handle.ts: a file, or a handle of one. */
addEventListener('message', ({ data }: MessageEvent<File | FileSystemFileHandle>) => {
  void send(data);
});

async function send(data: File | FileSystemFileHandle): Promise<void> {
  const form = new FormData();
  form.append('photo', data instanceof File ? data : await data.getFile());
  await fetch('/upload', { method: 'POST', body: form });
}
