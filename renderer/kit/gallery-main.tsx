import { createRoot } from 'react-dom/client';
import { asLanguage, startLanguages } from '#renderer/locale/i18n.ts';

/** The gallery alone, without the app: for looking at a component while it is being made. */
const choice = new URLSearchParams(window.location.search);
startLanguages(asLanguage(choice.get('language') ?? 'ar'));
const { default: Gallery } = await import('./gallery.tsx');
const root = document.getElementById('root');
if (root) createRoot(root).render(<Gallery />);
