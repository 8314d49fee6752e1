/**
 * Defines members that are made when they are first read, and are ordinary ones from then on. They can be assigned.
 * @param makers What makes the value of each member.
 */
export function defineOnDemand(
  owner: object,
  makers: Readonly<Record<string, () => unknown>>,
): void {
  for (const [name, make] of Object.entries(makers)) {
    const settle = (value: unknown): unknown => {
      const settled = { value, writable: true, enumerable: true, configurable: true }
      Object.defineProperty(owner, name, settled)
      return value
    }
    Object.defineProperty(owner, name, {
      get: () => settle(make()),
      set: settle,
      enumerable: true,
      configurable: true,
    })
  }
}
