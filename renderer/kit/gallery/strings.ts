import { registerStrings } from '#renderer/locale/i18n.ts';
import ar from './strings.ar.json' with { type: 'json' };
import ckb from './strings.ckb.json' with { type: 'json' };
import en from './strings.en.json' with { type: 'json' };

/** What the gallery's made-up records are called; the app does not load it. */
registerStrings('kit', { ar, ckb, en });
