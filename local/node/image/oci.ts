import { createHash } from 'node:crypto';
import { lstat, readdir, readlink, rm } from 'node:fs/promises';
import path from 'node:path';
import { TarWriter } from './tar.ts';

/** What an image says about how to run it (OCI image configuration). */
export interface RunConfig {
  User?: string;
  Env?: string[];
  Entrypoint?: string[];
  Cmd?: string[];
  WorkingDir?: string;
}

export interface ImageSpec {
  /** Full reference, such as `mlplatform.local/demo-training:1`. */
  name: string;
  /** Folder with the root file system. */
  rootfs: string;
  /** Paths in it that do not belong to root, with their owner. */
  owners?: Readonly<Record<string, number>>;
  config: RunConfig;
}

const mediaTypes = {
  index: 'application/vnd.oci.image.index.v1+json',
  manifest: 'application/vnd.oci.image.manifest.v1+json',
  config: 'application/vnd.oci.image.config.v1+json',
  layer: 'application/vnd.oci.image.layer.v1.tar',
} as const;

interface Descriptor {
  mediaType: string;
  digest: string;
  size: number;
}

/**
 * Writes an image of one layer as the tar of an OCI layout, as `ctr images import` takes it.
 * @param file path of the tar to write
 * @returns digest of the manifest, by which containerd knows the image
 */
export async function writeImage(spec: ImageSpec, file: string): Promise<string> {
  const layerFile = `${file}.layer`;
  try {
    const layer = await writeLayer(spec, layerFile);
    return await writeLayout(spec, layer, layerFile, file);
  } finally {
    await rm(layerFile, { force: true });
  }
}

async function writeLayer({ rootfs, owners = {} }: ImageSpec, file: string): Promise<Descriptor> {
  const tar = await TarWriter.create(file);
  try {
    for (const name of (await readdir(rootfs, { recursive: true })).sort()) {
      const full = path.join(rootfs, name);
      const info = await lstat(full);
      const entry = { path: name, mode: info.mode & 0o7777, owner: owners[name] ?? 0 };
      if (info.isDirectory()) await tar.add({ ...entry, kind: 'folder' });
      else if (info.isSymbolicLink()) await tar.add({ ...entry, kind: 'link', target: await readlink(full) });
      else if (info.isFile()) await tar.addFile({ ...entry, kind: 'file', size: info.size }, full);
      else throw new Error(`${full} is neither a file, a folder nor a link`);
    }
    const { sha256, size } = await tar.finish();
    return { mediaType: mediaTypes.layer, digest: `sha256:${sha256}`, size };
  } finally {
    await tar.close();
  }
}

async function writeLayout(spec: ImageSpec, layer: Descriptor, layerFile: string, file: string): Promise<string> {
  const config = blob(mediaTypes.config, {
    architecture: process.arch === 'x64' ? 'amd64' : process.arch,
    os: 'linux',
    config: spec.config,
    // The layer is not compressed: its digest is that of its content.
    rootfs: { type: 'layers', diff_ids: [layer.digest] },
  });
  const manifest = blob(mediaTypes.manifest, {
    schemaVersion: 2,
    mediaType: mediaTypes.manifest,
    config: config.descriptor,
    layers: [layer],
  });
  const index = blob(mediaTypes.index, {
    schemaVersion: 2,
    mediaType: mediaTypes.index,
    manifests: [{ ...manifest.descriptor, annotations: { 'io.containerd.image.name': spec.name } }],
  });
  const tar = await TarWriter.create(file);
  try {
    const add = (name: string, content: Buffer) => tar.add({ path: name, kind: 'file', mode: 0o644 }, content);
    await add('oci-layout', Buffer.from(JSON.stringify({ imageLayoutVersion: '1.0.0' })));
    await add('index.json', index.content);
    for (const { descriptor, content } of [config, manifest]) await add(blobPath(descriptor), content);
    await tar.addFile({ path: blobPath(layer), kind: 'file', mode: 0o644, size: layer.size }, layerFile);
    await tar.finish();
  } finally {
    await tar.close();
  }
  return manifest.descriptor.digest;
}

function blob(mediaType: string, value: unknown): { descriptor: Descriptor; content: Buffer } {
  const content = Buffer.from(JSON.stringify(value));
  const digest = `sha256:${createHash('sha256').update(content).digest('hex')}`;
  return { descriptor: { mediaType, digest, size: content.length }, content };
}

function blobPath({ digest }: Descriptor): string {
  return `blobs/${digest.replace(':', '/')}`;
}
