import { Input } from 'antd';
import { Icon } from '../icon.tsx';
import { useClear } from './clear.tsx';

export interface SearchInputProps {
  readonly value: string;
  readonly onChange: (text: string) => void;
  readonly label: string;
  readonly width?: number;
}

/** A line to search with. */
export function SearchInput({ value, onChange, label, width }: SearchInputProps) {
  return (
    <Input
      value={value}
      allowClear={useClear()}
      dir="auto"
      prefix={<Icon name="search" />}
      placeholder={label}
      aria-label={label}
      {...(width !== undefined && { style: { inlineSize: width } })}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
