const serving = ['office', 'demo', 'datacenter'];

/** Does this command line of `diwan` serve something, for which the window must have been built? */
export function servesWindow(args) {
  const asksForHelp = args.includes('--help') || args.includes('-h');
  return serving.includes(args[0]) && !asksForHelp;
}
