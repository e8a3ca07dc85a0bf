import { lazy, Suspense, useEffect, useSyncExternalStore } from 'react';
import type { OfficeState, SignedIn } from '#office/contract/index.ts';
import { DisplayProvider } from '#renderer/locale/display.tsx';
import { useText } from '#renderer/locale/text.ts';
import { Claim } from './entry/claim.tsx';
import { ConnectionBanner } from './entry/connection-banner.tsx';
import { Joining } from './entry/joining.tsx';
import { LockScreen } from './entry/lock-screen.tsx';
import { MustChangePassword } from './entry/must-change-password.tsx';
import { Pairing } from './entry/pairing.tsx';
import { ReopeningNotice } from './entry/reopening-notice.tsx';
import { SignIn } from './entry/sign-in.tsx';
import { Waiting } from './entry/waiting.tsx';
import { Wizard } from './entry/wizard.tsx';
import { watchIdle } from './idle.ts';
import { chooseLanguage } from './language.ts';
import { session } from './session.ts';

const Desk = lazy(() => import('./desk/desk.tsx'));

/** Decides what this window shows: pairing, first start, sign-in, a new password, the desk, or its cover. */
export function Gate() {
  const { office, isCovered } = useSyncExternalStore(session.subscribe, session.current);
  const text = useText();
  useEffect(() => void session.refresh(), []);
  if (!office) return <Waiting label={text('platform.connection.starting')} />;
  const settings = office.display ?? { digits: 'latin', monthNames: 'iraqi', showHijri: true };
  return (
    <DisplayProvider settings={settings}>
      <ConnectionBanner />
      <ReopeningNotice />
      <Room office={office} isCovered={isCovered} />
    </DisplayProvider>
  );
}

function Room({ office, isCovered }: { readonly office: OfficeState; readonly isCovered: boolean }) {
  const { user } = office;
  if (!office.isPaired) return <Pairing />;
  const { joining } = office;
  if (joining && joining.administrators.length === 0) return <Joining joining={joining} />;
  if (joining) return <Claim office={office} administrators={joining.administrators} />;
  // Begun anew with each opening: whoever has followed an invitation to an office without a log founds it.
  if (!office.isFounded) return <Wizard key={office.opening} toFound={office.toFound} />;
  if (!user) return <SignIn office={office} />;
  if (user.mustChangePassword && !isCovered) return <MustChangePassword userName={user.userName} />;
  return <CoveredDesk key={user.id} office={office} user={user} isCovered={isCovered} />;
}

/** The desk, and over it the lock screen: the desk stays mounted, so that everything typed is still there afterwards. */
function CoveredDesk(props: { readonly office: OfficeState; readonly user: SignedIn; readonly isCovered: boolean }) {
  const { office, user, isCovered } = props;
  const text = useText();
  const idleMinutes = office.display?.idleMinutes ?? 15;
  useEffect(() => void chooseLanguage(user.language), [user.language]);
  useEffect(
    () => (isCovered ? undefined : watchIdle(idleMinutes, () => void session.lock())),
    [idleMinutes, isCovered],
  );
  return (
    <>
      <div className="entry-behind" hidden={isCovered} inert={isCovered}>
        <Suspense fallback={<Waiting label={text('platform.connection.starting')} />}>
          <Desk office={office} user={user} />
        </Suspense>
      </div>
      {isCovered && <LockScreen office={office} user={user} />}
    </>
  );
}
