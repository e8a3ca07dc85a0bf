import type { RunCommand } from '#db/door.ts';
import { newRecoveryCode } from '#db/keyring.ts';
import { modules } from '#modules/host.ts';
import type { Demonstration, Founding } from '#modules/module.ts';
import type { OfficeCore } from './core.ts';
import { addWrap } from './folder.ts';

type Answers = Omit<Founding, 'today' | 'permissions'>;

/**
 * Founds the office: every module writes what a new office needs, in one transaction. Returns the recovery code,
 * which opens the database when passphrase or key store are lost; it is told only here.
 */
export function found(core: OfficeCore, answers: Answers, plant: Plant = plantModules): string {
  const recoveryCode = newRecoveryCode();
  const founding: Founding = { ...answers, today: core.today(), permissions: [...core.permissions] };
  core.door.writeAll({ userId: core.newId() }, (run) => {
    plant(run, founding);
    // Inside the transaction: an office whose key cannot be recovered is not founded.
    addWrap(core.paths, core.dataKey, 'recovery', recoveryCode);
  });
  return recoveryCode;
}

/** How the first rows come about: from the modules' `found`, or from the demonstration. */
export type Plant = (run: RunCommand, founding: Founding) => void;

/** What a new office needs, and beside it what every module invents for a demonstration. */
export function plantDemonstration(demonstration: Demonstration): Plant {
  return (run, founding) => {
    plantModules(run, founding);
    for (const { demonstrate } of modules) demonstrate?.(run, founding, demonstration);
  };
}

export function plantModules(run: RunCommand, founding: Founding): void {
  for (const module of modules) {
    const { found: first } = module;
    if (first) run(`${module.name}.found`, (tx) => first(tx, founding));
  }
}
