import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

/** Where the icons of the component library give themselves their names. */
const NAMED = /role: "img",\s*"aria-label": icon\.name/u;

/**
 * The icons of the component library call themselves by their English names, which a screen reader would read out in
 * Arabic. They stand beside words that say the same: those to which nobody gave a name are hidden from it.
 */
function unnamedIcons(): Plugin {
  return {
    name: 'unnamed-icons',
    transform: {
      filter: { id: /@ant-design\/icons\/es\/components\/AntdIcon(?:Light)?\.js$/u },
      handler(code) {
        if (!NAMED.test(code)) this.error('The icons name themselves in another way now.');
        const hidden = '...(restProps["aria-label"] === undefined ? { "aria-hidden": true } : { role: "img" })';
        return { code: code.replace(NAMED, hidden), map: null };
      },
    },
  };
}

/**
 * The window's code. Paths are relative, so that the same build works under http:// and under the desktop shell's
 * app://; no source maps leave the house; no code is inlined, so that the strict content policy holds.
 */
export default defineConfig({
  root: 'renderer',
  base: './',
  plugins: [react(), unnamedIcons()],
  build: {
    outDir: '../dist/renderer',
    emptyOutDir: true,
    target: 'chrome140',
    sourcemap: false,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: true,
    chunkSizeWarningLimit: 1_200,
  },
});
