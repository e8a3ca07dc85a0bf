import { spawn } from 'node:child_process';
import { createWriteStream, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { inRoot, root } from './paths.mjs';

/** One line that tells the user what is being done and why it takes time. */
export function say(text) {
  process.stderr.write(`diwan: ${text}\n`);
}

/** Runs a program to its end with its output on the terminal, or in a log file. Returns its exit code. */
export function run(program, args, { log = null, env = process.env, isShell = false, cwd = root } = {}) {
  return new Promise((resolve, reject) => {
    const stdio = log === null ? 'inherit' : ['ignore', 'pipe', 'pipe'];
    const child = spawn(program, args, { cwd, env, stdio, shell: isShell, windowsHide: true });
    if (log !== null) {
      mkdirSync(dirname(log), { recursive: true });
      const file = createWriteStream(log);
      child.stdout.pipe(file, { end: false });
      child.stderr.pipe(file, { end: false });
      child.on('close', () => file.end());
    }
    child.on('error', reject);
    child.on('close', (code, signal) => resolve(signal === null ? code : 1));
  });
}

/** Runs a package's own JavaScript under this very Node, so that neither PATH nor a .cmd file has a say. */
export function runTool(script, args, options) {
  return run(process.execPath, [inRoot('node_modules', script), ...args], options);
}

/** Runs npm: the one that started us where there is one, else the one on PATH. */
export function npm(args, options = {}) {
  const started = process.env.npm_execpath;
  if (started?.endsWith('.js')) return run(process.execPath, [started, ...args], options);
  // On Windows npm is a .cmd file, which only the shell starts; the arguments are ours and hold no spaces but paths.
  const isShell = process.platform === 'win32';
  return run('npm', isShell ? args.map((arg) => `"${arg}"`) : args, { ...options, isShell });
}
