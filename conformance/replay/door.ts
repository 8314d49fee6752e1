import type { Exchange, Json } from './recording.ts'

/** What a socket shows when it connects. */
export interface Handshake {
  readonly headers?: Record<string, string>
  /** Joins the query that the client sends by itself. */
  readonly query?: string
  /** Whether raw frames say which SDK they come from. @default true */
  readonly sdk?: boolean
}

/** What a client saw of one exchange; keys as in the recordings. */
export type Seen = Record<string, Json>

/** A connected client. */
export interface Peer {
  /** Sends what the exchange says and waits for the answer, or as long as it surely takes to see that none comes. */
  ask(exchange: Exchange, expectsAck: boolean): Promise<Seen>
  /** Takes the events that came since the last call. */
  takeEvents(): Promise<{ event: string; data: Json }[]>
  /** Has the client send headers with everything; raw frames hold theirs already. */
  setHeaders?(headers: Record<string, string | undefined>): void
  close(): void
}

/** A kind of client. */
export interface Door {
  readonly name: string
  /** Whether it shows all that a recording can hold of an exchange, packets sent among it. */
  readonly showsAll?: boolean
  /** Whether it can bring this exchange about. */
  canAsk(exchange: Exchange): boolean
  connect(port: number, handshake: Handshake): Promise<Peer>
}
