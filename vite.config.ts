import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/**
 * The window's code. Paths are relative, so that the same build works under http:// and under the desktop shell's
 * app://; no source maps leave the house; no code is inlined, so that the strict content policy holds.
 */
export default defineConfig({
  root: 'renderer',
  base: './',
  plugins: [react()],
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
