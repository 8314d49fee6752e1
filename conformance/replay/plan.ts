import type { VariantName } from '../app/variants.ts'
import type { Handshake, Seen } from './door.ts'
import type { Placeholders } from './placeholders.ts'
import type { Exchange } from './recording.ts'
import type { Scene } from './scene.ts'

/** How the exchanges of one recording are brought about. */
export interface Plan {
  readonly file: string
  readonly production?: boolean
  /** The server that an exchange was recorded with. */
  readonly variant: VariantName | ((exchange: Exchange) => VariantName)
  /** Handshakes of sockets, by letter, that show more than the client's own query. */
  readonly sockets?: Readonly<Record<string, (placeholders: Placeholders) => Handshake>>
  /** Headers that the stock client was told to send with everything, before certain exchanges. */
  readonly commonHeaders?: Readonly<
    Record<string, (placeholders: Placeholders) => Record<string, string | undefined>>
  >
  /** Placeholder of the cookie that answers over HTTP give. */
  readonly cookieName?: string
  /** Sockets that hear what others do: of each exchange all events count, not only those of who asks. */
  readonly audience?: readonly string[]
  /** What goes before an exchange, and the recording has left out. */
  readonly before?: Readonly<Record<string, (scene: Scene) => Promise<unknown>>>
  /** Exchanges that are no request, and how they come about. */
  readonly instead?: Readonly<Record<string, (scene: Scene) => Promise<Seen>>>
  /** Exchanges of this file that other tests bring about. */
  readonly elsewhere?: RegExp
}
