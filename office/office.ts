import { openCore, type CoreOptions, type OfficeCore } from './core.ts';
import { composeRouter } from './router.ts';

/** An open office: its services and the one router that every transport serves. */
export interface Office {
  readonly core: OfficeCore;
  readonly router: ReturnType<typeof composeRouter>;
  close(): Promise<void>;
}

/** Opens the office in a folder. Refuses with a `DATABASE_*` problem and leaves the folder as it was. */
export function openOffice(options: CoreOptions): Office {
  const core = openCore(options);
  return { core, router: composeRouter(core), close: () => core.close() };
}
