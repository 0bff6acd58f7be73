import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { StepReporter } from '../steps.ts';
import { downloadedModule, PackageCounter, pinnedModules } from './progress.ts';
import { run } from './run.ts';

export interface Program {
  /** Folder with the go.mod to build in. */
  moduleDir: string;
  /** Package path of the main package. */
  package: string;
  ldflags: string;
}

const kubernetesVersion = { full: 'v1.34.4', major: '1', minor: '34' };
const versionPackage = 'k8s.io/component-base/version';

/** What `kubectl version` and `/version` answer; without these flags it would be v0.0.0-master. */
export const kubernetesLdflags = [
  '-s -w',
  `-X ${versionPackage}.gitVersion=${kubernetesVersion.full}`,
  `-X ${versionPackage}.gitMajor=${kubernetesVersion.major}`,
  `-X ${versionPackage}.gitMinor=${kubernetesVersion.minor}`,
  `-X ${versionPackage}.gitTreeState=clean`,
].join(' ');

/** Pure Go, so no C compiler is needed and the file runs on any distribution. */
const goEnv = { ...process.env, CGO_ENABLED: '0' };

/**
 * Downloads the modules the program is made of and returns its packages.
 * Progress counts downloaded modules against those go.sum pins; most programs
 * need fewer, so it may jump to its end.
 * Throws CommandError with go's own words when a module cannot be had.
 */
export async function downloadModules(program: Program, step: StepReporter, signal?: AbortSignal): Promise<string[]> {
  const pinned = pinnedModules(await readFile(path.join(program.moduleDir, 'go.sum'), 'utf8'));
  let downloaded = 0;
  return run('go', ['list', '-mod=readonly', '-deps', program.package], {
    cwd: program.moduleDir,
    env: goEnv,
    signal,
    onErrorLine: (line) => {
      const module = downloadedModule(line);
      if (module === null) return;
      downloaded += 1;
      step.running(Math.min(downloaded / pinned, 1), module);
    },
  });
}

/**
 * Builds one program to the file `output`; progress counts packages.
 * Throws CommandError with the last lines of go's output when it fails.
 */
export async function compile(
  program: Program,
  packages: string[],
  output: string,
  step: StepReporter,
  signal?: AbortSignal,
): Promise<void> {
  const counter = new PackageCounter(packages);
  const args = ['build', '-v', '-mod=readonly', '-trimpath', '-ldflags', program.ldflags];
  await run('go', [...args, '-o', output, program.package], {
    cwd: program.moduleDir,
    env: goEnv,
    signal,
    onErrorLine: (line) => {
      if (counter.take(line)) {
        step.running(counter.progress, `${counter.done} of ${counter.total} packages`);
      }
    },
  });
}
