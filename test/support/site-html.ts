/**
 * The page of the test site. Its script does to a chosen file what sites do: reads it at once in
 * the event, listens early and inline, makes a thumbnail, uploads. It keeps every Blob that it had.
 */
export const SITE_PAGE = `<!doctype html>
<html lang="en">
<title>Test site</title>
<script>
  window.site = { events: [], touched: [], choseAt: 0, gotAt: 0 };
  const touch = (blob) => { site.touched.push(blob); return blob; };
  const note = (where) => (event) => {
    const { target, type, isTrusted } = event;
    if (target.type !== 'file') return;
    site.events.push({ where, type, isTrusted, names: [...target.files].map((file) => file.name) });
    for (const file of target.files) touch(file);
  };
  for (const type of ['input', 'change', 'cancel']) {
    window.addEventListener(type, note('window'), true);
    document.addEventListener(type, note('document'));
  }
  async function thumbnail(file) {
    const bitmap = await createImageBitmap(file).catch(() => undefined);
    if (bitmap === undefined) return;
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
    canvas.getContext('2d').drawImage(bitmap, 0, 0);
    touch(await canvas.convertToBlob({ type: 'image/png' }));
  }
  async function post(input) {
    site.gotAt = performance.now();
    const files = [...input.files];
    const form = new FormData();
    for (const file of files) form.append('photo', file);
    const wants = !location.search.includes('no-thumbnail');
    for (const file of wants ? files : []) await thumbnail(file);
    await fetch('/upload', { method: 'POST', body: form });
  }
</script>
<body>
  <h1>Test site</h1>
  <button id="add" onclick="photo.click()">Add photos</button>
  <input id="photo" type="file" multiple hidden onchange="post(this)">
  <button id="compose" onclick="composer.showModal()">Compose</button>
  <dialog id="composer">
    <button id="attach" onclick="attached.click()">Attach</button>
    <input id="attached" type="file" hidden onchange="post(this)">
  </dialog>
</body>
</html>`;
