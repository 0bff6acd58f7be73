import { mkdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import path from 'node:path';
import { type ClusterBinaries, clusterBinaries, linkedPrograms } from './binaries.ts';
import { defaultCacheDir, findBuild, removeOldBuilds, temporaryPrefix } from './build/cache.ts';
import { compile, downloadModules, kubernetesLdflags, type Program } from './build/compile.ts';
import { extractCrds } from './build/extract.ts';
import { GoMissingError, goVersion, requiredGo } from './build/go.ts';
import { cacheKey, contentHash, keyPrefix } from './build/key.ts';
import { withLock } from './build/lock.ts';
import { asStep, type OnStep, stepReporter } from './steps.ts';

export interface BuildOptions {
  /** Per-user cache folder; the default is `$XDG_CACHE_HOME/mlplatform` or `~/.cache/mlplatform`. */
  cacheDir?: string;
  onStep?: OnStep;
  signal?: AbortSignal;
}

const controlPlane: Program = {
  moduleDir: path.join(import.meta.dirname, 'go'),
  package: '.',
  ldflags: kubernetesLdflags,
};
const kwok: Program = {
  moduleDir: path.join(import.meta.dirname, 'go-kwok'),
  package: 'sigs.k8s.io/kwok/cmd/kwok',
  ldflags: '-s -w',
};

/**
 * Builds the control plane once per version of its sources and of Go, and from
 * then on only finds it in the cache; without Go as well, if it was built before.
 *
 * Throws GoMissingError when it has to be built and Go is missing or too old,
 * CommandError with the end of go's output when the build fails, and the
 * signal's reason when it is aborted. Steps: `cluster.build`,
 * `cluster.modules`, `cluster.compile`, `cluster.compile-kwok`.
 */
export async function buildCluster(options: BuildOptions = {}): Promise<ClusterBinaries> {
  const { onStep = () => undefined, signal } = options;
  const folder = path.join(options.cacheDir ?? defaultCacheDir(), 'cluster');
  const reporter = stepReporter(onStep, 'cluster.build', 'Kubernetes programs');
  return asStep(
    reporter,
    async () => {
      const content = await contentHash([controlPlane.moduleDir, kwok.moduleDir]);
      const version = await versionOrNull(folder, content, signal);
      const present = version === null ? keyPrefix(content) : cacheKey(content, version);
      const wait = () => reporter.running(null, 'another start is building them; waiting for it');
      const found = await findBuild(folder, present);
      if (found !== null) return clusterBinaries(found);
      return withLock(
        path.join(folder, 'build.lock'),
        async () => {
          const meanwhile = await findBuild(folder, present);
          if (meanwhile !== null) return clusterBinaries(meanwhile);
          await buildTo(folder, present, onStep, signal);
          await removeOldBuilds(folder);
          return clusterBinaries(path.join(folder, present));
        },
        { signal, onWait: wait },
      );
    },
    ({ dir }) => path.basename(dir),
  );
}

/** The version of Go, or null where there is none but an earlier build serves as well. */
async function versionOrNull(folder: string, content: string, signal?: AbortSignal): Promise<string | null> {
  const needed = requiredGo(await readFile(path.join(controlPlane.moduleDir, 'go.mod'), 'utf8'));
  try {
    return await goVersion(controlPlane.moduleDir, needed, signal);
  } catch (error) {
    const built = error instanceof GoMissingError && (await findBuild(folder, keyPrefix(content)));
    if (built) return null;
    throw error;
  }
}

async function buildTo(folder: string, key: string, onStep: OnStep, signal?: AbortSignal): Promise<void> {
  const temporary = path.join(folder, `${temporaryPrefix}${process.pid}-${Date.now()}`);
  const binaries = clusterBinaries(temporary);
  await mkdir(path.dirname(binaries.multiCall), { recursive: true });
  try {
    const modules = stepReporter(onStep, 'cluster.modules', 'Download Go modules');
    const packages = await asStep(modules, async () => ({
      controlPlane: await downloadModules(controlPlane, modules, signal),
      kwok: await downloadModules(kwok, modules, signal),
    }));
    const compiling = stepReporter(onStep, 'cluster.compile', 'Build Kubernetes and Volcano');
    await asStep(compiling, () => compile(controlPlane, packages.controlPlane, binaries.multiCall, compiling, signal));
    const second = stepReporter(onStep, 'cluster.compile-kwok', 'Build KWOK');
    await asStep(second, () => compile(kwok, packages.kwok, binaries.kwok, second, signal));
    for (const name of linkedPrograms) {
      await symlink(path.basename(binaries.multiCall), path.join(path.dirname(binaries.kwok), name));
    }
    await extractCrds(controlPlane.moduleDir, binaries.crds, signal);
    await rename(temporary, path.join(folder, key));
  } catch (error) {
    await rm(temporary, { recursive: true, force: true });
    throw error;
  }
}
