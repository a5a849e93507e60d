/** A box of ISO base media (ISO/IEC 14496-12, 4.2). */
export function box(type: string, payload: Uint8Array): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(8 + payload.length, 0);
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, payload]);
}

/** The file with one more property of its only picture, and offsets put right. */
export function withProperty(file: Uint8Array, property: Buffer): Buffer {
  const bytes = Buffer.from(file);
  const ipco = bytes.indexOf('ipco') - 4;
  const ipcoEnd = ipco + bytes.readUInt32BE(ipco);
  let count = 0;
  for (let at = ipco + 8; at < ipcoEnd; at += bytes.readUInt32BE(at)) count += 1;
  const grown = Buffer.concat([bytes.subarray(0, ipcoEnd), property, bytes.subarray(ipcoEnd)]);
  const ipma = grown.indexOf('ipma') - 4;
  const ipmaEnd = ipma + grown.readUInt32BE(ipma);
  const associations = ipma + 8 + 4 + 4 + 2;
  grown[associations]! += 1;
  const whole = Buffer.concat([
    grown.subarray(0, ipmaEnd),
    Uint8Array.of(0x80 | (count + 1)),
    grown.subarray(ipmaEnd),
  ]);
  const by = property.length + 1;
  for (const [type, more] of [
    ['meta', by],
    ['iprp', by],
    ['ipco', property.length],
    ['ipma', 1],
  ] as const) {
    const at = whole.indexOf(type) - 4;
    whole.writeUInt32BE(whole.readUInt32BE(at) + more, at);
  }
  moveExtents(whole, by);
  return whole;
}

/** Every offset of the `iloc` box later by so many bytes; four bytes an offset, as libheif writes it. */
function moveExtents(bytes: Buffer, by: number): void {
  const iloc = bytes.indexOf('iloc') - 4;
  const version = bytes[iloc + 8]!;
  const sizes = bytes.readUInt16BE(iloc + 12);
  const [offsetBytes, lengthBytes, baseBytes] = [sizes >> 12, (sizes >> 8) & 15, (sizes >> 4) & 15];
  let at = iloc + 14;
  const items = bytes.readUInt16BE(at);
  at += 2;
  for (let item = 0; item < items; item += 1) {
    at += 2;
    const isInFile = version === 0 || (bytes.readUInt16BE(at) & 15) === 0;
    if (version > 0) at += 2;
    at += 2 + baseBytes;
    const extents = bytes.readUInt16BE(at);
    at += 2;
    for (let extent = 0; extent < extents; extent += 1) {
      if (isInFile) {
        bytes.writeUIntBE(bytes.readUIntBE(at, offsetBytes) + by, at, offsetBytes);
      }
      at += offsetBytes + lengthBytes;
    }
  }
}
