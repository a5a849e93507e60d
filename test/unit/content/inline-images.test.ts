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
