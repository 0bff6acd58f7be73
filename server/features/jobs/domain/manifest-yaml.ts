import { stringify } from 'yaml';
import type { VolcanoJob } from '#server/adapters/kubernetes/types.ts';

/** The Volcano Job as the YAML that `kubectl apply` would take; without anchors, which few people read. */
export function manifestYaml(job: VolcanoJob): string {
  return stringify(job, { aliasDuplicateObjects: false, lineWidth: 0 });
}
