import { implement } from '@orpc/server';
import type { Context } from '#modules/module.ts';
import { packagesInForce } from '../calculation/packages.ts';
import { contract, type CodeName } from '../contract/index.ts';

const os = implement(contract.code).$context<Context>();

export const codeProcedures = os.router({
  list: os.list.handler(({ context }) => {
    const names = new Map<string, CodeName>();
    for (const { rules } of packagesInForce(context.db)) {
      for (const { kind, code, titleAr, value } of rules) {
        const shown = kind === 'RELIEF' && value.per === 'STATUS' ? 'TAX_STATUS' : kind;
        switch (shown) {
          case 'SCALE':
          case 'CERTIFICATE':
          case 'ALLOWANCE':
          case 'LEVY':
          case 'TAX_STATUS':
          case 'LEAVE': {
            // The latest package comes first; an older one only names what it no longer has.
            const key = `${shown}:${code}`;
            if (!names.has(key)) names.set(key, { kind: shown, code, titleAr });
            break;
          }
          case 'RELIEF':
          case 'TAX':
          case 'PARAMETER':
          case 'THANKS':
          case 'PENALTY':
          case 'RETIREMENT':
            break;
        }
      }
    }
    return [...names.values()];
  }),
});
