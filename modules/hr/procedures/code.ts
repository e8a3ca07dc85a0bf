import { implement } from '@orpc/server';
import type { Context } from '#modules/module.ts';
import { rulesInForce } from '#modules/regulation/index.ts';
import { contract, type CodeRow } from '../contract/index.ts';

const os = implement(contract.code).$context<Context>();

export const codeProcedures = os.router({
  list: os.list.handler(({ context }) =>
    rulesInForce(context.db, context.today()).flatMap((rule): readonly CodeRow[] => {
      const { code, titleAr } = rule;
      switch (rule.kind) {
        case 'SCALE':
        case 'CERTIFICATE':
        case 'LEAVE':
        case 'THANKS':
        case 'PENALTY':
          return [{ kind: rule.kind, code, titleAr }];
        case 'ALLOWANCE':
          // What follows from the certificate and the family is not granted by an order.
          return rule.value.method === 'NOMINAL_SHARE' || rule.value.method === 'FIXED'
            ? [{ kind: rule.kind, code, titleAr }]
            : [];
        case 'RELIEF':
          return rule.value.per === 'STATUS' ? [{ kind: 'TAX_STATUS', code, titleAr }] : [];
        case 'TAX':
        case 'PARAMETER':
        case 'LEVY':
        case 'RETIREMENT':
          return [];
        default:
          return rule satisfies never;
      }
    }),
  ),
});
