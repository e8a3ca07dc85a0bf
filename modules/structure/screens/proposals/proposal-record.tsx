import { useQuery } from '@tanstack/react-query';
import { Alert } from 'antd';
import { useMemo } from 'react';
import { Link, useParams } from 'react-router';
import { Loading } from '#renderer/kit/loading.tsx';
import { StatusTag } from '#renderer/kit/status-tag.tsx';
import { nameIn, useDisplay } from '#renderer/locale/display.tsx';
import { useLanguage, useText } from '#renderer/locale/text.ts';
import { EditForm, type ComparedField } from '#renderer/record/edit-form.tsx';
import { RecordPage } from '#renderer/record/record-page.tsx';
import { useRemoval } from '#renderer/record/use-command.ts';
import { useShown } from '#renderer/record/use-shown.ts';
import { closingInput, type ProposalDetail } from '../../contract/index.ts';
import { call, query } from '../client.ts';
import { useOfficeWords, useTree } from '../lookups.ts';
import { SideBySide } from '../side-by-side.tsx';
import '../structure.css';
import { inputOf, proposalForm, textOf } from './form.ts';
import { ProposalFields, ReasonField } from './proposal-fields.tsx';
import { useProposalActions } from './proposal-actions.ts';
import { standingOf, standingTones } from './standing.ts';

const LIST = '/structure/proposals';

/** One proposal of this office: what it wants of the tree, why, and what the data centre said. */
export default function ProposalRecord() {
  const { id = '' } = useParams();
  const text = useText();
  const language = useLanguage();
  const { data, error } = useQuery(query.proposal.get.queryOptions({ input: { id } }));
  const { shown, adopt, isBehind } = useShown(data);
  const { remove, isLeaving } = useRemoval('structure', LIST);
  const actions = useProposalActions(data, remove);
  if (error && !isLeaving) throw error;
  if (!shown || !data) return <Loading lines={8} />;
  const standing = standingOf(data);
  return (
    <RecordPage
      table="structure_proposal"
      record={shown}
      title={nameIn(language, shown)}
      subtitle={text(`structure.option.change.${shown.change}`)}
      status={<StatusTag tone={standingTones[standing]}>{text(`structure.option.standing.${standing}`)}</StatusTag>}
      actions={actions}
      module="structure"
      listPath={LIST}
      isBehind={isBehind}
      reload={adopt}
    >
      <Decision of={data} />
      <Edit shown={shown} onSaved={adopt} />
      <Comparison of={data} />
    </RecordPage>
  );
}

/** Of a closing only the reason is written. */
function Edit({ shown, onSaved }: { readonly shown: ProposalDetail; readonly onSaved: () => void }) {
  const compared = useCompared();
  const { id } = shown;
  const asForm = ({ parentOffice, ...detail }: ProposalDetail) => ({ ...detail, parentOffice: textOf(parentOffice) });
  const common = {
    ...{ module: 'structure', record: asForm(shown), answer: shown.can.edit, compared, onSaved },
    latest: async () => asForm(await call.proposal.get({ id })),
    command: 'structure.proposal.edit',
  };
  if (shown.change === 'close')
    return (
      <EditForm
        {...common}
        schema={closingInput}
        send={(input, revision) => call.proposal.editReason({ ...input, id, revision })}
      >
        <ReasonField />
      </EditForm>
    );
  return (
    <EditForm
      {...common}
      schema={proposalForm}
      send={(written, revision) => call.proposal.edit({ ...inputOf(written), id, revision })}
    >
      <ProposalFields aboutOffice={shown.aboutOffice} />
    </EditForm>
  );
}

/** The office beside what is proposed of it. Of a new one there is nothing to compare. */
function Comparison({ of }: { readonly of: ProposalDetail }) {
  const text = useText();
  const language = useLanguage();
  const { compared, differences, state } = of;
  if (compared === null) return null;
  const title = text('structure.compare.title');
  if (differences.length === 0)
    return <Alert type="info" showIcon className="structure-notice" title={text('structure.compare.same')} />;
  const after = { ...compared, ...Object.fromEntries(differences.map((each) => [each.field, each.after])) };
  return (
    <section>
      <h2 className="structure-part">{title}</h2>
      <SideBySide
        title={title}
        of={nameIn(language, of)}
        sides={[
          {
            ...{ key: 'before', standing: compared },
            title: text(state === 'draft' ? 'structure.compare.now' : 'structure.compare.whenSent'),
          },
          { key: 'after', title: text('structure.compare.proposed'), standing: after },
        ]}
      />
    </section>
  );
}

/** What is compared when a colleague wrote the same proposal meanwhile. */
function useCompared(): readonly ComparedField[] {
  const words = useOfficeWords();
  return useMemo(
    () => [
      ...(['nameAr', 'nameCkb', 'nameEn'] as const).map((key): ComparedField => ({ key, kind: 'text' })),
      { key: 'kind', kind: 'text', say: (kind) => words('kind', kind) },
      {
        ...{ key: 'parentOffice', kind: 'text' },
        say: (office) => words('parentOffice', typeof office === 'string' ? Number(office) : null),
      },
      { key: 'reason', kind: 'text' },
    ],
    [words],
  );
}

/** What the data centre said of it. */
function Decision({ of }: { readonly of: ProposalDetail }) {
  const { state, decision, aboutOffice, nameAr } = of;
  const { offices } = useTree();
  const text = useText();
  const { moment } = useDisplay();
  if (decision === null) {
    return state === 'proposed' ? (
      <Alert type="info" showIcon className="structure-notice" title={text('structure.decision.waits')} />
    ) : null;
  }
  const { isAccepted, reason, decidedBy, decidedAt } = decision;
  // A new one is there under its name as soon as the tree has come down.
  const known = offices.find((row) => (aboutOffice === null ? row.nameAr === nameAr : row.office === aboutOffice));
  return (
    <Alert
      type={isAccepted ? 'success' : 'warning'}
      showIcon
      className="structure-notice"
      title={text(isAccepted ? 'structure.decision.accepted' : 'structure.decision.refused', {
        ...{ by: decidedBy, at: moment(decidedAt) },
      })}
      description={
        isAccepted && known ? (
          <Link to={`/structure/offices/${known.office}`}>{text('structure.decision.openOffice')}</Link>
        ) : (
          reason
        )
      }
    />
  );
}
