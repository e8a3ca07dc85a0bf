import { registerStrings } from '#renderer/locale/i18n.ts';
import ar from './strings.ar.json' with { type: 'json' };
import ckb from './strings.ckb.json' with { type: 'json' };
import en from './strings.en.json' with { type: 'json' };

/** The kit's own texts: loaded with the kit, before any module's. */
registerStrings('kit', { ar, ckb, en });
