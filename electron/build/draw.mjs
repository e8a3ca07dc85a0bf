/* global Image, document -- of the page that draws */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { browserArguments, browserPath } from '../../setup/steps/browser.mjs';

/**
 * Draws the program's icons from the emblem, for whoever changes it: `node electron/build/draw.mjs`. What it writes lies
 * in the repository, so that packing needs neither a browser nor a converter from the network.
 */
const here = new URL('.', import.meta.url);
const emblem = readFileSync(new URL('../../renderer/app/entry/emblem.svg', here));
const linuxSizes = [16, 32, 48, 64, 128, 256, 512];
const windowsSizes = [16, 24, 32, 48, 64, 128, 256];
/** Windows takes a PNG inside an icon at this size; the smaller ones are bitmaps, which every reader knows. */
const pngFrom = 256;

const executablePath = browserPath();
if (executablePath === null) throw new Error('Drawing needs a Chromium.');
const browser = await chromium.launch({ executablePath, args: [...browserArguments] });
const page = await browser.newPage();
const drawn = new Map();
for (const size of new Set([...linuxSizes, ...windowsSizes])) drawn.set(size, await draw(size));
await browser.close();

const write = (name, bytes) => writeFileSync(fileURLToPath(new URL(name, here)), bytes);
for (const size of linuxSizes) write(`icons/${size}x${size}.png`, drawn.get(size).png);
write('icon.png', drawn.get(512).png);
write('icon.ico', windowsIcon(windowsSizes));

/** The emblem at one size: as a PNG, and as rows of red, green, blue, alpha from the top. */
async function draw(size) {
  const source = `data:image/svg+xml;base64,${emblem.toString('base64')}`;
  const { png, pixels } = await page.evaluate(
    async ([address, side]) => {
      const image = new Image(side, side);
      image.src = address;
      await image.decode();
      const canvas = Object.assign(document.createElement('canvas'), { width: side, height: side });
      const context = canvas.getContext('2d');
      context.drawImage(image, 0, 0, side, side);
      return {
        png: canvas.toDataURL('image/png').split(',')[1],
        pixels: [...context.getImageData(0, 0, side, side).data],
      };
    },
    [source, size],
  );
  return { png: Buffer.from(png, 'base64'), pixels };
}

/** An .ico: a list of pictures, then the pictures. */
function windowsIcon(sizes) {
  const pictures = sizes.map((size) => (size >= pngFrom ? drawn.get(size).png : bitmap(size)));
  const head = Buffer.alloc(6 + 16 * sizes.length);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(sizes.length, 4);
  let offset = head.length;
  for (const [index, size] of sizes.entries()) {
    const entry = 6 + 16 * index;
    // 256 does not fit into a byte and is written as 0.
    head.writeUInt8(size % 256, entry);
    head.writeUInt8(size % 256, entry + 1);
    head.writeUInt16LE(1, entry + 4);
    head.writeUInt16LE(32, entry + 6);
    head.writeUInt32LE(pictures[index].length, entry + 8);
    head.writeUInt32LE(offset, entry + 12);
    offset += pictures[index].length;
  }
  return Buffer.concat([head, ...pictures]);
}

/** A bitmap inside an icon: from the bottom up, blue first, with an empty mask behind it (alpha says it all). */
function bitmap(size) {
  const { pixels } = drawn.get(size);
  const head = Buffer.alloc(40);
  head.writeUInt32LE(40, 0);
  head.writeInt32LE(size, 4);
  head.writeInt32LE(size * 2, 8);
  head.writeUInt16LE(1, 12);
  head.writeUInt16LE(32, 14);
  const colours = Buffer.alloc(size * size * 4);
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column < size; column += 1) {
      const from = ((size - 1 - row) * size + column) * 4;
      const to = (row * size + column) * 4;
      colours.set([pixels[from + 2], pixels[from + 1], pixels[from], pixels[from + 3]], to);
    }
  }
  const mask = Buffer.alloc(Math.ceil(size / 32) * 4 * size);
  return Buffer.concat([head, colours, mask]);
}
