import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { say } from './steps/command.mjs';
import { build } from './steps/build.mjs';
import { electronBinary } from './steps/electron.mjs';
import { inRoot, root } from './steps/paths.mjs';

const USUAL_PORT = 7420;

/**
 * Opens the demonstration office: in the desktop shell where its program is on this machine, otherwise in the browser,
 * served by the same office service. Arguments go to `diwan demo`; `--browser` prefers the browser,
 * `--alone` leaves the data centre and the other offices out.
 */
export async function demo(args) {
  await build();
  const binary = args.includes('--browser') ? null : electronBinary();
  const isAlone = args.includes('--alone');
  const rest = args.filter((arg) => arg !== '--browser' && arg !== '--alone');
  process.exitCode =
    binary === null ? await inBrowser(isAlone ? rest : ['--ministry', ...rest]) : await inWindow(binary);
}

function inWindow(binary) {
  say('Opening the demonstration office in its window.');
  return ended(spawn(binary, [root, '--demonstration', `--folder=${inRoot('.diwan', 'demo')}`], { stdio: 'inherit' }));
}

async function inBrowser(args) {
  if (electronBinary() === null) say('No Electron on this machine: the same office is served to the browser.');
  const folder = args.includes('--folder') ? [] : ['--folder', inRoot('.diwan', 'demo')];
  const port = args.includes('--port') ? [] : ['--port', String(await freePort())];
  const program = [inRoot('cli', 'main.ts'), 'demo', ...folder, ...port, ...args];
  const office = spawn(process.execPath, program, { stdio: ['inherit', 'pipe', 'inherit'], cwd: root });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => office.kill(signal));
  let printed = '';
  office.stdout.on('data', (chunk) => {
    process.stdout.write(chunk);
    const before = addressIn(printed);
    printed += chunk;
    const address = addressIn(printed);
    if (before === null && address !== null) openBrowser(address);
  });
  return ended(office);
}

function addressIn(text) {
  return /^Diwan: (http:\S+)\s/m.exec(text)?.[1] ?? null;
}

/** The usual port, or any other when something answers there already. */
function freePort() {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.on('error', () => resolve(0));
    probe.listen(USUAL_PORT, '127.0.0.1', () => probe.close(() => resolve(USUAL_PORT)));
  });
}

/** Only for a person who sits in front of this machine. */
function openBrowser(address) {
  const { CI, DISPLAY, WAYLAND_DISPLAY } = process.env;
  const hasScreen = process.platform !== 'linux' || DISPLAY || WAYLAND_DISPLAY;
  if (CI || !hasScreen || !process.stdout.isTTY) return;
  const openers = { win32: ['cmd', ['/c', 'start', '', address]], darwin: ['open', [address]] };
  const [program, args] = openers[process.platform] ?? ['xdg-open', [address]];
  const opener = spawn(program, args, { stdio: 'ignore', detached: true });
  opener.on('error', () => say(`Open ${address} in a browser.`));
  opener.unref();
}

function ended(child) {
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => resolve(signal === null ? (code ?? 1) : 0));
  });
}
