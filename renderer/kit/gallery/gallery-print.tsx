import { Button } from 'antd';
import { useMemo, useState } from 'react';
import { useText } from '#renderer/locale/text.ts';
import { Icon } from '../icon.tsx';
import { SignatureBlocks } from '../print/letterhead.tsx';
import { PrintPreview } from '../print/print-preview.tsx';
import { PrintTable } from '../print/print-table.tsx';
import { usePeopleColumns } from './gallery-grid.tsx';
import { galleryPeople } from './people.ts';

const letterhead = {
  ar: ['جمهورية العراق', 'وزارة الإعمار والإسكان والبلديات والأشغال العامة', 'مديرية بلدية الحلة', 'شعبة الرواتب'],
  en: [
    'Republic of Iraq',
    'Ministry of Construction, Housing, Municipalities and Public Works',
    'Hilla Municipality',
    'Payroll Section',
  ],
};

/** A list of some pages with head, totals and signatures. */
export function GalleryPrint() {
  const text = useText();
  const [isOpen, setOpen] = useState(false);
  const rows = useMemo(() => galleryPeople(90), []);
  const columns = usePeopleColumns().filter(({ key }) =>
    ['number', 'name', 'unit', 'grade', 'hiredOn', 'salary', 'allowance'].includes(key),
  );
  return (
    <>
      <Button icon={<Icon name="print" />} onClick={() => setOpen(true)}>
        {text('kit.print.preview')}
      </Button>
      {isOpen && (
        <PrintPreview
          title={text('kit.gallery.people')}
          subtitle={text('kit.gallery.printSubtitle')}
          letterhead={letterhead}
          onClose={() => setOpen(false)}
        >
          <PrintTable columns={columns} rows={rows} rowKey={(row) => row.id} />
          <SignatureBlocks
            blocks={[
              { role: text('kit.gallery.sign.accountant'), name: 'زينب عبد الأمير كاظم' },
              { role: text('kit.gallery.sign.auditor'), name: 'هيوا رزگار کریم' },
              { role: text('kit.gallery.sign.director'), name: 'أحمد جاسم محمد الجبوري' },
            ]}
          />
        </PrintPreview>
      )}
    </>
  );
}
