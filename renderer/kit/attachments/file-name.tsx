/** A file's name in which figures and the ending after Arabic words keep their order: `كتاب 77.png`. */
export function FileName({ name }: { readonly name: string }) {
  const [, words = name, latin = ''] = /^(.*?)([\w .()-]*\.\w+)$/su.exec(name) ?? [];
  const spaces = /^\s*/u.exec(latin)?.[0] ?? '';
  return (
    <bdi>
      {words}
      {spaces}
      <bdi dir="ltr">{latin.slice(spaces.length)}</bdi>
    </bdi>
  );
}
