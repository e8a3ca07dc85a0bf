const serving = ['office', 'demo'];

/** Does this command line of `diwan` serve pages on a PC where people work with the checkout? Their window is built first. */
export function servesWindow(args) {
  return serving.includes(args[0]) && !asksForHelp(args);
}

/**
 * Is it a command of the data centre? Its checkout was made by whoever installs it, and may be read-only to everybody
 * else: nothing is installed or built by these.
 */
export function isOfServer(args) {
  return args[0] === 'datacenter';
}

/** Does this command of the data centre serve pages, which must have been built? */
export function servesDesk(args) {
  return isOfServer(args) && args[1] === 'desk' && !asksForHelp(args);
}

function asksForHelp(args) {
  return args.includes('--help') || args.includes('-h');
}
