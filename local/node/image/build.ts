import { createHash } from 'node:crypto';
import { copyFile, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { findBuild, removeOldBuilds, temporaryPrefix } from '../../cluster/build/cache.ts';
import { withLock } from '../../cluster/build/lock.ts';
import { run } from '../../cluster/build/run.ts';
import { type ImageSpec, writeImage } from './oci.ts';
import type { Python } from './python.ts';
import { requirements } from './requirements.ts';
import { imageEnvironment, makePythonRootfs, trainerId } from './rootfs.ts';

export const demoImage = 'mlplatform.local/demo-training:1';
export const pauseImage = 'mlplatform.local/pause:1';
const source = import.meta.dirname;

const builtImages = z.array(z.object({ name: z.string(), file: z.string(), digest: z.string() }));

/** An image as a file for `ctr images import`. */
export interface BuiltImage {
  name: string;
  /** Absolute path of the tar. */
  file: string;
  /** `sha256:…` of its manifest. */
  digest: string;
}

/**
 * The images of the real node, built at the first call and from then on found in the cache.
 * @param cacheDir per-user cache folder
 * @param onWork hears what is being done, when something is
 * Throws CommandError when pip or Go fail, and the signal's reason when it is aborted.
 */
export async function buildImages(
  cacheDir: string,
  python: Python,
  onWork: (detail: string) => void,
  signal?: AbortSignal,
): Promise<BuiltImage[]> {
  const folder = path.join(cacheDir, 'images');
  const key = await recipeKey(python);
  const found = await findBuild(folder, key);
  if (found !== null) return readImages(found);
  return withLock(
    path.join(folder, 'build.lock'),
    async () => {
      const meanwhile = await findBuild(folder, key);
      if (meanwhile !== null) return readImages(meanwhile);
      await buildTo(path.join(folder, key), python, onWork, signal);
      await removeOldBuilds(folder);
      return readImages(path.join(folder, key));
    },
    { signal, onWait: () => onWork('another start is building the images; waiting for it') },
  );
}

/** Everything that decides what is in the images: the files beside this one, and the machine's Python. */
async function recipeKey(python: Python): Promise<string> {
  const hash = createHash('sha256');
  hash.update(JSON.stringify([python, process.arch, requirements]));
  const names = (await readdir(source)).filter(
    (name) => /\.(ts|py|go)$/.test(name) && !/\.test\.ts$|^test_/.test(name),
  );
  for (const name of names.sort()) {
    const content = await readFile(path.join(source, name));
    hash.update(`${name}:${content.length}\n`).update(content);
  }
  return `${hash.digest('hex').slice(0, 16)}-${process.arch}`;
}

async function readImages(folder: string): Promise<BuiltImage[]> {
  const images = builtImages.parse(JSON.parse(await readFile(path.join(folder, 'images.json'), 'utf8')));
  return images.map((image) => ({ ...image, file: path.join(folder, image.file) }));
}

async function buildTo(
  target: string,
  python: Python,
  onWork: (detail: string) => void,
  signal?: AbortSignal,
): Promise<void> {
  const temporary = path.join(path.dirname(target), `${temporaryPrefix}${process.pid}-${Date.now()}`);
  const work = path.join(temporary, 'work');
  await mkdir(work, { recursive: true });
  try {
    onWork('building the pause image with Go');
    const pause = await makePause(work, signal);
    onWork('building the training image: Python of this machine, numpy from the package index');
    const training = await makeTraining(work, python, signal);
    const images: BuiltImage[] = [];
    for (const [file, spec] of [
      ['pause.tar', pause],
      ['demo-training.tar', training],
    ] as const)
      images.push({ name: spec.name, file, digest: await writeImage(spec, path.join(temporary, file)) });
    await rm(work, { recursive: true });
    await writeFile(path.join(temporary, 'images.json'), JSON.stringify(images, null, 2));
    await rename(temporary, target);
  } catch (error) {
    await rm(temporary, { recursive: true, force: true });
    throw error;
  }
}

async function makePause(work: string, signal?: AbortSignal): Promise<ImageSpec> {
  const rootfs = path.join(work, 'pause');
  await mkdir(rootfs);
  const options = ['-trimpath', '-ldflags', '-s -w', '-o', path.join(rootfs, 'pause')];
  // The file is copied to a folder without a go.mod: the build must not depend on one further up.
  const file = path.join(work, 'pause.go');
  await copyFile(path.join(source, 'pause.go'), file);
  const env = { ...process.env, CGO_ENABLED: '0', GOFLAGS: '', GOWORK: 'off' };
  await run('go', ['build', ...options, file], { cwd: work, env, signal });
  return { name: pauseImage, rootfs, config: { User: '65535:65535', Entrypoint: ['/pause'] } };
}

async function makeTraining(work: string, python: Python, signal?: AbortSignal): Promise<ImageSpec> {
  const rootfs = path.join(work, 'training');
  await makePythonRootfs(rootfs, python, requirements, [path.join(source, 'train.py')], signal);
  return {
    name: demoImage,
    rootfs,
    owners: { checkpoints: trainerId },
    config: {
      // By number: only then can the kubelet tell that it is not root.
      User: `${trainerId}:${trainerId}`,
      Env: imageEnvironment,
      WorkingDir: '/app',
      Cmd: ['python3', '/app/train.py'],
    },
  };
}
