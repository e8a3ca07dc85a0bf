import { Tabs } from 'antd';
import type { ReactNode } from 'react';

/** Some views of one page, of which one is seen. All already translated. */
export function Parts(props: {
  readonly label: string;
  readonly current: string;
  readonly onChange: (key: string) => void;
  readonly parts: readonly { readonly key: string; readonly label: string; readonly content: ReactNode }[];
}) {
  return (
    <Tabs
      activeKey={props.current}
      onChange={props.onChange}
      aria-label={props.label}
      items={props.parts.map(({ key, label, content }) => ({ key, label, children: content }))}
    />
  );
}
