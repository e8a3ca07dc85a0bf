import { useId, useState } from 'react';
import type { Problem } from '#kernel/verdict.ts';
import { useText } from '#renderer/locale/text.ts';
import { platform } from '#renderer/rpc.ts';
import { shell } from '#renderer/shell.ts';
import { TextField } from './fields.tsx';
import type { Founding, StepProps } from './wizard.tsx';

const unitTypes = [
  'ministry',
  'general_directorate',
  'directorate',
] as const satisfies readonly Founding['topUnitType'][];

export function OfficeStep({ founding, change, errorOf }: StepProps) {
  const text = useText();
  const typeId = useId();
  return (
    <fieldset>
      <legend>{text('platform.wizard.office.title')}</legend>
      <p className="entry-hint">{text('platform.wizard.office.body')}</p>
      <TextField
        label={text('platform.wizard.office.nameAr')}
        value={founding.officeNameAr}
        onValue={(officeNameAr) => change({ officeNameAr })}
        error={errorOf('officeNameAr')}
        lang="ar"
        dir="rtl"
        autoFocus
        required
        maxLength={200}
      />
      <TextField
        label={text('platform.wizard.office.nameCkb')}
        value={founding.officeNameCkb ?? ''}
        onValue={(officeNameCkb) => change({ officeNameCkb })}
        error={errorOf('officeNameCkb')}
        lang="ckb"
        dir="rtl"
        maxLength={200}
      />
      <TextField
        label={text('platform.wizard.office.nameEn')}
        value={founding.officeNameEn ?? ''}
        onValue={(officeNameEn) => change({ officeNameEn })}
        error={errorOf('officeNameEn')}
        className="entry-ltr"
        lang="en"
        maxLength={200}
      />
      <div className="entry-field">
        <label htmlFor={typeId}>{text('platform.wizard.office.type')}</label>
        <select
          id={typeId}
          value={founding.topUnitType}
          onChange={(event) => {
            const topUnitType = unitTypes.find((each) => each === event.target.value);
            if (topUnitType) change({ topUnitType });
          }}
        >
          {unitTypes.map((type) => (
            <option key={type} value={type}>
              {text(`platform.wizard.type.${type}`)}
            </option>
          ))}
        </select>
      </div>
    </fieldset>
  );
}

export function BackupStep({
  founding,
  change,
  errorOf,
  refuse,
}: StepProps & { readonly refuse: (problems: readonly Problem[]) => void }) {
  const text = useText();
  const [isUsable, setIsUsable] = useState<boolean | null>(null);
  const setFolder = (backupFolder: string): void => {
    change({ backupFolder });
    setIsUsable(null);
  };
  const check = async (): Promise<void> => {
    const answer = await platform.call.setup.checkFolder({ path: founding.backupFolder });
    setIsUsable(answer.isUsable);
    refuse([]);
  };
  return (
    <fieldset>
      <legend>{text('platform.wizard.backup.title')}</legend>
      <p className="entry-hint">{text('platform.wizard.backup.body')}</p>
      <TextField
        label={text('platform.wizard.backup.folder')}
        hint={text('platform.wizard.backup.later')}
        value={founding.backupFolder}
        onValue={setFolder}
        error={isUsable === false ? text('platform.wizard.backup.unusable') : errorOf('backupFolder')}
        className="entry-ltr"
        spellCheck={false}
        autoFocus
        maxLength={500}
        beside={shell && <ChooseFolder choose={setFolder} />}
      />
      <div className="entry-buttons">
        <button
          type="button"
          className="entry-plain"
          disabled={founding.backupFolder === ''}
          onClick={() => void check()}
        >
          {text('platform.wizard.backup.check')}
        </button>
        <span className="entry-good" role="status">
          {isUsable === true && text('platform.wizard.backup.usable')}
        </span>
      </div>
    </fieldset>
  );
}

function ChooseFolder({ choose }: { readonly choose: (path: string) => void }) {
  const text = useText();
  const ask = async (): Promise<void> => {
    const path = await shell?.chooseFolder();
    if (path !== undefined && path !== null) choose(path);
  };
  return (
    <button type="button" className="entry-plain" onClick={() => void ask()}>
      {text('platform.wizard.backup.choose')}
    </button>
  );
}
