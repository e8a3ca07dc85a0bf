import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Gate } from '#renderer/app/gate.tsx';
import { rememberedLanguage } from '#renderer/app/language.ts';
import ar from '#renderer/app/strings.ar.json' with { type: 'json' };
import ckb from '#renderer/app/strings.ckb.json' with { type: 'json' };
import en from '#renderer/app/strings.en.json' with { type: 'json' };
import { registerStrings, startLanguages } from '#renderer/locale/i18n.ts';
import { recoverProof } from '#renderer/proof.ts';

startLanguages(rememberedLanguage());
registerStrings('platform', { ar, ckb, en });
await recoverProof();

const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <Gate />
    </StrictMode>,
  );
}
