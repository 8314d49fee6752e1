/** Longest time that a timer of Node takes; more would make it run at once. */
const MAX_TIMER_MS = 2_147_483_647

/**
 * Something that must be over in time. Its fields belong to the {@link Deadlines}: it is its own link in a list, so
 * that a deadline costs neither a timer nor an object.
 */
export abstract class Timed<Item extends Timed<Item>> {
  dueAt = 0
  list: DeadlineList<Item> | undefined = undefined
  before: Item | undefined = undefined
  after: Item | undefined = undefined

  /** Called once, when the time is up. */
  abstract expire(timeoutMs: number): void
}

/** Watches over many deadlines with one timer for each length of time that is in use. */
export interface Deadlines<Item extends Timed<Item>> {
  /** Gives the item that much time from now, whatever it had before; 0 for all the time in the world. */
  set(item: Item, timeoutMs: number): void
  /** Takes the item away. */
  clear(item: Item): void
  /** All items, those with all the time in the world too. */
  items(): Item[]
  /** Forgets all deadlines and their timers. */
  close(): void
}

export function createDeadlines<Item extends Timed<Item>>(): Deadlines<Item> {
  const lists = new Map<number, DeadlineList<Item>>()
  const listFor = (timeoutMs: number): DeadlineList<Item> => {
    const known = lists.get(timeoutMs)
    if (known !== undefined) return known
    const list = new DeadlineList<Item>(timeoutMs, () => lists.delete(timeoutMs))
    lists.set(timeoutMs, list)
    return list
  }

  return {
    set: (item, timeoutMs) => {
      item.list?.remove(item)
      listFor(timeoutMs > 0 ? timeoutMs : 0).append(item)
    },
    clear: (item) => item.list?.remove(item),
    items: () => [...lists.values()].flatMap((list) => list.items()),
    close: () => {
      for (const list of lists.values()) list.close()
      lists.clear()
    },
  }
}

/** Items with one length of time. The first to be added is the first to be due, so only the head needs a timer. */
class DeadlineList<Item extends Timed<Item>> {
  readonly #timeoutMs: number
  readonly #forget: () => void
  #head: Item | undefined = undefined
  #tail: Item | undefined = undefined
  #timer: NodeJS.Timeout | undefined = undefined

  /** @param timeoutMs 0 for items that are never due. */
  constructor(timeoutMs: number, forget: () => void) {
    this.#timeoutMs = timeoutMs
    this.#forget = forget
  }

  append(item: Item): void {
    item.list = this
    item.before = this.#tail
    if (this.#tail === undefined) this.#head = item
    else this.#tail.after = item
    this.#tail = item
    if (this.#timeoutMs > 0) this.#watch(item)
  }

  remove(item: Item): void {
    if (item.before === undefined) this.#head = item.after
    else item.before.after = item.after
    if (item.after === undefined) this.#tail = item.before
    else item.after.before = item.before
    item.list = undefined
    item.before = undefined
    item.after = undefined
  }

  items(): Item[] {
    const items: Item[] = []
    for (let item = this.#head; item !== undefined; item = item.after) items.push(item)
    return items
  }

  close(): void {
    clearTimeout(this.#timer)
    while (this.#head !== undefined) this.remove(this.#head)
  }

  #watch(item: Item): void {
    item.dueAt = performance.now() + this.#timeoutMs
    if (this.#timer === undefined) this.#wait(this.#timeoutMs)
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
