import { join } from 'node:path';
import { screen, type BrowserWindow, type Rectangle } from 'electron';
import { z } from 'zod';
import { StateFile } from './state-file.ts';

const SAVE_AFTER_MILLISECONDS = 400;
const USUAL = { width: 1280, height: 800 } as const;
const SMALLEST_VISIBLE = 100;

const side = z.number().int().min(-100_000).max(100_000);
const stateSchema = z.object({
  bounds: z.object({ x: side, y: side, width: side.min(200), height: side.min(200) }),
  isMaximized: z.boolean(),
});

/** Where the window lay when it was last open, and keeps it up to date. */
export class WindowState {
  readonly #file: StateFile<typeof stateSchema>;

  constructor(userData: string) {
    this.#file = new StateFile(join(userData, 'window.json'), stateSchema);
  }

  /** The last place and size; the usual size in the middle when that screen is gone. */
  bounds(): Partial<Rectangle> & { readonly width: number; readonly height: number } {
    const kept = this.#file.read()?.bounds;
    return kept && isVisible(kept) ? kept : USUAL;
  }

  get isMaximized(): boolean {
    return this.#file.read()?.isMaximized ?? false;
  }

  follow(window: BrowserWindow): void {
    let timer: NodeJS.Timeout | null = null;
    const save = (): void => {
      if (timer !== null) clearTimeout(timer);
      timer = null;
      if (window.isDestroyed() || window.isMinimized()) return;
      this.#file.write({ bounds: window.getNormalBounds(), isMaximized: window.isMaximized() });
    };
    const later = (): void => {
      timer ??= setTimeout(save, SAVE_AFTER_MILLISECONDS);
    };
    window.on('resize', later);
    window.on('move', later);
    window.on('close', save);
  }
}

/** Enough of the window must lie on a screen to take hold of it. */
function isVisible(bounds: Rectangle): boolean {
  return screen.getAllDisplays().some(({ workArea }) => {
    const across = Math.min(bounds.x + bounds.width, workArea.x + workArea.width) - Math.max(bounds.x, workArea.x);
    const down = Math.min(bounds.y + bounds.height, workArea.y + workArea.height) - Math.max(bounds.y, workArea.y);
    return across >= SMALLEST_VISIBLE && down >= SMALLEST_VISIBLE;
  });
}
