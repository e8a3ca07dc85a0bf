import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { files } from '../client.ts';
import './photo.css';

/** The face of an employee, where a picture of it is attached to his file. */
export function Photo(props: {
  readonly photoId: string;
  readonly name: string;
  readonly size: 'small' | 'large' | 'print';
}) {
  const image = useRef<HTMLImageElement>(null);
  const { data } = useQuery(
    files.query.attachment.read.queryOptions({ input: { id: props.photoId }, throwOnError: false }),
  );
  useEffect(() => {
    if (!data || !image.current) return;
    // The bytes come through the office, never by an address of their own.
    const address = URL.createObjectURL(data);
    image.current.src = address;
    return () => URL.revokeObjectURL(address);
  }, [data]);
  return <img ref={image} className={`hr-photo hr-photo-${props.size}`} alt={props.name} />;
}
