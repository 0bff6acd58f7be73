/** Problems by field that came with a refused request; empty when it was something else. */
export function fieldErrors(error: unknown): Record<string, string> {
  const fields = appData(error)?.fields;
  if (typeof fields !== 'object' || fields === null) return {};
  return Object.fromEntries(
    Object.entries(fields).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

/** The closed code of what went wrong (`not_found`, `forbidden`, …), where the server said one. */
export function errorCode(error: unknown): string | null {
  const code = appData(error)?.code;
  return typeof code === 'string' ? code : null;
}

function appData(error: unknown): { code?: unknown; fields?: unknown } | null {
  if (!(error instanceof Error) || !('data' in error)) return null;
  const { data } = error;
  if (typeof data !== 'object' || data === null || !('app' in data)) return null;
  return typeof data.app === 'object' && data.app !== null ? data.app : null;
}
