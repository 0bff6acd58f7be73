/** Keeps the logs of pods after Kubernetes has forgotten them. Keys are made by the portal, never by people. */
export interface LogStore {
  /** Stores the whole log of a pod, replacing what was there. @returns bytes stored */
  put(key: LogKey, content: AsyncIterable<Uint8Array>): Promise<number>;
  /** @returns the stored bytes from `offset` on, or null where nothing is stored */
  read(key: LogKey, options?: { offset?: number }): Promise<AsyncIterable<Uint8Array> | null>;
}

export interface LogKey {
  jobId: string;
  podUid: string;
}
