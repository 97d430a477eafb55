import type { Adapter, AdapterFactory, AdapterPayload } from "oidc-provider";

const MOST_ENTRIES = 1000;

/**
 * Keeps what the development provider hands out in this process, the oldest forgotten first.
 *
 * Sessions are not found again, but for the moment of signing out: the provider never remembers who chose whom, so that the next
 * sign-in in the same browser may be somebody else, of either agency, without signing out here first.
 */
export function createMemoryAdapter(): AdapterFactory {
  const entries = new Map<string, AdapterPayload>();
  return (model) => createModelAdapter(model, entries);
}

function createModelAdapter(model: string, entries: Map<string, AdapterPayload>): Adapter {
  const key = (id: string) => `${model}:${id}`;
  return {
    async upsert(id, payload) {
      if (model === "Session" && !payload.state) return;
      const [oldest] = entries.keys();
      if (entries.size >= MOST_ENTRIES && oldest !== undefined) entries.delete(oldest);
      entries.set(key(id), payload);
    },
    find: async (id) => entries.get(key(id)),
    findByUid: async () => undefined,
    findByUserCode: async () => undefined,
    async consume(id) {
      const payload = entries.get(key(id));
      if (payload) entries.set(key(id), { ...payload, consumed: true });
    },
    async destroy(id) {
      entries.delete(key(id));
    },
    async revokeByGrantId(grantId) {
      for (const [entry, payload] of entries) if (payload.grantId === grantId) entries.delete(entry);
    },
  };
}
