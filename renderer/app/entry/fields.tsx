import { useId, useState, type InputHTMLAttributes, type ReactNode } from 'react';
import { useText } from '#renderer/locale/text.ts';

type InputProps = Omit<InputHTMLAttributes<HTMLInputElement>, 'id' | 'onChange' | 'value'>;

interface FieldProps extends InputProps {
  readonly label: string;
  readonly value: string;
  readonly onValue: (value: string) => void;
  readonly hint?: string | undefined;
  readonly error?: string | undefined;
  readonly beside?: ReactNode;
}

/** A labelled line of text with its hint and its error beside it. */
export function TextField({ label, value, onValue, hint, error, beside, ...input }: FieldProps) {
  const id = useId();
  const described = [hint !== undefined && `${id}-hint`, error !== undefined && `${id}-error`]
    .filter(Boolean)
    .join(' ');
  return (
    <div className="entry-field">
      <label htmlFor={id}>{label}</label>
      <div className="entry-input">
        <input
          {...input}
          id={id}
          value={value}
          onChange={(event) => onValue(event.target.value)}
          aria-invalid={error !== undefined}
          {...(described !== '' && { 'aria-describedby': described })}
        />
        {beside}
      </div>
      {hint !== undefined && (
        <p className="entry-hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {error !== undefined && (
        <p className="entry-error" id={`${id}-error`}>
          {error}
        </p>
      )}
    </div>
  );
}

/** A password that can be shown while it is typed, and that warns of Caps Lock. */
export function PasswordField(props: FieldProps) {
  const text = useText();
  const [isShown, setIsShown] = useState(false);
  const [hasCapsLock, setHasCapsLock] = useState(false);
  const name = text(isShown ? 'platform.signIn.hidePassword' : 'platform.signIn.showPassword');
  return (
    <TextField
      {...props}
      type={isShown ? 'text' : 'password'}
      dir="auto"
      hint={hasCapsLock ? text('platform.signIn.capsLock') : props.hint}
      onKeyUp={(event) => setHasCapsLock(event.getModifierState('CapsLock'))}
      beside={
        <button
          type="button"
          className="entry-eye"
          aria-label={name}
          title={name}
          aria-pressed={isShown}
          onClick={() => setIsShown(!isShown)}
        >
          <Eye isOpen={isShown} />
        </button>
      }
    />
  );
}

/** A password is typed twice, and the second time otherwise. */
export const differs = (password: string, repeated: string): boolean => repeated !== '' && repeated !== password;

/** A new password, typed twice: fields `password` and `repeated`. */
export function NewPasswordFields(props: {
  readonly label: string;
  readonly password: string;
  readonly repeated: string;
  readonly onPassword: (value: string) => void;
  readonly onRepeated: (value: string) => void;
  readonly errorOf: (field: 'password' | 'repeated') => string | undefined;
}) {
  const text = useText();
  const { password, repeated, errorOf } = props;
  const same = { autoComplete: 'new-password', required: true, maxLength: 200 };
  return (
    <>
      <PasswordField
        {...same}
        label={props.label}
        hint={text('platform.password.rule')}
        value={password}
        onValue={props.onPassword}
        error={errorOf('password')}
      />
      <PasswordField
        {...same}
        label={text('platform.password.repeat')}
        value={repeated}
        onValue={props.onRepeated}
        error={differs(password, repeated) ? text('platform.password.differs') : errorOf('repeated')}
      />
    </>
  );
}

/** What was refused, said where a screen reader hears it. */
export function Refused({ lines }: { readonly lines: readonly string[] }) {
  if (lines.length === 0) return null;
  return (
    <div className="entry-refused" role="alert">
      {lines.map((line) => (
        <p key={line}>{line}</p>
      ))}
    </div>
  );
}

function Eye({ isOpen }: { readonly isOpen: boolean }) {
  return (
    <svg
      viewBox="0 0 24 24"
      width="20"
      height="20"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.8"
      aria-hidden="true"
    >
      <path d="M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12z" />
      <circle cx="12" cy="12" r="2.8" />
      {!isOpen && <path d="M4 20L20 4" strokeLinecap="round" />}
    </svg>
  );
}
