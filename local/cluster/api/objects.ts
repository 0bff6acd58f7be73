import { parseAllDocuments } from 'yaml';

/** Any Kubernetes object: what applying it needs to know, and the rest as it is. */
export interface KubeObject {
  apiVersion: string;
  kind: string;
  metadata: { name: string; namespace?: string; [field: string]: unknown };
  [field: string]: unknown;
}

/** Reads all objects of a YAML text. Throws when it is no YAML or one has no kind or name. */
export function parseObjects(text: string): KubeObject[] {
  return parseAllDocuments(text).flatMap((document) => {
    const [error] = document.errors ?? [];
    if (error) throw error;
    const value: unknown = document.toJS();
    if (value === null) return [];
    if (!isKubeObject(value)) throw new Error('a YAML document is no Kubernetes object');
    return [value];
  });
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

function isKubeObject(value: unknown): value is KubeObject {
  if (!isRecord(value) || !isRecord(value.metadata)) return false;
  const texts = [value.apiVersion, value.kind, value.metadata.name];
  return texts.every((text) => typeof text === 'string');
}

/** The plural of every kind the start applies, and whether it lives in a namespace. */
const resources: Record<string, { plural: string; namespaced: boolean }> = {
  ClusterRole: { plural: 'clusterroles', namespaced: false },
  ClusterRoleBinding: { plural: 'clusterrolebindings', namespaced: false },
  CustomResourceDefinition: { plural: 'customresourcedefinitions', namespaced: false },
  MutatingWebhookConfiguration: { plural: 'mutatingwebhookconfigurations', namespaced: false },
  Namespace: { plural: 'namespaces', namespaced: false },
  Node: { plural: 'nodes', namespaced: false },
  PriorityClass: { plural: 'priorityclasses', namespaced: false },
  Role: { plural: 'roles', namespaced: true },
  RoleBinding: { plural: 'rolebindings', namespaced: true },
  ValidatingWebhookConfiguration: { plural: 'validatingwebhookconfigurations', namespaced: false },
};

/** The object's path on the API server. Throws for a kind the start does not know. */
export function objectPath(object: KubeObject): string {
  const resource = resources[object.kind];
  if (resource === undefined) throw new Error(`${object.kind} is no kind the start can apply`);
  const root = object.apiVersion.includes('/') ? `/apis/${object.apiVersion}` : '/api/v1';
  const namespace = resource.namespaced ? `/namespaces/${object.metadata.namespace ?? 'default'}` : '';
  return `${root}${namespace}/${resource.plural}/${encodeURIComponent(object.metadata.name)}`;
}
