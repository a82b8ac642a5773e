// Arrays of numbers: packed ones are inflated when they are asked for, once.
'use strict';
(() => {
  const known = new WeakMap();

  const inflate = async (text) => {
    const letters = atob(text);
    const bytes = new Uint8Array(letters.length);
    for (let i = 0; i < letters.length; i += 1) bytes[i] = letters.charCodeAt(i);
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
    return new Uint8Array(await new Response(stream).arrayBuffer());
  };

  const unpack = async ({ packed, count, scale }) => {
    const bytes = await inflate(packed);
    const values = new Float64Array(count).fill(NaN);
    // A power of ten divides exactly where its inverse would not multiply exactly.
    const parts = scale < 1 ? Math.round(1 / scale) : 0;
    let last = 0;
    for (let i = 0, at = 0; i < count && at < bytes.length; i += 1) {
      let code = 0;
      let unit = 1;
      let byte;
      do {
        byte = bytes[at];
        at += 1;
        code += (byte % 128) * unit; // no shifts: dates need more than 32 bits
        unit *= 128;
      } while (byte > 127);
      if (code === 0) continue;
      const zigzag = code - 1;
      last += zigzag % 2 ? -(zigzag + 1) / 2 : zigzag / 2;
      values[i] = parts ? last / parts : last * scale;
    }
    return values;
  };

  AQ.numbers = (array) => {
    if (array === null || array === undefined) return Promise.resolve([]);
    if (!known.has(array)) known.set(array, Array.isArray(array) ? Promise.resolve(array) : unpack(array));
    return known.get(array);
  };

  // Everything, in pauses: printing cannot wait for an inflation, but for promises that are kept already it can.
  AQ.warm = async (root = AQ.data) => {
    let since = performance.now();
    const walk = async (value) => {
      if (value === null || typeof value !== 'object') return;
      if (typeof value.packed === 'string' && 'count' in value) {
        await AQ.numbers(value).catch(() => null);
        if (performance.now() - since > 12) {
          await new Promise((go) => setTimeout(go, 20));
          since = performance.now();
        }
        return;
      }
      for (const part of Array.isArray(value) ? value : Object.values(value)) {
        if (part !== null && typeof part === 'object') await walk(part);
      }
    };
    await walk(root);
  };
})();
