import { useState } from 'react';
import type { z } from 'zod';
import type { Problem } from '#kernel/verdict.ts';
import type { foundingInput } from '#office/contract/index.ts';
import { useLanguage, useText } from '#renderer/locale/text.ts';
import { platform } from '#renderer/rpc.ts';
import { session } from '../session.ts';
import { EntryHelp } from './entry-help.tsx';
import { EntryFrame } from './entry-frame.tsx';
import { focusFirstRefused, problemsOfStep } from './entry-problems.ts';
import { differs, NewPasswordFields, Refused, TextField } from './fields.tsx';
import { handedInvitation } from './handed-invitation.ts';
import { Join } from './join.tsx';
import { RecoveryCode } from './recovery-code.tsx';
import { useAttempt } from './use-attempt.ts';
import { BackupStep, OfficeStep } from './wizard-steps.tsx';

export type Founding = Omit<z.input<typeof foundingInput>, 'language'>;
/** One step of the wizard: what has been entered so far, how to change it, and what was refused about a field. */
export interface StepProps {
  readonly founding: Founding;
  readonly change: (patch: Partial<Founding>) => void;
  readonly errorOf: (field: string) => string | undefined;
}

const STEPS = 3;
const fieldsByStep = [
  ['officeNameAr', 'officeNameCkb', 'officeNameEn', 'topUnitType'],
  ['administratorName', 'userName', 'password'],
  ['backupFolder'],
] as const;
const empty: Founding = {
  ...{ officeNameAr: '', officeNameCkb: '', officeNameEn: '', topUnitType: 'directorate' },
  ...{ administratorName: '', userName: '', password: '', backupFolder: '' },
};

/**
 * First start: the office, its first administrator, its backup folder; at the end the recovery code. `toFound` is the
 * number of the office that the data centre has given this PC; null where it has given none.
 */
export function Wizard({ toFound }: { readonly toFound: number | null }) {
  const text = useText();
  const language = useLanguage();
  const [step, setStep] = useState(1);
  const [founding, setFounding] = useState(empty);
  const [repeated, setRepeated] = useState('');
  const [recoveryCode, setRecoveryCode] = useState<string | null>(null);
  const [isJoining, setIsJoining] = useState(handedInvitation() !== '');
  const { isBusy, lines, errorOf, attempt, refuse } = useAttempt([...fieldsByStep.flat(), 'repeated']);
  if (recoveryCode !== null) {
    return (
      <RecoveryCode
        code={recoveryCode}
        officeName={founding.officeNameAr}
        doneLabel="platform.wizard.recovery.done"
        done={() => void session.refresh()}
      />
    );
  }

  if (isJoining) return <Join back={() => setIsJoining(false)} />;

  const props: StepProps = { founding, errorOf, change: (patch) => setFounding({ ...founding, ...patch }) };
  const isUnequal = differs(founding.password, repeated);
  const next = async (form: HTMLElement): Promise<void> => {
    if (isUnequal) return;
    const problems = problemsOfStep(step, { ...textsOf(founding), repeated });
    refuse(problems);
    if (problems.length > 0) return focusFirstRefused(form);
    if (step < STEPS) return setStep(step + 1);
    const failure = await attempt(async () => {
      const made = await platform.call.setup.found({ ...founding, language });
      setRecoveryCode(made.recoveryCode);
    });
    if (failure?.kind === 'refused') setStep(firstRefusedStep(failure.problems) ?? step);
  };

  return (
    <EntryFrame title={text('platform.wizard.title')} isWide>
      <p className="entry-step" aria-live="polite">
        {text('platform.wizard.step', { step, total: STEPS })}
      </p>
      {toFound !== null && <p role="status">{text('platform.wizard.toFound', { office: toFound })}</p>}
      <form
        key={step}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void next(event.currentTarget);
        }}
      >
        <Refused lines={lines} />
        {step === 1 && <OfficeStep {...props} />}
        {step === 2 && <PersonStep {...props} repeated={repeated} setRepeated={setRepeated} />}
        {step === 3 && <BackupStep {...props} refuse={refuse} />}
        <div className="entry-buttons">
          {step > 1 && (
            <button type="button" className="entry-plain" onClick={() => setStep(step - 1)}>
              {text('platform.wizard.back')}
            </button>
          )}
          <button type="submit" className="entry-primary" disabled={isBusy || isUnequal}>
            {text(nextLabel(step, isBusy))}
          </button>
        </div>
      </form>
      {step === 1 && toFound === null && (
        <button type="button" className="entry-plain" onClick={() => setIsJoining(true)}>
          {text('platform.join.offer')}
        </button>
      )}
      <EntryHelp task="platform.wizard" />
    </EntryFrame>
  );
}

function textsOf({ officeNameAr, administratorName, userName, password }: Founding): Record<string, string> {
  return { officeNameAr, administratorName, userName, password };
}

/** The first step that holds a field about which something was refused. */
function firstRefusedStep(problems: readonly Problem[]): number | null {
  const at = fieldsByStep.findIndex((fields) => fields.some((field) => problems.some((each) => each.field === field)));
  return at === -1 ? null : at + 1;
}

function nextLabel(step: number, isBusy: boolean): string {
  if (step < STEPS) return 'platform.wizard.next';
  return isBusy ? 'platform.wizard.founding' : 'platform.wizard.found';
}

function PersonStep({
  founding,
  change,
  errorOf,
  ...props
}: StepProps & {
  readonly repeated: string;
  readonly setRepeated: (value: string) => void;
}) {
  const text = useText();
  return (
    <fieldset>
      <legend>{text('platform.wizard.person.title')}</legend>
      <p className="entry-hint">{text('platform.wizard.person.body')}</p>
      <TextField
        label={text('platform.wizard.person.name')}
        value={founding.administratorName}
        onValue={(administratorName) => change({ administratorName })}
        error={errorOf('administratorName')}
        autoComplete="name"
        autoFocus
        required
        maxLength={200}
      />
      <TextField
        label={text('platform.wizard.person.userName')}
        hint={text('platform.wizard.person.userNameHint')}
        value={founding.userName}
        onValue={(userName) => change({ userName })}
        error={errorOf('userName')}
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        required
        maxLength={40}
      />
      <NewPasswordFields
        label={text('platform.signIn.password')}
        password={founding.password}
        repeated={props.repeated}
        onPassword={(password) => change({ password })}
        onRepeated={props.setRepeated}
        errorOf={errorOf}
      />
    </fieldset>
  );
}
