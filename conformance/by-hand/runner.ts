import type { VariantName } from '../app/variants.ts'
import type { Placeholders } from '../replay/placeholders.ts'
import type { Exchange } from '../replay/recording.ts'
import { type ServerProcess, startServer } from '../replay/server-process.ts'

/** Brings one exchange about and tells what came, with the keys of the recording. */
export type Runner = (stage: Stage, exchange: Exchange) => Promise<Record<string, unknown>>

/** Runners by the names of the exchanges of one recording. */
export type Runners = Readonly<Record<string, Runner>>

/** What the runners of one recording share. */
export class Stage {
  readonly placeholders: Placeholders
  readonly production: boolean
  readonly #servers = new Map<VariantName, Promise<ServerProcess>>()
  readonly #endings: (() => unknown)[] = []

  constructor(placeholders: Placeholders, production: boolean) {
    this.placeholders = placeholders
    this.production = production
  }

  /** The server of that variant, started at its first use. */
  async server(variant: VariantName = 'base'): Promise<ServerProcess> {
    const started =
      this.#servers.get(variant) ?? startServer(variant, { production: this.production })
    this.#servers.set(variant, started)
    const server = await started
    this.placeholders.bind('port', String(server.port))
    return server
  }

  /** Has something closed when the recording is through. */
  onEnd(close: () => unknown): void {
    this.#endings.push(close)
  }

  async end(): Promise<void> {
    for (const close of this.#endings) await close()
    for (const server of this.#servers.values()) await (await server).stop()
  }
}
