/** A file's name in which figures and the ending after Arabic words keep their order: `كتاب 77.png`. */
export function FileName({ name }: { readonly name: string }) {
  const [, words = name, latin = ''] = /^(.*?)([\w .()-]*\.\w+)$/su.exec(name) ?? [];
  // What joins the words and the figures stands between them.
  const joint = /^[\s-]*/u.exec(latin)?.[0] ?? '';
  return (
    <bdi>
      {words}
      {joint}
      <bdi dir="ltr">{latin.slice(joint.length)}</bdi>
    </bdi>
  );
}
