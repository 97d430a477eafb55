/** What Socket.IO makes its adapter of a namespace by; the adapters' packages share no type. */
export type SocketAdapterFactory = (namespace: never) => unknown;

/** The way that servers tell each other's connections something. */
export interface SocketAdapter {
  readonly factory: SocketAdapterFactory;
  /** Resolves when what was held open for it is let go of. After Socket.IO has closed. */
  close(): Promise<void>;
}
