const headings = ['part', 'passed', 'failed', 'skipped', 'seconds', 'note'];

/** The counts of every part, under each other. */
export function printTable(results) {
  const rows = results.map(({ name, passed, failed, skipped, seconds, note }) => [
    ...[name, passed, failed, skipped, seconds.toFixed(1), note.split('\n')[0]],
  ]);
  const lines = [headings, ...rows].map((row) => row.map(String));
  const widths = headings.map((_, column) => Math.max(...lines.map((line) => line[column].length)));
  console.log('');
  for (const line of lines)
    console.log(
      line
        .map((cell, column) => cell.padEnd(widths[column]))
        .join('  ')
        .trimEnd(),
    );
  console.log('');
}
