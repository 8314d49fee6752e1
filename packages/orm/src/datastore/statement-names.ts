/** Statements whose name the server keeps. Later ones are sent without one, so that a server's memory is bounded. */
const MAX_NAMES = 2_000

/** Gives statements their names, a limited number of them. One for each datastore. */
export class StatementNames {
  #count = 0

  next(): { name?: string } {
    return this.#count < MAX_NAMES ? { name: `halyard_${++this.#count}` } : {}
  }
}
