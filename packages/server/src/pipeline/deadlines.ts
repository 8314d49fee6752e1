/** Longest time that a timer of Node takes; more would make it run at once. */
const MAX_TIMER_MS = 2_147_483_647

/**
 * Something that must be over in time. Its fields belong to the {@link Deadlines}: it is its own link in a list, so
 * that a deadline costs neither a timer nor an object.
 */
export abstract class Timed {
  dueAt = 0
  list: DeadlineList | undefined = undefined
  before: Timed | undefined = undefined
  after: Timed | undefined = undefined

  /** Called once, when the time is up. */
  abstract expire(timeoutMs: number): void
}

/** Watches over many deadlines with one timer for each length of time that is in use. */
export interface Deadlines {
  /** Gives the item that much time from now, whatever it had before; 0 for all the time in the world. */
  set(item: Timed, timeoutMs: number): void
  /** Ends the item's deadline. */
  clear(item: Timed): void
  /** Forgets all deadlines and their timers. */
  close(): void
}

export function createDeadlines(): Deadlines {
  const lists = new Map<number, DeadlineList>()
  const listFor = (timeoutMs: number): DeadlineList => {
    const known = lists.get(timeoutMs)
    if (known !== undefined) return known
    const list = new DeadlineList(timeoutMs, () => lists.delete(timeoutMs))
    lists.set(timeoutMs, list)
    return list
  }

  return {
    set: (item, timeoutMs) => {
      item.list?.remove(item)
      if (timeoutMs > 0) listFor(timeoutMs).append(item)
    },
    clear: (item) => item.list?.remove(item),
    close: () => {
      for (const list of lists.values()) list.close()
      lists.clear()
    },
  }
}

/** Items with one length of time. The first to be added is the first to be due, so only the head needs a timer. */
class DeadlineList {
  readonly #timeoutMs: number
  readonly #forget: () => void
  #head: Timed | undefined = undefined
  #tail: Timed | undefined = undefined
  #timer: NodeJS.Timeout | undefined = undefined

  constructor(timeoutMs: number, forget: () => void) {
    this.#timeoutMs = timeoutMs
    this.#forget = forget
  }

  append(item: Timed): void {
    item.dueAt = performance.now() + this.#timeoutMs
    item.list = this
    item.before = this.#tail
    if (this.#tail === undefined) this.#head = item
    else this.#tail.after = item
    this.#tail = item
    if (this.#timer === undefined) this.#wait(this.#timeoutMs)
  }

  remove(item: Timed): void {
    if (item.before === undefined) this.#head = item.after
    else item.before.after = item.after
    if (item.after === undefined) this.#tail = item.before
    else item.after.before = item.before
    item.list = undefined
    item.before = undefined
    item.after = undefined
  }

  close(): void {
    clearTimeout(this.#timer)
    while (this.#head !== undefined) this.remove(this.#head)
  }

  /** The timer is left alone when the list empties: most requests end long before it, and the next one needs it. */
  #wait(ms: number): void {
    this.#timer = setTimeout(() => this.#expire(), Math.min(ms, MAX_TIMER_MS)).unref()
  }

  #expire(): void {
    const now = performance.now()
    while (this.#head !== undefined && this.#head.dueAt <= now) {
      const item = this.#head
      this.remove(item)
      item.expire(this.#timeoutMs)
    }
    if (this.#head !== undefined) {
      this.#wait(Math.max(1, this.#head.dueAt - now))
      return
    }
    this.#timer = undefined
    this.#forget()
  }
}
