import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** A process that is told from a later one with the same number by when it started. */
export interface RunningProcess {
  readonly pid: number;
  /** Compared only, never read. */
  readonly started: string;
}

export function thisProcess(): RunningProcess {
  return { pid: process.pid, started: startOf(process.pid) ?? '' };
}

export function isRunning({ pid, started }: RunningProcess): boolean {
  return startOf(pid) === started;
}

/** `undefined` if no such process runs. */
function startOf(pid: number): string | undefined {
  if (process.platform === 'linux') return startOnLinux(pid);
  if (!isAlive(pid)) return undefined;
  // Windows has no quick way to ask; there the number alone decides.
  if (process.platform === 'win32') return '';
  try {
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim();
  } catch {
    return undefined;
  }
}

/** Clock ticks from the machine's start until the process', and which start of the machine that was. */
function startOnLinux(pid: number): string | undefined {
  try {
    const status = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field is the program's name in brackets, which may hold spaces and brackets itself.
    const fields = status.slice(status.lastIndexOf(')') + 2).split(' ');
    const [state, ticks] = [fields[0], fields[19]];
    // A process that was killed and that nobody has waited for keeps its number and does nothing.
    if (state === 'Z' || state === 'X') return undefined;
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()} ${ticks}`;
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
