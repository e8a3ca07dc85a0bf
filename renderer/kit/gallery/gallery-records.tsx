import { useState } from 'react';
import { localDate } from '#kernel/date.ts';
import { useText } from '#renderer/locale/text.ts';
import type { AttachmentItem } from '../attachments/attachment.ts';
import { Attachments } from '../attachments/attachments.tsx';
import { ConflictView } from '../conflict-view.tsx';
import { Timeline, type TimelineItem } from '../timeline.tsx';
import { useToast } from '../toast.tsx';

const morning = 1_771_135_200_000;
const HOUR = 3_600_000;

const entries: readonly TimelineItem[] = [
  {
    seq: 412,
    at: morning + 5 * HOUR,
    command: 'kit.person.edit',
    userName: 'زينب عبد الأمير كاظم',
    onBehalfOfName: 'أحمد جاسم محمد الجبوري',
    kind: 'update',
    fields: [
      { key: 'salary', kind: 'integer', before: 911_500, after: 983_000 },
      { key: 'hiredOn', kind: 'date', before: localDate('2014-09-01'), after: localDate('2014-09-15') },
      { key: 'isPermanent', kind: 'boolean', before: false, after: true },
      { key: 'phone', kind: 'text', before: '+964 770 123 4567', after: null },
    ],
  },
  {
    seq: 97,
    at: morning - 40 * HOUR,
    command: 'kit.person.create',
    userName: 'هيوا رزگار کریم',
    onBehalfOfName: null,
    kind: 'insert',
    fields: [{ key: 'name', kind: 'text', before: null, after: 'فاطمة جبار نوري الربيعي' }],
  },
];

export function GalleryTimeline() {
  return <Timeline entries={entries} module="kit" />;
}

const scan: AttachmentItem = {
  id: 'scan',
  fileName: 'أمر إداري 1047 في 3-2-2026.svg',
  contentType: 'image/svg+xml',
  bytes: 184_320,
  addedByName: 'زينب عبد الأمير كاظم',
  createdAt: morning,
};
const order: AttachmentItem = {
  ...scan,
  id: 'order',
  fileName: 'كتاب وزارة المالية م ت-2231.docx',
  contentType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  bytes: 2_411_724,
};

const picture = `<svg xmlns="http://www.w3.org/2000/svg" width="600" height="800"><rect width="600" height="800" fill="#fff" stroke="#000"/><rect x="60" y="60" width="480" height="80" fill="#e3f1ee"/></svg>`;

/** Files stay in the page; one that is called "refused" shows how a refusal looks. */
export function GalleryAttachments() {
  const [items, setItems] = useState<readonly AttachmentItem[]>([scan, order]);
  return (
    <Attachments
      items={items}
      module="kit"
      maxBytes={2 * 1024 * 1024}
      onAdd={async (file) =>
        setItems((before) => [
          ...before,
          {
            id: `${before.length} ${file.name}`,
            fileName: file.name,
            contentType: file.type,
            bytes: file.size,
            addedByName: scan.addedByName,
            createdAt: morning,
          },
        ])
      }
      onRemove={async (item) => setItems((before) => before.filter((each) => each !== item))}
      read={async () => new Blob([picture], { type: 'image/svg+xml' })}
    />
  );
}

export function GalleryConflict() {
  const text = useText();
  const toast = useToast();
  const base = { name: 'حسين علي كريم', jobTitle: 'ملاحظ', salary: 637_500, hiredOn: '2016-04-16', phone: '' };
  return (
    <ConflictView
      module="kit"
      base={base}
      mine={{ ...base, jobTitle: 'معاون ملاحظ', salary: 691_000 }}
      theirs={{ ...base, jobTitle: 'ملاحظ أقدم', phone: '+964 770 555 0101' }}
      theirName="هيوا رزگار کریم"
      fields={['name', 'jobTitle', 'salary', 'hiredOn', 'phone'].map((key) => ({ key, kind: 'text' }))}
      onResolve={() => toast.done(text('kit.conflict.resolve'))}
      onCancel={() => toast.done(text('kit.action.cancel'))}
    />
  );
}
