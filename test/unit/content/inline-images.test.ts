import { describe, expect, it } from 'vitest';
import { inlineImages, withImages } from '../../../src/content/gate/inline-images';

const BYTES = Buffer.alloc(300, 'a photo? ');
const ADDRESS = `data:image/jpeg;base64,${BYTES.toString('base64')}`;
const DRAWING = `data:image/svg+xml,${encodeURIComponent(`<svg>${'<path/>'.repeat(60)}</svg>`)}`;
const HOLDING = `data:image/svg+xml,${encodeURIComponent(`<svg><image href="${ADDRESS}"/></svg>`)}`;

describe('pictures written out in a text', () => {
  it('are found once each, in attributes, styles and bare, with their bytes', async () => {
    const html = `<img src="${ADDRESS}"><p style="background: url(${ADDRESS})">${ADDRESS} end`;
    const images = inlineImages([html]);
    expect([...images.keys()]).toEqual([ADDRESS]);
    const file = images.get(ADDRESS) ?? new File([], 'none');
    expect(file).toMatchObject({ type: 'image/jpeg', name: '1.jpeg' });
    expect(Buffer.from(await file.arrayBuffer())).toEqual(BYTES);
  });

  it('are found behind entities', () => {
    const hidden = `data:image/png;base64,${'+/aa'.repeat(90)}`;
    const html = hidden.replaceAll('+', '&#43;').replaceAll('/', '&#x2F;');
    expect([...inlineImages([`<img src='${html}'>`]).keys()]).toEqual([hidden]);
    expect(withImages(`<img src='${html}'>`, new Map([[hidden, 'new']]))).toBe("<img src='new'>");
  });

  it('are found with their bytes where each is written with a percent sign', async () => {
    const jpeg = Buffer.from([0xff, 0xd8, 0xff, 0xe0, ...Buffer.alloc(100, '%'), 0x00, 0x80]);
    const percent = [...jpeg].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
    const address = `data:image/jpeg,${percent}`;
    const file = inlineImages([`<img src="${address}">`]).get(address) ?? new File([], 'none');
    expect(Buffer.from(await file.arrayBuffer())).toEqual(jpeg);
  });

  const BASE64 = BYTES.toString('base64');
  const LINES = BASE64.match(/.{1,76}/g) ?? [];

  it.each([
    ['in quotes that stand as entities', `url(&quot;${ADDRESS}&quot;)`, ADDRESS],
    ['in a script in an attribute', `{&quot;src&quot;:&quot;${ADDRESS}&quot;}`, ADDRESS],
    ['in a script in a script', `\\"${ADDRESS}\\"`, ADDRESS],
    ['between backticks', `\`${ADDRESS}\``, ADDRESS],
    ['in a list of sources', `srcset="${ADDRESS}, small.jpg 2x"`, ADDRESS],
    ['before a semicolon', `${ADDRESS}; color: red`, ADDRESS],
    ['before a fragment', `${ADDRESS}#x`, ADDRESS],
  ])('are found %s', async (_, html, address) => {
    const images = inlineImages([html]);
    expect([...images.keys()]).toEqual([address]);
    expect(Buffer.from(await [...images.values()][0]!.arrayBuffer())).toEqual(BYTES);
    expect(withImages(html, new Map([[address, 'new']]))).toBe(html.replace(address, 'new'));
  });

  it.each([
    ['in lines', `data:image/jpeg;base64,\n${LINES.join('\n')}`],
    ['in lines of a script', `data:image/jpeg;base64,${LINES.join('\\r\\n')}`],
    ['with slashes of a script', ADDRESS.replaceAll('/', '\\/')],
    ['with a space before the encoding', ADDRESS.replace(';', '; ')],
    ['with a name', ADDRESS.replace(';', ';filename=IMG%20(1).jpg;')],
    ['with lines as entities', `data:image/jpeg;base64,${LINES.join('&#10;')}`],
    [
      'with a name of any characters',
      ADDRESS.replace(';', `;name=it's a&b ${'%E4%BD'.repeat(90)};`),
    ],
    ['as JSON for the web', ADDRESS.replaceAll('+', '\\u002B').replaceAll('=', '\\u003D')],
    ['in capitals', ADDRESS.replace('data:image/jpeg;base64', 'DATA:Image/JPEG;Base64')],
  ])('are found written %s, whole', async (_, address) => {
    const html = `<img src="${address}" alt="${'a'.repeat(40)}">`;
    const [[key, file] = ['', new File([], 'none')], ...more] = inlineImages([html]);
    expect(more).toEqual([]);
    expect(Buffer.from(await file.arrayBuffer())).toEqual(BYTES);
    expect(withImages(html, new Map([[key, 'new']]))).toBe(
      `<img src="new" alt="${'a'.repeat(40)}">`,
    );
  });

  it.each([
    ['none', 'data:;base64,'],
    ['one of no picture', 'data:application/octet-stream;base64,'],
  ])('are found by their first bytes where the type is %s', (_, head) => {
    const jpeg = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), BYTES]).toString('base64');
    const [file] = inlineImages([`<img src="${head}${jpeg}">`]).values();
    expect(file).toMatchObject({ type: '', name: '1.image' });
    expect(inlineImages([`<a href="${head}${BASE64}">`]).size).toBe(0);
  });

  it('are given as a file that no one can read where we cannot read them', async () => {
    const address = `data:image/jpeg;base64,${BASE64}=`;
    const file = inlineImages([address]).get(address);
    expect(await file?.text()).toBe(address);
  });

  it.each(Array.from({ length: 76 }, (_, i) => i + 1))(
    'end with a last line of whatever length (%d)',
    (length) => {
      const base64 = Buffer.alloc(300 + length, 'a photo? ').toString('base64');
      const address = `data:image/jpeg;base64,${(base64.match(/.{1,76}/g) ?? []).join('\n')}`;
      const html = `<img src="${address}"> and words`;
      expect(withImages(html, new Map([[address, 'new']]))).toBe('<img src="new"> and words');
    },
  );

  it('end where other words follow them', () => {
    const padded = `data:image/jpeg;base64,${Buffer.alloc(301, 'a photo? ').toString('base64')}`;
    expect([...inlineImages([`${padded}\nVerantwortungsbewusstsein`]).keys()]).toEqual([padded]);
    for (const words of ['documents/holiday/photos2024', 'end', '2x, b.jpg 3x']) {
      expect([...inlineImages([`<p>${ADDRESS} ${words}</p>`]).keys()]).toEqual([ADDRESS]);
    }
  });

  it('of ten megabytes in lines are found', () => {
    const line = 'A'.repeat(76);
    const address = `data:image/jpeg;base64,${Array.from({ length: 140_000 }, () => line).join('\n')}`;
    expect([...inlineImages([`<img src="${address}">`]).keys()]).toEqual([address]);
  });

  it('are none when they are dots, or drawings that hold no picture', () => {
    const dot = 'data:image/gif;base64,R0lGODlhAQABAIAAAP///wAAACwAAAAAAQABAAACAkQBADs=';
    expect(inlineImages([`<img src="${dot}"><img src="${DRAWING}">`]).size).toBe(0);
    expect([...inlineImages([`<img src="${HOLDING}">`]).keys()]).toEqual([HOLDING]);
  });

  it('are replaced everywhere, or taken out, and nothing else is', () => {
    const other = 'data:image/png;base64,AAAA';
    const html = `<img src="${ADDRESS}"><img src="${other}"> ${ADDRESS}`;
    expect(withImages(html, new Map([[ADDRESS, 'data:new']]))).toBe(
      `<img src="data:new"><img src="${other}"> data:new`,
    );
    expect(withImages(html, new Map([[ADDRESS, undefined]]))).toBe(
      `<img src=""><img src="${other}"> `,
    );
  });
});
