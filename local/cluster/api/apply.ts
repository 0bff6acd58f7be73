import { type ApiClient, sendOrThrow } from './client.ts';
import { type KubeObject, objectPath } from './objects.ts';

const parallel = 8;
const manager = 'fieldManager=mlplatform-local&force=true';

/**
 * Applies one object server-side: creates it or brings the named fields to
 * these values, and leaves all other fields alone.
 * @param subresource such as `status`
 */
export async function apply(client: ApiClient, object: KubeObject, subresource?: string): Promise<void> {
  const path = objectPath(object) + (subresource === undefined ? '' : `/${subresource}`);
  await sendOrThrow(client, 'PATCH', `${path}?${manager}`, {
    type: 'application/apply-patch+yaml',
    content: JSON.stringify(object),
  });
}

/** Runs `work` for every item, eight at a time. Rejects with the first error. */
export async function forEachInParallel<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const waiting = [...items];
  const worker = async () => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: parallel }, worker));
}
